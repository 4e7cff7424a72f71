"""Whose office "its prime minister" or "the country's premier" is, and who holds it by the article's words."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice
from typing import Final, NamedTuple

from tocsin.engine.claims.speakers.cast import Cast
from tocsin.engine.claims.speakers.declined import is_of_several
from tocsin.engine.claims.speakers.described import countries_in, head_of
from tocsin.engine.claims.speakers.names import ROLE, UNNAMED, kinds, stem
from tocsin.engine.claims.speakers.roles import SAME_WORD, text_of

_ITS: Final = frozenset(("its", "его", "её", "ее", "його", "її"))
_COUNTRY: Final = frozenset(
    (
        "country",
        "nation",
        "republic",
        "kingdom",
        "страны",
        "республики",
        "государства",
        "країни",
        "республіки",
        "держави",
    )
)
_OWNS: Final = frozenset(("'s", "’s"))
_OTHER: Final = frozenset(
    (
        *("former", "ex", "late", "deputy", "vice", "shadow", "assistant", "then", "future", "honorary"),
        *("бывший", "бывшая", "экс", "вице", "заместитель", "колишній", "колишня", "віце", "заступник", "заступниця"),
    )
)
"""Beside an office these tell another holder."""
_OTHER_SHORT: Final = frozenset(word[:SAME_WORD] for word in _OTHER)
_LINKS: Final = frozenset(("of", "for", "at", "in", "to", "from"))
_INTO: Final = frozenset(("into", "across", "throughout", "против", "проти"))
_IN_OFFICE: Final = frozenset(("acting", "interim", "current"))
_SAME_COUNTRY: Final = 5
"""Letters in which a country and its adjective agree: "Nordavia", "Nordavian"."""
_WITH_OWNER: Final = 3
"""Tokens of "the country's"."""
_SEVERAL: Final = 50
"""Holders, mentions and names, at most, that one description is compared with, so that time stays linear."""
_LONGEST: Final = 8
"""Tokens of a description."""


class Office(NamedTuple):
    """What a description of an owned office means: its holder, or else a name for whoever holds it."""

    holder: int | None
    name: str | None


def owned_office(cast: Cast, first: int, last: int) -> Office | None:
    """None where tokens `[first, last)` are no such description; never a holder who may be another's."""
    lower = cast.doc.lowers[first]
    if lower not in _ITS and lower != "the" and lower < "а":
        return None
    office = _office_words(cast, *head_of(cast, first, last))
    if office is None:
        return None
    wanted = frozenset([word[:SAME_WORD] for word in office if kinds(word) & ROLE])
    known: list[dict[int, None]] = [cast.holders.get(word, {}) for word in sorted(wanted)]
    rarest = min(known, key=len, default={})
    holders = {
        number: _own_countries(cast, number)
        for number in islice(rarest, _SEVERAL)
        if any(_same_office(role, wanted) for role in cast.roles[number])
    }
    stated = frozenset().union(*holders.values())
    owners = _owners_before(cast, first, stated)
    if len(owners) > 1:
        return Office(None, None)
    owner = next(iter(owners), "")
    fitting = [number for number, own in holders.items() if _of_country(owner, own)]
    if not fitting and len(_nations(cast)) <= 1:
        fitting = [number for number, own in holders.items() if not owner or not own]
    if len(fitting) == 1:
        return Office(fitting[0], None)
    named = owner and cast.doc.language == "en"
    return Office(None, _office_name(cast, owners[owner], " ".join(office)) if named else None)


def _office_name(cast: Cast, owner: str, office: str) -> str:
    """In words that the article has, so that the gate finds them there."""
    if f"{owner}'s" in cast.doc.text or f"{owner}’s" in cast.doc.text:
        return f"{owner}'s {office}"
    return f"{office} of {owner}" if "of" in cast.doc.counts() else f"{owner} {office}"


def _office_words(cast: Cast, first: int, last: int) -> list[str] | None:
    """The office of "its defence minister", "the country's defence minister", "министр обороны страны"."""
    lowers = cast.doc.lowers[first:last]
    if not 1 < len(lowers) <= _LONGEST:
        return None
    if lowers[0] in _ITS:
        words = lowers[1:]
    elif lowers[0] == "the" and len(lowers) > _WITH_OWNER and lowers[1] in _COUNTRY and lowers[2] in _OWNS:
        words = lowers[3:]
    elif lowers[-1] in _COUNTRY and lowers[0] >= "а":
        words = lowers[:-1]
    else:
        return None
    if cast.known.state.isdisjoint(words):
        return None  # "its director": of what was told of last, be it a sports hall
    plain = all(word[0].isalpha() and word not in _LINKS for word in words)
    head = words[-1] if words[0] < "а" else next((word for word in words if kinds(word) & ROLE), "")
    return words if plain and kinds(head) & ROLE else None


def _nations(cast: Cast) -> frozenset[str]:
    """The countries of the article, as far as they are known for such."""
    if cast.known_nations is None:
        doc, starts = cast.doc, cast.country_spans
        listed = [stem(doc.lowers[at]) for at in doc.upper if doc.starts[at] in starts]
        cast.known_nations = frozenset([*listed, *[word for word, sure in countries_in(cast).items() if sure]])
    return cast.known_nations


def _own_countries(cast: Cast, number: int) -> frozenset[str]:
    """Lower-cased words that say whose office somebody holds: "Ana Vell of Nordavia", "Nordavian premier"."""
    lowers, words = cast.doc.lowers, cast.doc.words
    found = {word.lower() for role in cast.roles[number] for word in role.split() if not kinds(word.lower()) & ROLE}
    for span in cast.entities[number].spans[:_SEVERAL]:
        last = bisect_left(cast.doc.starts, span.end)
        if last + 1 < len(words) and lowers[last] == "of" and words[last + 1][0].isupper():
            found.add(lowers[last + 1])
    return frozenset(word for word in found if word not in cast.vocabulary)


def _owners_before(cast: Cast, first: int, stated: frozenset[str]) -> dict[str, str]:
    """Who may be meant: the countries and bodies of the sentence before token `first`, else of the one before, else
    of all before it."""
    number, sentences = cast.doc.sentence_of[first], cast.doc.sentences
    for low in (sentences[number].first, sentences[max(0, number - 1)].first, 0):
        found = _countries_between(cast, low, first, stated)
        behind, before = bisect_left(cast.firsts, low), bisect_left(cast.firsts, first)
        for start, end, entity in cast.mentions[max(behind, before - _SEVERAL) : before]:
            of_them = any(_of_country(owner, frozenset(cast.doc.lowers[start:end])) for owner in found)
            if cast.entities[entity].kind == "organization" and not of_them:
                found[cast.doc.lowers[end - 1]] = text_of(cast, start, end)
        if found:
            return found
    return {}


def _countries_between(cast: Cast, low: int, high: int, stated: frozenset[str]) -> dict[str, str]:
    """Countries among tokens `[low, high)`: lower-cased word (a stem, if Cyrillic) -> as written."""
    doc, upper, found = cast.doc, cast.doc.upper, dict[str, str]()
    end = bisect_left(upper, high)
    for at in upper[max(bisect_left(upper, low), end - _SEVERAL) : end]:
        lower = stem(doc.lowers[at])
        place = cast.country_spans.get(doc.starts[at])
        if place is not None:
            found.setdefault(lower, doc.text[doc.starts[at] : place])
        elif countries_in(cast).get(lower) or lower in stated or _is_rival(cast, at, lower):
            found.setdefault(lower, doc.words[at])
    return found


def _is_rival(cast: Cast, at: int, lower: str) -> bool:
    """As in "marched into Velmark", "Velmark's port": of two names in a sentence either may be meant behind it."""
    lowers = cast.doc.lowers
    into = at > 0 and lowers[at - 1] in _INTO and lower in countries_in(cast)
    return into or lowers[at + 1 : at + 2] in (["'s"], ["’s"])


def holder_by_role(cast: Cast, first: int, last: int) -> int | None:
    """A description whose words all stand in the role of somebody named: "the president of Ukraine"."""
    lowers = cast.doc.lowers[first:last]
    listed = [kinds(word) for word in lowers]
    if not any(found & ROLE for found in listed) or any(found & UNNAMED for found in listed):
        return None
    if any(is_of_several(cast.doc, at) for at in range(first, last)):
        return None  # "представители порта" are no one of them
    of = next((at for at, word in enumerate(lowers) if word == "of"), len(lowers))
    if not any(found & ROLE for found in listed[:of]):
        return None  # "supporters of the president"
    wanted = [word[:SAME_WORD] for word in lowers if word[0].isalpha() and word not in cast.vocabulary]
    holders = [cast.holders.get(word, {}) for word in wanted]
    rarest = min(holders, key=len, default={})
    fitting = [number for number in islice(rarest, _SEVERAL) if all(number in others for others in holders)]
    office = frozenset([word[:SAME_WORD] for word, found in zip(lowers, listed, strict=True) if found & ROLE])
    fitting = [number for number in fitting if any(_holds(role, office) for role in cast.roles[number])]
    fitting = [number for number in fitting if _of_one_sex(lowers[-1], cast.roles[number])]
    return fitting[0] if len(fitting) == 1 else _only_one_near(cast, first, frozenset(fitting))


def _of_one_sex(office: str, roles: list[str]) -> bool:
    """The spokeswoman is no spokesman."""
    other = office[:-5] + "man" if office.endswith("woman") else office[:-3] + "woman" if office.endswith("man") else ""
    return not other or all(other not in role.lower().split() for role in roles)


def _only_one_near(cast: Cast, first: int, numbers: frozenset[int]) -> int | None:
    """Of several who hold such an office the one whom this sentence or the one before names, if only one."""
    number = cast.doc.sentence_of[first]
    low = bisect_left(cast.firsts, cast.doc.sentences[max(0, number - 1)].first)
    before = bisect_left(cast.firsts, first)
    near = {found for _, _, found in cast.mentions[max(low, before - _SEVERAL) : before]} & numbers
    return min(near) if len(near) == 1 else None


def _holds(role: str, office: frozenset[str]) -> bool:
    """Whether a role has this office (beginnings of words), and is no "former" or "deputy" one unless that says so."""
    held = _office_of(role)
    return office <= held and _OTHER_SHORT.isdisjoint(held - office)


def _office_of(role: str) -> frozenset[str]:
    """Beginnings of the words that name a role's office, without what it is an office of: "mayor of Lissa" -> mayor.

    Nothing for one who only belongs to an office: "the premier's spokesman" would be taken for the premier.
    """
    words = role.lower().split()
    head = words[: next((at for at, word in enumerate(words) if word in _LINKS), len(words))]
    if any(word.endswith(("'s", "’s")) and kinds(word[:-2]) & ROLE for word in head):
        head = head[-1:]
    return frozenset(word[:SAME_WORD] for word in head if kinds(word) & ROLE and word not in _IN_OFFICE)


def _same_office(role: str, wanted: frozenset[str]) -> bool:
    """Whether a role is this very office: "acting premier" is, "deputy premier" and "premier's spokesman" are not."""
    return _OTHER.isdisjoint(role.lower().split()) and _office_of(role) == wanted


def _of_country(owner: str, words: frozenset[str]) -> bool:
    size = min(len(owner), _SAME_COUNTRY)
    return bool(size) and any(word[:size] == owner[:size] for word in words)
