"""Cue words and word classes of a language, read from `data/cues.<language>.txt` and `data/claims.<language>.txt`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from tocsin.errors import InvalidResource
from tocsin.text.lexicon import data_text

FRAMES: Final = frozenset("CTQINGARZPESF")
KINDS: Final = frozenset(
    {"statement", "report", "denial", "promise", "threat", "warning", "accusation", "estimate", "inner"}
)
PARTS: Final = frozenset({"verb", "noun", "adjective", "marker"})


class Cue:
    """One cue lemma: the frames it takes, each with the kind that it commits its speaker to."""

    __slots__ = ("addressed", "frames", "lemma", "part", "particles", "phrases", "prepositions", "reports")

    def __init__(self, lemma: str, part: str, frames: dict[str, str] | None = None) -> None:
        self.lemma = lemma
        self.part = part
        self.frames: dict[str, str] = frames or {}
        self.prepositions: dict[str, str] = {}
        self.particles: dict[str, Cue] = {}
        self.addressed: set[str] = set()
        """The one who is told stands between the cue ("") or these prepositions of it and what is claimed."""
        self.reports = self.phrases = False
        """Whether it can stand behind or inside of what it reports; whether a noun phrase can be its content."""

    def take(self, frame: str, kind: str) -> None:
        """Allow a frame; the first kind that is given for it stays."""
        self.frames.setdefault(frame, kind)
        self.reports = self.reports or frame in "QCE"
        self.phrases = self.phrases or frame in "NFES"


Forms = dict[str, list[tuple[Cue, str]]]


class Lexicon(NamedTuple):
    """What the reader of one language looks up: cue forms and word classes, both by lower-cased word."""

    cues: Forms
    """Word -> cues with the form that the word is of them: base, s, ed, en, ing (verbs), base, s (nouns)."""
    classes: dict[str, frozenset[str]]
    finite: frozenset[str]
    """Finite forms of cue verbs."""


@cache
def data_lines(name: str) -> tuple[tuple[int, str], ...]:
    """Numbered lines of a data file of the engine, without comments and blank lines."""
    lines = ((number, line.split("#")[0].strip()) for number, line in enumerate(data_text(name).splitlines(), 1))
    return tuple((number, line) for number, line in lines if line)


def sections(name: str) -> Iterator[tuple[str, int, list[str]]]:
    """(section, line number, words) of each line. Raises InvalidResource for a word outside a section."""
    section = ""
    for number, line in data_lines(name):
        if line.startswith("["):
            if not line.endswith("]"):
                raise InvalidResource("a section ends with ]", where=f"{name}:{number}")
            section = line[1:-1]
        elif not section:
            raise InvalidResource("an entry before the first section", where=f"{name}:{number}")
        else:
            yield section, number, line.split()


class Inflection(NamedTuple):
    """English exceptions: irregular past forms and verbs that double their last letter."""

    irregular: dict[str, tuple[str, str]]
    double: frozenset[str]

    def forms(self, verb: str) -> list[tuple[str, str]]:
        """(word, form) of every form of an English verb; one word may stand for two forms."""
        sibilant = verb.endswith(("s", "x", "z", "ch", "sh", "o"))
        if verb[-1] == "y" and verb[-2] not in "aeiou":
            third, past = verb[:-1] + "ies", verb[:-1] + "ied"
        else:
            third = verb + ("es" if sibilant else "s")
            past = verb + ("d" if verb[-1] == "e" else "ed")
        stem = verb[:-1] if verb[-1] == "e" and not verb.endswith(("ee", "oe", "ye")) else verb
        stem = verb[:-2] + "y" if verb.endswith("ie") else stem
        if verb in self.double:
            past, stem = verb + verb[-1] + "ed", verb + verb[-1]
        past, participle = self.irregular.get(verb, (past, past))
        return [(verb, "base"), (third, "s"), (past, "ed"), (participle, "en"), (stem + "ing", "ing")]


def inflection(*names: str) -> Inflection:
    """The exceptions of these data files together."""
    irregular: dict[str, tuple[str, str]] = {}
    double: set[str] = set()
    for name in names:
        for section, number, words in sections(name):
            if section == "double":
                double.update(words)
            elif section == "irregular":
                if len(words) != 3:
                    raise InvalidResource("an irregular verb has three forms", where=f"{name}:{number}")
                irregular[words[0]] = (words[1], words[2])
    return Inflection(irregular, frozenset(double))


def noun_forms(noun: str) -> list[tuple[str, str]]:
    """(word, form) of an English noun's singular and plural."""
    if noun[-1] == "y" and noun[-2] not in "aeiou":
        return [(noun, "base"), (noun[:-1] + "ies", "s")]
    return [(noun, "base"), (noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s"), "s")]


def read_header(section: str, where: str) -> tuple[str, str, str]:
    part, kind, frames = (*section.split(), "", "", "")[:3]
    if part not in PARTS or kind not in KINDS or not frames or set(frames) - FRAMES:
        raise InvalidResource(f"[{section}] is not [part kind frames]", where=where)
    return part, kind, frames


def read_cues(name: str) -> list[Cue]:
    """The cues of a data file, one per lemma and part. Raises InvalidResource naming file and line."""
    found: dict[tuple[str, str], Cue] = {}
    for section, number, entries in sections(name):
        if section in ("irregular", "double"):
            continue
        part, kind, frames = read_header(section, f"{name}:{number}")
        for entry in entries:
            head, _, prepositions = entry.partition(":")
            lemma, *particles = head.split("+")
            cue = found.setdefault((lemma, part), Cue(lemma, part))
            for particle in particles[:1]:
                cue = cue.particles.setdefault(particle, Cue(lemma, part))
            for preposition in filter(None, prepositions.split(",")):
                cue.prepositions.setdefault(preposition, kind)
            if "A" in frames:
                cue.addressed.update(prepositions.split(","))
            for frame in frames.replace("A", "").replace("P", ""):
                cue.take(frame, kind)
    return list(found.values())


def _inflected(cue: Cue, rules: Inflection) -> list[tuple[str, str]]:
    if cue.part == "verb":
        return rules.forms(cue.lemma)
    return noun_forms(cue.lemma) if cue.part == "noun" else [(cue.lemma, "base")]


@cache
def english() -> Lexicon:
    """The lexicon of English."""
    cue_file, class_file = "cues.en.txt", "claims.en.txt"
    rules = inflection(cue_file, class_file)
    cues: Forms = {}
    for cue in read_cues(cue_file):
        for word, form in _inflected(cue, rules):
            cues.setdefault(word, []).append((cue, form))
    classes: dict[str, set[str]] = {}
    for section, _, words in sections(class_file):
        if section in ("irregular", "double"):
            continue
        if section == "verbs":
            for verb in words:
                for word, form in rules.forms(verb.rstrip("*")):
                    if form in ("ed", "en", "ing") or (form == "s" and not verb.endswith("*")):
                        classes.setdefault(word, set()).add({"s": "finite", "ed": "finite"}.get(form, form))
        else:
            for word in words:
                classes.setdefault(word, set()).add(section)
    finite = {
        word
        for word, found in cues.items()
        if any(cue.part == "verb" and form in ("ed", "s") and (cue.frames or cue.prepositions) for cue, form in found)
    }
    return Lexicon(cues, {word: frozenset(found) for word, found in classes.items()}, frozenset(finite))
