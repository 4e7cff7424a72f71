"""`python -m tests.eval.perturbed [--failures]`: the gate's table per kind, and what it got wrong."""

from __future__ import annotations

import sys

from tests.eval.perturbed.score import FLOORS, judged, table


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main() -> int:
    """Print the table; 1 if a floor is broken."""
    results = judged()
    if "--failures" in sys.argv[1:]:
        for case, answer in results:
            if (not answer.reasons) != case.supported:
                _say(f"{case.kind}.{case.language} {answer.reasons}\n  {case.sentence}\n  < {case.source}")
    rows = table(results)
    _say(f"{'kind':<12}{'cases':>7}{'right':>9}{'floor':>9}   en     ru     uk")
    for row in rows:
        each = "  ".join(f"{share:.3f}" for share in row.languages)
        _say(f"{row.kind:<12}{row.cases:>7}{row.right:>9.4f}{FLOORS.get(row.kind, 0):>9.2f}   {each}")
    _say(f"{'all':<12}{sum(row.cases for row in rows):>7}")
    return int(any(row.right < FLOORS.get(row.kind, 0) for row in rows))


if __name__ == "__main__":
    sys.exit(main())
