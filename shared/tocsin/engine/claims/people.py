"""Who the claimants are: mentions, pronouns and descriptions resolved to names within the article."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from tocsin.engine.claims.described import LINKS, PLURAL
from tocsin.engine.claims.draft import Draft
from tocsin.engine.claims.names import ORGANIZATION, ROLE, kinds, stem
from tocsin.engine.claims.offices import Offices
from tocsin.model import Claimant, ClaimantKind, Entity, Place
from tocsin.text.document import Document

_MALE: Final = frozenset(("he", "his", "him", "он", "его", "він", "його"))
_FEMALE: Final = frozenset(("she", "her", "она", "её", "ее", "вона", "її"))
_PRONOUNS: Final = _MALE | _FEMALE
_RELATIVE: Final = frozenset(("who", "which", "that", "whose", "который", "которая", "которые", "який", "яка", "які"))
_DEFINITE: Final = frozenset(("the", "that", "this", "в", "во", "у"))
_GENERIC: Final = frozenset(
    map(stem, ("ведомство", "відомство", "company", "agency", "organization", "organisation", "body"))
)
"""Words that take up a body by another name."""
_BODIES_KEPT: Final = 12
"""Organizations among the claimants that a bare "the ministry" can mean."""
_NEAR: Final = 40
"""Mentions back to which a pronoun can point."""
_BEHIND_NAME: Final = frozenset(("'s", "’s", "'", "’", ")"))
_NOWHERE: Final = (-1, -1, -1)
_OBLIQUE: Final = frozenset(("of", "for", "to", "with", "by", "against", "from", "about", "on"))
_SUBJECT_BY: Final = 12
"""Tokens from the beginning of its sentence within which a name is taken for the subject."""
_SUBJECTS: Final = 8
"""Persons named last, at most, among whom a pronoun without a claimant before it looks for a subject."""
_APART: Final = LINKS | {"'s", "’s", "and"}
"""Between the beginning of a mention and a name: the name is not whom the mention is about."""


class People(Offices):
    """Resolves the sources of drafts, in reading order."""

    def __init__(self, doc: Document, entities: tuple[Entity, ...], places: tuple[Place, ...] = ()) -> None:
        super().__init__(doc, entities, places)
        self.last_described: Claimant | None = None
        """The last claimant, if it was somebody without a name."""
        self.last_body: Claimant | None = None
        """The last organization among the claimants."""
        self.bodies: list[Claimant] = []
        self.last_group: Claimant | None = None
        self.last_person: int | None = None
        self.last_at = 0
        self._first_names: list[str] | None = None

    def resolve(self, draft: Draft) -> Claimant | None:
        """The claimant of a draft; None where the text names no source."""
        if draft.source is None:
            return None
        first, last = draft.source
        mention = self.doc.span_of(first, last)
        number = self._named(first, last)
        if number is None:
            number = self._in_apposition(first, last)
        office = self._owned_office(first, last) if number is None else None
        if office is not None:
            number = office.holder
        elif number is None:
            again = self._again(first, last)
            if again:
                return replace(again, mention=mention)
            number = self._referred(first, last)
        if number is None and last - first == 1 and self.doc.lowers[first] in _RELATIVE:
            head = self._head_of_relative(first)
            return self._remember(self._described(*head, mention)) if head else None
        if number is None:
            nobody = last - first == 1 and self.doc.lowers[first] in _PRONOUNS
            name = office.name if office else self.doc.words[first] if nobody else None
            named = Claimant(name, mention, None, "unnamed") if name else None
            return named or self._remember(self._described(first, last, mention))
        entity = self.entities[number]
        kind: ClaimantKind = "organization" if self._is_body(entity, first, last) else "person"
        if kind == "person":
            self.last_person, self.last_at, self.last_described = number, first, None
            self._role_of_pronoun(first, number)
        return self._remember(Claimant(entity.name, mention, self.role_of(number), kind))

    def _is_body(self, entity: Entity, first: int, last: int) -> bool:
        """An organization by its name, or by the words beside it ("the newspaper Morning Ledger")."""
        lowers = self.doc.lowers[first:last]
        return entity.kind == "organization" or (
            entity.kind == "other"
            and any(kinds(word) & ORGANIZATION for word in lowers if word not in entity.name.lower())
        )

    def _remember(self, claimant: Claimant) -> Claimant:
        if claimant.kind == "organization":
            self.last_body = claimant
            self.bodies = [*self.bodies[-_BODIES_KEPT:], claimant]
        elif claimant.kind == "group":
            self.last_group = claimant
        elif claimant.kind == "unnamed":
            self.last_described = claimant
        return claimant

    def _again(self, first: int, last: int) -> Claimant | None:
        """The unnamed speaker, the group or the body that a pronoun or a bare "the ministry" points back to."""
        lower = self.doc.lowers[first]
        if last - first == 1 and (lower in _MALE or lower in _FEMALE):
            return self.last_described
        if last - first == 1 and lower in PLURAL:
            return self.last_group
        if last - first == 1 and lower in ("it", "its"):
            return self.last_body
        if last - first <= 2 and (last - first == 1 or lower in _DEFINITE):
            return self._body(first, last - 1)
        return None

    def _body(self, first: int, at: int) -> Claimant | None:
        """The body that "the ministry" means: the last one of that name among the claimants, else the last so named."""
        word = stem(self.doc.lowers[at])
        if word not in _GENERIC and not kinds(self.doc.lowers[at]) & ORGANIZATION:
            return None
        for body in reversed(self.bodies):
            if any(stem(part) == word for part in body.name.lower().split()):
                return body
        named = self._named_before(first, word)
        if named is not None:
            return Claimant(self.entities[named].name, None, None, "organization")
        return self.last_body if word in _GENERIC else None

    def _named_before(self, first: int, word: str) -> int | None:
        """The nearest body before that has this word in its name or beside it ("the aid group Open Gate")."""
        behind = bisect_left(self.firsts, first)
        for start, end, number in reversed(self.mentions[max(0, behind - _NEAR) : behind]):
            inside = any(stem(part) == word for part in self.doc.lowers[start:end])
            beside = start > 0 and stem(self.doc.lowers[start - 1]) == word
            if beside or (inside and self.entities[number].kind == "organization"):
                return number
        return None

    def _inside(self, first: int, last: int) -> list[tuple[int, int, int]]:
        at = bisect_left(self.firsts, first)
        found = []
        while at < len(self.mentions) and self.mentions[at][0] < last:
            found.append(self.mentions[at])
            at += 1
        return found

    def _named(self, first: int, last: int) -> int | None:
        """The entity that the mention's head names: at its end, or with nothing but a possessive behind it."""
        begin, end = self._head(first, last)
        inside = self._inside(begin, end)
        if not inside:
            return None
        lowers = self.doc.lowers
        for start, stop, number in inside:
            if stop < end and lowers[stop] in ("of", "from") and _APART.isdisjoint(lowers[begin:start]):
                return number if self.entities[number].kind == "person" else None
        while end > begin and lowers[end - 1] in _BEHIND_NAME:
            end -= 1
        start, stop, number = next((found for found in reversed(inside) if found[0] < end <= found[1]), _NOWHERE)
        if number < 0:
            return None
        before = lowers[start - 1] if start > begin else ""
        if before in ("the", "a", "an") and start - 1 > begin:
            before = lowers[start - 2]
        return None if before in LINKS or before == "and" or self._owned(begin, start, number) else number

    def _owned(self, begin: int, start: int, number: int) -> bool:
        """As in "министерство финансов Велмарка": the name in the genitive only says whose body it is."""
        if self.entities[number].kind != "other" or self.doc.language not in ("ru", "uk"):
            return False
        body = any(kinds(word) & ORGANIZATION for word in self.doc.lowers[begin:start])
        return body and self.doc.words[start - 1] not in ("«", "“", '"', "„")

    def _in_apposition(self, first: int, last: int) -> int | None:
        """As in "Its foreign minister, Tomas Reil,": the name stands behind the office."""
        _, end = self._head(first, last)
        if end + 1 >= last or self.doc.lowers[end] != ",":
            return None
        office = any(kinds(word) & ROLE for word in self.doc.lowers[first:end])
        inside = self._inside(end + 1, last)
        return inside[0][2] if office and inside and inside[0][0] == end + 1 else None

    def _referred(self, first: int, last: int) -> int | None:
        """The person that a pronoun or a description ("the mayor", "the Ukrainian president") points back to."""
        lower = self.doc.lowers[first]
        if last - first == 1 and lower in _RELATIVE:
            return self._antecedent(first)
        if last - first == 1 and (lower in _MALE or lower in _FEMALE):
            return self._person_before(first, self.known.female if lower in _MALE else self.known.male)
        if lower in ("the", "that", "this") or (lower[0].isalpha() and last - first > 1):
            return self._by_role(first, last)
        return None

    def _antecedent(self, first: int) -> int | None:
        at = first - 1
        while at >= 0 and self.doc.lowers[at] in (",", "—", "–", "("):
            at -= 1
        return next((number for start, stop, number in self._inside(max(0, at - 4), at + 1) if stop == at + 1), None)

    def _person_before(self, first: int, excluded: frozenset[str]) -> int | None:
        """The nearest fitting person: last claimant of the same or the sentence before, else the last subject named."""
        known = self.last_person
        if known is not None and self.first_names[known] not in excluded:
            if self.doc.sentence_of[first] <= self.doc.sentence_of[self.last_at]:
                return known
            later = (
                number
                for start, number in self._persons_before(first, excluded, self.last_at)
                if self._is_subject(start)
            )
            return next(later, known)
        fitting = list(islice(self._persons_before(first, excluded, -1), _SUBJECTS))
        nearest = fitting[0][1] if fitting else None
        return next((number for start, number in fitting if self._is_subject(start)), nearest)

    def _persons_before(self, first: int, excluded: frozenset[str], after: int) -> Iterator[tuple[int, int]]:
        """(token, number) of the mentions of persons before `first` and behind `after`, the nearest first."""
        behind = bisect_left(self.firsts, first)
        for start, _, number in reversed(self.mentions[max(0, behind - _NEAR) : behind]):
            if start <= after:
                return
            if self.entities[number].kind == "person" and self.first_names[number] not in excluded:
                yield start, number

    def _is_subject(self, start: int) -> bool:
        """A name near the beginning of its sentence, not behind a preposition."""
        first = self._sentence_start(start)
        return start - first <= _SUBJECT_BY and (start == first or self.doc.lowers[start - 1] not in _OBLIQUE)

    @property
    def first_names(self) -> list[str]:
        if self._first_names is None:
            self._first_names = [entity.name.split()[0].lower() for entity in self.entities]
        return self._first_names

    def _role_of_pronoun(self, first: int, number: int) -> None:
        """As in "A warehouse worker from the north, he said ..." gives him a role."""
        lowers = self.doc.lowers
        if lowers[first] not in _MALE and lowers[first] not in _FEMALE:
            return
        low = self.doc.sentences[self.doc.sentence_of[first]].first
        opening = first - 1 > low and lowers[first - 1] == "," and lowers[low] in ("a", "an", "the")
        if opening and any(kinds(word) & ROLE for word in lowers[low : low + 5]):
            role = self._text(low + 1, first - 1)
            self._add_role(number, role)
