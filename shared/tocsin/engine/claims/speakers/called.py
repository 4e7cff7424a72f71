"""Whom "певица" or "издание" means in Russian and Ukrainian: the only one of its kind that the article has named."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from tocsin.engine.claims.speakers.cast import Cast
from tocsin.engine.claims.speakers.declined import is_oblique
from tocsin.engine.claims.speakers.pronouns import gender
from tocsin.model import Claimant
from tocsin.text.morphology import readings

_CALLED: Final = frozenset(
    (
        *("спортсмен", "спортсменка", "футболист", "хоккеист", "теннисист", "теннисистка", "боксёр", "фигурист"),
        *("фигуристка", "чемпион", "чемпионка", "голкипер", "вратарь", "форвард", "нападающий", "пловчиха", "юбиляр"),
        *("певец", "певица", "актёр", "актриса", "артист", "артистка", "музыкант", "режиссёр", "постановщик"),
        *("писатель", "писательница", "художник", "художница", "композитор", "модель", "телеведущая", "телеведущий"),
        *("политик", "экс-мэр", "экс-президент", "экс-министр", "миллиардер", "предприниматель", "бизнесмен"),
        *("программист", "космонавт", "принцесса", "принц", "сенатор", "парламентарий"),
        *("спортсменка", "футболіст", "боксер", "співак", "співачка", "актор", "акторка", "режисер", "письменник"),
        *("письменниця", "художник", "політик", "експрезидент", "бізнесмен", "підприємець", "нардеп"),
    )
)
"""What somebody who was named is called in the sentences after that; not "врач", who may be another."""
_OUTLETS: Final = ("газет", "журнал", "портал", "сайт", "агентств", "телеканал", "радио", "издани", "виданн")
_OUTLET: Final = frozenset(("издание", "видання"))
_LOOKED_AT: Final = 200
"""Mentions back to which somebody is looked for."""


def person_called(cast: Cast, first: int, last: int) -> int | None:
    """The only person of its gender that the article has named before the noun of tokens `[first, last)`."""
    if last - first != 1 or (cast.doc.capital[first] and not _opens_sentence(cast, first)):
        return None
    found = [each for each in readings(cast.doc.lowers[first], cast.doc.language) if each.lemma in _CALLED]
    if is_oblique(cast.doc, first):  # "по словам спортсменки" of one, and not of several in the nominative
        found = [each for each in found if each.form.case != "nominative"]
    numbers, genders = {each.form.number for each in found}, {each.form.gender for each in found}
    if numbers != {"singular"} or len(genders) != 1:
        return None
    wrong = "f" if genders == {"masculine"} else "m"
    behind = bisect_left(cast.firsts, first)
    before = {number for _, _, number in cast.mentions[max(0, behind - _LOOKED_AT) : behind]}
    fitting = [one for one in before if cast.entities[one].kind == "person" and gender(cast, one) != wrong]
    return fitting[0] if len(fitting) == 1 else None


def _opens_sentence(cast: Cast, at: int) -> bool:
    return cast.doc.sentences[cast.doc.sentence_of[at]].first == at


def outlet_called(cast: Cast, at: int) -> Claimant | None:
    """The outlet among the claimants that "издание" or "газета" at a token means: the last told of as one."""
    lemmas = {each.lemma for each in readings(cast.doc.lowers[at], cast.doc.language)}
    any_kind = not lemmas.isdisjoint(_OUTLET)
    kind = next((stem for stem in _OUTLETS if cast.doc.lowers[at].startswith(stem)), None)
    if kind is None and not any_kind:
        return None
    for body in reversed(cast.bodies):
        told = cast.doc.quote(body.mention).lower().split() if body.mention else []
        if len(told) > 1 and any(word.startswith(_OUTLETS if any_kind else (kind or "",)) for word in told):
            return body
    return None
