"""Who the claimants are: mentions, pronouns and descriptions resolved to names within the article."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tocsin.engine.claims.draft import Draft, Range
from tocsin.engine.claims.slavic.lexicon import is_text
from tocsin.engine.claims.speakers.bodies_called import body_called
from tocsin.engine.claims.speakers.called import person_called
from tocsin.engine.claims.speakers.cases import body_in_nominative
from tocsin.engine.claims.speakers.cast import Cast
from tocsin.engine.claims.speakers.cited import cited_behind, person_in
from tocsin.engine.claims.speakers.described import PLURAL, described, head_of, head_of_relative
from tocsin.engine.claims.speakers.mentioned import mentions_inside, name_at_end, name_in, named_behind
from tocsin.engine.claims.speakers.named_within import name_given
from tocsin.engine.claims.speakers.names import ORGANIZATION, ROLE, kinds
from tocsin.engine.claims.speakers.office_meant import office_meant
from tocsin.engine.claims.speakers.offices import Office, holder_by_role, owned_office
from tocsin.engine.claims.speakers.pronouns import (
    FEMALE,
    MALE,
    OTHER_ONE,
    SLAVIC,
    body_opening,
    fits,
    group_before,
    named_since,
    other_one,
    person_meant,
)
from tocsin.engine.claims.speakers.roles import add_role, learn_roles, role_of, text_of
from tocsin.engine.claims.speakers.slavic_bodies import bodies_meant, body_meant
from tocsin.engine.claims.speakers.surnames import of_the_surname
from tocsin.model import Claimant, ClaimantKind, Entity, Place, Span
from tocsin.text.document import Document

_PRONOUNS: Final = MALE | FEMALE
_RELATIVE: Final = frozenset(("who", "which", "that", "whose", "который", "которая", "которые", "який", "яка", "які"))
_DEFINITE: Final = frozenset(("the", "that", "this", "в", "во", "у"))
_BODIES_KEPT: Final = 12
"""Organizations among the claimants that a bare "the ministry" can mean."""
_APPOSITION: Final = 16
"""Tokens of an office between a name and "who"."""
_SPOKE_NEAR: Final = 2
"""Sentences back to which "it" takes up a body that spoke."""
_ASKED: Final = frozenset(("asked", "asks"))
_AGED: Final = 2
"""Tokens of "the 31-year-old", who was told of before as "he" was."""
_CAPITALS: Final = 3
"""Letters of a body's name in capitals, at least."""
_LOOKED_AT: Final = 200
"""Names of an article among which one is looked for, so that time stays linear."""
_OWNING: Final = (["'s"], ["’s"], ["'"], ["’"])
"""Behind "the company" in "Boro Linde, the company's director": he is no company."""
_PLAIN: Final = {
    "его": "он", "её": "она", "ее": "она", "їх": "вони", "його": "він", "її": "вона", "их": "они",
}  # fmt: skip
_OWNERS: Final = frozenset(("the", "a", "an", "his", "her", "their", "its"))
"""What a role that an English mention opens with stands behind."""


def cast_of(doc: Document, entities: tuple[Entity, ...], places: tuple[Place, ...] = ()) -> Cast:
    """Who appears in a document, with the roles that stand beside their names."""
    cast = Cast(doc, entities, places)
    learn_roles(cast)
    return cast


def resolve(cast: Cast, draft: Draft) -> Claimant | None:
    """The claimant of a draft; None where the text names no source."""
    before = cast.last_described, cast.described_at
    found = _claimant_of(cast, draft)
    if found is not None and found.kind == "unnamed" and cast.doc.lowers[draft.cue[1] - 1] in _ASKED:
        cast.last_described, cast.described_at = before  # "one pupil asked": whose answer "he said" brings
    if cast.doc.language in SLAVIC and draft.source is not None:
        _heed_cited(cast, draft.source[1], cast.doc.sentences[draft.sentence].last)
    return found


def _heed_cited(cast: Cast, first: int, last: int) -> None:
    """Whom an outlet cites is whom "по его словам" means then, with a name or without."""
    cited = cited_behind(cast, first, last)
    if cited is None:
        return
    number = person_in(cast, cited)
    if number is not None:
        cast.last_person, cast.last_at, cast.last_described = number, cited[0], None
        return
    unnamed = described(cast, *cited, cast.doc.span_of(*cited))
    if unnamed.kind == "unnamed":
        cast.last_described = unnamed


def _claimant_of(cast: Cast, draft: Draft) -> Claimant | None:
    if draft.source is None:
        return None
    first, last = draft.source
    mention = cast.doc.span_of(first, last)
    number = name_in(cast, first, last)
    if number is not None and last - first == 1 and cast.doc.language in SLAVIC:
        number = of_the_surname(cast, number, draft.cue[1] - 1)
    held = _office_told_of(cast, first, last) if number is None else None
    number = holder_by_role(cast, *held) if held else number
    if held and number is None:
        return _remember_described(cast, described(cast, *held, mention), first)
    office = owned_office(cast, first, last) if number is None else None
    if office is not None:
        number = office.holder
    elif number is None:
        again = _spoken_of_before(cast, first, last)
        if again:
            return replace(again, mention=mention)
        number = _person_referred_to(cast, first, last, named_behind(cast, draft))
    if number is None and last - first == 1 and cast.doc.lowers[first] in _RELATIVE:
        head = head_of_relative(cast, first)
        return _remember(cast, described(cast, *head, mention), first) if head else None
    if number is None:
        return _of_no_name(cast, (first, last), office, mention)
    entity = cast.entities[number]
    kind: ClaimantKind = "organization" if _is_body(cast, entity, first, last) else "person"
    if kind == "person":
        cast.last_person, cast.last_at, cast.last_described = number, first, None
        _role_of_pronoun(cast, first, number)
    own = entity.name if kind == "person" else body_in_nominative(entity.name, cast.doc.language)
    claimant = Claimant(own, mention, role_of(cast, number), kind)
    return _remember_described(cast, claimant, first) if entity.kind == "other" else _remember(cast, claimant, first)


def _office_told_of(cast: Cast, first: int, last: int) -> Range | None:
    """Whom a Russian or Ukrainian pronoun means that is told of by an office alone."""
    pronoun = last - first == 1 and cast.doc.language in SLAVIC and cast.doc.lowers[first] in _PRONOUNS
    return office_meant(cast, first) if pronoun else None


def _of_no_name(cast: Cast, source: Range, office: Office | None, mention: Span) -> Claimant:
    """The holder of an office whom nothing names, a body or nobody that a pronoun means, or whoever is described."""
    first, last = source
    nobody = last - first == 1 and (cast.doc.lowers[first] in _PRONOUNS or cast.doc.lowers[first] in OTHER_ONE)
    given = name_given(cast.doc, first, last)
    if given is not None:
        begin, end = head_of(cast, first, last)
        begin += cast.doc.lowers[begin] in _OWNERS and begin + 1 < end
        role = text_of(cast, begin, end)
        return _remember_described(cast, Claimant(text_of(cast, *given), mention, role, "person"), first)
    body = body_meant(cast.doc, first) if nobody and cast.doc.language in SLAVIC else None
    if body is not None:
        return _remember(cast, replace(described(cast, *body, mention), kind="organization"), first)
    name = office.name if office else _unresolved(cast.doc, first) if nobody else None
    named = Claimant(name, mention, None, "unnamed") if name else None
    return named or _remember_described(cast, described(cast, first, last, mention), first)


def _unresolved(doc: Document, at: int) -> str:
    """A pronoun in the nominative: "он" of "по его словам"."""
    word = doc.words[at]
    own = _PLAIN.get(doc.lowers[at], word)
    return own.capitalize() if word[0].isupper() and own is not word else own


def _is_body(cast: Cast, entity: Entity, first: int, last: int) -> bool:
    """An organization by its name, or by the words beside it ("the newspaper Morning Ledger")."""
    if entity.kind != "other":
        return entity.kind == "organization"
    if _is_acronym(cast, entity.name):
        return True
    lowers, name = cast.doc.lowers, entity.name.lower()
    beside = [at for at in range(first, last) if lowers[at] not in name and lowers[at + 1 : at + 2] not in _OWNING]
    return any(kinds(lowers[at]) & ORGANIZATION for at in beside) and not any(kinds(lowers[at]) & ROLE for at in beside)


def _is_acronym(cast: Cast, name: str) -> bool:
    """As in "VHLI": no person is called by capitals alone, unless the article has names so."""
    alone = cast.doc.language == "en" and name.isalpha() and name.isupper() and len(name) >= _CAPITALS
    return alone and not any(one.kind == "person" and one.name.isupper() for one in cast.entities[:_LOOKED_AT])


def _remember_described(cast: Cast, claimant: Claimant, at: int) -> Claimant:
    """Also of somebody named by one word, whom no fuller name in the article belongs to."""
    if claimant.kind == "person":
        cast.last_described, cast.described_at = claimant, at
        if cast.doc.language == "en" and claimant.name.split()[0].lower() not in cast.known.first:
            cast.last_body, cast.body_at = claimant, at  # "SpaceX", "London Councils": "it" is never a person
    return _remember(cast, claimant, at)


def _remember(cast: Cast, claimant: Claimant, at: int) -> Claimant:
    if claimant.kind == "organization" and is_text(claimant.name.lower().split()[:1], cast.doc.language):
        return claimant  # "в ведомстве" is no document
    if claimant.kind == "organization":
        cast.last_body, cast.body_at = claimant, at
        cast.bodies = [*cast.bodies[-_BODIES_KEPT:], claimant]
    elif claimant.kind == "group":
        cast.last_group = claimant
        cast.group_at = at
    elif claimant.kind == "unnamed":
        cast.last_described, cast.described_at = claimant, at
    return claimant


def _spoken_of_before(cast: Cast, first: int, last: int) -> Claimant | None:
    """The unnamed speaker, the group or the body that a pronoun or a bare "the ministry" points back to."""
    lower = cast.doc.lowers[first]
    if last - first == 1 and (lower in MALE or lower in FEMALE):
        meant = cast.last_described
        return meant if meant and fits(meant.name, lower) and not named_since(cast, first, cast.described_at) else None
    if last - first == 1 and lower in PLURAL:
        return _group_meant(cast, first)
    if last - first == 1 and lower in ("it", "its"):
        return _it_meant(cast, first)
    if last - first <= 2 and (last - first == 1 or lower in _DEFINITE):
        return body_called(cast, first, last - 1)
    return None


def _it_meant(cast: Cast, first: int) -> Claimant | None:
    """The body that is the subject before "it" in its sentence, else the last that spoke, else the subject of the
    sentence before."""
    number = cast.doc.sentence_of[first]
    inside = body_opening(cast, number, first)
    if inside is None and cast.last_body is not None and cast.doc.sentence_of[cast.body_at] >= number - _SPOKE_NEAR:
        return cast.last_body
    found = inside or (body_opening(cast, number - 1, first) if number else None)
    if found is None:
        return cast.last_body if cast.doc.language in SLAVIC else None
    named = name_at_end(cast, *found)
    return Claimant(
        cast.entities[named].name if named is not None else text_of(cast, *found), None, None, "organization"
    )


def _group_meant(cast: Cast, first: int) -> Claimant | None:
    """The group that spoke in the sentence before, else the subject of that sentence, else the last that spoke."""
    if cast.last_group and cast.doc.sentence_of[cast.group_at] >= cast.doc.sentence_of[first] - 1:
        return cast.last_group
    bodies = bodies_meant(cast.doc, first) if cast.doc.language in SLAVIC else None
    if bodies is not None:
        return Claimant(text_of(cast, *bodies), None, None, "organization")
    found = group_before(cast, first)
    return Claimant(text_of(cast, *found), None, None, "group") if found else cast.last_group


def _person_referred_to(cast: Cast, first: int, last: int, named: frozenset[int]) -> int | None:
    """The person that a pronoun or a description ("the mayor", "the Ukrainian president") points back to."""
    lower = cast.doc.lowers[first]
    if last - first == 1 and lower in _RELATIVE:
        return _antecedent(cast, first)
    if last - first == 1 and (lower in MALE or lower in FEMALE):
        return person_meant(cast, first, named)
    if last - first == 1 and lower in OTHER_ONE:
        return other_one(cast, first)
    if last - first == 1 and cast.doc.language in SLAVIC:
        return person_called(cast, first, last)
    if lower not in ("the", "that", "this") and (last - first == 1 or not lower[0].isalpha()):
        return None
    end = head_of(cast, first, last)[1]
    aged = lower == "the" and end == first + _AGED and cast.doc.lowers[first + 1].endswith("-year-old")
    return person_meant(cast, first) if aged else holder_by_role(cast, first, last)


def _antecedent(cast: Cast, first: int) -> int | None:
    at = first - 1
    while at >= 0 and cast.doc.lowers[at] in (",", "—", "–", "("):
        at -= 1
    beside = mentions_inside(cast, max(0, at - 4), at + 1)
    found = next((number for start, stop, number in beside if stop == at + 1), None)
    return _before_apposition(cast, at) if found is None and cast.doc.language == "en" else found


def _before_apposition(cast: Cast, at: int) -> int | None:
    """As in "cited Ivo Petar, the deputy governor of Velm, who said": the person before the office."""
    lowers = cast.doc.lowers
    comma = next((i for i in range(at, max(0, at - _APPOSITION), -1) if lowers[i] == ","), 0)
    office = comma and lowers[comma + 1] in ("the", "a", "an") and any(kinds(word) & ROLE for word in lowers[comma:at])
    inside = mentions_inside(cast, max(0, comma - 4), comma) if office else []
    return next((n for _, stop, n in inside if stop == comma and cast.entities[n].kind == "person"), None)


def _role_of_pronoun(cast: Cast, first: int, number: int) -> None:
    """As in "A warehouse worker from the north, he said ..." gives him a role."""
    lowers = cast.doc.lowers
    if lowers[first] not in MALE and lowers[first] not in FEMALE:
        return
    low = cast.doc.sentences[cast.doc.sentence_of[first]].first
    opening = first - 1 > low and lowers[first - 1] == "," and lowers[low] in ("a", "an", "the")
    if opening and any(kinds(word) & ROLE for word in lowers[low : low + 5]):
        role = text_of(cast, low + 1, first - 1)
        add_role(cast, number, role)
