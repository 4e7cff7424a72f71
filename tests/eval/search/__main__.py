"""How well the search finds, as docs/evaluation.md tells it: `python -m tests.eval.search [--misses]`."""

from __future__ import annotations

import sys

from tests.eval.search.measure import asked, by_kind, ours, plain


def main() -> None:
    found, baseline = asked(ours), asked(plain)
    theirs = by_kind(baseline)
    sys.stdout.write("| questions | recall | nDCG@10 | MRR | wrong |\n|---|---|---|---|---|\n")
    for kind, own in by_kind(found).items():
        other = theirs[kind]
        pairs = ((own.recall, other.recall), (own.ndcg, other.ndcg), (own.mrr, other.mrr))
        cells = " | ".join(f"{one:.2f} ({two:.2f})" for one, two in pairs)
        sys.stdout.write(f"| {kind}, {own.questions} | {cells} | {own.wrong} ({other.wrong}) |\n")
    if "--misses" in sys.argv:
        for one in found:
            if one.missing or one.wrong or one.ndcg < 1:
                told = f"missing {one.missing}, wrong {one.wrong}, nDCG {one.ndcg:.2f}, found {one.found}"
                sys.stdout.write(f"{one.q} ({one.kind}): {told}\n")


if __name__ == "__main__":
    main()
