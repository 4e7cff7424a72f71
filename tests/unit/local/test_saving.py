"""Saving at an interval: queues first, the functions' code only with another stack and before it, one at a time."""

from __future__ import annotations

from typing import Any

from tocsin.local.saving import Saving


class Emulated:
    """States as the emulator has them, and what was saved in which order."""

    def __init__(self) -> None:
        self.stack = "first"
        self.saved: list[str] = []

    def states(self) -> dict[str, Any]:
        names = ("cloudformation", "dynamodb", "lambda", "sqs")
        return {name: (lambda: self.stack) if name == "cloudformation" else dict for name in names}

    def save(self, states: dict[str, Any]) -> None:
        self.saved += states

    def taken(self) -> list[str]:
        saved, self.saved = self.saved, []
        return saved


def test_queues_are_saved_before_what_their_messages_brought_about_and_functions_before_their_stack() -> None:
    emulated = Emulated()
    assert Saving(emulated.states, emulated.save).once() is not None
    assert emulated.taken() == ["sqs", "dynamodb", "lambda", "cloudformation"]


def test_the_code_of_functions_is_saved_again_only_with_another_stack() -> None:
    emulated = Emulated()
    saving = Saving(emulated.states, emulated.save)
    saving.once()
    emulated.taken()
    saving.once()
    assert emulated.taken() == ["sqs", "dynamodb"]
    emulated.stack = "second"
    saving.once()
    assert "lambda" in emulated.taken()


def test_after_the_last_save_of_the_emulator_nothing_is_saved_any_more() -> None:
    emulated, rests = Emulated(), list[float]()
    saving = Saving(emulated.states, emulated.save)

    def rest(seconds: float) -> None:
        rests.append(seconds)
        if len(rests) == 3:
            saving.last(emulated.states())

    saving.run(7.0, rest)
    assert rests == [7.0, 7.0, 7.0]
    assert emulated.taken()[-4:] == ["cloudformation", "dynamodb", "lambda", "sqs"]
