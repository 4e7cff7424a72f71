"""Coverage-guided fuzzing of the engine, for hours rather than in every test run.

atheris has no wheels for every platform that Tocsin runs on, so it is not among the development libraries. In an
environment of its own (Python 3.11): install what requirements/runtime.txt names and `atheris`, then from the checkout
`PYTHONPATH=shared:. python -m tests.fuzz.atheris_engine -max_total_time=3000 -max_len=2000 CORPUS_FOLDER`.
"""

from __future__ import annotations

import sys
from importlib import import_module

import atheris  # type: ignore[import-untyped]  # see above
from tests.from_source import load_from_source

load_from_source()  # compiled code cannot be instrumented

LOADED_ON_USE = (
    *("reading.page", "reading.plain", "reading.mail", "reading.newsjson", "reading.pdf", "reading.docx"),
    *("engine.embedded", "engine.same", "engine.gate", "stories.index"),
)

with atheris.instrument_imports(include=["tocsin"]):
    for module in LOADED_ON_USE:
        import_module(f"tocsin.{module}")
    from tests.fuzz.laws import check_analysis, check_pair, check_stories, check_time, check_upload
    from tests.fuzz.pieces import FIGURES, FRAMES, MARKS, vocabulary

WORDS = vocabulary()
TYPES = ("text/html", "text/plain", "application/json", "text/markdown", "message/rfc822", "application/octet-stream")
LANGUAGES = (None, "en", "ru", "uk", "de", "und", "")
MOST_PIECES = 120


def text_from(source: atheris.FuzzedDataProvider) -> str:
    """A text put together from vocabulary, marks, figures, frames and whatever characters the fuzzer invents."""
    pieces: list[str] = []
    for _ in range(source.ConsumeIntInRange(0, MOST_PIECES)):
        kind = source.ConsumeIntInRange(0, 9)
        if kind < 4:
            pieces.append(WORDS[source.ConsumeIntInRange(0, len(WORDS) - 1)])
        elif kind < 9:
            stock = (MARKS, MARKS, FIGURES, FRAMES, FRAMES)[kind - 4]
            pieces.append(stock[source.ConsumeIntInRange(0, len(stock) - 1)])
        else:
            pieces.append(source.ConsumeUnicode(8))
        if source.ConsumeBool():
            pieces.append(" ")
    return "".join(pieces)


def test_one_input(data: bytes) -> None:
    """One input of the fuzzer: its first byte chooses what is tried."""
    source = atheris.FuzzedDataProvider(data)
    match source.ConsumeIntInRange(0, 7):
        case 0 | 1 | 2:
            language = LANGUAGES[source.ConsumeIntInRange(0, len(LANGUAGES) - 1)]
            check_analysis(text_from(source), language=language)
        case 3:
            check_pair(text_from(source), text_from(source))
        case 4:
            content_type = TYPES[source.ConsumeIntInRange(0, len(TYPES) - 1)]
            check_upload(source.ConsumeBytes(len(data)), content_type)
        case 5:
            content_type = TYPES[source.ConsumeIntInRange(0, len(TYPES) - 1)]
            check_upload(text_from(source).encode("utf-8", "surrogatepass"), content_type)
        case 6:
            check_stories([text_from(source), text_from(source)])
        case _:
            check_time(source.ConsumeUnicode(30))


if __name__ == "__main__":
    atheris.Setup(sys.argv, test_one_input)
    atheris.Fuzz()
