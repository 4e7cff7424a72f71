"""Whom a surname alone means where the article has several persons of that surname."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.speakers.cast import Cast
from tocsin.engine.claims.speakers.pronouns import gender
from tocsin.text.morphology import readings

_LOOKED_AT: Final = 200
"""Names of an article among which one is looked for, so that time stays linear."""
_LETTER: Final = {"masculine": "m", "feminine": "f"}


def of_the_surname(cast: Cast, number: int, verb: int) -> int | None:
    """The person of the surname of entity `number` who can be the subject of the past verb at a token: "Олексій Велн і
    Христина Велн ... розповідав Велн". None where the verb's gender fits nobody, or several others."""
    if cast.entities[number].kind != "person":
        return number
    said = _gender_of_verb(cast, verb)
    if not said or gender(cast, number) in ("", said):
        return number
    surname = cast.entities[number].name.split()[-1]
    others = [
        one
        for one, entity in enumerate(cast.entities[:_LOOKED_AT])
        if one != number and entity.kind == "person" and entity.name.split()[-1] == surname
    ]
    if not others:
        return number
    fitting = [one for one in others if gender(cast, one) in ("", said)]
    return fitting[0] if len(fitting) == 1 else None


def _gender_of_verb(cast: Cast, verb: int) -> str:
    found = readings(cast.doc.lowers[verb], cast.doc.language)
    genders = {each.form.gender for each in found if each.form.part == "verb"}
    return _LETTER.get(genders.pop(), "") if len(genders) == 1 else ""
