"""Texts made to be slow: each family repeats what some part of the engine looks at most closely, to any length."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle, islice

Family = Callable[[int], str]


def _repeated(unit: str) -> Family:
    """`unit` as often as it fits whole: how a text ends would otherwise differ from size to size."""
    return lambda size: unit * (size // len(unit))


def _numbered(unit: str) -> Family:
    """`unit` with a running number in it, so that no two sentences are the same and no cache helps."""

    def text(size: int) -> str:
        parts: list[str] = []
        written = number = 0
        while written < size:
            parts.append(unit.format(number, _name(number)))
            written += len(parts[-1])
            number += 1
        return "".join(parts)[:size]

    return text


def _name(number: int) -> str:
    """A made-up name for each number."""
    syllables = ("ba", "ko", "li", "me", "nu", "ra", "so", "ti", "ve", "zu")
    return "".join(syllables[int(digit)] for digit in f"{number:04d}").capitalize()


def _nested(opening: str, inside: str, closing: str) -> Family:
    """As many openings as closings: the deepest nesting that fits."""

    def text(size: int) -> str:
        depth = max(1, (size - len(inside)) // (len(opening) + len(closing)))
        return opening * depth + inside + closing * depth

    return text


def _words(*words: str) -> Family:
    """The words in turn, with no mark between them: one sentence of any length."""

    def text(size: int) -> str:
        return " ".join(islice(cycle(words), size // 4))[:size]

    return text


FAMILIES: dict[str, Family] = {
    "straight quotes": _repeated('"'),
    "quotes with spaces": _repeated('" '),
    "opening quotes": _repeated("« „ “ "),
    "apostrophes": _repeated("'a "),
    "quoted words": _repeated('"yes" '),
    "nested quotes": _nested("«“", "yes", "”»"),
    "nested brackets": _nested("(", "yes", ")"),
    "dots": _repeated("."),
    "ellipses": _repeated("a... "),
    "dashes": _repeated(" — "),
    "commas": _repeated("a, "),
    "digits": _repeated("7"),
    "grouped digits": _repeated("1,000,"),
    "figures": _repeated("12 1.5 300,000 7% $4 "),
    "ranges": _repeated("5-6-"),
    "number words": _words("two", "hundred", "and", "thirty", "thousand", "half", "million"),
    "number words, Russian": _words("двести", "тридцать", "тысяч", "полтора", "миллиона", "около"),
    "capitals": _repeated("A"),
    "capital letters": _repeated("A B. "),
    "one token": _repeated("a"),
    "one Cyrillic token": _repeated("а"),
    "hyphened token": _repeated("a-"),
    "combining marks": _repeated("a\u0301\u0323"),
    "wide letters": _repeated("\U0001d400"),
    "right to left": _repeated("\u202eאב "),
    "lone surrogates": _repeated("\ud83d "),
    "newlines": _repeated("\n"),
    "short lines": _repeated("a\n\n"),
    "bullets": _repeated("- a\n"),
    "said": _repeated("said "),
    "said, said": _repeated("said, "),
    "said he": _repeated("said he "),
    "quotes with a speaker each": _repeated("“a” said B, "),
    "names with a clause": _repeated("Holm, who "),
    "and added": _repeated("and added "),
    "to say": _repeated("to say "),
    "Mr. A B said": _repeated("Mr. A B said "),
    "by the words, Russian": _repeated("по словам, что "),
    "he said that": _repeated("he said that "),
    "said that, with names": _numbered("said {1} that "),
    "that": _words("that", "which", "who"),
    "sentences of one claim": _repeated("He said that it is so. "),
    "sentences of many people": _numbered("{1} Ostrel said that {0} men left {1}. "),
    "one sentence of many people": _numbered("{1} Ostrel, {1} Krohn and "),
    "sentences by pronouns": _repeated("He said she told him they knew. "),
    "according to": _words("according", "to", "the", "ministry"),
    "titles": _repeated("President Minister General Mr. Dr. "),
    "abbreviations": _repeated("Mr. U.S. Gen. No. p.m. "),
    "one name again and again": _repeated("Ada Ostrel came. Mr. Ostrel left. "),
    "one name, then mentions": lambda size: "Ada Ostrel came. " + _repeated("Mr. Ostrel left. ")(size),
    "namesakes, then mentions": lambda size: (
        _numbered("{1} Ostrel came. ")(size // 2) + _repeated("Ostrel left. ")(size // 2)
    ),
    "many organizations": _numbered("The {1} Ministry said so. "),
    "one sentence, many claims": _numbered("{1} Ostrel said {0} men left and "),
    "quotes left open": _repeated("“We know it,\n\n"),
    "claims in quotes left open": _repeated("He said: “We know it.\n\n"),
    "quotes side by side": _repeated("“We know,” “so it is,” he said. "),
    "one long quote of many claims": lambda size: "“" + _repeated("Yes, he said, it is so. ")(size) + "”",
    "one long quote, Russian": lambda size: "«" + _repeated("Да, — говорит он. — Это так. ")(size) + "»",
    "turns of a transcript": _repeated("ANN: Good evening. "),
    "headlines": _numbered("{1}: no second wave\n"),
    "claims with commas": _repeated("The bridge, he said, is shut, she said, "),
    "hedges": _words("may", "might", "could", "reportedly", "allegedly", "would"),
    "units": _words("5", "km", "kg", "per", "cent", "dollars", "years", "days"),
    "demonyms": _words("Russian", "Ukrainian", "Finnish", "border", "region", "oblast"),
    "not": _words("not", "never", "no"),
    "place names": _words("Georgia", "Finland", "Kyiv", "Verkhny", "Lars", "New", "York"),
    "place names, Russian": _words("Грузия", "в", "Финляндию", "из", "Киева", "Верхний", "Ларс"),
    "places with roles": _repeated("from Georgia to Finland via Kyiv, "),
    "topic words": _words("mobilization", "prisoners", "of", "war", "queue", "border", "draft", "refugees"),
    "topic words, Ukrainian": _words("мобілізація", "полонених", "черга", "кордоні", "біженці", "обмін"),
    "cues, Russian": _words("заявил", "что", "сообщили", "по", "словам", "сказал"),
    "cues, Ukrainian": _words("заявив", "що", "повідомили", "за", "словами", "сказав"),
    "dialogue, Russian": _repeated("— Да, — сказал он, — это так. "),
    "claims, Russian": _numbered("{1} Орлов заявил, что «уехали {0} тысяч человек». "),
    "links": _repeated("https://a.b/c?d=e&f "),
    "tags": _nested("<div>", "a", "</div>"),
    "entities": _repeated("&amp;"),
    "markdown": _repeated("[a](b) *c* **d** `e` "),
}
