"""What the gate keeps and drops of sentences that people wrote or judged, put to it as if a model had written them.

Each sentence goes the whole way of a model's summary: pointing to sentences, drafting, the gate at its working
threshold. The faithful and unfaithful shortenings are what summarizers wrote and people judged (the pairs of Falke et
al., ACL 2019); reference summaries are people's own words, which mostly are no shortenings; summaries of other articles
are what no article carries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from tocsin.engine.compare.words import words
from tocsin.engine.embedded import analyze_text
from tocsin.engine.gate import admit
from tocsin.evaluation.texts import EVERYTHING, Some, detokenized, rows_of, sentences_of
from tocsin.model import Analysis, Summary, Versions
from tocsin.text.document import Document, read

if TYPE_CHECKING:
    from rich.table import Table

Truth = Literal["supported", "unsupported", "verbatim", "foreign", "unjudged"]
"""The first two as people judged; verbatim are whole sentences of the text, foreign ones are of another text."""
POINTED = 3
"""Sentences that a written one points to: those of the text that share the most of its words."""


@dataclass(slots=True)
class Judged:
    """What became of one kind of sentences; `dropped` by the gravest reason."""

    kind: str
    truth: Truth
    sentences: int = 0
    dropped: Counter[str] = field(default_factory=Counter)

    @property
    def kept(self) -> int:
        return self.sentences - self.dropped.total()


def measure_gate(folder: Path, some: Some = EVERYTHING) -> list[Judged]:
    """All kinds of sentences that the folder has, in so much of each file."""
    found: dict[str, Judged] = {}
    for kind, truth, text, written in _cases(folder, some):
        judged = found.setdefault(kind, Judged(kind, truth))
        judged.sentences += 1
        reason = why_dropped(text, written)
        if reason is not None:
            judged.dropped[reason] += 1
    return list(found.values())


def gate_figures(kinds: Sequence[Judged]) -> dict[str, float]:
    """Of the judged: the share of the unsupported that is dropped, of the supported that is kept, and of what is
    dropped the share that is unsupported."""
    bad = [one for one in kinds if one.truth == "unsupported"]
    good = [one for one in kinds if one.truth == "supported"]
    if not bad or not good:
        return {}
    caught, lost = (sum(one.dropped.total() for one in some) for some in (bad, good))
    return {
        "unsupported_dropped": caught / sum(one.sentences for one in bad),
        "supported_kept": sum(one.kept for one in good) / sum(one.sentences for one in good),
        "dropped_precision": caught / (caught + lost),
    }


def why_dropped(text: str, written: str) -> str | None:
    """The reason for which a model's sentence on this text is not shown; None if it is."""
    from tocsin.engine.openai.answer import Answer, SummaryItem  # noqa: PLC0415  # pydantic is this engine's alone
    from tocsin.engine.openai.draft import Drafter  # noqa: PLC0415  # as above

    doc = read(text, language="en")
    base = Analysis("en", Summary(), (), (), (), (), Versions("openai/measured", "", ""))
    drafter = Drafter(doc, base)
    item = SummaryItem(sentences=_pointed(doc, written), text=written)
    answer = Answer(summary=[item], claims=[], topics=[])
    drafted = drafter.summary(answer, range(len(doc.sentences)))
    draft = Analysis("en", Summary(tuple(drafted)), (), (), (), (), base.versions)
    dropped = (*drafter.counted(), *admit(draft, text).dropped)
    return dropped[0].reason if dropped else None


def _pointed(doc: Document, written: str) -> list[int]:
    """Numbers, from one, of the sentences that share the most words with what was written, in reading order."""
    wanted = {word.stem for word in words(written) if not word.closed}
    shares = [
        (-len(wanted & {word.stem for word in words(doc.quote(sentence.span)) if not word.closed}), number)
        for number, sentence in enumerate(doc.sentences)
    ]
    return sorted(number + 1 for _, number in sorted(shares)[:POINTED])


def _cases(folder: Path, some: Some) -> Iterator[tuple[str, Truth, str, str]]:
    for file in sorted(folder.glob("support/*.jsonl")):
        for row in rows_of(file, some):
            yield "faithful shortenings", "supported", row["article_sent"], row["correct_sent"]
            yield "unfaithful shortenings", "unsupported", row["article_sent"], row["incorrect_sent"]
    for file in sorted(folder.glob("summary/*.jsonl")):
        rows = [row for row in rows_of(file, some) if row["document"].strip()]
        yield from _summaries(file.stem, rows)


def _summaries(name: str, rows: Sequence[dict[str, Any]]) -> Iterator[tuple[str, Truth, str, str]]:
    texts = [detokenized(row["document"]) for row in rows]
    for number, (row, text) in enumerate(zip(rows, texts, strict=True)):
        for taken in analyze_text(text).summary.sentences:
            yield f"{name}: whole sentences", "verbatim", text, taken.text
        for sentence in sentences_of(detokenized(row["summary"])):
            yield f"{name}: people's summaries", "unjudged", text, sentence
            if len(rows) > 1:
                yield f"{name}: of another article", "foreign", texts[number - 1], sentence


def gate_table(kinds: Sequence[Judged], most_reasons: int = 4) -> Table:
    """A row for each kind, with the reasons that drop the most of it."""
    from rich.table import Table  # noqa: PLC0415  # only people look at tables

    shown = Table("sentences", "are", "n", "kept", "dropped", "by")
    for one in kinds:
        reasons = ", ".join(f"{reason} {count}" for reason, count in one.dropped.most_common(most_reasons))
        share = f"{one.kept / one.sentences:.1%}"
        shown.add_row(one.kind, one.truth, str(one.sentences), share, str(one.dropped.total()), reasons)
    return shown
