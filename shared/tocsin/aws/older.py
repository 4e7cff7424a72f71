"""What earlier versions stored, in the form of today: an archive outlives the code that wrote it."""

from __future__ import annotations

from typing import Any

from tocsin.codec import from_builtins, from_json
from tocsin.watches.alert import Alert


def read_alert(data: str) -> Alert:
    """An alert of any version. Those of 0.1 kept the words of claims without what their claimant does with them: a
    denial tells it by its kind, the others affirmed.

    Raises `msgspec.ValidationError` for what no version stored.
    """
    known: dict[str, Any] = from_json(data, dict)
    known["claims"] = [_claim(claim) for claim in known["claims"]]
    known["changes"] = [_change(change) for change in known.get("changes", [])]
    return from_builtins(known, Alert)


def _claim(claim: dict[str, Any]) -> dict[str, Any]:
    polarity = "denied" if claim["kind"] == "denial" else "affirmed"
    return {"polarity": polarity, "hedged": False, **claim}


def _change(change: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {name: _words(change[name]) for name in ("before", "after") if name in change}
    return {**change, **told}


def _words(words: Any) -> Any:
    if not isinstance(words, str):
        return words
    return {"text": words, "polarity": "affirmed", "hedged": False} if words else None
