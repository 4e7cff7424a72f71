"""Claimants without a name of their own: bodies, groups, and people whom only an office or nothing tells apart."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.speakers.cases import in_nominative
from tocsin.engine.claims.speakers.cast import Cast
from tocsin.engine.claims.speakers.countries import country_words, has_demonym
from tocsin.engine.claims.speakers.declined import is_declined, is_oblique, sort_of_phrase
from tocsin.engine.claims.speakers.names import kind_of, stem
from tocsin.engine.claims.speakers.nominative import nominative_phrase
from tocsin.engine.claims.speakers.nouns import sort_of
from tocsin.engine.claims.speakers.roles import text_of
from tocsin.model import Claimant, ClaimantKind, Span
from tocsin.text.document import Document
from tocsin.text.morphology import readings

LINKS: Final = frozenset(("of", "for", "from", "in", "at", "with", "on", "to", "by"))
PLURAL: Final = frozenset(("they", "their", "them", "они", "вони", "їх", "их"))
_PLACED: Final = ("в ", "В ", "во ", "Во ", "у ", "У ", "на ", "На ")
_LEADING: Final = (
    *("its ", "Its ", "their ", "Their ", "the ", "The ", "a ", "A ", "an ", "An "),
    *("его ", "Его ", "её ", "Её ", "ее ", "Ее ", "их ", "Их ", "його ", "Його ", "її ", "Її ", "їх ", "Їх "),
    *_PLACED,
)
"""What a described source opens with and is no part of its name."""
_BEHIND_HEAD: Final = frozenset((",", "(", "—", "–", "--", "who", "which", "whose"))
_MARKS: Final = frozenset(("«", "“", '"', "„"))
_CLOSING: Final = frozenset(("»", "”", '"', "“"))
_BODIES: Final = frozenset(("body", "document"))
_IN: Final = frozenset(("в", "во", "у"))
_ABOUT: Final = frozenset(("про", "о", "об"))
"""A law is not called by its title alone: "Закон «Про закупівлі»"."""
_LONGEST_NAME: Final = 10
_JOINING: Final = frozenset((",", "&", "and"))
_FEW: Final = 4


def countries_in(cast: Cast) -> dict[str, bool]:
    """Words that the article uses as a country's name, and whether only a country is meant."""
    if cast.known_countries is None:
        cast.known_countries = country_words(cast.doc)
    return cast.known_countries


def head_of(cast: Cast, first: int, last: int) -> Range:
    """The mention without its apposition and leading article."""
    if last - first > 1:
        for at, lower in enumerate(cast.doc.lowers[first + 1 : last], first + 1):
            if lower in _BEHIND_HEAD and not (lower == "," and _is_list(cast.doc, first, at, last)):
                return first, at
    return first, last


def _is_list(doc: Document, first: int, comma: int, last: int) -> bool:
    """As in "V & N, Lissa TV and Velm": several names, and not an apposition behind the comma."""
    if doc.language != "en" or "and" not in doc.lowers[first:last]:
        return False
    ends = (at for at in range(first, last) if doc.lowers[at] in _BEHIND_HEAD and doc.lowers[at] != ",")
    end = next(ends, last)
    joined = "and" in doc.lowers[comma + 2 : end - 1] and doc.lowers[end - 1] != ","
    return joined and all(doc.capital[at] or doc.lowers[at] in _JOINING for at in range(first, end))


def head_of_relative(cast: Cast, first: int) -> Range | None:
    """The noun phrase that a relative pronoun stands behind: "a witness, who"."""
    end = first - (first > 0 and cast.doc.lowers[first - 1] == ",")
    start = end
    low = cast.doc.sentences[cast.doc.sentence_of[first]].first
    while start > low and (cast.doc.words[start - 1][0].isalnum() or cast.doc.lowers[start - 1] in ("'s", "’s")):
        lower = cast.doc.lowers[start - 1]
        if lower in ("the", "a", "an", "this", "those", "his", "her", "its", "their"):
            if start - 2 < low or cast.doc.lowers[start - 2] not in LINKS:
                start -= 1
                break
        elif lower in cast.vocabulary and lower not in LINKS and kind_of(lower) is None:
            break
        if lower >= "а" and _is_predicate(lower, cast.doc.language):
            break
        start -= 1
    while start < end and cast.doc.lowers[start] in LINKS:
        start += 1
    return (start, end) if start < end else None


def _is_predicate(word: str, language: str) -> bool:
    """A verb or a short participle of Russian or Ukrainian: "была опубликована петиция, которая"."""
    found = readings(word, language)[:1]
    return any(each.form.part == "verb" or (each.form.part == "participle" and not each.form.case) for each in found)


def _quoted_name(cast: Cast, begin: int, end: int) -> str | None:
    """As in "the group “Open Gate”": the words in the marks at the end of the source."""
    words = cast.doc.words
    begin += cast.doc.lowers[begin] in _IN  # "у «Порті Вельма»" is a name alone
    if not 0 < end - begin - 2 < _LONGEST_NAME or words[end - 1] not in _CLOSING or words[begin] in _MARKS:
        return None
    opened = next((at for at in range(end - 2, begin, -1) if words[at] in _MARKS), None)
    if opened is None or opened + 1 >= end - 1 or cast.doc.lowers[opened + 1] in _ABOUT:
        return None
    return text_of(cast, opened + 1, end - 1)


def _is_country(cast: Cast, begin: int, end: int) -> bool:
    lower = cast.doc.lowers[end - 1]
    if cast.doc.starts[begin] in cast.places:
        return True
    alone = end == begin + 1 or (end == begin + 2 and cast.doc.lowers[begin] in cast.known.compass)
    named = alone and cast.doc.words[end - 1][0].isupper()
    return named and (_used_as_country(cast, stem(lower)) or has_demonym(cast.doc, lower))


def _used_as_country(cast: Cast, word: str) -> bool:
    """The first few names are looked up alone, more of them in all countries at once: time stays linear."""
    cast.asked += 1
    return word in (countries_in(cast) if cast.asked > _FEW else country_words(cast.doc, word))


def described(cast: Cast, first: int, last: int, mention: Span) -> Claimant:
    """A source without a name of its own: an organization, a group, or somebody unnamed."""
    begin, end = head_of(cast, first, last)
    words = cast.doc.lowers[begin:end]
    while end - begin > 1 and (cast.doc.lowers[end - 1] in ("'s", "’s", "'", "’") or cast.doc.lowers[end - 1] in LINKS):
        end -= 1
    name = text_of(cast, begin, end)
    oblique = is_oblique(cast.doc, begin) or name.startswith(_PLACED) or is_declined(cast.doc, begin, last)
    if name.startswith(_LEADING) and cast.doc.lowers[begin + 1] != "&":  # "A & E"
        for opening in _LEADING:
            name = name.removeprefix(opening)
    sort = sort_of_phrase(cast.doc, begin, end, oblique=oblique)
    person = sort in ("group", "unnamed") or (sort is not None and kind_of(words[0]) == "unnamed")
    name = (None if person else _quoted_name(cast, begin, end)) or name
    if oblique:
        own = in_nominative(name, cast.doc.language) or nominative_phrase(name, cast.doc.language)
        name = _as_written_elsewhere(cast, name) if own == name else own
    kind = sort or _kind_by_lists(cast, begin, end, words, mention)
    return Claimant(name, mention, None, kind)


def _as_written_elsewhere(cast: Cast, name: str) -> str:
    """As in "по словам аль-Велна" beside "Карл аль-Велн": a single name in the form that the article has without its
    ending; as it is where there is none."""
    bare = name.removesuffix("а")
    known = bare != name and " " not in name and not name.islower() and bare.lower() in cast.doc.counts()
    return bare if known else name


def _kind_by_lists(cast: Cast, begin: int, end: int, words: list[str], mention: Span) -> ClaimantKind:
    of = next((i for i, word in enumerate(words) if i and word in LINKS), len(words))
    listed = kind_of(words[0]) if words[0] >= "а" else None
    listed = listed or next(filter(None, map(kind_of, reversed(words[:of]))), None)
    sort = sort_of[words[of - 1]] if listed is None and cast.doc.language == "en" else ""
    if listed == "organization" or words == ["it"] or (sort in _BODIES and not words[of - 1].endswith("s")):
        return "organization"
    several = words[0] in PLURAL or words[0][0].isdigit() or (listed is None and words[of - 1].endswith("s"))
    if listed == "group" or sort == "share" or several:
        return "group"
    if listed or (sort == "agent" and cast.doc.words[begin + of - 1].islower()):
        return "unnamed"
    return "organization" if _is_country(cast, begin, end) or mention.start in cast.places else "person"
