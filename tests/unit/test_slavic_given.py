"""What a Russian or Ukrainian article tells itself: the news of its lead, and what has its names with it."""

from __future__ import annotations

import pytest

from tocsin import analyze_text

RUSSIAN = (
    "Мэрия Вельма 3 мая уволила тренера клуба «Бриг» Антона Сорокина. "
    "Антон Сорокин руководил клубом «Бриг» с 2011 года. "
    "Клуб «Бриг» основали в 1970 году рыбаки Вельма. "
)
UKRAINIAN = (
    "Мерія Вельма 3 травня звільнила тренера клубу «Бріг» Антона Сороки. "
    "Антон Сорока керував клубом «Бріг» з 2011 року. "
    "Клуб «Бріг» заснували у 1970 році рибалки Вельма. "
)


def told(text: str, language: str = "ru") -> list[str]:
    return [claim.text for claim in analyze_text(text, language=language).claims if claim.claimant is None]


def sure(text: str, words: str, language: str = "ru") -> float:
    return next(claim.confidence for claim in analyze_text(text, language=language).claims if words in claim.text)


@pytest.mark.parametrize(
    "sentence",
    [
        "33-летний наставник переехал в город Вельм в декабре 2009 года.",
        "Однако наставник доставлен в больницу имени Дорна на улице Дубовой.",
        "В отношении наставника в Вельме возбуждено уголовное дело о растрате.",
        "Увольнение стало итогом долгой ссоры по поводу того, кому выходить на поле.",
        "Тогда красно-белые встретились в Дорне с клубом «Ганадо».",
    ],
)
def test_somebody_or_something_told_of_before_is_no_claim_where_others_have_names(sentence: str) -> None:
    assert sentence not in told(RUSSIAN + sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Протестувальники кілька разів зносили паркан довкола мерії Вельма.",
        "Останній свого часу давав поради власникам порту Вельма.",
        "З 2013 року засновником і директором фірми є Валентина Дорн.",
        "Суд спирався на оцінку цієї постанови Вищим судом у Вельмі.",
    ],
)
def test_the_same_of_ukrainian(sentence: str) -> None:
    assert sentence not in told(UKRAINIAN + sentence, "uk")


@pytest.mark.parametrize(
    "sentence",
    [
        "Партнёр клуба «Ганадо» Иван Белько купил в Дорне стадион за 15 млн рублей.",
        "Тысячи болельщиков вышли 4 мая на площади Вельма и Дорна.",
        "Прокуратура ищет 15 млн рублей, которые исчезли у мэра Вельма Олега Дорна.",
    ],
)
def test_what_has_a_name_or_is_known_to_all_is_told(sentence: str) -> None:
    assert sentence in told(RUSSIAN + sentence)


def test_a_thing_without_a_name_comes_behind_the_others_where_the_sentence_names_something_else() -> None:
    sentence = "Новый стадион построили в селе Романово на берегу Дорна за 15 млн рублей."
    assert told(RUSSIAN + sentence)[-1] == sentence
    assert sure(RUSSIAN + sentence, "Новый") < sure(RUSSIAN, "Антона Сорокина")


def test_a_bare_subject_that_the_headline_has_not_is_not_told_alone() -> None:
    sentence = "Комплекс построят в селе Романово на берегу Дорна за 15 млн рублей."
    assert sentence not in told(RUSSIAN + sentence)
    assert sentence in told("В Романово появится новый комплекс\n" + RUSSIAN + sentence)


def test_where_an_article_has_few_names_what_is_without_one_is_told() -> None:
    text = "Мэрия Вельма 3 мая уволила тренера Антона Сорокина. На пожаре в порту погибли 12 человек и ещё 5 ранены."
    assert len(told(text)) == 2


def test_the_news_of_the_lead_is_told_before_its_quotation() -> None:
    lead = "Тренер клуба «Бриг» Иван Белько решил вывести из состава Антона Сорокина"
    assert lead in told(f"Тренер остался без места\n{lead}:\nОн не готов.")


def test_the_news_of_the_lead_is_told_beside_what_others_call_it() -> None:
    lead = "Предприниматель Иван Белько устроил в Вельме праздник, который уже назвали самым дорогим в истории города."
    assert lead in told(lead + " По данным газеты «Бриг», состояние Белько оценивается в 8 млн рублей.")


def test_a_lead_whose_main_clause_is_somebodys_words_is_not_told_twice() -> None:
    lead = "В среду, 26 июля, миграционная служба Остании подтвердила лишение Ивана Белько гражданства."
    assert lead not in told(lead)


def test_an_act_with_a_long_title_is_told() -> None:
    text = (
        "Президентом Остании Олегом Дорном был подписан Указ «О досрочном прекращении полномочий главы города Вельма»."
    )
    assert text in told(text)


def test_a_body_is_less_sure_to_have_said_whom_a_pronoun_means() -> None:
    text = "Игрок Антон Сорокин уехал. По данным газеты «Бриг», {} получает 35 миллионов рублей в год."
    assert sure(text.format("он"), "получает") < sure(text.format("Сорокин"), "получает")


def test_what_a_place_adverb_points_to_is_not_said() -> None:
    text = "Иван Белько был в Остании. Он надеется вывести войска {} в течение пяти лет."
    assert sure(text.format("оттуда"), "вывести") < sure(text.format("из Остании"), "вывести")


def test_what_numbers_tell_is_told_beside_sentences_with_names() -> None:
    fire = "Более 27 человек погибли вчера при пожаре в порту."
    hurt = "Один человек получил незначительные травмы и был госпитализирован."
    assert fire in told(RUSSIAN + fire)
    assert hurt in told(RUSSIAN + hurt)


def test_a_role_behind_a_place_is_somebody_told_of_before() -> None:
    sentence = "В Дорне против наставника возбуждено несколько уголовных дел о растрате."
    assert sentence not in told(RUSSIAN + sentence)
