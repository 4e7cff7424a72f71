"""Questions, words by lemma, phrases, ranking. English needs Snowball and is in tests/integration/test_search.py."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import InvalidInput
from tocsin.model import Analysis, Span, Summary, SummarySentence, Versions
from tocsin.search.aspect import perfective
from tocsin.search.index import MAX_TERMS, MAX_TEXT, index_terms, searched
from tocsin.search.match import Found, Passage, idf, match, passages, sentences
from tocsin.search.question import Question, read_question
from tocsin.search.words import terms, words


def text(*sentences: str, language: str = "ru", title: str | None = None) -> list[Passage]:
    return passages(title, analysis(*sentences, language=language))


def analysis(*sentences: str, language: str = "ru") -> Analysis:
    summary = Summary(tuple(SummarySentence(one, (Span(0, len(one)),)) for one in sentences))
    return Analysis(language, summary, (), (), (), (), Versions("test/1", "1", "1"))


def found(question: str, *sentences: str, language: str = "ru") -> bool:
    return match(read_question(question), text(*sentences, language=language), language, {}) is not None


@pytest.mark.parametrize(
    ("question", "sentence", "language"),
    [
        ("очередь", "На переправе в Карвеле выстроились очереди.", "ru"),
        ("очереди граница", "Очередями на границе встретил гостей Карвель.", "ru"),
        ("черга кордон", "Чергами на кордоні зустрів гостей Карвель.", "uk"),
        ("заперечувати", "Міністерство заперечує, що міст закрито.", "uk"),
        ("министры", "Министром назначен Орлан Бранд.", "ru"),
        ("счёт", "По счетам заплатят осенью.", "ru"),
        ("Дорновка", "Мост у Дорновки закрыт.", "ru"),
    ],
)
def test_a_word_is_found_in_any_of_its_forms(question: str, sentence: str, language: str) -> None:
    assert found(question, sentence, language=language)


def test_all_words_must_be_there_and_none_behind_a_minus() -> None:
    sentence = "Мост у Дорновки закрыт из-за паводка."
    assert found("мост паводок", sentence)
    assert not found("мост пожар", sentence)
    assert not found("мост -паводка", sentence)
    assert found('мост -"паводка в горах"', sentence)


def test_a_phrase_is_words_in_a_row_in_any_form_whatever_joins_them() -> None:
    assert found('"очереди на границе"', "Очередь на границу растянулась.")
    assert found('"очереди границе"', "Очередь на границу растянулась.")
    assert not found('"границы очередь"', "Очередь на границу растянулась.")
    assert not found('"мост закрыт"', "Мост в Карвеле закрыт.")
    assert not found('"мост закрыт"', "Виден мост.", "Закрыт рынок.")


@pytest.mark.parametrize("question", ["", "и на", '""', "-мост", " - "])
def test_a_question_without_a_word_to_look_for_is_refused(question: str) -> None:
    with pytest.raises(InvalidInput, match="q"):
        read_question(question)


def test_a_question_of_too_many_words_is_refused_with_the_bound() -> None:
    with pytest.raises(InvalidInput, match="8 are looked up"):
        read_question("мост рынок порт завод школа больница вокзал аэропорт площадь")


@given(st.text(max_size=60))
def test_whatever_is_asked_is_read_or_refused(asked: str) -> None:
    try:
        question = read_question(asked.replace("a", "о"))
    except InvalidInput:
        return
    assert question.must
    assert all(question.must)


@given(st.text(alphabet="абвгдеёжзиклмноп рстуф-—'\n", max_size=80))
def test_words_are_in_order_and_within_the_text(line: str) -> None:
    read = words(line, "ru")
    assert [word.start for word in read] == sorted(word.start for word in read)
    assert all(0 <= word.start < word.end <= len(line) for word in read)


def test_words_that_only_join_are_no_terms_and_an_ambiguous_one_is_all_that_it_can_be() -> None:
    assert terms("для", "ru") == ()
    assert terms("якщо", "uk") == ()
    assert {"сталь", "стать"} <= set(terms("стали", "ru"))


def test_rare_words_and_words_of_the_title_count_more() -> None:
    question = Question((("мост",), ("гавань",)))
    rarity: dict[tuple[str, ...], float] = {("мост",): idf(90, 100), ("гавань",): idf(2, 100)}
    body = "Мост в гавани."
    plain = match(question, text(body), "ru", rarity)
    titled = match(question, text(body, title="Гавань"), "ru", rarity)
    assert plain is not None
    assert titled is not None
    assert titled.score > plain.score
    assert idf(2, 100) > idf(90, 100) > 0


def test_the_passages_that_answer_say_where() -> None:
    sentence = "Мост у Дорновки закрыт."
    answer = match(read_question("дорновка мост"), text("Рынок открыт.", sentence), "ru", {})
    assert answer is not None
    [best] = answer.matches
    assert best.passage.text == sentence
    assert [sentence[mark.start : mark.end] for mark in best.marks] == ["Мост", "Дорновки"]


def test_an_article_is_put_away_under_its_title_then_names_and_within_the_bound() -> None:
    article = analysis("Мост у Дорновки закрыт, сообщил Орлан Бранд.")
    put = index_terms("Паводок в Карвеле", article)
    assert put[:1] == ["паводок"]
    assert put.index("бранд") < put.index("мост")
    assert index_terms("Паводок в Карвеле", article, most=2) == put[:2]


def test_words_of_the_text_follow_its_names_first_and_those_that_the_summary_has_stand_once() -> None:
    article = analysis("Мост у Дорновки закрыт.")
    told, put = index_terms("Паводок", article), index_terms("Паводок", article, BODY)
    assert put[: len(told)] == told
    assert put.index("лидия") < put.index("колодец")
    assert len(put) == len(set(put))
    assert len(index_terms("Паводок", article, " ".join(f"слово{n}" for n in range(900)))) == MAX_TERMS
    assert index_terms("Паводок", article, "слово " * MAX_TEXT + "колодец") == [*told, "слово"]


def test_a_text_is_cut_between_words() -> None:
    assert searched("слово " * MAX_TEXT).endswith("слово")
    assert len(searched("о" * 2 * MAX_TEXT)) == MAX_TEXT


BODY = (
    "Мост у Дорновки закрыт.\n\nКолодец у станции пересох. Ведро воды приносят из сада, сказала Лидия Орлан."
    "\n\nСнег растаял."
)


def in_body(question: str) -> Found | None:
    asked = read_question(question)
    read = [*text("Мост у Дорновки закрыт.", title="Паводок"), *sentences(asked, BODY, "ru")]
    return match(asked, read, "ru", {})


def test_the_sentence_of_the_text_that_answers_is_shown_where_it_stands() -> None:
    answer = in_body("мост вёдра")
    assert answer is not None
    told = [(one.passage.field, one.passage.text) for one in answer.matches]
    sentence = "Ведро воды приносят из сада, сказала Лидия Орлан."
    assert told == [("summary", "Мост у Дорновки закрыт."), ("text", sentence)]
    [span] = answer.matches[1].passage.spans
    assert BODY[span.start : span.end] == sentence
    [mark] = answer.matches[1].marks
    assert sentence[mark.start : mark.end] == "Ведро"


def test_what_title_summary_and_claims_say_is_not_shown_again_from_the_text() -> None:
    answer = in_body("мост Дорновка")
    assert answer is not None
    assert [one.passage.field for one in answer.matches] == ["summary"]


def test_the_text_s_sentence_is_shown_however_many_others_say_more() -> None:
    asked = read_question("мост паводок снег")
    told = [Passage("claim", f"Мост и паводок {n}.") for n in range(5)]
    answer = match(asked, [*told, *sentences(asked, BODY, "ru")], "ru", {})
    assert answer is not None
    assert [one.passage.field for one in answer.matches] == ["claim", "claim", "text"]


def test_phrases_and_words_that_must_not_be_there_hold_for_the_text_too() -> None:
    assert in_body('"ведро воды"') is not None
    assert in_body('"вода ведро"') is None
    assert in_body('"пересох ведро"') is None  # two sentences
    assert in_body("мост -колодец") is None
    assert in_body('мост -"колодец воды"') is not None


def test_a_word_that_only_the_text_has_counts_less_than_one_that_a_long_summary_has() -> None:
    asked = read_question("колодец")
    long = "Колодец " + " ".join(f"слово{n}" for n in range(480))
    told = match(asked, text(long), "ru", {})
    often = match(asked, [*text("Снег."), *sentences(asked, "Колодец. " * 100, "ru")], "ru", {})
    once = match(asked, [*text("Снег."), *sentences(asked, "Колодец.", "ru")], "ru", {})
    assert told is not None
    assert often is not None
    assert once is not None
    assert told.score > often.score > once.score > 0


@pytest.mark.parametrize(
    ("question", "sentence", "language"),
    [
        ("закрыть мост", "Ведомство закрывает мост в Карвеле.", "ru"),
        ("закрывать мост", "Мост в Карвеле закрыли.", "ru"),
        ("вывезти жителей", "Жителей вывозят автобусами.", "ru"),
        ("договориться", "Стороны договариваются в Дорно.", "ru"),
        ("отключить свет", "Свет отключают по вечерам.", "ru"),
        ("закрити міст", "Відомство закриває міст у Карвелі.", "uk"),
        ("скоротити", "Бригаду скорочують.", "uk"),
        ("людина", "У Карвелі чекають сотні людей.", "uk"),
    ],
)
def test_the_two_aspects_of_a_verb_are_one_thing_and_so_is_a_plural_of_another_root(
    question: str, sentence: str, language: str
) -> None:
    assert found(question, sentence, language=language)


@pytest.mark.parametrize("verb", ["держать", "ждать", "стоять", "ухаживать", "знать", "жить", "страйкувати"])
def test_a_verb_that_has_no_partner_stands_for_itself(verb: str) -> None:
    language = "uk" if verb.endswith("и") else "ru"
    assert perfective(verb, language) == verb


@given(st.sampled_from(("ru", "uk")), st.text("абвгдежзийклмнопрстуфхцчшщыьюяії", min_size=1, max_size=12))
def test_a_partner_is_its_own_partner(language: str, verb: str) -> None:
    made = perfective(verb, language)
    assert perfective(made, language) == made


@pytest.mark.parametrize(
    ("one", "other"),
    [("struck", "strikes"), ("sank", "sinking"), ("men", "man"), ("queuing", "queues"), ("crises", "crisis")],
)
def test_forms_of_english_words_that_no_stem_reaches_are_looked_up_under_the_base(one: str, other: str) -> None:
    assert terms(one, "en") == terms(other, "en")
