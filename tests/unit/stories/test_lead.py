"""What parts two articles whatever wording they share."""

from __future__ import annotations

from pathlib import Path

import pytest

import tocsin
from tocsin.stories.index import StoryIndex
from tocsin.stories.lead import LEAD_WORDS, MAX_NAMED, Lead, conflict, read_lead

WEATHER = (
    "Weather in {town} on {day}\n\nIt will be cloudy in {town} on {day}, with rain in the evening and a fresh wind "
    "from the west. Forecasters in Ostavia expect ten degrees in {town} at noon, and fog over the river at night."
)
FLOOD = (
    "Flood in {town} kills {dead}\n\nThe river Sorn broke its banks in {town} on 4 May, rescuers in Ostavia said. The "
    "water took houses and a bridge, and {dead} people died, the ministry said. Boats are on their way to {town}."
)
SEEDS = Path(__file__).resolve().parents[3] / "seeds" / "articles"
SAMPLES = [("06-mobilization-ru.txt", "text/plain"), ("07-mobilization-uk.html", "text/html")]


def story_count(*texts: str) -> int:
    index = StoryIndex()
    return len({index.assign(str(number), text, "2031-05-05T12:00:00Z") for number, text in enumerate(texts)})


def test_one_wording_about_two_towns_is_two_stories() -> None:
    assert story_count(*(WEATHER.format(town=town, day="4 May") for town in ("Tessa", "Lessing"))) == 2
    assert story_count(FLOOD.format(town="Tessa", dead=14), FLOOD.format(town="Lessing", dead=5)) == 2


def test_one_wording_about_two_days_is_two_stories() -> None:
    assert story_count(*(WEATHER.format(town="Tessa", day=day) for day in ("4 May", "9 May"))) == 2


def test_a_toll_that_rises_in_one_town_and_day_is_one_story() -> None:
    assert story_count(*(FLOOD.format(town="Tessa", dead=dead) for dead in (12, 31, 47))) == 1


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("The 11th death of fever in Tessa", "Tessa mourns the 12th death of fever", "ordinal"),
        ("В Тессе умер 11-й пациент с лихорадкой", "12-й пациент умер от лихорадки в Тессе", "ordinal"),
        ("У Тесі помер 11-й пацієнт з лихоманкою", "12-й пацієнт помер від лихоманки у Тесі", "ordinal"),
        ("Загинули 12 у Тессі після повені", "Загинули 14 у Тессі після повені", None),
        ("Dead in Tessa: 12 after the flood", "Dead in Tessa: 14 after the flood", None),
        ("Tessa votes on the 4th of May", "Tessa votes: the 5th of May is too late", "day"),
    ],
)
def test_ordinal_numbers_of_one_kind_differ_and_tolls_do_not(one: str, other: str, why: str | None) -> None:
    assert conflict(read_lead(f"{one}\n\nText."), read_lead(f"{other}\n\nText.")) == why


def test_a_day_with_its_year_is_a_stamp_and_parts_nothing() -> None:
    assert read_lead("Mill burns\n\nPublished 4 May 2031. It burned on May 3.").days == ("5-3",)
    assert conflict(read_lead("Burned on 3 May 2031."), read_lead("Burned on 4 May 2031.")) is None


def test_names_part_only_where_each_headline_has_one_that_the_other_text_lacks() -> None:
    venn = read_lead("Venn congratulates Osk on the birthday\n\nOn Friday President Venn called Osk.")
    marl = read_lead("Marl congratulates Osk on the birthday\n\nOn Friday President Marl called Osk.")
    both = read_lead("Marl congratulates Osk on the birthday\n\nPresident Marl called Osk, and so did Venn.")
    assert conflict(venn, marl) == "name"
    assert conflict(venn, both) is None


def test_a_town_and_the_country_it_lies_in_are_one_place() -> None:
    town = read_lead("Blast shakes houses in Kyiv\n\nA blast shook houses in Kyiv tonight.")
    country = read_lead("Blast shakes houses in Ukraine\n\nA blast shook houses in Ukraine tonight.")
    assert conflict(town, country) is None


def test_a_headline_in_russian_is_told_by_a_lead_in_ukrainian() -> None:
    russian = read_lead("Министр обороны объявил мобилизацию резервистов\n\nМобилизация начнётся завтра.")
    ukrainian = read_lead("Міністр оборони оголосив мобілізацію резервістів\n\nМобілізація почнеться завтра.")
    assert conflict(russian, ukrainian) is None


@pytest.mark.parametrize("order", [SAMPLES, SAMPLES[::-1]])
def test_the_samples_of_one_call_up_in_russian_and_ukrainian_are_one_story(order: list[tuple[str, str]]) -> None:
    index = StoryIndex()
    for name, kind in order:
        article = tocsin.extract_article((SEEDS / name).read_bytes(), content_type=kind)
        assert article.published_at is not None
        story = index.assign(name, article.text, article.published_at)
    assert index.story_of(order[0][0]).id == story
    assert index.story_of(order[0][0]).size == 2


def test_headlines_that_neither_lead_tells_part() -> None:
    one = read_lead("Mayor opens the new bridge\n\nThe mayor cut a ribbon at noon.")
    assert conflict(one, read_lead("Painters finish chapel ceiling\n\nThe chapel shines again.")) == "headline"


def test_a_text_without_headline_or_day_conflicts_with_nothing() -> None:
    bare = read_lead("The mill in Tessa burned down and nobody was hurt.")
    assert bare.headline == ()
    assert conflict(bare, read_lead("Vote in Omberland\n\nVenn won.")) is None
    assert conflict(Lead(), Lead()) is None
    assert read_lead("") == Lead()


def test_a_title_is_the_headline_of_a_text_that_does_not_repeat_it() -> None:
    text = "The mill in Tessa burned down.\nNobody was hurt."
    assert read_lead(text, "Mill burns down").headline == read_lead(f"Mill burns down\n{text}").headline


def test_a_lead_is_bounded_however_long_the_article() -> None:
    lead = read_lead(" ".join(f"Wo{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}x" for n in range(5_000)))
    assert len(lead.told) <= LEAD_WORDS
    assert len(lead.named) <= MAX_NAMED
