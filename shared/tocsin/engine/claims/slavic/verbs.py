"""Whether a Russian or Ukrainian word looks like a finite verb: by its ending, where no list of verbs would do."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.speakers.names import kinds

_FINITE: Final = {
    "ru": (
        *("ет", "ёт", "ит", "ут", "ют", "ат", "ят", "ется", "ётся", "ится", "утся", "ются", "атся", "ятся"),
        *("ал", "ял", "ил", "ел", "ул", "ыл", "ала", "яла", "ила", "ела", "ула", "ыла", "ало", "яло", "ило", "ело"),
        *("уло", "ыло", "ли", "лся", "лась", "лось", "лись", "шёл", "шел", "шла", "шло"),
        *("ено", "ены", "ено", "ано", "аны", "ыта", "ыто", "ыты"),
    ),
    "uk": (
        *("ить", "їть", "уть", "ють", "ать", "ять", "ує", "ює", "ає", "яє", "іє", "еться", "ється", "иться", "ується"),
        *("яться", "уться", "ються", "аться", "ав", "яв", "ив", "їв", "ув", "ала", "яла", "ила", "їла", "ула", "ало"),
        *("яло", "ило", "уло", "ли", "вся", "лася", "лося", "лися", "ено", "ано", "ито", "име", "имуть", "йде"),
    ),
}
_SHORT: Final = {
    "ru": frozenset(
        ("есть", "нет", "был", "была", "было", "были", "нужно", "надо", "нельзя", "можно", "готов", "готовы")
    ),
    "uk": frozenset(("є", "немає", "був", "була", "було", "були", "треба", "потрібно", "можна", "готовий", "готові")),
}
_GERUND: Final = ("ая", "яя", "уя", "ив", "ав", "ясь", "вши", "вшись", "учи", "ючи", "ачи", "ячи")
_LEAST: Final = 4
"""Letters of a verb that is known by its ending alone: "пол" and "рит" are none."""


def looks_finite(word: str, language: str) -> bool:
    """Whether a lower-cased word that is not listed as an office, a body or a group ends like a finite verb."""
    if word in _SHORT[language]:
        return True
    return len(word) >= _LEAST and word.endswith(_FINITE[language]) and not kinds(word)


def looks_gerund(word: str) -> bool:
    """As in "сказал он, улыбаясь"."""
    return len(word) > _LEAST and word.endswith(_GERUND)
