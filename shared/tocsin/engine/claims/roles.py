"""What the article says that people are: offices, trades and ages beside their names."""

from __future__ import annotations

from bisect import bisect_left

from tocsin.engine.claims.names import Words, mentions, name_words
from tocsin.engine.claims.nominative import nominative_phrase
from tocsin.engine.claims.slavic_lexicon import vocabulary
from tocsin.model import Entity
from tocsin.text.document import Document

_AGED = ("-old", "-летний", "-летняя", "-річний", "-річна", "-летнего", "-річного", "летний", "річний")
_ROLE_WINDOW = 9
"""Tokens of a role before a name ("the Ukrainian defence ministry's chief spokesman")."""
_ARTICLES = frozenset(("the", "a", "an"))
_OFFICE_LINKS = frozenset(("of", "for", "at", "in"))
_OPENING = _ARTICLES | _OFFICE_LINKS | {"and", "but", "its", "their", "his", "her", "'s", "’s", "our"}
_CLOSED = frozenset(
    (
        *("and", "but", "or", "that", "which", "who", "while", "when", "as", "because", "if", "after", "before"),
        *("said", "says", "is", "are", "was", "were", "has", "had", "by", "to", "from", "on", "with"),
        *("и", "а", "но", "что", "й", "та", "що", "але"),
    )
)
"""Words that no office before a comma reaches over."""
_APPOSITION = 28
"""Tokens of a role behind a name; longer ones are cut."""


class Roles:
    """The mentions of all entities in reading order, and the roles learnt beside them."""

    def __init__(self, doc: Document, entities: tuple[Entity, ...]) -> None:
        self.doc = doc
        self.entities = entities
        self.known: Words = name_words()
        self.vocabulary = vocabulary(doc.language)
        self.mentions = [
            (bisect_left(doc.starts, start), bisect_left(doc.ends, end) + 1, number)
            for start, end, number in mentions(entities)
        ]
        self.firsts = [first for first, _, _ in self.mentions]
        self.roles: dict[int, list[str]] = {}
        for first, last, number in self.mentions:
            if entities[number].kind != "organization":
                self._learn_role(first, last, number)

    def _learn_role(self, first: int, last: int, number: int) -> None:
        for role in (self._role_before(first), self._role_across(first), self._role_behind(last)):
            if role and role not in self.roles.setdefault(number, []):
                self.roles[number].append(role)

    def _role_before(self, first: int) -> str | None:
        """As in "28-year-old", "Ukrainian President", "White House press secretary" right before the name."""
        lowers = self.doc.lowers
        low = self.doc.sentences[self.doc.sentence_of[first]].first if first < len(lowers) else 0
        start, found = first, False
        for at in range(first - 1, max(low, first - _ROLE_WINDOW) - 1, -1):
            lower = lowers[at]
            if self.known.is_a("title", lower) and lower.rstrip(".") in ("mr", "mrs", "ms", "dr", "miss", "sir", "st"):
                break
            clock = ":" in lower  # the time of a live report
            if (
                clock
                or not (lower[0].isalnum() or lower in ("'s", "’s"))
                or (lower in self.vocabulary and not self.known.is_a("role", lower))
            ):
                break
            if lower.endswith(_AGED) or any(self.known.is_a(kind, lower) for kind in ("role", "title", "unnamed")):
                found = True
            start = at
        while start < first and lowers[start] in ("'s", "’s"):
            start += 1
        return self._text(start, first) if found and start < first else None

    def _role_across(self, first: int) -> str | None:
        """As in "Merinia's interior minister, Anto Brezh, ..." before the comma that the name stands behind."""
        lowers = self.doc.lowers
        if first < 2 or lowers[first - 1] != ",":
            return None
        low = max(self.doc.sentences[self.doc.sentence_of[first]].first, first - 1 - _ROLE_WINDOW)
        start, found = first - 1, False
        for at in range(first - 2, low - 1, -1):
            lower = lowers[at]
            office = self.known.is_a("role", lower)
            if not (lower[0].isalnum() or lower in ("'s", "’s")) or (lower in _CLOSED and not office):
                break
            found, start = found or office, at
            if lower in _ARTICLES and lowers[at - 1] not in _OFFICE_LINKS:
                break
        while start < first - 1 and lowers[start] in _OPENING:
            start += 1
        return self._text(start, first - 1) if found and start < first - 1 else None

    def _role_behind(self, last: int) -> str | None:
        """As in ", a spokesman for the mayor," right behind the name."""
        lowers = self.doc.lowers
        if last + 1 >= len(lowers) or lowers[last] != ",":
            return None
        high = min(self.doc.sentences[self.doc.sentence_of[last]].last, last + _APPOSITION)
        start = last + 1
        end = next(
            (at for at in range(start, high) if lowers[at] in (",", ".", ";", ":", "—", "–", "who", "“", '"')), high
        )
        if lowers[start] in ("a", "an", "the", "his", "her", "its"):
            start += lowers[start] in ("a", "an", "the")
        elif not self.known.is_a("role", lowers[start]):
            return None
        if any(self.known.is_a("role", word) or self.known.is_a("unnamed", word) for word in lowers[start:end][:7]):
            return self._text(start, end)
        return None

    def _text(self, first: int, last: int) -> str:
        return " ".join(self.doc.text[self.doc.starts[first] : self.doc.ends[last - 1]].split())

    def _uncapitalized(self, role: str) -> str:
        """An office that only the beginning of its sentence gave a capital."""
        first, _, rest = role.partition(" ")
        return f"{first.lower()} {rest}".strip() if self.known.is_a("role", first.lower()) else role

    def role_of(self, number: int) -> str | None:
        """The roles found for an entity: an office or trade, with the age before it where the text gives one."""
        roles = self.roles.get(number, [])
        ages = [role for role in roles if role.endswith(_AGED)]
        offices = [role for role in roles if not role.endswith(_AGED)]
        best = max(offices, key=len, default=None)
        if best and self.doc.language in ("ru", "uk"):
            best = nominative_phrase(self._uncapitalized(best), self.doc.language)
        if best and ages:
            return f"{ages[0]}, {best}"
        return best or (ages[0] if ages else None)
