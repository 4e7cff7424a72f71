"""`python -m tests.eval.paraphrases [--failures]`: what the gate keeps and turns away; the open half's faults."""

from __future__ import annotations

import sys

from tests.eval.paraphrases.score import HALVES, judged, row


def main() -> None:
    """Print the shares of each half."""
    for half in HALVES:
        answers = judged(half)
        kept, dropped = row(answers)
        sys.stdout.write(f"{half:<8} kept {kept:.2f}  dropped {dropped:.2f}  of {len(answers)}\n")
        for case, answer in answers if half == "open" and "--failures" in sys.argv[1:] else []:
            if answer.ok != case.faithful:
                sys.stdout.write(f"{'+' if case.faithful else '-'} {answer.score} {answer.reasons} {case.sentence}\n")


if __name__ == "__main__":
    main()
