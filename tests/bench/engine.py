"""How fast the embedded engine is: `python -m tests.bench.engine` prints a table, with `--json` one line of JSON.

Whole engine, one thread, on made-up news: articles a second beside sumy's LexRank in the same run, the parts of an
article's time, time over sizes up to 1 MB, what the import and the first article cost a bare interpreter, and memory.
All times are processor time, so that other work on the machine counts little.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable

from sumy.parsers.plaintext import PlaintextParser  # type: ignore[import-untyped] # ships no types
from sumy.summarizers.lex_rank import LexRankSummarizer  # type: ignore[import-untyped] # ships no types
from tests.bench.texts import article

from tocsin.engine.claims import find_claims
from tocsin.engine.embedded import analyze_text
from tocsin.engine.entities import find_entities
from tocsin.engine.places import find_places
from tocsin.engine.quantities import find_quantities
from tocsin.engine.summary import summarize
from tocsin.engine.topics import find_topics
from tocsin.text.document import read
from tocsin.text.language import detect_language

ARTICLES, RIVAL_ARTICLES, WORDS = 40, 10, 600
SIZES = (4_000, 16_000, 64_000, 250_000, 1_000_000)
ROUNDS = 3
"""The least of so many runs counts: other work on the machine only ever adds."""
PROCESSES = 5


class OurTokenizer:
    """sumy's own tokenizer needs NLTK's punkt data, which is a download; this one gives it our sentences and words."""

    def to_sentences(self, text: str) -> tuple[str, ...]:
        doc = read(text, language="en")
        return tuple(doc.quote(sentence.span) for sentence in doc.sentences)

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(word for word in read(sentence, language="en").words if word[0].isalnum())


def lexrank(text: str) -> None:
    """Three sentences by sumy's LexRank, the engine to beat."""
    LexRankSummarizer()(PlaintextParser.from_string(text, OurTokenizer()).document, 3)


def seconds(work: Callable[..., object], *arguments: object) -> float:
    """The least time of `ROUNDS` runs."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work(*arguments)
        times.append(time.process_time() - start)
    return min(times)


def throughput() -> dict[str, float]:
    """Articles a second of the whole engine and of LexRank, and the engine's spread over articles."""
    texts = [article(WORDS, seed) for seed in range(ARTICLES)]
    for text in texts[:5]:
        analyze_text(text)
        lexrank(text)
    each = sorted(seconds(analyze_text, text) for text in texts)
    rivals = statistics.mean(seconds(lexrank, text) for text in texts[:RIVAL_ARTICLES])
    mean = statistics.mean(each)
    return {
        "engine_articles_per_s": 1 / mean,
        "lexrank_articles_per_s": 1 / rivals,
        "times_lexrank": rivals / mean,
        "p50_ms": 1e3 * each[len(each) // 2],
        "slowest_over_p50": each[-1] / each[len(each) // 2],
    }


def parts() -> dict[str, float]:
    """Milliseconds that each part takes of one article of `WORDS` words."""
    totals: defaultdict[str, float] = defaultdict(float)
    texts = [article(WORDS, seed) for seed in range(RIVAL_ARTICLES)]
    for text in texts:
        doc = read(text, language="en")
        places, quantities = find_places(doc), find_quantities(doc)
        entities = find_entities(doc, places)
        totals["language"] += seconds(detect_language, text)
        totals["reading"] += seconds(lambda text: read(text, language="en"), text)
        totals["places"] += seconds(find_places, doc)
        totals["quantities"] += seconds(find_quantities, doc)
        totals["entities"] += seconds(find_entities, doc, places)
        totals["summary"] += seconds(summarize, doc)
        totals["claims"] += seconds(find_claims, doc, entities, quantities)
        totals["topics"] += seconds(find_topics, doc)
        totals["whole"] += seconds(analyze_text, text)
    return {name: 1e3 * total / len(texts) for name, total in totals.items()}


def sizes() -> dict[str, float]:
    """Megabytes a second over sizes: flat when the engine is linear."""
    speeds = {}
    for size in SIZES:
        text = article(size // 5)[:size]
        start = time.process_time()
        analyze_text(text)
        speeds[f"{size / 1000:,.0f} kB"] = size / (time.process_time() - start) / 1e6
    return speeds


def start_up() -> dict[str, float]:
    """What a fresh interpreter pays for the import and for the first article, in ms, and its memory in MB."""
    text = article(WORDS)
    importing = "from tocsin.engine.embedded import analyze_text"
    memory = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    bare = _process("pass", text)
    article_too = f"import sys; {importing}; analyze_text(sys.stdin.read())"
    printed = _run(f"{article_too}; {memory}", text)
    return {
        "bare_ms": 1e3 * bare,
        "import_adds_ms": 1e3 * (_process(importing, text) - bare),
        "import_and_first_article_add_ms": 1e3 * (_process(article_too, text) - bare),
        "memory_mb": int(printed) / 1024,
    }


def _process(program: str, text: str) -> float:
    times = []
    for _ in range(PROCESSES):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        _run(program, text)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


def _run(program: str, text: str) -> str:
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)  # noqa: S603 - our own programs
    return done.stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one line of JSON instead of tables")
    arguments = parser.parse_args()
    results = {"throughput": throughput(), "parts_ms": parts(), "mb_per_s": sizes(), "start_up": start_up()}
    if arguments.json:
        sys.stdout.write(json.dumps(results) + "\n")
        return
    for title, rows in results.items():
        sys.stdout.write(f"\n{title}\n")
        for name, value in rows.items():
            sys.stdout.write(f"  {name:34}{value:10.2f}\n")


if __name__ == "__main__":
    main()
