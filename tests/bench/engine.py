"""How fast the embedded engine is: `python -m tests.bench.engine` prints a table, with `--json` one line of JSON.

Whole engine, one thread, on made-up news and, where a folder of labelled data stands beside the checkout, on its real
articles: articles a second beside sumy's LexRank on the same texts in the same run, the parts of an article's time,
throughput up to 1 MB, what import and first article cost a bare interpreter, and memory. All times are processor
time and the least of several rounds: other work on the machine counts little, but for what it does to caches.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from math import inf
from pathlib import Path

from nltk.tokenize import NLTKWordTokenizer  # type: ignore[import-untyped] # ships no types
from sumy.nlp.stemmers import Stemmer  # type: ignore[import-untyped] # ships no types
from sumy.parsers.plaintext import PlaintextParser  # type: ignore[import-untyped] # ships no types
from sumy.summarizers.lex_rank import LexRankSummarizer  # type: ignore[import-untyped] # ships no types
from sumy.utils import get_stop_words  # type: ignore[import-untyped] # ships no types
from tests.bench.texts import article

from tocsin.cli.evaluate import LABELLED_BESIDE
from tocsin.engine.claims import find_claims
from tocsin.engine.embedded import analyze_text
from tocsin.engine.entities import find_entities
from tocsin.engine.gate import admit
from tocsin.engine.places import find_places
from tocsin.engine.quantities import find_quantities
from tocsin.engine.summary import summarize
from tocsin.engine.topics import find_topics
from tocsin.local.compiled import SUFFIX, remove_if_stale
from tocsin.local.project import Project
from tocsin.text.document import read
from tocsin.text.language import detect_language

LABELLED = Path(__file__).parents[3] / LABELLED_BESIDE
ARTICLES, RIVAL_ARTICLES, WORDS = 40, 20, 600
SEEN, FRESH = 240, 300
"""Real articles read before those that count as seen for the first time, and how many of those."""
SIZES = (4_000, 16_000, 64_000, 250_000, 1_000_000)
ROUNDS = 3
"""The least of so many runs counts: other work on the machine only ever adds."""
TURNS = 5
"""The engine and its rival take turns over all texts so often, so that both meet the same moments of a busy machine."""
PROCESSES = 5


class Tokenizer:
    """sumy's own: NLTK's words. Only NLTK's sentences need a download (punkt), so they are ours, which are faster."""

    def __init__(self) -> None:
        self._words = NLTKWordTokenizer()

    def to_sentences(self, text: str) -> tuple[str, ...]:
        doc = read(text, language="en")
        return tuple(doc.quote(sentence.span) for sentence in doc.sentences)

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(filter(_WORD.match, self._words.tokenize(sentence)))


_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['-])*\Z")
"""What sumy takes for a word."""


@cache
def rival() -> LexRankSummarizer:
    """LexRank as sumy's README sets it up, with stemmer and stop words: a sixth faster than without stop words."""
    summarizer = LexRankSummarizer(Stemmer("english"))
    summarizer.stop_words = get_stop_words("english")
    return summarizer


def lexrank(text: str) -> None:
    """Three sentences by sumy's LexRank, the engine to beat."""
    rival()(PlaintextParser.from_string(text, Tokenizer()).document, 3)


def once(work: Callable[..., object], *arguments: object) -> float:
    start = time.process_time()
    work(*arguments)
    return time.process_time() - start


def seconds(work: Callable[..., object], *arguments: object) -> float:
    """The least time of `ROUNDS` runs."""
    return min(once(work, *arguments) for _ in range(ROUNDS))


def corpora() -> dict[str, list[str]]:
    """The texts to measure on, by name."""
    found = {f"made up, {WORDS} words": [article(WORDS, seed) for seed in range(ARTICLES)]}
    if LABELLED.is_dir():
        found["xsum"] = [tidied(row["document"]) for row in _rows("summary/xsum_300.jsonl") if row["document"].strip()]
        news = [row["text"].split(" ")[:WORDS] for row in _rows("attribution/dev.jsonl")]
        found[f"US news, {WORDS} words"] = [" ".join(words) for words in news if len(words) == WORDS]
    return found


def _rows(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (LABELLED / name).read_text(encoding="utf-8").splitlines()]


def tidied(text: str) -> str:
    """Without the spaces that tokenized corpora have before punctuation marks and clitics."""
    return re.sub(r"\s+([.,;:?!%)\]]|(?:'s|'re|'ve|'ll|'d|n't)\b)", r"\1", text)


def throughput(texts: list[str]) -> dict[str, float]:
    """Articles a second of the whole engine and of LexRank on the same texts, and the engine's spread over articles."""
    for text in texts[:5]:
        analyze_text(text)
        lexrank(text)
    step = max(1, len(texts) // RIVAL_ARTICLES)
    times, rival_times = [inf] * len(texts), [inf] * len(texts[::step])
    for _ in range(TURNS):
        times = [min(least, once(analyze_text, text)) for least, text in zip(times, texts, strict=True)]
        rival_times = [min(least, once(lexrank, text)) for least, text in zip(rival_times, texts[::step], strict=True)]
    rivals = sum(rival_times)
    each = sorted(times)
    return {
        "articles": len(texts),
        "engine_articles_per_s": len(times) / sum(times),
        "lexrank_articles_per_s": len(texts[::step]) / rivals,
        "times_lexrank": rivals / sum(times[::step]),
        "p50_ms": 1e3 * each[len(each) // 2],
        "p99_ms": 1e3 * each[int(0.99 * len(each))],
        "p99_over_p50": each[int(0.99 * len(each))] / each[len(each) // 2],
    }


def first_sight() -> dict[str, float]:
    """Real articles that the process has not seen, each once: what it remembers of words helps less than above."""
    if not LABELLED.is_dir():
        return {}
    texts = [row["text"] for row in _rows("attribution/train.jsonl")]
    for text in texts[:SEEN]:
        analyze_text(text)
    fresh = texts[SEEN : SEEN + FRESH]
    start = time.process_time()
    for text in fresh:
        analyze_text(text)
    spent = time.process_time() - start
    words = sum(len(text.split()) for text in fresh)
    return {"articles": len(fresh), f"ms_for_{WORDS}_words": 1e3 * spent / words * WORDS}


def parts(texts: list[str]) -> dict[str, float]:
    """Milliseconds that each part takes of one article, on average, when it is run alone and again and again."""
    totals: defaultdict[str, float] = defaultdict(float)
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
        totals["claims"] += seconds(find_claims, doc, entities, quantities, places)
        totals["topics"] += seconds(find_topics, doc)
        totals["gate"] += seconds(admit, analyze_text(text), text)
        totals["whole"] += seconds(analyze_text, text)
    return {name: 1e3 * total / len(texts) for name, total in totals.items()}


def sizes() -> dict[str, float]:
    """Megabytes a second over sizes: flat when the engine is linear."""
    speeds = {}
    for size in SIZES:
        text = article(size // 5)[:size]
        speeds[f"{size / 1000:,.0f} kB"] = size / seconds(analyze_text, text) / 1e6
    return speeds


def start_up() -> dict[str, float]:
    """What a fresh interpreter pays for the import and for the first article, in ms, and its memory in MB."""
    text = article(WORDS)
    importing = "from tocsin.engine.embedded import analyze_text"
    # Not `ru_maxrss`: a child starts with its parent's.
    memory = "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    bare = _process("pass", text)
    article_too = f"import sys; {importing}; analyze_text(sys.stdin.read())"
    printed = _run(f"{article_too}; {memory}", text)
    return {
        "bare_ms": 1e3 * bare,
        "import_adds_ms": 1e3 * (_process(importing, text) - bare),
        "import_and_first_article_add_ms": 1e3 * (_process(article_too, text) - bare),
        "memory_mb": int(printed) / 1024,
        "memory_after_much_mb": int(_run(f"{importing}{_MUCH}{memory}", "")) / 1024,
    }


_MUCH = """
from tocsin.engine.places.gazetteer import gazetteer
for left in (gazetteer()._forms, gazetteer()._filed):
    for beginning in list(left):
        gazetteer().senses(beginning)
for text in ("Der Bürgermeister schweigt seit Montag.", "Мэр сказал, что мост закрыт.", "Мер сказав, що міст закрито."):
    analyze_text(text)
"""
"""What makes a process grow: every part of the gazetteer in use, and the language model for other languages."""


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


def _is_compiled(module: str) -> bool:
    return module.startswith("tocsin.") and str(getattr(sys.modules[module], "__file__", "")).endswith(SUFFIX)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one line of JSON instead of tables")
    arguments = parser.parse_args()
    if remove_if_stale(Project(Path(__file__).parents[2])):
        parser.error("the compiled engine was not that of these sources and is removed; `make build` first")
    texts = corpora()
    results = {f"throughput: {name}": throughput(found) for name, found in texts.items()}
    results |= {f"parts_ms: {name}": parts(found[:RIVAL_ARTICLES]) for name, found in texts.items() if name != "xsum"}
    results |= {"engine": {"compiled_modules": len([name for name in sys.modules if _is_compiled(name)])}}
    results |= {"first_sight": first_sight(), "mb_per_s": sizes(), "start_up": start_up()}
    if arguments.json:
        sys.stdout.write(json.dumps(results) + "\n")
        return
    for title, rows in results.items():
        sys.stdout.write(f"\n{title}\n")
        for name, value in rows.items():
            sys.stdout.write(f"  {name:34}{value:10.2f}\n")


if __name__ == "__main__":
    main()
