"""Perturbed truths: cases made by rule from the marked sentences beside this file. Deterministic, nothing is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
LANGUAGES = ("en", "ru", "uk")
_MARK = re.compile(r"\{([a-z]):([^{}]*)\}")
_MODIFIERS = {"en": ("up to", "more than", "nearly"), "ru": ("до", "более", "почти"), "uk": ("до", "понад", "майже")}
_MARKS = {"p": "name", "n": "number", "u": "unit", "v": "negation", "m": "hedge", "q": "quote", "r": "attribution"}
_NEGATION = {"en": ("not", False), "ru": ("не", True), "uk": ("не", True)}
"""The word, and whether it stands before its verb (else after an auxiliary)."""
_VERB = {
    "en": re.compile(r"\b(?:was|were|be|has|have|had|is|are|will|would|may|could|might)\b(?= )"),
    "ru": re.compile(r"\b\w{3,}(?:лся|лась|лись|ла|ли|ил|ал|ет|ит|ют|ят)\b"),
    "uk": re.compile(r"\b\w{3,}(?:вся|лася|лися|ла|ли|ив|ав|ить|ять|уть|ють)\b"),
}
_TAIL = {"en": "son", "ru": "енко", "uk": "ишин"}
"""What makes another name of a name."""
_YEAR = range(1900, 2100)
_NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Case:
    """One question to the gate and the answer that is right."""

    kind: str
    language: str
    sentence: str
    source: str
    supported: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with its marks: plain parts are marks of the kind ""."""

    parts: tuple[tuple[str, str, str], ...]
    """`(kind, as written, as changed)` in order."""

    def text(self, changed: frozenset[int] = frozenset(), put: str | None = None) -> str:
        """The sentence with the parts numbered in `changed` in their changed form, or as `put`."""
        return "".join(
            written if number not in changed else (other if put is None else put)
            for number, (_, written, other) in enumerate(self.parts)
        )

    def shortened(self) -> Marked:
        """The same without the words that can go."""
        return Marked(tuple(part for part in self.parts if part[0] != "d"))

    def numbered(self, kind: str) -> list[int]:
        return [number for number, part in enumerate(self.parts) if part[0] == kind]


def marked(line: str) -> Marked:
    """Read one line of a sentence file."""
    parts: list[tuple[str, str, str]] = []
    end = 0
    for mark in _MARK.finditer(line):
        parts.append(("", line[end : mark.start()], ""))
        written, _, changed = mark.group(2).partition("|")
        parts.append((mark.group(1), written, changed))
        end = mark.end()
    parts.append(("", line[end:], ""))
    return Marked(tuple(parts))


def sentences(language: str) -> list[Marked]:
    lines = (HERE / f"sentences.{language}.txt").read_text(encoding="utf-8").splitlines()
    return [marked(line) for line in lines if line and not line.startswith("#")]


def all_cases() -> list[Case]:
    """Every case, each once, in the order of the files."""
    found: dict[Case, None] = {}
    for language in LANGUAGES:
        given = sentences(language)
        for number, sentence in enumerate(given):
            before = given[number - 1]
            for case in _cases(language, sentence, before):
                found.setdefault(case)
    return list(found)


def _cases(language: str, sentence: Marked, before: Marked) -> Iterator[Case]:
    """Truths and untruths made of a sentence, whole and shortened, against it alone and with another one before it."""
    alone = sentence.text()
    within = f"{before.text()} {alone}"
    short = sentence.shortened()
    true = [*_truths(sentence), *((("shortened", text) for _, text in _truths(short)) if short.text() != alone else ())]
    false = [*_untruths(language, sentence), *_untruths(language, short)]
    for source in (alone, within):
        yield from (Case(kind, language, text, source, supported=True) for kind, text in true)
        yield from (Case(kind, language, text, source, supported=False) for kind, text in false)
    for form in (sentence, short):
        for mark in ("p", "n"):
            for text in _borrowed(form, before, mark):
                yield Case(_MARKS[mark], language, text, within, supported=False)


def _borrowed(sentence: Marked, before: Marked, mark: str) -> Iterator[str]:
    """Each name or number replaced by one that the source has too, but in the sentence before."""
    for number in sentence.numbered(mark):
        for other in before.numbered(mark):
            if before.parts[other][1] != sentence.parts[number][1]:
                yield sentence.text(frozenset([number]), before.parts[other][1])


def _truths(sentence: Marked) -> Iterator[tuple[str, str]]:
    text = sentence.text()
    yield "verbatim", text
    for number in sentence.numbered("w"):
        yield "cosmetic", sentence.text(frozenset([number]))
    for cosmetic in (
        text.rstrip("."),
        text.lower(),
        text.replace(" ", "  "),
        re.sub(r"(?<=\d) (?=\w)", _NBSP, text),
        re.sub(r"(?<=\d)[, ](?=\d{3}\b)", "", text),
        re.sub(r"(?<=\d)[, ](?=\d{3}\b)", _NBSP, text),
        re.sub(r"[«»\"]", '"', text),
        re.sub(r'["«]([^"«»]*)["»]', r"“\1”", text),
        re.sub(r'["«]([^"«»]*)["»]', r"„\1“", text),
        text.replace("'", "’"),
        text.replace("'", "ʼ"),
        text.replace(" — ", " - ").replace(" — ", " – "),
        text.replace(", ", " , "),
    ):
        if cosmetic != text:
            yield "cosmetic", cosmetic


def _untruths(language: str, sentence: Marked) -> Iterator[tuple[str, str]]:
    for mark in "puvmqr":
        for number in sentence.numbered(mark):
            text = sentence.text(frozenset([number]))
            yield _MARKS[mark], text[:1].upper() + text[1:]
    yield from (("quote", text) for text in _requoted(sentence))
    yield from (("negation", text) for text in _negated(language, sentence.text()))
    for number in sentence.numbered("p"):
        yield "name", sentence.text(frozenset([number]), sentence.parts[number][1] + _TAIL[language])
    speakers = frozenset(sentence.numbered("s") + sentence.numbered("a"))
    if len(speakers) > 1:
        yield "speaker", sentence.text(speakers)
    for number in sentence.numbered("n"):
        for other in _other_numbers(language, sentence.parts[number][1]):
            yield "number", sentence.text(frozenset([number]), other)


def _requoted(sentence: Marked) -> Iterator[str]:
    """A quotation with one of its words gone, and with two neighbours changing places."""
    for number in sentence.numbered("q"):
        quoted = sentence.parts[number][1].split(" ")
        for at in range(1, len(quoted) - 1):
            yield sentence.text(frozenset([number]), " ".join(quoted[:at] + quoted[at + 1 :]))
            turned = [*quoted[: at - 1], quoted[at], quoted[at - 1], *quoted[at + 1 :]]
            yield sentence.text(frozenset([number]), " ".join(turned))


def _negated(language: str, text: str) -> Iterator[str]:
    """A negation put in before or after a verb, as far as its form shows it, and each one of the text taken out."""
    word, before = _NEGATION[language]
    for verb in _VERB[language].finditer(text):
        negated = text[: verb.start()].endswith(f" {word} ") or text[verb.end() :].startswith(f" {word} ")
        if not negated:
            at = verb.start() if before else verb.end() + 1
            yield f"{text[:at]}{word} {text[at:]}"
    for found in re.finditer(rf"\b{word} ", text):
        yield text[: found.start()] + text[found.end() :]


def _other_numbers(language: str, written: str) -> Iterator[str]:
    last = str((int(written[-1]) + 1) % 10)
    yield written[:-1] + last
    yield "1" + written
    yield str(int(written[0]) % 9 + 1) + written[1:]
    if not (written.isdigit() and int(written) in _YEAR):
        for modifier in _MODIFIERS[language]:
            yield f"{modifier} {written}"
