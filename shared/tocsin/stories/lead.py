"""What an article says its event is: the words and names of its headline, and the words and days of its lead.

Two articles that share most of their wording are still two events where these conflict: the weather of two towns or
of two days, the birthday wishes of two presidents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile

from tocsin.engine.places import lies_in, lookup
from tocsin.stories.agree import COGNATES_ENOUGH, ENOUGH, FAR, PLENTY, Agreement, agreement, apart
from tocsin.stories.dates import event_days, is_month
from tocsin.stories.event import Event, read_event
from tocsin.stories.heard import heard, is_heard_in, is_one_spot
from tocsin.stories.languages import COGNATE_LANGUAGES
from tocsin.stories.terms import MAX_HEADLINE_WORDS, common_words, opens_sentence
from tocsin.text.sounds import ENDING, LEAST_LETTERS, VOWELS, same_name, sound

LEAD_WORDS = 60
LEAST_TOLD = 0.25
"""The share of a headline that the other's lead must tell, of one of the two at least: up to a quarter is chance."""
MIN_HEADLINE = 3
"""Content words of a headline that says what its event is."""
MAX_NAMED = 40
MAX_INSIDE = 12
MAX_LEADS = 3
"""Leads that a story keeps, the last ones: an article has to conflict with all of them."""
STEM = 5
"""Sounds of a word that are compared, as of cognates: a Russian and a Ukrainian headline may tell one another."""
ENDINGS_BEGIN = frozenset(("", "s", *VOWELS))
"""How a case ending or a possessive begins: Lessbury is not Lessburg."""

_ORDINAL = re.compile(r"\b(\d+)(?:st|nd|rd|th|[-‑][а-яіїє]{1,3}) ([^\W\d_]{3,})")
"""In Russian and Ukrainian behind a hyphen: "12-й пациент"."""
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[-'’ʼ][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Lead:
    """Words by how they begin, as they sound; names in the spelling of the text; days as "month-day"."""

    headline: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """Of the headline: those that the text writes with a capital amid a sentence."""
    told: tuple[str, ...] = ()
    """The words of headline and lead."""
    named: tuple[str, ...] = ()
    """The words with a capital of the whole text, as they sound, the first `MAX_NAMED`."""
    inside: tuple[str, ...] = ()
    """Names that headline or lead write with a capital amid a sentence, in the spelling of the text."""
    days: tuple[str, ...] = ()
    ordinals: tuple[tuple[str, str], ...] = ()
    """Of the headline, with what they count: the eleventh death is not the twelfth."""
    event: Event = field(default_factory=Event)
    at: float | None = None
    """When it was published, in seconds since 1970."""


def read_lead(text: str, title: str | None = None, at: datetime | None = None) -> Lead:
    """The lead of a text; its headline is `title`, else a short first line with text below it, else there is none."""
    headline, body = _headed(text.lstrip(), title)
    head = _WORD.findall(headline)
    words = _WORD.findall(body)
    opening = [*head, *words][:LEAD_WORDS]
    amid = _amid_sentences(body)
    capital = amid | _amid_sentences(headline)
    capitals = dict.fromkeys(sound(word) for word in [*head, *words] if word[0].isupper())
    return Lead(
        headline=tuple(sorted(_stems(head))),
        names=tuple(dict.fromkeys(word for word in head if _is_name(word) and sound(word) in amid)),
        told=tuple(sorted(_stems(opening))),
        named=tuple(name for name in capitals if len(name) >= LEAST_LETTERS)[:MAX_NAMED],
        inside=tuple(dict.fromkeys(word for word in opening if _is_name(word) and sound(word) in capital))[:MAX_INSIDE],
        days=tuple(sorted(event_days(opening))),
        ordinals=tuple(_ordinals(headline)),
        event=read_event(headline, body),
        at=at.timestamp() if at else None,
    )


def conflict(one: Lead, other: Lead) -> str | None:
    """Why two articles tell two events whatever they share: "day", "ordinal", "name", "headline", or as `apart` says.

    None where they may tell one.
    """
    if one.days and other.days and set(one.days).isdisjoint(other.days):
        return "day"
    if any(what == same and number != another for number, what in one.ordinals for another, same in other.ordinals):
        return "ordinal"
    if reason := apart(
        one.event, other.event, _later_by(one, other), names=_share_a_name(one, other) or _sounds_alike(one, other)
    ):
        return reason
    if tells_one(one, other):
        return None
    if _other_names(one, other):
        return "name"
    return "headline" if _untold(one, other) else None


def met(one: Lead, other: Lead) -> Agreement:
    """What two leads have in common in terms of no language.

    Nothing where they lie far apart in time, or who knows; nor where they name no place and nobody in common.
    """
    seconds = _later_by(one, other)
    if seconds is None or abs(seconds) > FAR:
        return Agreement()
    spots = _spots_met(one, other)
    near = bool(spots) or _sounds_alike(one, other)
    named = _share_a_name(one, other)
    across = (named and not near and not _one_language(one, other)) or spots > 1
    found = agreement(one.event, other.event, heard=near, named=across, cognates=_cognates(one, other))
    somewhere = near or found.places or named or set(one.event.countries) & set(other.event.countries)
    return found if somewhere else Agreement()


def _spots_met(one: Lead, other: Lead) -> int:
    """How many names that no list knows say in both where it is; of one language words say it."""
    ours, theirs = one.event, other.event
    if ours.language == theirs.language:
        return 0
    return sum(any(is_one_spot(a, ours.language, b, theirs.language) for b in theirs.spots) for a in ours.spots)


def _sounds_alike(one: Lead, other: Lead) -> bool:
    """Whether a place that one names is heard in the other, of two of which the gazetteer knows one alone."""
    ours, theirs = one.event, other.event
    if ours.language == theirs.language or bool(ours.places) == bool(theirs.places):
        return False
    known, unknown = (one, other) if ours.places else (other, one)
    names = frozenset(heard(name, unknown.event.language) for name in (*unknown.inside, *unknown.event.spots))
    spots = frozenset(heard(name, unknown.event.language) for name in unknown.event.spots)
    return any(is_heard_in(heard(word, known.event.language), names) for word in known.event.named) or any(
        is_heard_in(heard(word, known.event.language), spots) for word in known.inside
    )


def _cognates(one: Lead, other: Lead) -> frozenset[str]:
    """Words, no names, that leads in two languages share as they sound; German writes all nouns with a capital."""
    if _one_language(one, other):
        return frozenset()
    names = {name[:STEM] for name in one.named}.intersection(name[:STEM] for name in other.named)
    return frozenset(word for word in set(one.told).intersection(other.told) - names if len(word) > LEAST_LETTERS)


def tells_one(one: Lead, other: Lead) -> bool:
    """Whether terms of no language are enough to say that two leads tell one event; of one language words say more."""
    enough = ENOUGH
    if _one_language(one, other):
        enough = PLENTY if one.event.language == other.event.language else COGNATES_ENOUGH
    return met(one, other).value >= enough


def tell_one(ours: Sequence[Lead], theirs: Sequence[Lead]) -> bool:
    """Whether two stories' last leads tell one event by terms of no language, and none is against any."""
    pairs = [(one, other) for one in ours for other in theirs]
    return any(tells_one(one, other) for one, other in pairs) and not any(conflict(one, other) for one, other in pairs)


def _later_by(one: Lead, other: Lead) -> float | None:
    """By how many seconds `one` is the later article, None where that is unknown."""
    return None if one.at is None or other.at is None else one.at - other.at


def _headed(text: str, title: str | None) -> tuple[str, str]:
    if title:
        return title, text.removeprefix(title)
    first, _, rest = text.partition("\n")
    return (first, rest) if rest.strip() and len(first.split()) <= MAX_HEADLINE_WORDS else ("", text)


def _other_names(one: Lead, other: Lead) -> bool:
    """Whether each headline names somebody or some place that the other text never names, nor what holds it."""
    ours, theirs = _missing(one.names, other.named), _missing(other.names, one.named)
    return bool(ours and theirs) and not any(_one_place(a, b) for a in one.names for b in other.names)


def _share_a_name(one: Lead, other: Lead) -> bool:
    """Whether both name somebody or something that is no place of the gazetteer."""
    known = {sound(word) for lead in (one, other) for word in (*lead.event.named, *lead.event.lands)}
    ours, theirs = ([name for name in map(sound, lead.inside) if name not in known] for lead in (one, other))
    return any(_same(name, met) for name in ours for met in other.named) or any(
        _same(name, met) for name in theirs for met in one.named
    )


def _missing(names: Sequence[str], named: Sequence[str]) -> list[str]:
    return [name for name in names if not any(_same(sound(name), known) for known in named)]


def _same(one: str, other: str) -> bool:
    """Whether two sounds are forms of one name: they begin alike and differ in no more than their endings."""
    if min(len(one), len(other)) < STEM:
        return same_name(one, other)
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    rests = (one[alike:], other[alike:])
    return alike >= STEM and all(len(rest) <= ENDING and rest[:1] in ENDINGS_BEGIN for rest in rests)


def _one_place(one: str, other: str) -> bool:
    """Whether a place lies in the other."""
    a, b = lookup(one), lookup(other)
    return a is not None and b is not None and (lies_in(a.id, b.id) or lies_in(b.id, a.id))


def _one_language(one: Lead, other: Lead) -> bool:
    """Whether their words can be compared: of Russian and Ukrainian most can."""
    ours, theirs = one.event.language, other.event.language
    return ours == theirs or {ours, theirs} <= COGNATE_LANGUAGES


def _untold(one: Lead, other: Lead) -> bool:
    """Whether neither lead tells the other's headline; that both name a place tells nothing."""
    if min(len(one.headline), len(other.headline)) < MIN_HEADLINE:
        return False
    return _share(one, other) <= LEAST_TOLD and _share(other, one) <= LEAST_TOLD


def _share(of: Lead, other: Lead) -> float:
    """How much of a headline the other lead tells."""
    words = set(of.headline) - _stems(of.event.named)
    return len(words.intersection(other.told)) / len(words) if words else 1.0


def _stems(words: Iterable[str]) -> set[str]:
    """Words of content; of two letters only abbreviations have any."""
    common = common_words()
    content = (word for word in words if (len(word) > 2 or word.isupper()) and word.lower() not in common)
    return {found[:STEM] for word in content if (found := sound(word))}


def _ordinals(headline: str) -> list[tuple[str, str]]:
    """Numbers with an ordinal's ending and the word behind, but for days of a month."""
    found = _ORDINAL.findall(headline)
    return [(number, sound(what)[:STEM]) for number, what in found if not is_month(what)]


def _is_name(word: str) -> bool:
    return word[0].isupper() and len(word) > 2 and word.lower() not in common_words()


def _amid_sentences(text: str) -> set[str]:
    found = list(_WORD.finditer(text))
    small = {match.group() for match in found if match.group().islower()}
    return {
        sound(match.group())
        for match in found
        if match.group()[0].isupper() and match.group().lower() not in small and not opens_sentence(text, match.start())
    }
