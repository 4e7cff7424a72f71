"""Small questions about Russian and Ukrainian words beside a cue."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.slavic.lexicon import says_things
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.text.morphology import readings

_PREDICATES: Final = frozenset(("verb", "predicative", "infinitive"))
_OF_STATE: Final = ("держ", "нац", "укр", "гос", "мін", "мин", "нафт", "нефт", "енерг", "энерг", "голов", "глав")
"""Openings of a body's name in one word: Держрезерв, Укрпошта, Минстрой."""
_LONG: Final = 8
"""Letters of such a name, at least."""
_SUCH: Final = frozenset(("такому", "такого", "такое", "таку"))
_BEFORE: Final = 4
"""Tokens of what stands before a cue instead of behind it: "К такому выводу пришли"."""


def has(s: SlavicScene, at: int, *names: str) -> bool:
    return not s.classes[at].isdisjoint(names)


def has_adverb(s: SlavicScene, at: int) -> bool:
    """Whether the dictionary or the classes have the word as an adverb first of all."""
    found = readings(s.lowers[at], s.doc.language)
    return has(s, at, "adverb") or (bool(found) and found[0].form.part in ("adverb", "predicative"))


def is_verb_form(s: SlavicScene, at: int) -> bool:
    """A verb, a predicative or a short form: what a clause can have as its predicate."""
    return any(
        each.listed
        and (each.form.part in _PREDICATES or (each.form.part in ("adjective", "participle") and not each.form.case))
        for each in readings(s.lowers[at], s.doc.language)[:1]
    )


def lower_at(s: SlavicScene, at: int) -> str:
    return s.doc.lowers[at] if s.low <= at < s.high else ""


def is_finite_cue(s: SlavicScene, at: int) -> bool:
    found = s.lexicon.cues.get(lower_at(s, at), ())
    return any(cue.part == "verb" and form != "gerund" for cue, form in found) and has_companion(s, at)


def has_companion(s: SlavicScene, at: int) -> bool:
    """Whether a cue that is one only with other words has them behind it: "пришла к выводу", not "пришла горничная"."""
    wanted = s.lexicon.companions.get(s.lowers[at])
    if not wanted or any(tuple(s.lowers[at + 1 : at + 1 + len(words)]) == words for words in wanted):
        return True
    before = [word for word in s.lowers[max(0, at - _BEFORE) : at] if word not in _SUCH]
    return any(tuple(before[-len(words) :]) == words for words in wanted)


def is_nominal(s: SlavicScene, at: int) -> bool:
    """A name, an office, a body, a group: what can speak."""
    lower = lower_at(s, at)
    return bool(lower) and (
        (s.doc.capital[at] and at != s.low)
        or "pronoun" in s.classes[at]
        or any(s.known.is_a(kind, lower) for kind in ("role", "organization", "group", "unnamed"))
    )


def can_speak(s: SlavicScene, at: int) -> bool:
    """A body or an office: what is meant by "в министерстве заявили", unlike "в стране заявили"."""
    word = s.doc.words[at]
    lower = lower_at(s, at)
    listed = any(s.known.is_a(kind, lower) for kind in ("role", "organization", "group"))
    listed = listed or any(
        says_things(each.lemma, s.doc.language) or (each.listed and each.form.kind == "organization")
        for each in readings(lower, s.doc.language)
    )
    listed = listed or (s.doc.capital[at] and lower.startswith(_OF_STATE) and not _is_place(s, at))
    return listed or (word.isupper() and len(word) > 1) or word in ("«", "“", '"')


def _is_place(s: SlavicScene, at: int) -> bool:
    return len(s.lowers[at]) < _LONG or any(
        each.form.kind == "place" for each in readings(s.lowers[at], s.doc.language)
    )


def is_negated(s: SlavicScene, at: int) -> bool:
    """Whether "не" stands before the cue."""
    return lower_at(s, at - 1) in ("не", "ні")
