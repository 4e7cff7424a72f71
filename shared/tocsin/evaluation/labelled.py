"""Labelled data of others, where a folder of it is at hand: same tasks, one figure or a few for each file.

The folder holds `topics/*.jsonl`, `attribution/*.jsonl`, `stories/*.jsonl`, `same_claim/*.tsv`, `support/*.jsonl`,
`summary/*.jsonl` and `html/evaldata.json` beside `pages.tar.xz`; what is not there is not measured.
"""

from __future__ import annotations

import json
import random
import re
import tarfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from statistics import correlation, fmean
from typing import Any

from tocsin.engine.gate import support
from tocsin.engine.same import same_claim
from tocsin.errors import TocsinError
from tocsin.evaluation.counts import Counts, Said, count_claims, covered, said
from tocsin.evaluation.texts import EVERYTHING, Reader, Some, detokenized, embedded, rows_of, sentences_of
from tocsin.model import Span
from tocsin.reading import extract_article
from tocsin.stories.index import StoryIndex

Figures = dict[str, float]
MEASURED_TOPICS = ("border-queues", "displacement", "mobilization", "prisoners-of-war")
"""Topics that the topic files label."""
SHUFFLE_SEED = 7
"""Articles of the story files arrive in this shuffled order, the same in every run."""
PAIRED_AT = "2020-01-01T12:00:00Z"
"""When both articles of a pair were published."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What is measured: so much of each file, as this engine reads it."""

    some: Some = EVERYTHING
    read: Reader = embedded


def measure_labelled(folder: Path, measured: Measured | None = None, tasks: Collection[str] = ()) -> Figures:
    """The figures of all files of these tasks, or of all tasks."""
    figures: Figures = {}
    for task, (pattern, measure) in TASKS.items():
        for file in sorted(folder.glob(pattern)) if not tasks or task in tasks else ():
            if "unlabelled" not in file.name:
                for name, value in measure(file, measured or Measured()).items():
                    figures[f"labelled/{task}/{file.stem}/{name}"] = value
    return figures


def _topics(file: Path, m: Measured) -> Figures:
    counts = {topic: Counts() for topic in MEASURED_TOPICS}
    for row in rows_of(file, m.some):
        found = {topic.id for topic in m.read(row["description"], row["title"], None).topics}
        for topic, count in counts.items():
            if topic not in row["skip"]:
                count.add(found & {topic}, set(row["labels"]) & {topic})
    each = {topic: count.f1 for topic, count in counts.items()}
    return {**each, "macro_f1": fmean(each.values())}


def _attribution(file: Path, m: Measured) -> Figures:
    content, who = Counts(), Counts()
    for row in rows_of(file, m.some):
        gold = [
            Said(_characters(claim["content"]), _characters(claim["source"]))
            for claim in row["attributions"]
            if claim["content"]
        ]
        count_claims(said(m.read(row["text"], None, None).claims), gold, content, who)
    return {"content_f1": content.f1, "who_said_what_f1": who.f1}


def _characters(parts: list[dict[str, Any]]) -> frozenset[int]:
    return covered([Span(*span) for part in parts for span in part["spans"]])


def _stories(file: Path, m: Measured) -> Figures:
    """B-cubed F1 (Bagga and Baldwin 1998) of stories, articles arriving one by one; of a file of pairs, their F1."""
    rows = rows_of(file, m.some)
    if rows and "first" in rows[0]:
        return _story_pairs(rows)
    random.Random(SHUFFLE_SEED).shuffle(rows)  # noqa: S311  an order, not a secret
    index = StoryIndex()
    found = [index.assign(row["id"], detokenized(" ".join(row["sentences"]))) for row in rows]
    gold = [row["story"] for row in rows]
    precision, recall = _b_cubed(found, gold), _b_cubed(gold, found)
    return {"b3_f1": 2 * precision * recall / (precision + recall)}


def _story_pairs(rows: list[dict[str, Any]]) -> Figures:
    """Two articles of one time, as `tocsin stories pairs --texts` writes them: are they one story as people say?"""
    count = Counts()
    for row in rows:
        index = StoryIndex()
        first, second = (index.assign(side, row[side], PAIRED_AT) for side in ("first", "second"))
        count.add({"same"} if first == second else set(), {"same"} if row["same"] else set())
    found, there = count.right + count.wrong, count.right + count.missed
    return {"precision": count.right / (found or 1), "recall": count.right / (there or 1), "f1": count.f1}


def _b_cubed(one: list[str], other: list[str]) -> float:
    members: dict[str, set[int]] = {}
    others: dict[str, set[int]] = {}
    for number, (a, b) in enumerate(zip(one, other, strict=True)):
        members.setdefault(a, set()).add(number)
        others.setdefault(b, set()).add(number)
    return fmean(len(members[a] & others[b]) / len(members[a]) for a, b in zip(one, other, strict=True))


def _same_claim(file: Path, m: Measured) -> Figures:
    """Pearson's r where pairs are graded, area under the ROC curve where they are the same or not."""
    gold, found = [], []
    for a, b, grade in _pairs(file, m.some):
        gold.append(grade)
        found.append(same_claim(a, b))
    if set(gold) <= {0.0, 1.0}:
        return {
            "auc": _auc(
                [f for f, g in zip(found, gold, strict=True) if g],
                [f for f, g in zip(found, gold, strict=True) if not g],
            )
        }
    return {"pearson": correlation(gold, found)}


def _pairs(file: Path, some: Some) -> Iterator[tuple[str, str, float]]:
    for line in some.of(file.read_text(encoding="utf-8").splitlines()):
        cells = line.split("\t")
        if re.fullmatch(r"[\d.]+", cells[0]):
            yield cells[-2], cells[-1], float(cells[0])


def _support(file: Path, m: Measured) -> Figures:
    rows = rows_of(file, m.some)
    good = [support(row["correct_sent"], row["article_sent"]).score for row in rows]
    bad = [support(row["incorrect_sent"], row["article_sent"]).score for row in rows]
    return {"auc": _auc(good, bad)}


def _auc(positive: list[float], negative: list[float]) -> float:
    """The chance that a positive scores above a negative, ties counting half (Mann and Whitney 1947)."""
    ranks: dict[float, list[int]] = {}
    for score in positive:
        ranks.setdefault(score, [0, 0])[0] += 1
    for score in negative:
        ranks.setdefault(score, [0, 0])[1] += 1
    below, wins = 0, 0.0
    for score in sorted(ranks):
        right, wrong = ranks[score]
        wins += right * (below + wrong / 2)
        below += wrong
    return wins / (len(positive) * len(negative))


def _summary(file: Path, m: Measured) -> Figures:
    """ROUGE-1 F of as many of our sentences as the reference has, beside as many from the top of the text.

    Needs `rouge-score`, which only the development environment has.
    """
    scorer = import_module("rouge_score.rouge_scorer").RougeScorer(["rouge1"], use_stemmer=True)
    ours, lead = [], []
    for row in rows_of(file, m.some):
        document, reference = detokenized(row["document"]), row["summary"]
        if not document.strip():
            continue
        length = max(1, min(3, len(sentences_of(reference))))
        picked = [sentence.text for sentence in m.read(document, None, None).summary.sentences][:length]
        ours.append(100 * scorer.score(reference, " ".join(picked))["rouge1"].fmeasure)
        lead.append(100 * scorer.score(reference, " ".join(sentences_of(document)[:length]))["rouge1"].fmeasure)
    return {"rouge1": fmean(ours), "lead": fmean(lead)}


def _html(file: Path, m: Measured) -> Figures:
    """F1 over snippets that a page's text must have and must not have (pages in `pages.tar.xz` beside the file)."""
    expected = json.loads(file.read_text(encoding="utf-8"))
    count = Counts()
    for url, snippets in m.some.of(list(expected.items())):
        text = _page_text(_pages(file.parent / "pages.tar.xz").get(snippets["file"]), url)
        kept = sum(snippet in text for snippet in snippets["with"])
        count.right += kept
        count.missed += len(snippets["with"]) - kept
        count.wrong += sum(snippet in text for snippet in snippets["without"])
    return {"f1": count.f1}


@cache
def _pages(archive: Path) -> dict[str, bytes]:
    with tarfile.open(archive) as tar:
        return {Path(m.name).name: f.read() for m in tar if m.isfile() and (f := tar.extractfile(m))}


def _page_text(page: bytes | None, url: str) -> str:
    try:
        return extract_article(page or b"", content_type="text/html", url=url).text
    except TocsinError:
        return ""


TASKS: dict[str, tuple[str, Callable[[Path, Measured], Figures]]] = {
    "attribution": ("attribution/*.jsonl", _attribution),
    "html": ("html/evaldata.json", _html),
    "same-claim": ("same_claim/*.tsv", _same_claim),
    "stories": ("stories/*.jsonl", _stories),
    "summary": ("summary/*.jsonl", _summary),
    "support": ("support/*.jsonl", _support),
    "topics": ("topics/*.jsonl", _topics),
}
