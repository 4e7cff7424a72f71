"""The brief: the article in a model's own prose, each sentence with its evidence and the gate's verdict.

It stands beside the summary. No claim, story, ledger, watch or alert is made from it. A sentence that the article does
not support is dropped and counted; a second opinion of the model can only take away more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, TypeVar

from pydantic import ValidationError

from tocsin.engine.compare.figures import language_of, words_with_figures
from tocsin.engine.gate import support
from tocsin.engine.gate.values import told
from tocsin.engine.openai.answer import Strict, unfenced
from tocsin.engine.openai.ask import Asker, Spent
from tocsin.engine.openai.carried import told_by_somebody
from tocsin.engine.openai.crosscheck import LANGUAGES, fault
from tocsin.engine.openai.prompt import Message, brief_messages, review_messages
from tocsin.engine.openai.translate import translated, with_usage
from tocsin.errors import EngineAnswerInvalid, EngineError
from tocsin.model import Analysis, Brief, BriefSentence, Dropped
from tocsin.text.document import Document

MOST: Final = 5
"""Sentences of a brief."""
_ADDRESS: Final = re.compile(r"\w\.\w|://|@")
_REASON: Final = 200
"""Characters of the reason that is kept of a second opinion."""
_NO_ADDRESS: Final = re.compile(r"\d[.,]\d")
Shape = TypeVar("Shape", bound=Strict)


class Written(Strict):
    text: str
    sentences: list[int]


class WrittenBrief(Strict):
    sentences: list[Written]


class Opinion(Strict):
    number: int
    supported: bool
    reason: str


class Opinions(Strict):
    opinions: list[Opinion]


def with_brief(analysis: Analysis, doc: Document, part: range, asker: Asker) -> Analysis:
    """The analysis with a brief of the sentences of `part`; with a note instead where there is none. Never raises."""
    shown = [(number + 1, doc.quote(doc.sentences[number].span)) for number in part]
    try:
        written, spent = _asked(asker, brief_messages(doc.title, doc.language, shown), WrittenBrief)
    except EngineError as error:
        return _noted(analysis, f"No brief was written ({error.code}: {error.message}).")
    analysis = with_usage(analysis, spent)
    gone: Counter[str] = Counter()
    kept = [found for item in written.sentences[:MOST] if (found := _judged(item, doc, part, gone))]
    if len(written.sentences) > MOST:
        gone["too-many"] += len(written.sentences) - MOST
    if kept and asker.settings.brief == "reviewed":
        analysis, kept = _reviewed(analysis, doc, kept, asker, gone)
    analysis = replace(analysis, brief=Brief(doc.language, tuple(kept)), dropped=(*analysis.dropped, *_counted(gone)))
    return _in_reader_language(analysis, asker)


def _counted(gone: Counter[str]) -> tuple[Dropped, ...]:
    return tuple(Dropped("brief", reason, count) for reason, count in sorted(gone.items()))


def _judged(item: Written, doc: Document, part: range, gone: Counter[str]) -> BriefSentence | None:
    """The sentence with its spans and verdict, or None and its reason counted."""
    numbers = sorted({number - 1 for number in item.sentences if number - 1 in part})
    text = " ".join(item.text.split())
    found = support(text, doc.text)
    reason = _fault(text, doc, numbers)
    if reason is None and not found.ok:
        reason = found.reasons[0]
    if reason is not None or found.verdict == "unsupported":
        gone[reason or "unsupported"] += 1
        return None
    return BriefSentence(text, tuple(doc.sentences[number].span for number in numbers), found.verdict)


def _fault(text: str, doc: Document, numbers: Sequence[int]) -> str | None:
    """Why a sentence is turned away whatever the article says: by what it points to and whose words it tells."""
    if not numbers:
        return "span"
    if not text.isprintable() or (_ADDRESS.search(_NO_ADDRESS.sub("", text)) and text not in doc.text):
        return "name"
    if told_by_somebody(doc, numbers, text):
        return "attribution"
    return None if _evident(text, doc, numbers) else "span"


def _evident(text: str, doc: Document, numbers: Sequence[int]) -> bool:
    """Whether each number and name stands in a sentence pointed to, or in the one before it."""
    near = sorted({one for number in numbers for one in (number - 1, number) if one >= 0})
    source = " ".join(doc.quote(doc.sentences[number].span) for number in near)
    language = language_of(doc.text)
    given = words_with_figures(source, language)
    stems = {word.stem for word in given}
    wanted = words_with_figures(text, language)
    return all(
        told(word, given) if word.kind == "number" else word.stem in stems
        for number, word in enumerate(wanted)
        if word.kind == "number" or (number and word.capital and not word.closed)
    )


def _reviewed(
    analysis: Analysis, doc: Document, kept: list[BriefSentence], asker: Asker, gone: Counter[str]
) -> tuple[Analysis, list[BriefSentence]]:
    """What the model itself finds supported, with its reasons; all, with a note, where it does not answer."""
    pairs = [(one.text, " ".join(doc.quote(span) for span in one.spans)) for one in kept]
    try:
        found, spent = _asked(asker, review_messages(pairs), Opinions)
    except EngineError as error:
        return _noted(analysis, f"The brief has no second opinion ({error.code}: {error.message})."), kept
    analysis = with_usage(analysis, spent)
    opinions = {opinion.number: opinion for opinion in found.opinions}
    if sorted(opinions) != list(range(1, len(kept) + 1)):
        return _noted(analysis, "The brief has no second opinion (the answer is not one of each sentence)."), kept
    passed = [
        replace(one, opinion=_plain(opinions[number].reason))
        for number, one in enumerate(kept, 1)
        if opinions[number].supported
    ]
    if len(passed) < len(kept):
        gone["second-opinion"] += len(kept) - len(passed)
    return analysis, passed


def _plain(reason: str) -> str:
    return "".join(char if char.isprintable() else " " for char in reason)[:_REASON]


def _in_reader_language(analysis: Analysis, asker: Asker) -> Analysis:
    """The sentences in the language that was asked for, beside them, each held against its own as the summary's are."""
    target, brief = asker.settings.language, analysis.brief
    if brief is None or not brief.sentences or target in ("article", brief.language) or brief.language not in LANGUAGES:
        return analysis
    answer, spent = translated(asker, [one.text for one in brief.sentences], target)
    analysis = with_usage(analysis, spent)
    if isinstance(answer, EngineError):
        return _noted(analysis, f"The brief was not translated ({answer.code}: {answer.message}).")
    faults = [fault(one.text, brief.language, text, target) for one, text in zip(brief.sentences, answer, strict=True)]
    told_in = tuple(
        replace(one, translation=None if wrong else text)
        for one, text, wrong in zip(brief.sentences, answer, faults, strict=True)
    )
    return replace(analysis, brief=replace(brief, sentences=told_in, translated=target))


def _asked(asker: Asker, messages: Sequence[Message], shape: type[Shape]) -> tuple[Shape, Spent]:
    """Raises `EngineError` where there is no answer of this shape."""
    reply, spent = asker.reply(messages, shape)
    if reply.end != "whole":
        raise EngineAnswerInvalid("the answer is not whole")
    try:
        return shape.model_validate_json(unfenced(reply.text)), spent
    except ValidationError:
        raise EngineAnswerInvalid("the answer is not of the form that was asked for") from None


def _noted(analysis: Analysis, note: str) -> Analysis:
    return replace(analysis, notes=(*analysis.notes, note))
