"""Is a text another one again: reposted, cut short, under other clutter, or edited?

Sentences are compared by two hashes: of all words, and of the words without figures and negations. Equal in the second
alone is a number changed or a denial, which is never a repost. Long texts keep the lowest hashes, so that any two texts
keep the same of what they share (Broder, "On the resemblance and containment of documents", 1997).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from tocsin.stories.translated import numbered, translated

Relation = Literal["repost", "edited", "apart"]

LEAST_WORDS = 5
"""Shorter sentences (bylines, captions, calls to subscribe) are found in texts that share nothing else."""
MAX_SENTENCES = 32
REPOST_SHARE = 0.75
"""Of the sentences of the shorter text: of ten, one is cut in the middle and one is clutter."""
EDITED_SHARE = 0.5

_BREAK = re.compile(r"[.!?…]+[\"”»’)\]]*\s+|\n+")
_WORD = re.compile(r"\d+(?:[.,\s]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Hashes of sentences: without figures and negations, and with them; at the same place in both."""

    loose: tuple[int, ...] = ()
    exact: tuple[int, ...] = ()
    denying: tuple[int, ...] = ()
    """Those of `loose` whose sentence negates or denies."""
    numbers: tuple[int, ...] = ()
    """By which a translation is known (`translated.py`), of a text in `language`."""
    language: str = ""


def fingerprint(text: str, language: str | None = None) -> Fingerprint:
    """What is remembered of a text in order to know it again, in its language too if that is told."""
    found: dict[int, tuple[int, bool]] = {}
    for part in _BREAK.split(text):
        words = [word.casefold() for word in _WORD.findall(part)]
        if len(words) >= LEAST_WORDS:
            plain = [word for word in words if not word[0].isdigit() and not denies(word)]
            negated = any(map(denies, words))
            found.setdefault(_hash(" ".join(plain)), (_hash(" ".join(words)), negated))
    kept = sorted(found)[:MAX_SENTENCES]
    return Fingerprint(
        tuple(kept),
        tuple(found[loose][0] for loose in kept),
        tuple(loose for loose in kept if found[loose][1]),
        numbered(text) if language else (),
        language or "",
    )


def relation(new: Fingerprint, old: Fingerprint) -> Relation:
    """What `new` is to `old`: all or a part of it again (in another language too), it with changes, or another text."""
    if new.language != old.language and (found := translated(new.numbers, old.numbers)):
        return "repost" if found == "whole" else "edited"
    ours, theirs = dict(zip(new.loose, new.exact, strict=True)), dict(zip(old.loose, old.exact, strict=True))
    bound = min(_reach(new), _reach(old))
    shared = {loose for loose in ours if loose in theirs}
    least = min(sum(loose <= bound for loose in ours), sum(loose <= bound for loose in theirs))
    share = sum(loose <= bound for loose in shared) / least if least else 0.0
    if share < EDITED_SHARE:
        return "apart"
    changed = any(ours[loose] != theirs[loose] for loose in shared)
    denied = any(loose not in theirs for loose in new.denying if loose <= bound)
    return "repost" if share >= REPOST_SHARE and not changed and not denied else "edited"


def _reach(print_: Fingerprint) -> float:
    """The highest hash that was kept; infinite if all were."""
    return print_.loose[-1] if len(print_.loose) == MAX_SENTENCES else float("inf")


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=5).digest(), "big")


def denies(word: str) -> bool:
    """Whether a word, in small letters, negates or denies."""
    return word.replace("’", "'") in _denials() or word.endswith(("n't", "n’t"))


@cache
def _denials() -> frozenset[str]:
    lines = files("tocsin.stories").joinpath("data/denials.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
