"""Claimants without a name of their own: bodies, groups, and people whom only an office or nothing tells apart."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.countries import country_words, has_demonym
from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.names import kind_of, stem
from tocsin.engine.claims.nominative import nominative_phrase
from tocsin.engine.claims.roles import Roles
from tocsin.model import Claimant, ClaimantKind, Entity, Place, Span
from tocsin.text.document import Document

LINKS: Final = frozenset(("of", "for", "from", "in", "at", "with", "on", "to", "by"))
PLURAL: Final = frozenset(("they", "their", "them", "они", "вони", "їх", "их"))
_LEADING: Final = (
    *("its ", "Its ", "their ", "Their ", "the ", "The ", "a ", "A ", "an ", "An "),
    *("его ", "Его ", "её ", "Её ", "ее ", "Ее ", "их ", "Их ", "його ", "Його ", "її ", "Її ", "їх ", "Їх "),
    *("в ", "В ", "во ", "Во ", "у ", "У ", "на ", "На "),
)
"""What a described source opens with and is no part of its name."""
_BEHIND_HEAD: Final = frozenset((",", "(", "—", "–", "who", "which"))
_SURNAMES: Final = ("ова", "ева", "ёва", "єва", "ина", "іна", "їна")
_MARKS: Final = frozenset(("«", "“", '"', "„"))
_CLOSING: Final = frozenset(("»", "”", '"', "“"))
_LONGEST_NAME: Final = 10
_FEW: Final = 4


class Described(Roles):
    """Names and kinds of sources that are described."""

    def __init__(self, doc: Document, entities: tuple[Entity, ...], places: tuple[Place, ...] = ()) -> None:
        super().__init__(doc, entities)
        self.places = frozenset(
            [span.start for place in places for span in place.spans if not self._like_a_surname(place, span)]
        )
        """Where names of places begin: a country that says something is an organization."""
        self._asked = 0
        self._countries: dict[str, bool] | None = None
        self.country_spans = {
            span.start: span.end for place in places if place.kind == "country" for span in place.spans
        }

    def _like_a_surname(self, place: Place, span: Span) -> bool:
        """Иванова is rather a woman than a form of the town of Ivanovo, if something is said by it."""
        return place.kind == "city" and self.doc.text[span.start : span.end].endswith(_SURNAMES)

    @property
    def countries(self) -> dict[str, bool]:
        """Words that the article uses as a country's name, and whether only a country is meant."""
        if self._countries is None:
            self._countries = country_words(self.doc)
        return self._countries

    def _head(self, first: int, last: int) -> Range:
        """The mention without its apposition and leading article."""
        if last - first > 1:
            for at, lower in enumerate(self.doc.lowers[first + 1 : last], first + 1):
                if lower in _BEHIND_HEAD:
                    return first, at
        return first, last

    def _head_of_relative(self, first: int) -> Range | None:
        """The noun phrase that a relative pronoun stands behind: "a witness, who"."""
        end = first - (first > 0 and self.doc.lowers[first - 1] == ",")
        start = end
        low = self.doc.sentences[self.doc.sentence_of[first]].first
        while start > low and (self.doc.words[start - 1][0].isalnum() or self.doc.lowers[start - 1] in ("'s", "’s")):
            lower = self.doc.lowers[start - 1]
            if lower in ("the", "a", "an", "this", "those", "his", "her", "its", "their"):
                if start - 2 < low or self.doc.lowers[start - 2] not in LINKS:
                    start -= 1
                    break
            elif lower in self.vocabulary and lower not in LINKS and kind_of(lower) is None:
                break
            start -= 1
        while start < end and self.doc.lowers[start] in LINKS:
            start += 1
        return (start, end) if start < end else None

    def _quoted_name(self, begin: int, end: int) -> str | None:
        """As in "the group “Open Gate”": the words in the marks at the end of the source."""
        words = self.doc.words
        if not 0 < end - begin - 2 < _LONGEST_NAME or words[end - 1] not in _CLOSING or words[begin] in _MARKS:
            return None
        opened = next((at for at in range(end - 2, begin, -1) if words[at] in _MARKS), None)
        return self._text(opened + 1, end - 1) if opened is not None and opened + 1 < end - 1 else None

    def _is_country(self, begin: int, end: int) -> bool:
        lower = self.doc.lowers[end - 1]
        if self.doc.starts[begin] in self.places:
            return True
        alone = end == begin + 1 or (end == begin + 2 and self.doc.lowers[begin] in self.known.compass)
        named = alone and self.doc.words[end - 1][0].isupper()
        return named and (self._used_as_country(stem(lower)) or has_demonym(self.doc, lower))

    def _used_as_country(self, word: str) -> bool:
        """The first few names are looked up alone, more of them in all countries at once: time stays linear."""
        self._asked += 1
        return word in (self.countries if self._asked > _FEW else country_words(self.doc, word))

    def _described(self, first: int, last: int, mention: Span) -> Claimant:
        """A source without a name of its own: an organization, a group, or somebody unnamed."""
        begin, end = self._head(first, last)
        words = self.doc.lowers[begin:end]
        while end - begin > 1 and self.doc.lowers[end - 1] in ("'s", "’s", "'", "’"):
            end -= 1
        name = self._text(begin, end)
        if name.startswith(_LEADING):
            for opening in _LEADING:
                name = name.removeprefix(opening)
        name = self._quoted_name(begin, end) or name
        if self.doc.language in ("ru", "uk"):
            name = nominative_phrase(name, self.doc.language)
        of = next((i for i, word in enumerate(words) if i and word in LINKS), len(words))
        listed = kind_of(words[0]) if words[0] >= "а" else None
        listed = listed or next(filter(None, map(kind_of, reversed(words[:of]))), None)
        kind: ClaimantKind = "person"
        if listed == "organization" or words == ["it"]:
            kind = "organization"
        elif (
            listed == "group"
            or words[0] in PLURAL
            or words[0][0].isdigit()
            or (listed is None and words[of - 1].endswith("s"))
        ):
            kind = "group"
        elif listed:
            kind = "unnamed"
        elif self._is_country(begin, end) or mention.start in self.places:
            kind = "organization"
        return Claimant(name, mention, None, kind)
