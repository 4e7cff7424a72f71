"""`python -m tests.injection`: a table of attacks and of what stopped each; exit status 1 if one came through."""

from __future__ import annotations

import sys
from collections import Counter

from rich.console import Console
from rich.table import Table
from tests.injection.suite import read_attacks, suite


def main() -> int:
    console = Console()
    table = Table("attack", "texts", "through", "what stopped it")
    with suite() as running:
        outcomes = [running.run(attack) for attack in read_attacks()]
    for kind in dict.fromkeys(outcome.attack.kind for outcome in outcomes):
        these = [outcome for outcome in outcomes if outcome.attack.kind == kind]
        stopped: Counter[str] = sum((outcome.stopped for outcome in these), Counter())
        through = [f"{o.attack.language}: {breach}" for o in these for breach in o.breaches]
        words = ", ".join(f"{name} {count}" for name, count in stopped.most_common(5))
        table.add_row(kind, str(len(these)), "\n".join(through) or "0", words)
    console.print(table)
    came = sum(bool(outcome.breaches) for outcome in outcomes)
    console.print(f"{len(outcomes)} attacks, {came} came through")
    return 1 if came else 0


if __name__ == "__main__":
    sys.exit(main())
