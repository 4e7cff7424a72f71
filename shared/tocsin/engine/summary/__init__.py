"""Extractive summaries: verbatim sentences, chosen by what they cover and where they stand.

`whole` says what is a sentence at all, `weights` how much its words weigh, `alone` what it tells by itself,
`candidates` what is chosen from, `choice` which.
"""

from tocsin.engine.summary.choice import summarize

__all__ = ["summarize"]
