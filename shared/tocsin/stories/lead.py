"""What an article says its event is: the words and names of its headline, and the words and days of its lead.

Two articles that share most of their wording are still two events where these conflict: the weather of two towns or
of two days, the birthday wishes of two presidents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tocsin.engine.places import lies_in, lookup
from tocsin.stories.dates import event_days, is_month
from tocsin.stories.terms import common_words, opens_sentence
from tocsin.text.sounds import LEAST_LETTERS, same_name, sound

LEAD_WORDS = 60
LEAST_TOLD = 0.25
"""The share of a headline that the other's lead must tell, of one of the two at least: up to a quarter is chance."""
MIN_HEADLINE = 3
"""Content words of a headline that says what its event is."""
MAX_HEADLINE_WORDS = 30
"""A first line with more words is no headline."""
MAX_NAMED = 40
MAX_LEADS = 3
"""Leads that a story keeps, the last ones: an article has to conflict with all of them."""
STEM = 5
"""Sounds of a word that are compared, as of cognates: a Russian and a Ukrainian headline may tell one another."""

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
    days: tuple[str, ...] = ()
    ordinals: tuple[tuple[str, str], ...] = ()
    """Of the headline, with what they count: the eleventh death is not the twelfth."""


def read_lead(text: str, title: str | None = None) -> Lead:
    """The lead of a text; its headline is `title`, else a short first line with text below it, else there is none."""
    headline, body = _headed(text.lstrip(), title)
    head = _WORD.findall(headline)
    words = _WORD.findall(body)
    opening = [*head, *words][:LEAD_WORDS]
    amid = _amid_sentences(body)
    capitals = dict.fromkeys(sound(word) for word in [*head, *words] if word[0].isupper())
    return Lead(
        headline=tuple(sorted(_stems(head))),
        names=tuple(dict.fromkeys(word for word in head if _is_name(word) and sound(word) in amid)),
        told=tuple(sorted(_stems(opening))),
        named=tuple(name for name in capitals if len(name) >= LEAST_LETTERS)[:MAX_NAMED],
        days=tuple(sorted(event_days(opening))),
        ordinals=tuple(_ordinals(headline)),
    )


def conflict(one: Lead, other: Lead) -> str | None:
    """Why two articles tell two events whatever they share: "day", "ordinal", "name", "headline".

    None where they may tell one.
    """
    if one.days and other.days and set(one.days).isdisjoint(other.days):
        return "day"
    if any(what == same and number != another for number, what in one.ordinals for another, same in other.ordinals):
        return "ordinal"
    if _other_names(one, other):
        return "name"
    return "headline" if _untold(one, other) else None


def _headed(text: str, title: str | None) -> tuple[str, str]:
    if title:
        return title, text.removeprefix(title)
    first, _, rest = text.partition("\n")
    return (first, rest) if rest.strip() and len(first.split()) <= MAX_HEADLINE_WORDS else ("", text)


def _other_names(one: Lead, other: Lead) -> bool:
    """Whether each headline names somebody or some place that the other text never names, nor what holds it."""
    ours, theirs = _missing(one.names, other.named), _missing(other.names, one.named)
    return bool(ours and theirs) and not any(_one_place(a, b) for a in one.names for b in other.names)


def _missing(names: Sequence[str], named: Sequence[str]) -> list[str]:
    return [name for name in names if not any(_same(sound(name), known) for known in named)]


def _same(one: str, other: str) -> bool:
    return one[:STEM] == other[:STEM] if min(len(one), len(other)) >= STEM else same_name(one, other)


def _one_place(one: str, other: str) -> bool:
    """Whether a place lies in the other."""
    a, b = lookup(one), lookup(other)
    return a is not None and b is not None and (lies_in(a.id, b.id) or lies_in(b.id, a.id))


def _untold(one: Lead, other: Lead) -> bool:
    """Whether neither lead tells the other's headline."""
    if min(len(one.headline), len(other.headline)) < MIN_HEADLINE:
        return False
    return _share(one.headline, other.told) <= LEAST_TOLD and _share(other.headline, one.told) <= LEAST_TOLD


def _share(words: Sequence[str], told: Sequence[str]) -> float:
    return len(set(words).intersection(told)) / len(words)


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
