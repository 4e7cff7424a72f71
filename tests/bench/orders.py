"""How much depends on the order in which articles come: `python -m tests.bench.orders [--events 30] [--shuffles 4]`.

The generated corpus goes through the steps in memory in the order of its coming, and again with each article up to so
many places from its own. What a story is, who rang and what each claim's state became is compared, not byte for byte.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tests.bench.disturbance import articles, as_json
from tests.bench.drive import Line, Upload
from tests.bench.memory_aws import Ticking, in_memory
from tests.eval.corpus.measure import WATCHES

from tocsin.aws.engines import embedded
from tocsin.model import Article

NEAR = (12, 60)
"""How many places an article may move: within minutes, within an hour or more."""


@dataclass(frozen=True)
class Left:
    """What a run left: stories by their articles, the watches that rang for each, and its claims with their states."""

    stories: frozenset[frozenset[str]]
    rang: frozenset[tuple[str, frozenset[str]]]
    claims: frozenset[tuple[frozenset[str], str, str]]
    updates: int


def left(found: Sequence[Article]) -> Left:
    """Feed articles in this order."""
    services, clients = in_memory(embedded, Ticking(datetime.now(UTC)))
    for watch in WATCHES:
        services.watches.create(watch)
    now = datetime.now(UTC)
    Line(services, clients).feed(Upload(f"{article.id}.json", as_json(article), now, {}) for article in found)
    of: dict[str, set[str]] = defaultdict(set)
    for (pk, sk), stored in clients.dynamodb.items.items():
        if sk == "#HEAD":
            of[services.stories.story(stored.item["story"]["S"]).id].add(pk)
    members = {story: frozenset(those) for story, those in of.items()}
    claims = set()
    for story, told in members.items():
        file = json.loads(zlib.decompress(bytes(clients.dynamodb.items[f"STORY#{story}", "FILE"].item["data"]["B"])))
        claims |= {(told, claim["current"]["text"], claim["state"]) for claim in file["ledger"]["claims"]}
    ids = [pk.partition("#")[2] for pk, sk in clients.dynamodb.items if sk == "ALERT"]
    alerts = [services.alerts.get(alert).alert for alert in ids]
    rang = {(a.watch, members[services.stories.story(a.story).id]) for a in alerts if a.msg_type == "alert"}
    updates = sum(alert.msg_type != "alert" for alert in alerts)
    return Left(frozenset(members.values()), frozenset(rang), frozenset(claims), updates)


def shuffled(found: Sequence[Article], near: int, seed: int) -> list[Article]:
    """Each article within `near` places of its own."""
    chance = random.Random(seed)  # noqa: S311  # a seeded disorder
    placed = [(number + chance.random() * near, number) for number in range(len(found))]
    return [found[number] for _, number in sorted(placed)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=30, help="of ten articles each")
    parser.add_argument("--shuffles", type=int, default=4)
    chosen = parser.parse_args()
    found = articles(chosen.events, 10 * chosen.events)
    first = left(found)
    sys.stdout.write("| places moved | the same stories | the same alerts | the same claims in the same state |\n")
    sys.stdout.write("|---|---|---|---|\n")
    for near in NEAR:
        shares: Counter[str] = Counter()
        for seed in range(chosen.shuffles):
            other = left(shuffled(found, near, seed))
            for part in ("stories", "rang", "claims"):
                ours, theirs = getattr(first, part), getattr(other, part)
                shares[part] += len(ours & theirs) / len(ours | theirs)  # type: ignore[assignment]  # a Counter of shares
        cells = [f"{shares[part] / chosen.shuffles:.0%}" for part in ("stories", "rang", "claims")]
        sys.stdout.write(f"| {near:,} | {' | '.join(cells)} |\n")


if __name__ == "__main__":
    main()
