"""What the article says that people are: offices, trades and ages beside their names."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import on_one_line
from tocsin.engine.claims.speakers.cast import Cast
from tocsin.engine.claims.speakers.names import ROLE, TITLE, UNNAMED, kinds
from tocsin.engine.claims.speakers.nominative import ADJECTIVE_ENDINGS, nominative_phrase

_AGED: Final = ("-old", "-летний", "-летняя", "-річний", "-річна", "-летнего", "-річного", "летний", "річний")
_ROLE_WINDOW: Final = 9
"""Tokens of a role before a name ("the Ukrainian defence ministry's chief spokesman")."""
_ARTICLES: Final = frozenset(("the", "a", "an"))
_OFFICE_LINKS: Final = frozenset(("of", "for", "at", "in"))
_OPENING: Final = _ARTICLES | _OFFICE_LINKS | {"and", "but", "its", "their", "his", "her", "'s", "’s", "our"}
_CLOSED: Final = frozenset(
    (
        *("and", "but", "or", "that", "which", "who", "while", "when", "as", "because", "if", "after", "before"),
        *("said", "says", "is", "are", "was", "were", "has", "had", "by", "to", "from", "on", "with"),
        *("и", "а", "но", "что", "й", "та", "що", "але"),
    )
)
"""Words that no office before a comma reaches over."""
_APPOSED: Final = frozenset(("a", "an", "the", "his", "her", "its"))
_ENDS_ROLE: Final = frozenset((",", ".", ";", ":", "—", "–", "who", "“", '"'))
_COURTESIES: Final = frozenset(("mr", "mrs", "ms", "dr", "miss", "sir", "st"))
_CLITICS: Final = frozenset(("'s", "’s"))
_ADJECTIVE_OF_OY: Final = ("ной", "ской", "вой")
"""Of the words in -ой these are adjectives: "областной", unlike "ошибкой"."""
SAME_WORD: Final = 6
"""Letters in which two words of a role agree: "president", "presidential"."""
_OFFICE: Final = 7
"""Tokens behind a name among which its office is named."""
_APPOSITION: Final = 28
"""Tokens of a role behind a name; longer ones are cut."""


def learn_roles(cast: Cast) -> None:
    """Learn what stands beside the names of everybody but organizations."""
    for first, last, number in cast.mentions:
        if cast.entities[number].kind != "organization":
            _learn_role(cast, first, last, number)


def _learn_role(cast: Cast, first: int, last: int, number: int) -> None:
    lowers = cast.doc.lowers
    comma = first > 0 and lowers[first - 1] == ","
    before = _role_across(cast, first) if comma else _role_before(cast, first)
    behind = _role_behind(cast, last) if last + 1 < len(lowers) and lowers[last] == "," else None
    for role in (before, behind):
        if role:
            add_role(cast, number, role)


def add_role(cast: Cast, number: int, role: str) -> None:
    roles = cast.roles.setdefault(number, [])
    if role not in roles:
        roles.append(role)
        for word in role.lower().split():
            cast.holders.setdefault(word[:SAME_WORD], {})[number] = None


def sentence_start(cast: Cast, at: int) -> int:
    return cast.doc.sentences[cast.doc.sentence_of[at]].first


def _role_before(cast: Cast, first: int) -> str | None:
    """As in "28-year-old", "Ukrainian President", "White House press secretary" right before the name."""
    lowers = cast.doc.lowers
    low = sentence_start(cast, first) if first < len(lowers) else 0
    start, found = first, False
    for at in range(first - 1, max(low, first - _ROLE_WINDOW) - 1, -1):
        lower = lowers[at]
        listed = kinds(lower)
        if listed & TITLE and lower.rstrip(".") in _COURTESIES:
            break
        if not (lower[0].isalnum() or lower in _CLITICS) or (not listed & ROLE and lower in cast.vocabulary):
            break
        if ":" in lower:  # the time of a live report
            break
        found = found or bool(listed & (ROLE | TITLE | UNNAMED)) or lower.endswith(_AGED)
        start = at
    while start < first and (lowers[start] in _CLITICS or _behind_no_office(cast, start, first)):
        start += 1
    return text_of(cast, start, first) if found and start < first else None


def _behind_no_office(cast: Cast, at: int, first: int) -> bool:
    """As in "обвинил в обстреле губернатор": a Slavic office has only adjectives before it."""
    lower = cast.doc.lowers[at]
    if lower < "а" or kinds(lower) & (ROLE | TITLE | UNNAMED) or cast.doc.words[at].isupper():
        return False
    if lower.endswith(_ADJECTIVE_OF_OY if lower.endswith("ой") else ADJECTIVE_ENDINGS):
        return False
    return any(kinds(word) & ROLE for word in cast.doc.lowers[at + 1 : first])


def _role_across(cast: Cast, first: int) -> str | None:
    """As in "Merinia's interior minister, Anto Brezh, ..." before the comma that the name stands behind."""
    lowers = cast.doc.lowers
    low = max(sentence_start(cast, first), first - 1 - _ROLE_WINDOW)
    start, found = first - 1, False
    for at in range(first - 2, low - 1, -1):
        lower = lowers[at]
        office = bool(kinds(lower) & ROLE)
        if not (lower[0].isalnum() or lower in _CLITICS) or (lower in _CLOSED and not office):
            break
        found, start = found or office, at
        if lower in _ARTICLES and lowers[at - 1] not in _OFFICE_LINKS:
            break
    while start < first - 1 and lowers[start] in _OPENING:
        start += 1
    return text_of(cast, start, first - 1) if found and start < first - 1 else None


def _role_behind(cast: Cast, last: int) -> str | None:
    """As in ", a spokesman for the mayor," right behind the name."""
    lowers, start = cast.doc.lowers, last + 1
    owner = cast.doc.words[start][0].isupper() and lowers[start + 1 : start + 2] in (["'s"], ["’s"])
    if lowers[start] not in _APPOSED and not kinds(lowers[start]) & ROLE and not owner:
        return None
    high = min(cast.doc.sentences[cast.doc.sentence_of[last]].last, last + _APPOSITION)
    end = next((at for at in range(start, high) if lowers[at] in _ENDS_ROLE), high)
    start += lowers[start] in _ARTICLES
    if any(kinds(word) & (ROLE | UNNAMED) for word in lowers[start : min(end, start + _OFFICE)]):
        return text_of(cast, start, end)
    return None


def text_of(cast: Cast, first: int, last: int) -> str:
    return on_one_line(cast.doc.text[cast.doc.starts[first] : cast.doc.ends[last - 1]])


def _uncapitalized(role: str) -> str:
    """An office that only the beginning of its sentence gave a capital."""
    first, _, rest = role.partition(" ")
    return f"{first.lower()} {rest}".strip() if kinds(first.lower()) & ROLE else role


def role_of(cast: Cast, number: int) -> str | None:
    """The roles found for an entity: an office or trade, with the age before it where the text gives one."""
    roles = cast.roles.get(number)
    if not roles:
        return None
    ages = [role for role in roles if role.endswith(_AGED)]
    offices = [role for role in roles if not role.endswith(_AGED)]
    best = max(offices, key=len, default=None)
    if best and cast.doc.language in ("ru", "uk"):
        best = nominative_phrase(_uncapitalized(best), cast.doc.language)
    if best and ages:
        return f"{ages[0]}, {best}"
    return best or (ages[0] if ages else None)
