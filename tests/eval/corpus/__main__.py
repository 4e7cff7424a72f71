"""`python -m tests.eval.corpus [EVENTS]`: the table of docs/stories.md, from the generated corpus."""

from __future__ import annotations

import sys

from tests.eval.corpus.generate import corpus
from tests.eval.corpus.measure import measure


def main() -> None:
    events = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    for name, value in measure(corpus(events, events * 10)).items():
        sys.stdout.write(f"| {name.replace('_', ' ')} | {value:.3f} |\n".replace(".000 |", " |"))


if __name__ == "__main__":
    main()
