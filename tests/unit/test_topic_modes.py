"""How a text tells a topic: it happens, is denied, past, only supposed, or told as fiction."""

from __future__ import annotations

import sys
from itertools import count
from types import FrameType

import pytest

from tocsin.engine.topics.find import find_topics
from tocsin.engine.topics.taxonomy import builtin_taxonomy, builtin_version, load_taxonomy, taxonomy_version
from tocsin.model import TopicMode
from tocsin.text.document import read

MODES = "denied-ahead denied-behind fiction figurative hypothetical past present"


def modes_of(
    text: str, language: str = "en", title: str | None = None, year: int | None = None
) -> dict[str, TopicMode]:
    return {t.id: t.mode for t in find_topics(read(text, language=language, title=title), year=year)}


def test_the_words_of_modes_are_one_file_each() -> None:
    assert " ".join(entry.id for entry in load_taxonomy(builtin_taxonomy().parent / "modes")) == MODES


@pytest.mark.parametrize(
    ("language", "text", "topic", "mode"),
    [
        ("en", "There are no queues at the border with Tasmere.", "border-queues", "denied"),
        ("en", "The ministry denied rumours of mobilization.", "mobilization", "denied"),
        ("en", "Draft notices were not sent out to anybody.", "mobilization", "denied"),
        ("ru", "Очередей на границе нет, сообщили в таможне.", "border-queues", "denied"),
        ("uk", "Нової мобілізації не буде, заявили в уряді.", "mobilization", "denied"),
        ("en", "In 1943 all men of the village were mobilized into the army.", "mobilization", "past"),
        ("ru", "В 1943 году в селе объявили мобилизацию.", "mobilization", "past"),
        ("uk", "У 1943 році в селі оголосили мобілізацію.", "mobilization", "past"),
        ("en", "Sixty years ago, refugees slept in the station.", "displacement", "past"),
        ("en", "If the border were closed, hauliers would lose money.", "border-queues", "hypothetical"),
        ("ru", "Если бы границу закрыли, фермеры потеряли бы рынок.", "border-queues", "hypothetical"),
        ("uk", "Якби кордон закрили, фермери втратили б ринок.", "border-queues", "hypothetical"),
        ("en", "The bank denied that criminals had locked its computers.", "cyber-attacks", "denied"),
        ("en", "Police denied that officers had found cocaine in the container.", "organized-crime", "denied"),
        ("ru", "В ведомстве опровергли, что злоумышленники заблокировали сайт.", "cyber-attacks", "denied"),
        ("ru", "Полиция опровергла сообщения о том, что сработало взрывное устройство.", "terrorism", "denied"),
        ("uk", "Міністерство спростувало, що злочинці заблокували сервери.", "cyber-attacks", "denied"),
        ("en", "In 1962 the river rose by two metres and boats took people off the roofs.", "floods", "past"),
        ("ru", "В 1962 году лавина накрыла посёлок лесорубов.", "earthquakes", "past"),
        ("uk", "У 1971 році снаряд влучив у двір школи.", "strikes-on-cities", "past"),
        ("en", "If wells ran dry, water would come by tanker.", "food-and-water-shortages", "hypothetical"),
        ("ru", "На учениях условный поезд сбил на переезде грузовик.", "transport-accidents", "hypothetical"),
        ("uk", "На навчаннях умовні злочинці заблокували сервери лікарні.", "cyber-attacks", "hypothetical"),
        ("en", "In the film, kidnappers demand two million for a girl.", "kidnapping", "fiction"),
        ("ru", "По сюжету игры злоумышленники взломали сервер и просят выкуп.", "cyber-attacks", "fiction"),
        ("uk", "Герої серіалу рятують гірників, яких засипало в шахті.", "industrial-accidents", "fiction"),
        ("en", "An actor who starred in the film was kidnapped in Sanda.", "kidnapping", "happening"),
        ("ru", "Актёра, сыгравшего в фильме о море, похитили в Сандале.", "kidnapping", "happening"),
        ("en", "The film follows refugees who flee a war.", "displacement", "fiction"),
        ("ru", "Фильм рассказывает о беженцах.", "displacement", "fiction"),
        ("uk", "Фільм розповідає про біженців.", "displacement", "fiction"),
    ],
)
def test_a_topic_that_does_not_happen_says_how_it_is_told(
    language: str, text: str, topic: str, mode: TopicMode
) -> None:
    assert modes_of(text, language)[topic] == mode


@pytest.mark.parametrize(
    "text",
    [
        "Refugees have no food and no water.",
        "Refugees are not allowed into the city.",
        "Mobilization, announced in 1998, goes on today: reservists got call-up papers.",
        "Since 1995 refugees have lived in the barracks.",
        "Velmark denied shelling the hospital in Dorno, where four people were killed.",
        "A film director was among the refugees who fled the war.",
        "The ministry did not say how many reservists it would call up.",
        "The army will mobilize reservists. If they refuse, they would be jailed.",
    ],
)
def test_a_denial_or_a_date_of_something_else_leaves_the_topic_happening(text: str) -> None:
    assert "happening" in modes_of(text).values()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Forty villages are without power after the storm that passed along the coast."),
        ("ru", "Сорок сёл остались без света после шторма, который прошёл вдоль побережья."),
        ("uk", "Сорок сіл залишилися без світла після шторму, що пройшов узбережжям."),
    ],
)
def test_why_something_is_not_so_is_not_denied(language: str, text: str) -> None:
    assert modes_of(text, language)["storms"] == "happening"


def test_a_recent_year_is_past_where_the_article_is_of_a_later_one() -> None:
    text = "In 2022 a queue of cars stood at the border."
    assert modes_of(text, year=2026) == {"border-queues": "past"}
    assert modes_of(text, year=2022) == {"border-queues": "happening"}
    assert modes_of(text) == {"border-queues": "happening"}


def test_sport_and_jokes_are_no_evidence() -> None:
    assert modes_of("The striker scored as the Rovers shelled the goal of the visitors, and the coach joked.") == {}
    assert modes_of("It was not a joke: missiles hit the city and killed four people.") == {
        "strikes-on-cities": "happening"
    }


def test_what_happens_outweighs_what_is_denied_elsewhere() -> None:
    text = "There is no queue at the Karsk crossing. At the northern border, cars wait in a queue of two kilometres."
    assert modes_of(text) == {"border-queues": "happening"}


def test_history_that_opens_a_text_is_told_until_it_says_now() -> None:
    opening = "In 1944 the valley was a front line. Prisoners of war built the road. "
    assert modes_of(opening) == {"prisoners-of-war": "past"}
    assert modes_of(opening + "Today the army exchanged prisoners of war.") == {"prisoners-of-war": "happening"}


def test_what_happens_comes_first() -> None:
    text = "There is no mobilization, the ministry said, and no draft. Refugees fled the war on Monday."
    assert list(modes_of(text).values()) == ["happening", "denied"]


def test_a_semicolon_inside_a_sentence_parts_no_headlines() -> None:
    assert "border-queues" in modes_of("A queue formed overnight; it was at the border.")


def test_other_words_of_a_mode_are_another_version_of_the_taxonomy() -> None:
    assert builtin_version() != taxonomy_version(builtin_taxonomy())


def steps(text: str, language: str) -> int:
    """Calls that finding the topics of a text takes, when it is done again."""
    doc, ticks = read(text, language=language), count()

    def tick(frame: FrameType, event: str, argument: object) -> None:  # noqa: ARG001  # the hook's signature
        next(ticks)

    find_topics(doc)
    before = sys.getprofile()
    sys.setprofile(tick)
    try:
        find_topics(doc)
    finally:
        sys.setprofile(before)
    return next(ticks)


@pytest.mark.parametrize(
    ("word", "language"), [("дефолт 1999 ", "ru"), ("protestor 1999 ", "en"), ("mobster, 2001 ", "en")]
)
def test_a_sentence_of_any_length_takes_work_that_grows_as_it_does(word: str, language: str) -> None:
    """Each sign and each year of a sentence is held against each match in it: without a bound four times as long took
    sixteen times the work, and a text of 64 KB a minute."""
    assert steps(word * 4_000, language) < 5 * steps(word * 1_000, language)
