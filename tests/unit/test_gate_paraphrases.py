"""Paraphrases of our own texts: a good share of the faithful ones is kept, and hardly an unfaithful one."""

from __future__ import annotations

import pytest
from tests.eval.paraphrases.score import HALVES, judged, row

from tocsin import support


@pytest.mark.parametrize("half", HALVES)
def test_faithful_paraphrases_are_kept_and_unfaithful_ones_are_not(half: str) -> None:
    kept, dropped = row(judged(half))
    assert kept >= 0.4
    assert dropped >= 0.95


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Orlov was killed by Keel.", "Keel killed Orlov."),
        ("Prosecutors said that Sergei Tal was arrested.", "Sergei Tal was arrested, prosecutors said."),
        ("The store was destroyed by a fire on Sunday night.", "A fire destroyed the store on Sunday night."),
    ],
)
def test_a_single_sentence_carries_its_passive_and_reported_speech(sentence: str, source: str) -> None:
    assert support(sentence, source).verdict in ("supported", "verbatim")


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Keel was killed by Orlov.", "Keel killed Orlov."),
        ("Orlov was murdered by Keel.", "Keel killed Orlov."),
        ("Orlov may be killed by Keel.", "Keel killed Orlov."),
        ("Orlov was not killed by Keel.", "Keel killed Orlov."),
        ("Dorn was beaten 2-5 by Velm.", "Velm beat Dorn 5-2."),
        ("Keel said that Orlov was arrested.", "Orlov was arrested, Hale said."),
        ("The store was destroyed by a flood on Sunday night.", "A fire destroyed the store on Sunday night."),
    ],
)
def test_turned_round_it_is_no_paraphrase(sentence: str, source: str) -> None:
    assert not support(sentence, source).ok
