"""What an edited version of an article changed."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.engine.embedded import analyze_text
from tocsin.model import Analysis, Article
from tocsin.stories.origins import default_sources
from tocsin.stories.revisions import ClaimDiff, Difference, difference

SENTENCES = (
    "The mayor of Lower Tessa said on Monday that 400 houses had been flooded.",
    '"We need boats before Friday," fire chief Orla Brandt said.',
    "Residents said that the dam at Port Lessing had not been repaired since spring.",
    "The ministry promised that 12 million crowns would be paid to farmers.",
    "Growers said that half of the apple harvest was lost.",
)


def version(*sentences: str) -> tuple[Article, Analysis]:
    text = "\n\n".join(sentences)
    article = Article(sha256(text.encode()).hexdigest()[:32], text, publisher="Tessa Post", language="en")
    return article, analyze_text(text, None, "en", None)


def told(before: tuple[str, ...], after: tuple[str, ...]) -> Difference:
    return difference(version(*before), version(*after), default_sources(), datetime(2031, 5, 4, tzinfo=UTC))


def test_a_changed_number_is_told_with_the_share_that_it_moved_by() -> None:
    edited = tuple(sentence.replace("400 houses", "600 houses") for sentence in SENTENCES)
    found = told(SENTENCES, edited)
    [changed] = found.claims
    assert (changed.change, changed.moved) == ("number", 0.5)
    assert "400 houses" in (changed.before or "")
    assert "600 houses" in (changed.after or "")
    assert found.sentences_added == (edited[0],)
    assert found.sentences_dropped == (SENTENCES[0],)


def test_a_claim_that_is_turned_round_is_told_as_such() -> None:
    edited = tuple(sentence.replace("had not been repaired", "had been repaired") for sentence in SENTENCES)
    assert [claim.change for claim in told(SENTENCES, edited).claims] == ["negation"]


@given(st.sets(st.sampled_from(SENTENCES), min_size=1), st.sets(st.sampled_from(SENTENCES), min_size=1))
@settings(max_examples=25)
def test_what_one_version_lacks_is_added_or_dropped_and_what_both_have_is_kept(one: set[str], other: set[str]) -> None:
    before, after = (tuple(s for s in SENTENCES if s in some) for some in (one, other))
    found = told(before, after)
    assert set(found.sentences_added) == other - one
    assert set(found.sentences_dropped) == one - other
    assert {claim.change for claim in found.claims} <= {"added", "dropped"}
    assert all(_stands_in(claim, other - one, one - other) for claim in found.claims)
    back = told(after, before)
    assert (back.kept, len(back.claims)) == (found.kept, len(found.claims))


def _stands_in(claim: ClaimDiff, added: set[str], dropped: set[str]) -> bool:
    quote, where = (claim.after, added) if claim.change == "added" else (claim.before, dropped)
    return any(part in sentence for part in (quote or "").split(" … ")[:1] for sentence in where)
