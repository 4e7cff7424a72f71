"""A sentence of the article is its own claim only where it can be read alone;
what somebody says is told with its verb."""

from __future__ import annotations

import pytest

from tocsin import analyze_text

OPENING = {
    "en": "The harbour of Velm was closed on Monday by the port authority of Ostavia for three weeks.",
    "ru": "Порт Вельма закрыли в понедельник на 3 недели из-за шторма у берегов Остании.",
    "uk": "Порт Вельма закрили в понеділок на 3 тижні через шторм біля берегів Останії.",
}


def own(language: str, sentence: str) -> list[str]:
    """The article's own claims, of the opening and one more sentence."""
    text = f"{OPENING[language]} {sentence}"
    return [claim.text for claim in analyze_text(text, language=language).claims if claim.voice == "author"]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "It has put new engines in 40 ferries and asked nothing of the crews."),
        ("en", "Among them are 12 boats from Karvel that carry 300 people a day."),
        ("en", "These firms are registered in 4 houses of the old town of Velm."),
        ("ru", "Поводом для этого стала жалоба купцов Остании на 12 причалов порта."),
        ("ru", "Им досталось 40 процентов всех лодок страны, которые ходят в Карвел."),
        ("ru", "Прославился благодаря ночным плаваниям вокруг Карвела в мае 2014 года."),
        ("ru", "В дальнейшем участвовал в гонках за кубок Остании в 2015 и 2016 годах."),
        ("uk", "Серед них є 4 фірми з міста Карвел, які возили зерно морем."),
        ("uk", "Ці артілі з майном на 30 тис крон записані в старих будинках Вельма."),
        ("ru", "Учредителями являются два жителя Карвела, у которых по 50 процентов."),
        ("ru", "В 2012 году предприятие получило за уборку набережной 12 млн крон."),
        ("uk", "Власниками є Тимко Ладний (40%) і його донька Олеся (60%)."),
        ("uk", "Керівником та кухарем артілі є житель Карвела Сергій Ладний, якому 40 років."),
        ("uk", "Тому він віддасть громаді 25 тис крон за розбитий човен."),
        ("uk", "На цей причал за 12 млн поскаржилася інспекція під час обходу порту."),
        ("uk", "Відповідно до нього, порт має посадити 12 лип уздовж нової дороги."),
    ],
)
def test_a_sentence_about_somebody_named_before_it_is_no_claim_of_the_article(language: str, sentence: str) -> None:
    assert own(language, sentence) == [OPENING[language]]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Before the storm the mayor and his 12 clerks left the town of Velm."),
        ("ru", "Погиб 21 человек из команды парома, который шёл в Карвел ночью."),
        ("ru", "В Карвеле сгорел старый склад, в котором лежало 300 тонн зерна."),
        ("ru", "На этой неделе мэр Вельма и его 12 помощников уехали из города."),
        ("uk", "Директором «Карвельбуду» є житель Вельма, який має 50 відсотків."),
        ("uk", "Фірма «Карвель» отримає за ремонт причалу 12 млн крон."),
        ("uk", "Мера Лунда оштрафували на 12 тис крон, бо він мовчав про ремонт у с. Вельмівка."),
        ("uk", "Загинув 21 пасажир порома, який ішов до Карвела вночі."),
        ("uk", "У Карвелі згорів старий склад, у якому лежало 300 тонн зерна."),
    ],
)
def test_a_sentence_with_a_subject_of_its_own_is_a_claim_of_the_article(language: str, sentence: str) -> None:
    assert sentence in own(language, sentence)


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        (
            "ru",
            "Мэр Карвела заявил о готовности обсуждать продажу порта.",
            "заявил о готовности обсуждать продажу порта",
        ),
        ("ru", "Мэрия Карвела планирует провести проверку моста.", "планирует провести проверку моста"),
        ("uk", "Мерія Карвела повідомила про закриття старого мосту.", "повідомила про закриття старого мосту"),
        ("uk", "Мер Карвела запропонував продати старий порт.", "запропонував продати старий порт"),
    ],
)
def test_words_that_are_no_clause_are_told_with_the_verb_they_depend_on(language: str, text: str, told: str) -> None:
    [claim] = [claim for claim in analyze_text(text, language=language).claims if claim.claimant]
    assert claim.text == told
    assert claim.cue is not None
    assert text[claim.cue.start : claim.spans[0].end] == told  # what is claimed is marked apart from its verb
    assert claim.cue.end <= claim.spans[0].start


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Mayor Anna Holm vowed to close the old port.", "vowed to close the old port"),
        ("Mayor Anna Holm on Monday urged the crews to stay at home.", "urged the crews to stay at home"),
        ("Mayor Anna Holm called for a new bridge.", "called for a new bridge"),
        ("Anna Holm pledged support for the fishermen of Velm.", "pledged support for the fishermen of Velm"),
        ("Anna Holm described the deal as a disgrace.", "described the deal as a disgrace"),
    ],
)
def test_english_words_that_are_no_clause_are_told_with_their_verb_and_marked_without_it(text: str, told: str) -> None:
    [claim] = [claim for claim in analyze_text(text, language="en").claims if claim.claimant]
    assert claim.text == told
    [shown], [claimed] = claim.shown, claim.spans
    assert text[shown.start : shown.end] == told
    assert told.endswith(text[claimed.start : claimed.end])
    assert shown.start < claimed.start


BRIDGES = "Anna Holm opened the Lissa bridge in May. Velm has built 12 bridges since 2010. "


@pytest.mark.parametrize(
    "sentence",
    [
        "The burnt-out warehouse is near the Karvel tram depot.",
        "Another sailor was reportedly hurt in the attack of the rebels.",
        "The 29-year-old received a five out of five in May.",
    ],
)
def test_a_bare_subject_gives_way_to_sentences_that_name_theirs(sentence: str) -> None:
    text = f"{OPENING['en']} {sentence} "
    [weak] = [claim for claim in analyze_text(text, language="en").claims if claim.text == sentence]
    assert weak.confidence < max(claim.confidence for claim in analyze_text(text, language="en").claims)
    assert sentence not in own("en", f"{sentence} {BRIDGES}")


@pytest.mark.parametrize(
    "sentence",
    [
        "The government closed the harbour of Karvel for 12 days in May.",
        "The arrival of 40 boats in Velm is part of a plan of the port.",
        "The Karvel ferry was closed for 12 days in the month of May.",
    ],
)
def test_a_subject_that_tells_which_one_it_is_gives_way_to_none(sentence: str) -> None:
    assert sentence in own("en", f"{sentence} {BRIDGES}")


def test_the_lead_and_what_the_headline_tells_stay_with_a_bare_subject() -> None:
    sentence = "The warehouse fire in the harbour was put out after 12 hours of work."
    text = f"{OPENING['en']} {sentence} {BRIDGES}"
    found = analyze_text(text, language="en", title="Warehouse fire in harbour put out after 12 hours").claims
    assert sentence in [claim.text for claim in found]
    assert sentence in [claim.text for claim in analyze_text(f"{sentence} {BRIDGES}", language="en").claims]


@pytest.mark.parametrize(
    ("surer", "weaker"),
    [
        ("Ivo Petar said Velm Yard was shut.", "Ivo Petar said the firm was shut in spring."),
        ("Ivo Petar said he was tired of the work.", "Ivo Petar said it was tired of the work."),
    ],
)
def test_what_only_a_sentence_before_names_is_less_sure(surer: str, weaker: str) -> None:
    [named], [bare] = (analyze_text(text, language="en").claims for text in (surer, weaker))
    assert named.confidence > bare.confidence


def test_an_appeal_to_whoever_reads_is_no_claim() -> None:
    assert own("en", "Anyone with news of the 12 boats is asked to call Karvel Police.") == [OPENING["en"]]


def test_hearsay_of_nobody_is_hedged() -> None:
    [claim] = analyze_text("Two crews are said to have drowned off Velm.", language="en").claims
    assert claim.hedged


def test_an_agency_and_a_quotation_left_open_are_no_words_of_the_article() -> None:
    text = (
        "( OSN ) The harbour of Velm was closed on Monday by the port authority. 'Holm is working hard with the crew ."
    )
    assert [claim.text for claim in analyze_text(text, language="en").claims] == [
        "The harbour of Velm was closed on Monday by the port authority."
    ]
