"""The perfective partner of a Russian or Ukrainian verb: "закрывать" and "закрыть" are one thing to who looks for it.

Dictionaries hold the two apart. Partners are made by the endings of grammars (Зализняк, "Грамматический словарь
русского языка", 1977; Вихованець, Городенська, "Теоретична морфологія української мови", 2004) and taken where the
dictionary has such a perfective verb; pairs of other roots ("говорить", "сказать") stay apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from tocsin.text.morphology import readings

_LEAST_ROOT: Final = 1
"""Letters before an ending."""
_REFLEXIVE: Final = ("ся", "сь")
_PAIRS: Final = {
    "ru": (
        "ывать ыть, ивать ить, авать ать, евать еть, ывать ать, ивать ать, ывать вать, ывать ить, авливать овить, "
        "аривать орить, ашивать осить, ачивать отить, анчивать ончить, лять ить, "
        "ять ить, щать тить, щать стить, ждать дить, жать зить, жать дить, шать сить, чать тить, скать стить, "
        "лагать ложить, бирать брать, ирать ереть, имать ять, имать нять, инать ать, сылать слать, ходить йти, "
        "водить вести, возить везти, носить нести, ать ить, ать ти"
    ),
    "uk": (
        "ивати ити, авати ати, івати іти, увати ити, увати ати, ювати ити, ювати яти, ивати вати, ляти ити, яти ити, "
        "щувати стити, чувати тити, жувати зити, шувати сити, джувати дити, щати тити, щати стити, джати дити, "
        "жати зити, шати сити, чати тити, скати стити, бирати брати, "
        "ирати ерти, ймати йняти, імати яти, инати ати, силати слати, ходити йти, водити вести, возити везти, "
        "носити нести, ати ити, ати ти"
    ),
}
"""Endings of an imperfective infinitive and of its partner, in the order in which they are tried."""


@lru_cache(maxsize=1 << 14)
def perfective(lemma: str, language: str) -> str:
    """The partner of an imperfective verb's infinitive, the infinitive itself where the dictionary has none."""
    verb, back = (lemma[:-2], lemma[-2:]) if lemma.endswith(_REFLEXIVE) else (lemma, "")
    return next((made + back for made in _made(verb, language) if _is_perfective(made + back, language)), lemma)


def _made(verb: str, language: str) -> Iterator[str]:
    for pair in _PAIRS[language].split(", "):
        old, new = pair.split()
        if verb.endswith(old) and len(verb) - len(old) >= _LEAST_ROOT:
            yield verb.removesuffix(old) + new


def _is_perfective(verb: str, language: str) -> bool:
    found = readings(verb, language)
    return any(one.listed and one.form.part == "infinitive" and "perf" in one.form.features for one in found)
