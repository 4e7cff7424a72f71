"""Small questions about Russian and Ukrainian words beside a cue."""

from __future__ import annotations

from tocsin.engine.claims.slavic.scene import SlavicScene


def has(s: SlavicScene, at: int, *names: str) -> bool:
    return not s.classes[at].isdisjoint(names)


def lower_at(s: SlavicScene, at: int) -> str:
    return s.doc.lowers[at] if s.low <= at < s.high else ""


def is_finite_cue(s: SlavicScene, at: int) -> bool:
    return any(cue.part == "verb" and form != "gerund" for cue, form in s.lexicon.cues.get(lower_at(s, at), ()))


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
    listed = any(s.known.is_a(kind, lower_at(s, at)) for kind in ("role", "organization", "group"))
    return listed or (word.isupper() and len(word) > 1) or word in ("«", "“", '"')
