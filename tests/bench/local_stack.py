"""Many articles through the deployed local stack: `python -m tests.bench.local_stack [--articles 500]`.

Uploads a made-up corpus with repeats and rubbish in it, waits until every queue is empty, and holds the sums to what is
known of the corpus: nothing lost, nothing doubled, no dead letters. Exits with 1 if they do not hold. Prints what it
took as a table in Markdown, with the processor time of the emulator and of each function.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from tests.bench.corpus import Corpus, write_corpus

from tocsin.aws.records import UploadState
from tocsin.cli.ingest import Outcome, ingest_files
from tocsin.cli.target import Target
from tocsin.codec import from_json
from tocsin.local import LocalStack, Project
from tocsin.watches.model import Watch

ARTICLES = 500
LIMIT_SECONDS = 900.0
PAGE = 100
_POLL_SECONDS = 0.25
_QUEUES = ("IntakeQueueUrl", "CorrelateQueueUrl", "OutboxQueueUrl")
_DEAD = ("IntakeDeadLettersUrl", "CorrelateDeadLettersUrl", "OutboxDeadLettersUrl")
_FUNCTION = re.compile(rb"AWS_LAMBDA_FUNCTION_NAME=tocsin-(\w+)Function-")


@dataclass
class Measured:
    """What was seen of one run."""

    outcomes: list[Outcome]
    settled_seconds: float
    """From the first upload until each has its final state."""
    correlated_seconds: float
    """From the first upload until all queues are empty."""
    listed: Counter[str] = field(default_factory=Counter)
    """Uploads by state, and articles, as the lists of the table have them."""
    dead_letters: int = 0
    alerts: int = 0
    stories: int = 0
    processor: dict[str, float] = field(default_factory=dict)


def main() -> int:
    """Run and print. Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--limit", type=float, default=LIMIT_SECONDS, help="seconds after which it gives up")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top)
        (folder / "corpus").mkdir()
        corpus = write_corpus(folder / "corpus", arguments.articles)
        project = Project.find()
        with LocalStack(folder / "state", project=project, auth=True) as stack:
            stack.deploy()
            os.environ.update(stack.connection.environment())
            target = Target(stack.outputs)
            target.services.watches.seed(from_json((project.root / "seeds/watches.json").read_bytes(), list[Watch]))
            measured = _run(stack, target, corpus, arguments.limit)
    _show(corpus, measured)
    wrong = list(_wrong(corpus, measured))
    sys.stdout.write("".join(f"\nWRONG: {line}" for line in wrong) or "\nAll sums add up.\n")
    return 1 if wrong else 0


def _run(stack: LocalStack, target: Target, corpus: Corpus, limit: float) -> Measured:
    before = dict(_processor_seconds(stack.connection.pid))
    started = time.monotonic()
    outcomes = ingest_files(target, corpus.files, timeout=limit, console=Console(quiet=True))
    settled = time.monotonic() - started
    while any(_waiting(stack, _QUEUES)) and time.monotonic() - started < limit:
        time.sleep(_POLL_SECONDS)
    found = Measured(outcomes, settled, time.monotonic() - started)
    after = dict(_processor_seconds(stack.connection.pid))
    found.processor = {name: seconds - before.get(name, 0.0) for name, seconds in after.items()}
    states: tuple[UploadState, ...] = ("pending", "received", "retrying", "analyzed", "duplicate", "rejected", "failed")
    services = target.services
    for state in states:
        found.listed[state] = _length(lambda at, state=state: services.uploads.page(state, limit=PAGE, position=at))  # type: ignore[misc]  # a default binds the loop's variable
    found.listed["articles"] = _length(lambda at: services.articles.page("article", "all", limit=PAGE, position=at))
    found.stories = _length(lambda at: services.stories.page(limit=PAGE, position=at))
    found.alerts = _length(lambda at: services.alerts.page("alert", "all", limit=PAGE, position=at))
    found.dead_letters = sum(_waiting(stack, _DEAD))
    return found


def _waiting(stack: LocalStack, outputs: tuple[str, ...]) -> Iterator[int]:
    """Messages of the queues, waiting or being worked on."""
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    sqs = stack.client("sqs")
    for output in outputs:
        answer = sqs.get_queue_attributes(QueueUrl=stack.outputs[output], AttributeNames=names)
        yield sum(int(answer["Attributes"][name]) for name in names)


def _length(page: Callable[[str | None], object]) -> int:
    """Items of a list, page by page."""
    total, position = 0, None
    while True:
        found = page(position)
        total += len(found.items)  # type: ignore[attr-defined]  # pages of several kinds of item
        position = found.next  # type: ignore[attr-defined]  # as above
        if position is None:
            return total


def _processor_seconds(emulator: int) -> Iterator[tuple[str, float]]:
    """Processor seconds so far of the emulator and, by function, of the workers that live."""
    tick = os.sysconf("SC_CLK_TCK")
    totals: Counter[str] = Counter()
    for process in (folder for folder in Path("/proc").iterdir() if folder.name.isdigit()):
        try:
            fields = (process / "stat").read_text().rpartition(")")[2].split()
            environment = (process / "environ").read_bytes()
        except OSError:
            continue  # ended meanwhile, or somebody else's
        name = _FUNCTION.search(environment)
        if int(process.name) == emulator:
            totals["emulator"] += int(fields[11]) + int(fields[12])
        elif int(fields[1]) == emulator and name:
            totals[name.group(1).decode().lower()] += int(fields[11]) + int(fields[12])
    for part, ticks in sorted(totals.items()):
        yield part, ticks / tick


def _wrong(corpus: Corpus, measured: Measured) -> Iterator[str]:
    """What does not add up."""
    states = Counter(outcome.state for outcome in measured.outcomes)
    expected = {"analyzed": corpus.texts, "duplicate": corpus.again, "rejected": corpus.broken}
    if states != expected:
        yield f"outcomes are {dict(states)}, not {expected}"
    for name, count in {**expected, "articles": corpus.texts}.items():
        if measured.listed[name] != count:
            yield f"the list of {name} has {measured.listed[name]} entries, not {count}"
    for name in ("pending", "received", "retrying", "failed"):
        if measured.listed[name]:
            yield f"{measured.listed[name]} uploads are left {name}"
    if len({outcome.article for outcome in measured.outcomes if outcome.state == "analyzed"}) != corpus.texts:
        yield "two uploads were analyzed as the same article"
    if any(outcome.state == "rejected" and not outcome.reason for outcome in measured.outcomes):
        yield "a rejected upload has no reason"
    if measured.dead_letters:
        yield f"there are {measured.dead_letters} dead letters"
    if not 0 < measured.stories <= corpus.texts:
        yield f"{measured.stories} stories cannot be"


def _show(corpus: Corpus, measured: Measured) -> None:
    files = len(corpus.files)
    rows = [
        ("files uploaded", f"{files}"),
        *((name, f"{measured.listed[name]}") for name in ("analyzed", "duplicate", "rejected")),
        ("articles, stories, alerts", f"{measured.listed['articles']}, {measured.stories}, {measured.alerts}"),
        ("dead letters", f"{measured.dead_letters}"),
        ("until each upload had its state", f"{measured.settled_seconds:.1f} s"),
        ("until all queues were empty", f"{measured.correlated_seconds:.1f} s"),
        ("files a second, end to end", f"{files / measured.correlated_seconds:.1f}"),
    ]
    for name, seconds in measured.processor.items():
        rows.append((f"processor time, {name}", f"{seconds:.1f} s ({1000 * seconds / files:.0f} ms a file)"))
    sys.stdout.write("| what | figure |\n|---|---|\n")
    for name, value in rows:
        sys.stdout.write(f"| {name} | {value} |\n")


if __name__ == "__main__":
    sys.exit(main())
