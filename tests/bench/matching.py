"""What matching by what claims assert costs beside matching by words: `python -m tests.bench.matching [EVENTS]`.

The claims of the generated corpus are entered into ledgers of their events, both ways in turns, with nothing remembered
of the texts; processor time, the least of `TURNS`.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from unittest import mock

from tests.eval.corpus.generate import corpus

from tocsin.engine.assertions import read
from tocsin.engine.embedded import analyze_text
from tocsin.stories import enter as entering
from tocsin.stories import relations, sightings
from tocsin.stories.ledger import Ledger
from tocsin.stories.origins import default_sources
from tocsin.stories.relations import APART, Relation
from tocsin.stories.sightings import SAME, Sighting, about_the_same, numbers_exclude

TURNS = 5
EVENTS = 40
Entry = tuple[int, str, Sequence[Sighting], datetime]
Matcher = Callable[..., Relation]


def by_words(known: Sighting, new: Sighting, _: object = ()) -> Relation:
    """As the first version did."""
    likeness = about_the_same(known, new)
    if likeness < SAME:
        return APART
    at_odds = known.denies != new.denies or numbers_exclude(known, new)
    return Relation("conflict" if at_odds else "same", likeness)


def entries(events: int) -> list[Entry]:
    """By event: article, claims, when it came in."""
    sources = default_sources()
    found: list[Entry] = []
    for item in corpus(events, events * 10):
        article = item.article
        analysis = analyze_text(article.text, article.title, article.language, article.published_at)
        claims = sightings.sightings(article, analysis, sources.origin(article), sources, item.at)
        found.append((item.event, article.id, claims, item.at))
    return found


def turn(matcher: Matcher, told: Sequence[Entry]) -> float:
    """Milliseconds of one run."""
    with _forgetful(), mock.patch.object(entering, "relation", matcher):
        ledgers: dict[int, Ledger] = {}
        started = time.process_time()
        for event, article, claims, at in told:
            ledgers[event] = entering.enter(ledgers.get(event, Ledger()), article, claims, at).ledger
        return 1_000 * (time.process_time() - started)


@contextmanager
def _forgetful() -> Iterator[None]:
    for remembered in (read._read, relations._compared, sightings._bare):
        remembered.cache_clear()
    yield


def main() -> None:
    told = entries(int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS)
    gc.freeze()  # the corpus is no part of a process that matches
    times: dict[str, list[float]] = {"words": [], "assertions": []}
    for _ in range(TURNS):
        times["words"].append(turn(by_words, told))
        times["assertions"].append(turn(relations.relation, told))
    least = {name: min(those) for name, those in times.items()}
    sys.stdout.write("| | ms an article |\n|---|---|\n")
    for name, whole in least.items():
        sys.stdout.write(f"| by {name} | {whole / len(told):.2f} |\n")
    sys.stdout.write(f"| times | {least['assertions'] / least['words']:.2f} |\n")


if __name__ == "__main__":
    main()
