"""What hostile texts are put together from: the engine's own vocabulary in three languages, and marks that mislead."""

from __future__ import annotations

import re
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_EVERY = 7
"""One word in so many is taken: of 40,000 words, gazetteer included, 6,000 are as good as all."""

MARKS = (
    *('"', "'", "''", "``", "“", "”", "„", "«", "»", "‘", "’", "‹", "›", "「", "」", "(", ")", "[", "]", "{", "}"),
    *(".", "..", "...", "…", ",", ";", ":", "!", "?", "?!", "-", "--", "–", "—", "−", "/", "\\", "|", "&", "*", "#"),
    *(
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        " ",
        "  ",
        "\u00a0",
        "\u2028",
        "\u2029",
        "\u200b",
        "\u00ad",
        "\ufeff",
        "\x00",
        "\x0b",
    ),
    *("\u202e", "\u2066", "\u200f", "\u0301", "\u0308", "\u20dd", "\ufe0f", "\u200d", "\ud83d", "\udc00", "\U0010ffff"),
    *(
        "א",
        "ש",
        "ع",
        "م",
        "字",
        "ं",
        "İ",
        "ı",
        "ß",
        "ŉ",
        "ǆ",
        "ﬁ",
        "ſ",
        "Ⅷ",
        "²",
        "½",
        "٣",
        "৭",
        "𝟗",
        "😀",
        "𐐀",
        "ё",
        "ї",
    ),
    *("<p>", "</p>", "&amp;", "&#0;", "<!--", "http://a.b/c", "@someone", "#tag", "a@b.c"),
)
FIGURES = (
    *("0", "1", "7", "12", "455", "1,000", "1.000", "1 000", "1\u00a0000", "300,000", "1.5", "0,5", ".5", "5.", "-3"),
    *(
        "10-15",
        "10–15",
        "5-6-7",
        "50%",
        "50 %",
        "$4",
        "€4m",
        "4 млн",
        "1e9",
        "9" * 40,
        "1,0,0",
        "24/7",
        "2022",
        "24.02.2022",
    ),
    *(
        "1/2",
        "3rd",
        "20-летний",
        "5am",
        "№5",
        "+7",
        "up to",
        "at least",
        "до",
        "от",
        "від",
        "не менше",
        "half of",
        "twice",
    ),
)
FRAMES = (
    *("he said", "she told", "said that", "according to", "“we know,” said", "denied that", "the ministry said"),
    *("заявил, что", "по словам", "— сказал он, —", "сообщили в министерстве", "не будет", "как сообщает"),
    *("заявив, що", "за словами", "— сказав він, —", "повідомили у міністерстві", "не буде", "як повідомляє"),
    *("Mr.", "Mrs.", "Dr. A. B.", "the U.S.", "No. 5", "т. д.", "им. Ленина", "вул. Лесі"),
)


def vocabulary() -> tuple[str, ...]:
    """Words of the engine's data files, thinned evenly, in one order."""
    found: set[str] = set()
    for entry in sorted(files("tocsin.engine").joinpath("data").iterdir(), key=lambda entry: entry.name):
        if entry.is_file():
            found.update(_WORD.findall(entry.read_text(encoding="utf-8")))
    for entry in sorted(files("tocsin.engine").joinpath("data/taxonomy").iterdir(), key=lambda entry: entry.name):
        found.update(_WORD.findall(entry.read_text(encoding="utf-8")))
    return tuple(sorted(found)[::_EVERY])
