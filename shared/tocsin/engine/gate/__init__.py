"""The gate: is a sentence supported by the words it points to? See docs/gate.md for what each reason means."""

from tocsin.engine.gate.draft import admit as admit
from tocsin.engine.gate.verdict import Support as Support
from tocsin.engine.gate.verdict import support as support

__all__ = ["Support", "admit", "support"]
