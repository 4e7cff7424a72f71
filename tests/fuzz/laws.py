"""What holds for any input whatever: checked by the hypothesis tests and by the atheris harness alike."""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Iterator
from pathlib import Path

import tocsin
from tocsin import StoryIndex, analyze_text, extract_article, same_claim, support
from tocsin.codec import from_json, to_json
from tocsin.errors import InvalidInput, Rejected
from tocsin.model import Analysis, Article, Span

_BUGS = (AssertionError, AttributeError, IndexError, KeyError, NameError, TypeError, ZeroDivisionError)
"""Raised by our own lines these are mistakes of ours, not broken input."""
_OWN = str(Path(tocsin.__file__).parent)


def check_analysis(text: str, *, title: str | None = None, language: str | None = None) -> Analysis:
    """Analyzed without an exception, the same each time; every span stands in the text, every figure as written."""
    found = analyze_text(text, title=title, language=language)
    assert found == analyze_text(text, title=title, language=language)
    for span in spans_of(found):
        assert 0 <= span.start < span.end <= len(text), span
    for claim in found.claims:
        quoted = " ".join(text[span.start : span.end] for span in claim.shown)
        assert claim.spans
        assert _letters_follow(claim.text, quoted), (claim.text, quoted)
        assert 0 <= claim.salience <= 1
        assert 0 <= claim.confidence <= 1
        for quantity in claim.quantities:
            assert text[quantity.span.start : quantity.span.end] == quantity.text
            assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high, (quantity, text)
    for sentence in found.summary.sentences:
        assert sentence.spans
    assert all(place.spans for place in found.places) or title, "only a title names a place without words of the text"
    assert all(entity.spans for entity in found.entities)
    assert all(topic.spans for topic in found.topics) or title, "only a title decides without words of the text"
    assert all(0.5 <= topic.score <= 1 for topic in found.topics)
    if _is_scalar(text):
        assert from_json(to_json(found), Analysis) == found
    return found


def check_pair(one: str, other: str) -> None:
    """Comparing and supporting answer for any two texts, in their ranges, the same each time."""
    value = same_claim(one, other)
    assert 0 <= value <= 1
    assert value == same_claim(other, one)
    assert same_claim(one, one) == 1.0
    verdict = support(one, other)
    assert verdict == support(one, other)
    assert 0 <= verdict.score <= 1
    assert (verdict.verdict == "verbatim") == (not verdict.reasons)
    assert verdict.ok == (verdict.verdict != "unsupported")


def check_upload(data: bytes, content_type: str, url: str | None = None) -> Article | None:
    """An article whose text can be stored and analyzed, or a `Rejected` that was not caused by a mistake of ours."""
    try:
        found = extract_article(data, content_type, url)
    except Rejected as error:
        _own_mistake(error.__cause__)
        return None
    assert found.text.strip()
    assert _is_scalar(found.text)
    assert "\x00" not in found.text
    assert found.published_at is None or found.published_at.tzinfo is not None
    assert from_json(to_json(found), Article) == found
    again = extract_article(data, content_type, url)
    assert (again.id, again.text, again.title, again.language) == (found.id, found.text, found.title, found.language)
    return found


def check_stories(texts: list[str]) -> None:
    """Every article gets one story, the same when it comes again and in another index; bad times are said to be so."""
    index, other = StoryIndex(), StoryIndex()
    assigned = [index.assign(str(number), text) for number, text in enumerate(texts)]
    assert all(assigned)
    assert assigned == [index.assign(str(number), text) for number, text in enumerate(texts)]
    assert assigned == [other.assign(str(number), text) for number, text in enumerate(texts)]


def check_time(published_at: str) -> None:
    """A time that cannot be read is refused with an error that says so; any other counts."""
    index = StoryIndex()
    with contextlib.suppress(InvalidInput):
        index.assign("one", "The bridge at Karvel is shut.", "2022-09-21T10:00:00Z")
        index.assign("two", "The bridge at Karvel is shut again.", published_at)


def spans_of(found: Analysis) -> Iterator[Span]:
    """Every span of an analysis."""
    for sentence in found.summary.sentences:
        yield from sentence.spans
    for claim in found.claims:
        yield from claim.spans
        if claim.cue:
            yield claim.cue
        if claim.claimant and claim.claimant.mention:
            yield claim.claimant.mention
        yield from (quantity.span for quantity in claim.quantities)
    yield from (span for topic in found.topics for span in topic.spans)
    yield from (span for place in found.places for span in place.spans)
    yield from (span for entity in found.entities for span in entity.spans)


def _letters_follow(written: str, quoted: str) -> bool:
    """Whether the letters of `written` stand in `quoted` in this order."""
    rest = iter(quoted)
    return all(letter in rest for letter in written if letter.isalnum())


def _is_scalar(text: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def _own_mistake(cause: BaseException | None) -> None:
    if isinstance(cause, _BUGS):
        last = traceback.extract_tb(cause.__traceback__)[-1]
        if last.filename.startswith(_OWN):
            raise AssertionError(f"{last.filename}:{last.lineno}") from cause
