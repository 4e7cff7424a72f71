"""What an entry of a live page says was said at the entry's time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tocsin import analyze_text
from tocsin.model import Article
from tocsin.stories.casefile import CaseFile, add_article
from tocsin.stories.origins import Origin, default_sources
from tocsin.stories.sightings import Sighting, sightings

PUBLISHED = datetime(2031, 5, 5, 15, 0, tzinfo=UTC)
LIVE = """Storm over Port Lessing

14:35

The harbour office said that 12 people were hurt when the ferry touched the pier.

13:50

Mayor Ida Holm said that the old town would be closed until the evening.

12:20

The harbour office said that 9 people were hurt when the ferry touched the pier.

11:05

The ferry company denied that its captain had been asleep on the bridge."""
ARTICLE = Article("a", LIVE, "Storm over Port Lessing", published_at=PUBLISHED, language="en")


def seen(article: Article, came: datetime | None = None) -> list[Sighting]:
    analysis = analyze_text(article.text, article.title)
    at = article.published_at or PUBLISHED
    return sightings(article, analysis, Origin("o"), default_sources(), at, came=came)


def times(found: list[Sighting]) -> dict[str, str]:
    return {one.text[:9]: f"{one.at:%H:%M}" for one in found if one.at != PUBLISHED}


def test_claims_have_the_time_of_the_entry_that_they_stand_in() -> None:
    assert times(seen(ARTICLE)) == {
        "12 people": "14:35",
        "9 people ": "12:20",
        "the old t": "13:50",
        "its capta": "11:05",
    }


def test_no_claim_was_made_after_its_article_came_in() -> None:
    came = PUBLISHED - timedelta(hours=2)
    assert max(one.at for one in seen(ARTICLE, came)) == came


def test_where_the_article_tells_no_time_its_entries_tell_none() -> None:
    for published in (None, datetime(2031, 5, 5, tzinfo=UTC)):
        found = seen(replace(ARTICLE, published_at=published))
        assert len({one.at for one in found}) == 1


def test_the_later_number_of_a_live_page_is_the_current_one() -> None:
    analysis = analyze_text(LIVE, ARTICLE.title)
    filed = add_article(CaseFile(), ARTICLE, analysis, default_sources(), PUBLISHED + timedelta(minutes=5))
    hurt = [claim for claim in filed.file.ledger.claims if "people were hurt" in claim.current.text]
    latest = max((claim.current for claim in hurt), key=lambda one: one.at)
    assert latest.text.startswith("12 people")
    assert len(filed.file.members) == 1
