"""How long texts made to be slow take: `python -m tests.bench.hostile [--sizes ...] [FAMILY...]` prints Markdown.

Processor seconds of the whole engine over the families of tests/fuzz/families.py; growth is how much longer the largest
takes than its length explains: 1.0 is linear.
"""

from __future__ import annotations

import argparse
import sys
import time

from tests.fuzz.families import FAMILIES

from tocsin import analyze_text

SIZES = (64_000, 256_000, 1_000_000)


def main() -> None:
    """Measure and print, a row as soon as it is known."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("families", nargs="*", metavar="FAMILY", help="all without any")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="code points")
    arguments = parser.parse_args()
    sizes: list[int] = sorted(arguments.sizes)
    for family in FAMILIES.values():
        analyze_text(family(100))  # lexicons are loaded on first use
    titles = " | ".join(f"{size / 1000:,.0f} kB, s" for size in sizes)
    sys.stdout.write(f"| family | {titles} | growth |\n|---|{'---|' * len(sizes)}---|\n")
    for name in arguments.families or FAMILIES:
        times = [_seconds(FAMILIES[name](size)) for size in sizes]
        growth = times[-1] / times[0] / (sizes[-1] / sizes[0])
        cells = " | ".join(f"{seconds:.2f}" for seconds in times)
        sys.stdout.write(f"| {name} | {cells} | {growth:.1f} |\n")
        sys.stdout.flush()


def _seconds(text: str) -> float:
    start = time.process_time()
    analyze_text(text)
    return time.process_time() - start


if __name__ == "__main__":
    main()
