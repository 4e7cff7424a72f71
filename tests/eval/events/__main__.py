"""`python -m tests.eval.events [open|locked]`: the table of docs/stories.md, from events told in several languages."""

from __future__ import annotations

import sys

from tests.eval.events.measure import Half, measure


def main() -> None:
    halves: dict[str, Half] = {"open": "open", "locked": "locked"}
    half = halves[sys.argv[1]] if len(sys.argv) > 1 else None
    for name, value in measure(half).items():
        sys.stdout.write(f"| {name.replace('_', ' ')} | {value:.3f} |\n".replace(".000 |", " |"))


if __name__ == "__main__":
    main()
