"""What a re-analysis will take, told before it begins: articles, tokens, dollars, and what the caps leave of them."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256

from tocsin.engine.openai.answer import answer_type
from tocsin.engine.openai.batch import PERCENT
from tocsin.engine.openai.budget import Day, Month
from tocsin.engine.openai.prices import PICO
from tocsin.engine.openai.prompt import instructions
from tocsin.engine.openai.settings import OpenAISettings
from tocsin.errors import NotFound
from tocsin.reanalysis.select import Chosen

SAMPLE = 200
"""Texts that are read for the estimate. Lengths of news articles spread by .5 to .8 of their mean (three corpora): the
mean over 200 is right within 11 in 100 nineteen times of twenty."""
READERS = 8
WORD_IN = {"en": 1.36, "ru": 2.5, "uk": 2.9}
WORD_OUT = {"en": 2.0, "ru": 3.3, "uk": 3.3}
"""Tokens a word, of what is sent and of what is answered, counted with the vocabulary o200k (docs/openai.md)."""
TRANSLATION_IN, TRANSLATION_OUT = 400, 200
"""Tokens of a translation: instructions of 240, and a summary of 80 words and its translation at the rates above."""
BRIEF_INSTRUCTIONS, BRIEF_OUT = 350, 250
"""Tokens of a brief: instructions and schema, besides the article once more; and five sentences with their numbers."""
REVIEW_IN, REVIEW_OUT = 1_000, 200
"""Tokens of a second opinion: instructions of 300, five sentences with what they rest on, and as many reasons."""
OTHER_IN, OTHER_OUT = 2.9, 3.3
"""Of a language that was not counted: as of the dearest that was."""
INSTRUCTION_BYTES, SCHEMA_BYTES = 4.4, 3.2
"""Bytes a token: 1,184 tokens for instructions of 5.3 KB, 494 for the schema's 1.6 KB."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """For the articles that are still to be done."""

    articles: int
    already: int
    sampled: int
    input_tokens: int = 0
    output_tokens: int = 0
    pico: int = 0
    assumed_price: bool = False
    left_today: int | None = None
    left_this_month: int | None = None
    """Picodollars under the caps; None where nothing is paid."""

    @property
    def fits(self) -> int:
        """The articles that what is left today and this month will do for."""
        left = min((cap for cap in (self.left_today, self.left_this_month) if cap is not None), default=self.pico)
        return self.articles if self.pico <= left else self.articles * max(0, left) // self.pico


def estimate(
    chosen: Iterable[Chosen],
    text: Callable[[str], str],
    settings: OpenAISettings | None,
    month: tuple[Month, Day],
    *,
    batch: bool = False,
) -> Estimate:
    """`settings` are the model's; None is the embedded engine, which uses nothing. `month` and its day are so far."""
    sample: list[tuple[str, str, str]] = []
    articles = already = 0
    for page in chosen:
        articles, already = articles + len(page.todo), already + page.already
        drawn = ((sha256(head.card.id.encode()).hexdigest(), head.card.id, head.card.language) for head in page.todo)
        sample = heapq.nsmallest(SAMPLE, [*sample, *drawn])  # as good as by chance, and the same each time
    if settings is None or not articles:
        return Estimate(articles, already, 0)
    with ThreadPoolExecutor(READERS) as readers:
        read = list(readers.map(lambda drawn: _tokens(drawn[1], drawn[2], text, settings), sample))
    known = [tokens for tokens in read if tokens is not None]
    if not known:
        return Estimate(articles, already, 0)
    sent, answered = (sum(tokens[side] for tokens in known) * articles // len(known) for side in (0, 1))
    so_far, today = month
    return Estimate(
        articles,
        already,
        len(known),
        sent,
        answered,
        settings.price.of(sent, answered) * (PERCENT if batch else 100) // 100,
        settings.price.assumed,
        int(settings.daily_usd * PICO) - today.committed,
        int(settings.monthly_usd * PICO) - so_far.committed,
    )


def _tokens(
    article: str, language: str, text: Callable[[str], str], settings: OpenAISettings
) -> tuple[int, int] | None:
    """Tokens sent and answered for one article; None if it is gone."""
    try:
        words = len(text(article).split())
    except NotFound:
        return None
    sent = int(words * WORD_IN.get(language, OTHER_IN))
    answered = int(words * WORD_OUT.get(language, OTHER_OUT))
    brief_in, brief_out = _brief_tokens(sent, settings)
    sent += max(1, -(-sent // settings.part_tokens)) * prompt_tokens() + brief_in
    answered += brief_out
    if settings.language not in ("article", language):
        return sent + TRANSLATION_IN, answered + TRANSLATION_OUT
    return sent, answered


def _brief_tokens(text: int, settings: OpenAISettings) -> tuple[int, int]:
    """Sent and answered for the brief on a text of so many tokens, of which the first part is read."""
    if settings.brief == "off":
        return 0, 0
    sent, answered = min(text, settings.part_tokens) + BRIEF_INSTRUCTIONS, BRIEF_OUT
    if settings.brief == "reviewed":
        return sent + REVIEW_IN, answered + REVIEW_OUT
    return sent, answered


def prompt_tokens() -> int:
    """Of what is sent with every call: instructions and schema."""
    schema = str(answer_type().model_json_schema())
    return int(len(instructions().encode()) / INSTRUCTION_BYTES + len(schema.encode()) / SCHEMA_BYTES)
