"""Whether a preposition goes on with the office before it: "депутат от партии", "источник в правительстве"."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.slavic.heads import can_be, is_alive, is_modifier
from tocsin.engine.claims.slavic.lexicon import is_text
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.words import can_speak, has
from tocsin.text.morphology import readings

ANY_CASE: Final = frozenset(("nominative", "genitive", "dative", "accusative", "instrumental", "locative"))
WHERE: Final = frozenset(("в", "во", "у", "на"))
_GOVERNS: Final[dict[str, tuple[str, ...]]] = {
    "по": ("dative",), "из": ("genitive",), "от": ("genitive",), "при": ("locative",),
    "від": ("genitive",), "із": ("genitive",), "з": ("genitive",), "зі": ("genitive",),
}  # fmt: skip
"""Prepositions that go on with an office, with their case: "министр по делам", "депутат от партии"."""
_TO: Final = frozenset(("на",))
_RIGHTS: Final = frozenset(("прав", "права", "право"))
"""Behind them "на" says to what: "реєстр прав на майно"."""
OWN: Final = ("сво", "его", "её", "их", "його", "її", "їх")
"""What is somebody's own is where he says it: "в своём канале"."""
_VENUES: Final = frozenset(
    (
        *("суде", "суді", "заседании", "засіданні", "брифинге", "брифінгу", "брифінгові", "совещании", "нараді"),
        *("сайте", "сайті", "портале", "порталі", "странице", "сторінці", "издании", "виданні", "блоге", "блозі"),
        *("пресс-конференции", "прес-конференції", "встрече", "зустрічі", "эфире", "ефірі", "етері", "интервью"),
    )
)
"""Where somebody says it, and no part of who he is."""
_OVER: Final = ("контрол", "нагляд", "спостереж", "надзор", "наблюден")
"""Behind them "за" says over what: "служба з нагляду за ринком"."""


def goes_with_office(s: SlavicScene, at: int, end: int) -> bool:
    """A preposition inside of a subject: "депутат от партии", "источник в правительстве"; not "фирма в 2013"."""
    if (
        at + 1 >= end
        or has(s, at + 1, "time", "pronoun", "relative")
        or s.words[at + 1][0].isdigit()
        or _opens_marker(s, at)
    ):
        return False
    if s.lowers[at] in _GOVERNS:
        return s.of_token[at + 1] >= 0 or can_be(s, at + 1, *_GOVERNS[s.lowers[at]])
    if s.lowers[at] == "за":
        return s.lowers[at - 1].startswith(_OVER) and can_be(s, at + 1, "instrumental")
    if s.lowers[at] not in WHERE:
        return False
    if s.lowers[at] in _TO and s.lowers[at - 1] in _RIGHTS:
        return can_be(s, at + 1, "accusative")
    return not s.lowers[at + 1].startswith(OWN) and _is_in_body(s, at + 1, end)


def _is_in_body(s: SlavicScene, behind: int, end: int) -> bool:
    """As in "источник в правительстве": a body, a place, or what stands before the name of its chief."""
    while behind + 1 < end and is_modifier(s, behind, ANY_CASE) and not s.doc.capital[behind]:
        behind += 1
    if s.lowers[behind] in _VENUES or is_text(s.lowers[behind : behind + 1], s.doc.language):
        return False  # "мэр в обращении": where it is told
    if can_speak(s, behind) or (s.doc.capital[behind] and not _is_common(s, behind)):
        return True
    return behind + 1 < end and s.doc.capital[behind + 1] and is_alive(s, behind + 1)  # "главы порта в области Лена"


def _is_common(s: SlavicScene, at: int) -> bool:
    """A word that only Russian spelling gives a capital: "в Рождество"; the dictionary knows places and bodies."""
    found = readings(s.lowers[at], s.doc.language)
    return s.doc.language == "ru" and any(each.listed for each in found) and not any(each.form.kind for each in found)


def _opens_marker(s: SlavicScene, at: int) -> bool:
    """As in "со ссылкой на": the words name another source."""
    return any(
        len(words) > 1 and tuple(s.lowers[at : at + len(words)]) == words
        for words, _ in s.lexicon.markers.get(s.lowers[at], ())
    )
