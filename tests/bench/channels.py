"""From an upload to each channel's server and to a subscriber of SNS: `python -m tests.bench.channels [--articles 20]`.

The deployed local stack, with servers of ours in the shape of each service. One article after another, each of a story
of its own that a watch rings for; the clock runs from before the upload to the request at the server. Prints p50 and
p95 as a table in Markdown, beside what the stack itself tells. Exits with 1 where an alert came twice or not at all.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from tests.integration.desks import TOKEN, Desk, serving

from tocsin.api.subscriptions import SubscriptionRequest, add_subscription
from tocsin.channels.model import CARRIED, CHANNELS
from tocsin.cli.subscriber import Subscriber
from tocsin.cli.target import Target
from tocsin.local import LocalStack, Project
from tocsin.subscriptions.times import ChannelTimes, percentile, times
from tocsin.watches.model import Delivery, Rule, Watch, WordRule

ARTICLES = 20
LONGEST = 60.0
"""Seconds that one alert is waited for."""
POLL_SECONDS = 0.02
SNS = "SNS, http"
POSTED = tuple(name for name in CHANNELS if name not in CARRIED)
PATHS = {
    "/in": "webhook",
    "/api/chat.postMessage": "slack",
    "/api/webhooks": "discord",
    "/workflows": "teams",
    f"/bot{TOKEN}": "telegram",
    "/_matrix": "matrix",
    "/hooks": "mattermost",
    "/1/messages": "pushover",
    "/v2/enqueue": "pagerduty",
    "/v2/alerts": "opsgenie",
    "/": "ntfy",
}
WATCH = Watch(
    "bells", "Bells", Rule(words=WordRule(any=("belfry",))), delivery=Delivery(cooldown_minutes=0, most_per_hour=1_000)
)


def main() -> int:
    """Run and print. Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    count = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as folder, serving() as desk:
        parameters = {"AllowedHosts": "127.0.0.1"}
        with LocalStack(Path(folder), project=Project.find(), auth=True, parameters=parameters) as stack:
            stack.deploy()
            os.environ.update(stack.connection.environment())
            target = Target(stack.outputs)
            target.services.watches.create(WATCH)
            for name in POSTED:
                endpoint, secret = desk.addresses()[name]
                request = SubscriptionRequest(protocol=name, endpoint=endpoint, secret=secret)
                add_subscription(target.services, request, local=True)
            with Subscriber(target.services.clients.sns, stack.outputs["TopicArn"]) as subscriber:
                subscriber.subscribe()
                found = measured(target, desk, subscriber, count)
            told: dict[str, ChannelTimes] = {
                one.protocol: one for one in times(target.services.deliveries, target.services.channels.all())
            }
    return shown(found, told, count)


def shown(found: dict[str, list[float]], told: dict[str, ChannelTimes], count: int) -> int:
    """The table, and whether every alert came everywhere once: the exit status."""
    sys.stdout.write("| to | alerts | p50 | p95 | as the stack tells: p50 | p95 |\n|---|---|---|---|---|---|\n")
    for name in (SNS, *POSTED):
        own, of = told.get(name), sorted(found[name]) or [0.0]
        beside = f"{own.p50:.1f} s | {own.p95:.1f} s" if own and own.p50 is not None and own.p95 is not None else " | "
        row = f"| {name} | {len(found[name])} | {percentile(of, 50):.1f} s | {percentile(of, 95):.1f} s | {beside} |"
        sys.stdout.write(row + "\n")
    wrong = [name for name in (SNS, *POSTED) if len(found[name]) != count]
    sys.stdout.write(f"\nWRONG: {', '.join(wrong)}\n" if wrong else "\nEvery alert came to every subscriber once.\n")
    return 1 if wrong else 0


def measured(target: Target, desk: Desk, subscriber: Subscriber, count: int) -> dict[str, list[float]]:
    """Seconds from upload to arrival, of each alert at each subscriber; the first article, which starts all workers, is
    left out."""
    services, found = target.services, defaultdict[str, list[float]](list)
    for number in range(count + 1):
        seen, begun = len(desk.taken), time.monotonic()
        services.objects.put_upload(f"uploads/bells/{number}.txt", article(number).encode(), "text/plain", {})
        arrived = subscriber.next(LONGEST)
        at_subscriber = time.monotonic() - begun
        while len(desk.taken) < seen + len(POSTED) and time.monotonic() - begun < LONGEST:
            time.sleep(POLL_SECONDS)
        if number == 0:
            continue
        found[SNS] += [at_subscriber] if arrived is not None else []
        for taken, at in zip(desk.taken[seen:], desk.times[seen:], strict=False):
            found[channel_of(taken.path)].append(at - begun)
    return found


def channel_of(path: str) -> str:
    return next(name for start, name in PATHS.items() if path.startswith(start))


def article(number: int) -> str:
    """Of words that no other article has, but for the one that the watch asks for."""
    choice = random.Random(number)  # noqa: S311  # made-up words, no secret

    def word() -> str:
        return "".join(choice.choice("bdfgklmnprstvz") + choice.choice("aeiou") for _ in range(choice.randint(2, 4)))

    def sentence() -> str:
        return " ".join(word() for _ in range(9)).capitalize() + "."

    town = word().capitalize()
    text = " ".join(sentence() for _ in range(8))
    return f"The belfry of {town} rings at {word()}\n\nThe mayor of {town} said that the belfry would ring.\n\n{text}\n"


if __name__ == "__main__":
    sys.exit(main())
