"""Two versions of a text: what the diff tells makes one out of the other, whatever the texts are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tocsin.web.diff import MOST_LINES, MOST_WORDS, Diff, Run, compare

LINES = st.lists(
    st.sampled_from(["Roads are shut.", "Ten roads are shut, she said.", "Он ушёл.", "a", "<b>x</b>"]), max_size=6
)


def told(diff: Diff, kind: str) -> str:
    """The changed lines of one version."""
    passages = ("".join(run.text for run in p.runs if run.kind in {"same", kind}) for p in diff.passages if p.runs)
    return "\n".join(text for text in passages if text)


def test_words_that_were_put_in_the_place_of_others_are_told_beside_each_other() -> None:
    diff = compare("Karvel\n\nTen roads are shut.", "Karvel\n\nTwelve roads are open.")
    [same, changed] = diff.passages
    assert same.unchanged == 1
    assert changed.runs == (
        Run("removed", "Ten"),
        Run("added", "Twelve"),
        Run("same", " roads are "),
        Run("removed", "shut"),
        Run("added", "open"),
        Run("same", "."),
    )
    assert (diff.added, diff.removed) == (2, 2)


@given(LINES, LINES)
def test_each_version_can_be_read_from_the_diff(before: list[str], after: list[str]) -> None:
    diff = compare("\n".join(before), "\n".join(after))
    stayed = sum(p.unchanged for p in diff.passages)
    for kind, lines in (("removed", before), ("added", after)):
        changed = told(diff, kind).split("\n") if told(diff, kind) else []
        assert len(changed) + stayed == len(lines)
        assert set(changed) <= set(lines)
    assert diff.complete


def test_very_long_texts_are_bounded_and_told_to_be() -> None:
    long = "\n".join(f"line {n}" for n in range(MOST_LINES + 5))
    assert not compare(long, long + "\nmore").complete
    words = " ".join(f"w{n}" for n in range(MOST_WORDS))
    [passage] = compare(words, f"{words} more").passages
    assert [run.kind for run in passage.runs] == ["removed", "added"]
