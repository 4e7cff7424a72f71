"""Where the author goes on behind what a Russian or Ukrainian speaker says, with the speaker as the subject."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.slavic.joined import AND
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.words import has, lower_at
from tocsin.text.morphology import Form, readings

_TURNS: Final = frozenset(("однак", "проте", "але", "однако", "но"))
_GENDERS: Final = frozenset(("masculine", "feminine", "neuter"))
_FIXED: Final = "Fixd"
"""Of possessives, which have the form of every case: "його"."""
_NOT: Final = frozenset(("не", "ні"))


def without_narration(s: SlavicScene, cue: int, content: list[Range]) -> list[Range]:
    """What the speaker of the cue says, up to what the author tells of the speaker: "заявив, що вітрило потребує
    латки, | і голки не дав"."""
    gender = _past_gender(s, cue)
    if len(content) != 1 or not gender:
        return content
    first, last = content[0]
    for at in range(first + 1, last - 1):
        turns = s.lowers[at] in _TURNS and s.words[at - 1] == ","
        if s.of_token[at] < 0 and (turns or s.lowers[at] in AND) and _tells_of_speaker(s, (first, at, last), gender):
            return [(first, at - (s.words[at - 1] == ","))]
    return content


def _tells_of_speaker(s: SlavicScene, clause: tuple[int, int, int], gender: str) -> bool:
    """Whether the verb behind the conjunction in the middle has no subject there, and is in the speaker's gender where
    the clause before has another subject, or denies in the past what the speaker says of the present."""
    first, middle, last = clause
    verb = next((at for at in range(middle + 1, last) if s.words[at] in ",:;—–" or _verb(s, at)), last)
    if verb >= last or _past_gender(s, verb) != gender or _subjects(s, middle + 1, verb):
        return False
    own = [at for at in range(first, middle) if _verb(s, at)]
    if not own or any(_past_gender(s, at) for at in own):
        return False
    subjects = _subjects(s, first, own[0])
    if subjects:
        return all(form.gender in _GENDERS and form.gender != gender for form in subjects)
    return s.lowers[middle] in _TURNS and lower_at(s, verb - 1) in _NOT


def _verb(s: SlavicScene, at: int) -> Form | None:
    form = next((each.form for each in readings(s.lowers[at], s.doc.language)[:1] if each.listed), None)
    return form if form is not None and form.part == "verb" else None


def _past_gender(s: SlavicScene, at: int) -> str:
    form = _verb(s, at)
    return form.gender if form is not None and "past" in form.features and form.number == "singular" else ""


def _subjects(s: SlavicScene, first: int, last: int) -> list[Form]:
    """Nouns, names and pronouns there that can be in the nominative singular and that no preposition governs."""
    return [
        each.form
        for at in range(first, last)
        if not (has(s, at, "preposition", "complementizer") or has(s, at - 1, "preposition"))
        for each in readings(s.lowers[at], s.doc.language)
        if each.form.case == "nominative" and each.form.number == "singular"
        if each.form.part in ("noun", "pronoun") and _FIXED not in each.form.features
    ]
