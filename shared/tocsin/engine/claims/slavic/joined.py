"""What a conjunction or a small word joins inside of a phrase: subjects, adjectives, the words of a name."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.slavic.heads import Asked, head_strength, is_modifier, named_in_marks
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.words import can_speak

_NOMINATIVE: Final = frozenset(("nominative",))
_GENITIVE: Final = frozenset(("genitive",))

AND: Final = frozenset(("и", "й", "та", "і"))
NAME_PARTICLES: Final = frozenset(
    ("ибн", "ібн", "бин", "бін", "аль", "ель", "эль", "де", "ди", "ді", "ван", "фон", "дер", "да")
)
SELF: Final = frozenset(("сам", "сама", "сами", "само", "самі", "саме"))


def joins_subjects(s: SlavicScene, at: int) -> bool:
    """As in "мать и бывшая няня", "футболисты и болельщики": a conjunction inside of a subject."""
    after = at + 1
    while after < s.high and is_modifier(s, after, _NOMINATIVE):
        after += 1
    if not (after < s.high and (head_strength(s, after, Asked()) or named_in_marks(s, after))):
        return False
    return any(head_strength(s, here, Asked()) for here in range(max(s.low, at - 4), at))


def joins_attributes(s: SlavicScene, at: int) -> bool:
    """As in "начальник відділу річкових і морських перевезень": a conjunction between adjectives in the genitive."""
    if at + 2 >= s.high or s.doc.capital[at + 1]:
        return False
    return is_modifier(s, at - 1, _GENITIVE) and is_modifier(s, at + 1, _GENITIVE) and not can_speak(s, at + 1)


def joins_names(s: SlavicScene, at: int) -> bool:
    """As in "газета Corriere della Valle", "Мухаммед ибн Салмин": a small word inside a name."""
    before, behind = at - 1, at + 1
    while before > s.low and s.lowers[before] in NAME_PARTICLES:
        before -= 1  # "Урсула фон дер Велн"
    while behind < s.high and s.lowers[behind] in NAME_PARTICLES:
        behind += 1
    beside = s.words[before], s.words[behind] if behind < s.high else ""
    return all(word[:1].isupper() and word.isascii() == s.words[at].isascii() for word in beside)
