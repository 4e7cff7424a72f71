"""Load beside poison and floods, through the deployed local stack: `python -m tests.bench.load [--articles 500]`.

Sound articles, each of an event of its own that a watch rings for, are uploaded at a steady pace. Among them are
articles that no code can bring to a story (their stored analyses are damaged: the dead letters that there must be) and
uploads made to be slow (they must be rejected); beside them are floods without a key. Prints in Markdown how long the
sound ones took from upload to the alert that was published, and holds the sums to what is known: exits with 1 if a
sound article rang for nobody or anything but the poison is among the dead letters.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

from tests.bench.corpus import SYLLABLES
from tests.bench.local_stack import _waiting

from tocsin.aws import keys
from tocsin.aws.keys import upload_id
from tocsin.aws.records import Head
from tocsin.aws.services import Services
from tocsin.cli.target import Target
from tocsin.errors import NotFound
from tocsin.local import LocalStack, Project
from tocsin.watches.model import Delivery, Rule, Watch, WordRule

ARTICLES = 500
POISON = 3
PACE = 2.0
"""Articles a second."""
LIMIT_SECONDS = 420.0
FLOODS = 2
MOST_PER_HOUR = 1_000
DEAD = ("IntakeDeadLetters", "CorrelateDeadLetters", "OutboxDeadLetters")


@dataclass
class Seen:
    """What came of a run. Seconds are by the clock of this machine, which all parts of the stack share."""

    seconds: list[float] = field(default_factory=list)
    unsent: int = 0
    """Sound articles without a published alert when the time was over."""
    dead: dict[str, int] = field(default_factory=dict)
    rejected: int = 0
    answers: Counter[int] = field(default_factory=Counter)
    """Of the floods, by status; 0 for none."""
    took: float = 0.0


def name(number: int) -> str:
    """A name that no other article has: three syllables of sixteen."""
    return "".join(SYLLABLES[number // 16**place % 16] for place in range(3)).capitalize()


def sound(number: int) -> str:
    """An article of an event of its own, with the words that the watch waits for."""
    own = name(number)
    return (
        f"Flood siren sounds in {own}\n\nThe council of {own} said on Monday that the flood siren had sounded "
        f"and that {100 + number} people had left the quarter of {own}quay.\n\n"
        f'"We closed the {own} bridge at noon," mayor Ada {own}sen told reporters.\n'
    )


def slow(number: int) -> bytes:
    """A feed whose tags nothing closes, over which its parser would sit for minutes."""
    opened = f"<item><title>Slow {number}</title><description>".encode()
    return b"<?xml version='1.0'?><rss version='2.0'><channel><title>x</title>" + opened + b"<b>" * 700_000


def main() -> int:
    """Run and print. Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--pace", type=float, default=PACE, help="articles a second")
    parser.add_argument("--limit", type=float, default=LIMIT_SECONDS, help="seconds after which it gives up")
    arguments = parser.parse_args()
    wanted = (arguments.articles, arguments.pace, arguments.limit)
    seen = deployed(*wanted)
    show(seen, arguments.articles, arguments.pace)
    wrong = list(faults(seen))
    sys.stdout.write("".join(f"\nWRONG: {line}\n" for line in wrong) or "\nAll sums add up.\n")
    return 1 if wrong else 0


def deployed(articles: int, pace: float, limit: float) -> Seen:
    """Through the deployed local stack."""
    with (
        tempfile.TemporaryDirectory() as folder,
        LocalStack(Path(folder) / "state", project=Project.find(), auth=True) as stack,
    ):
        stack.deploy()
        os.environ.update(stack.connection.environment())
        seen = Seen()
        with flooding(stack.outputs["ApiUrl"], seen):
            run(Target(stack.outputs).services, seen, articles, pace, limit)
        seen.dead = {name: next(_waiting(stack, (f"{name}Url",))) for name in DEAD}
    return seen


def run(services: Services, seen: Seen, articles: int, pace: float, limit: float) -> None:
    """Upload at a pace, wait until all rang, and read what was published."""
    rule, often = Rule(words=WordRule(all=("flood siren",))), Delivery(most_per_hour=MOST_PER_HOUR)
    services.watches.create(Watch("load", "Load", rule, delivery=often))
    model = _first(services, limit)
    began, put = time.monotonic(), dict[str, datetime]()
    every = max(1, articles // POISON)
    for number in range(1, articles + 1):
        _wait_until(began + number / pace)
        put[upload(services, f"sound-{number}.txt", sound(number).encode())] = datetime.now(UTC)
        if number % every == 0 and number // every <= POISON:
            upload(services, f"slow-{number}.xml", slow(number))
            plant(services, model, number // every)
    while time.monotonic() - began < limit and not _over(services, articles):
        time.sleep(1)
    seen.took = time.monotonic() - began
    measure(services, put, seen)
    seen.rejected = len(services.uploads.page("rejected", limit=100).items)


def upload(services: Services, called: str, data: bytes) -> str:
    """Put an object under `uploads/`; the upload's id."""
    key = f"uploads/load/{called}"
    services.objects.put_upload(key, data, "text/xml" if called.endswith("xml") else "text/plain", {})
    return upload_id(key)


def plant(services: Services, model: Head, number: int) -> None:
    """An article as analyze leaves it, but for its analysis, which no code can read."""
    article = keys.digest("load-poison", str(number))
    services.objects.put_text(article, f"Poison {number}")
    pk, sk = keys.analysis(article, model.v)
    services.table.put({"pk": pk, "sk": sk, "body": b"damaged"})
    services.articles.put_head(replace(model, card=replace(model.card, id=article), story=None))
    services.queues.correlate(article, model.v)


@contextmanager
def flooding(url: str, seen: Seen) -> Iterator[None]:
    """Requests without a key, large ones, at a tenth of a second after the answer to the one before."""
    ended = threading.Event()

    def flood() -> None:
        while not ended.is_set():
            request = urllib.request.Request(f"{url}/v1/watches", data=b"[" * 200_000, method="POST")  # noqa: S310  # loopback
            request.add_header("Content-Type", "application/json")
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  # loopback
                    seen.answers[answer.status] += 1
            except urllib.error.HTTPError as error:
                seen.answers[error.code] += 1
                error.close()
            except OSError:
                seen.answers[0] += 1
            ended.wait(0.1)

    threads = [threading.Thread(target=flood, daemon=True) for _ in range(FLOODS)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        for thread in threads:
            thread.join(30)


def measure(services: Services, put: dict[str, datetime], seen: Seen) -> None:
    """Seconds from each upload to the first message that told its article."""
    told: dict[str, str] = {}
    position = None
    while True:
        page = services.alerts.page("watch-alert", "load", limit=100, position=position)
        for sent in page.items:
            if sent.sent_at is not None:
                told[sent.alert.article] = min(sent.sent_at, told.get(sent.alert.article, sent.sent_at))
        position = page.next
        if position is None:
            break
    for one, at in put.items():
        sent_at = told.get(services.uploads.get(one).article or "")
        if sent_at is None:
            seen.unsent += 1
        else:
            seen.seconds.append((datetime.fromisoformat(sent_at) - at).total_seconds())


def show(seen: Seen, articles: int, pace: float) -> None:
    cuts = quantiles(seen.seconds, n=100, method="inclusive") if len(seen.seconds) > 1 else [0.0] * 99
    rows = {
        "sound articles, at a pace of": f"{articles}, {pace:g} a second",
        "upload to alert, median": f"{median(seen.seconds or [0]):.1f} s",
        "upload to alert, p95": f"{cuts[94]:.1f} s",
        "upload to alert, longest": f"{max(seen.seconds or [0]):.1f} s",
        "sound ones that told nobody": str(seen.unsent),
        "slow uploads rejected": f"{seen.rejected} of {POISON}",
        "dead letters (poison: one each)": f"{sum(seen.dead.values())} of {POISON}",
        "keyless requests, by status": ", ".join(
            f"{status}: {count}" for status, count in sorted(seen.answers.items())
        ),
        "all of it": f"{seen.took:.0f} s",
    }
    sys.stdout.write("| | |\n|---|---|\n" + "".join(f"| {key} | {value} |\n" for key, value in rows.items()))


def faults(seen: Seen) -> Iterator[str]:
    """What does not hold."""
    if seen.unsent:
        yield f"{seen.unsent} sound articles rang for nobody"
    if seen.dead != {"IntakeDeadLetters": 0, "CorrelateDeadLetters": POISON, "OutboxDeadLetters": 0}:
        yield f"other dead letters than the poison: {seen.dead}"
    if seen.rejected != POISON:
        yield f"{seen.rejected} of {POISON} slow uploads were rejected"
    if set(seen.answers) - {0, 401, 413, 429}:
        yield f"keyless requests were answered with {dict(seen.answers)}"


def _first(services: Services, limit: float) -> Head:
    """The head of one article, which also warms every function up."""
    one, deadline = upload(services, "first.txt", sound(0).encode()), time.monotonic() + limit
    while time.monotonic() < deadline:
        try:
            article = services.uploads.get(one).article
        except NotFound:
            article = None
        if article is not None:
            return services.articles.head(article)
        time.sleep(0.5)
    raise SystemExit("the stack analyzes nothing")


def _over(services: Services, articles: int) -> bool:
    """Whether every sound article rang, and the slow uploads are rejected."""
    count, position = 0, None
    while True:
        page = services.alerts.page("watch-alert", "load", limit=100, position=position)
        count += sum(sent.sent_at is not None for sent in page.items)
        position = page.next
        if position is None:
            rejected = len(services.uploads.page("rejected", limit=POISON).items)
            return count > articles and rejected == POISON


def _wait_until(moment: float) -> None:
    time.sleep(max(0.0, moment - time.monotonic()))


if __name__ == "__main__":
    sys.exit(main())
