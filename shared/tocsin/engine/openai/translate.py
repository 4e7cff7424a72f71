"""The summary in another language, beside the one in the article's own words and never in its place.

The model is shown the sentences that passed the gate and nothing else of the article. No gate can check what it makes
of them: the outcome is marked as a translation, and no claim, ledger, watch or alert is made from it. Each sentence is
held against its original for what can be compared between languages (`crosscheck`); one with a fault is left out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

from pydantic import ValidationError

from tocsin.engine.openai.answer import Strict, unfenced
from tocsin.engine.openai.ask import Asker, Spent
from tocsin.engine.openai.crosscheck import LANGUAGES, fault
from tocsin.engine.openai.prices import PICO, dollars
from tocsin.engine.openai.prompt import translation_messages
from tocsin.errors import EngineAnswerInvalid, EngineError
from tocsin.model import Analysis, Dropped, Translation, Usage

NAMES = {"en": "English", "ru": "Russian", "uk": "Ukrainian"}


class TranslatedSummary(Strict):
    sentences: list[str]


def with_translation(analysis: Analysis, target: str, asker: Asker) -> Analysis:
    """The analysis with its summary in `target`; with a note instead where there is none. Never raises."""
    sentences = [sentence.text for sentence in analysis.summary.sentences]
    if target == analysis.language or not sentences:
        return analysis
    if analysis.language not in LANGUAGES:
        return _noted(analysis, "translations are made and compared in English, Russian and Ukrainian only")
    answer, spent = translated(asker, sentences, target)
    analysis = with_usage(analysis, spent)
    if isinstance(answer, EngineError):
        return _noted(analysis, f"{answer.code}: {answer.message}")
    faults = [
        fault(sentence, analysis.language, text, target) for sentence, text in zip(sentences, answer, strict=True)
    ]
    shown = tuple(None if found else text for text, found in zip(answer, faults, strict=True))
    counts = Counter(found for found in faults if found)
    dropped = tuple(Dropped("translation", reason, count) for reason, count in sorted(counts.items()))
    return replace(analysis, translation=Translation(target, shown), dropped=(*analysis.dropped, *dropped))


def translated(asker: Asker, sentences: list[str], target: str) -> tuple[list[str] | EngineError, Spent]:
    """Each sentence in the target language, or why there is none; and what it cost. Nothing of it is compared yet."""
    messages = translation_messages(NAMES[target], sentences)
    try:
        reply, spent = asker.reply(messages, TranslatedSummary)
    except EngineError as error:
        return error, Spent()
    try:
        found = TranslatedSummary.model_validate_json(unfenced(reply.text)).sentences if reply.end == "whole" else []
    except ValidationError:
        found = []
    if len(found) != len(sentences):
        return EngineAnswerInvalid("the answer is not a translation of each sentence"), spent
    return [" ".join(text.split()) for text in found], spent


def _noted(analysis: Analysis, why: str) -> Analysis:
    return replace(analysis, notes=(*analysis.notes, f"The summary was not translated ({why})."))


def with_usage(analysis: Analysis, spent: Spent) -> Analysis:
    """The analysis with what one more call cost."""
    usage = analysis.usage
    pico = int(Decimal(usage.cost_usd) * PICO) + spent.pico
    tokens = (usage.input_tokens + spent.input_tokens, usage.output_tokens + spent.output_tokens)
    return replace(analysis, usage=Usage(*tokens, dollars(pico)))
