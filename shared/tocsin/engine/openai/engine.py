"""The openai engine: the embedded engine's analysis, with what a model adds and the gate lets through."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from tocsin.engine.claims.rank import merged, ranked
from tocsin.engine.embedded import analyze_article
from tocsin.engine.embedded import versions as embedded_versions
from tocsin.engine.gate import admit
from tocsin.engine.openai.account import Account
from tocsin.engine.openai.ask import Answered, Asker
from tocsin.engine.openai.breaker import Breaker
from tocsin.engine.openai.brief import with_brief
from tocsin.engine.openai.draft import ENGINE, Drafter, overlap
from tocsin.engine.openai.parts import parts
from tocsin.engine.openai.prices import dollars
from tocsin.engine.openai.prompt import brief_version, prompt_version, translation_version
from tocsin.engine.openai.retry import Timing
from tocsin.engine.openai.server import Server
from tocsin.engine.openai.settings import OpenAISettings
from tocsin.engine.openai.translate import with_translation
from tocsin.errors import EngineError, EngineMisconfigured, EngineUnavailable
from tocsin.model import Analysis, Article, Claim, Summary, SummarySentence, Usage, Versions
from tocsin.text.document import Document, read

ENGINE_VERSION = f"{ENGINE}/1"
SURE = 0.75
"""Confidence from which a claim of the embedded engine is kept where the model has none: the patterns that are right
in three of four cases (`CONFIDENCE` of engine/claims)."""
SAME_WORDS = 0.5
"""Share of the shorter claim under both from which the model's claim stands for the embedded engine's."""
SUMMARY_SENTENCES = 4
AFTERWARDS = 10.0
"""Seconds that a function keeps for what comes after the model: gate, storing, handing on."""

Observe = Callable[[str], None]
"""Told of each event that an operator counts: `engine-answered`, `engine-fallback`, the code of each error, and
`engine-down` once each time the breaker opens."""


def _ignore(_: str) -> None:
    pass


@dataclass(frozen=True, slots=True)
class _Unanswered:
    """Why the model said nothing, and what that cost."""

    error: EngineError
    usage: Usage = field(default_factory=Usage)


class OpenAIEngine:
    """Reads articles with a model. Never raises because of the model, its server or the budget.

    `time_left` are the seconds that the process has, for the article at hand and all that comes after it.
    """

    def __init__(
        self,
        settings: OpenAISettings,
        account: Account,
        key: Callable[[], str],
        *,
        timing: Timing | None = None,
        time_left: Callable[[], float] = lambda: math.inf,
        observe: Observe = _ignore,
    ) -> None:
        self.settings = settings
        self._account = account
        self._timing = timing or Timing(clock=time.monotonic)
        self._server = Server(settings, key)
        self._breaker = Breaker(self._timing.clock)
        self._time_left = time_left
        self._observe = observe

    def analyze(self, article: Article) -> Analysis:
        """The embedded engine's analysis where the model cannot answer; its notes then say why."""
        base = embedded(article)
        analysis = self._read(article, base)
        return analysis if isinstance(analysis, Analysis) else self._fallback(base, analysis)

    def answer(self, article: Article) -> Analysis:
        """As `analyze`, but raises the `EngineError` for which the model did not answer."""
        analysis = self._read(article, embedded(article))
        if isinstance(analysis, Analysis):
            return analysis
        raise analysis.error

    def versions(self) -> Versions:
        return versions(self.settings)

    def _read(self, article: Article, base: Analysis) -> Analysis | _Unanswered:
        doc = read(article.text, language=base.language, title=article.title)
        try:
            self._breaker.check()
            asker = self._asker(article)
            answered = self._ask(asker, doc)
        except EngineError as error:
            return _Unanswered(error)
        self._note(answered)
        if not answered.answers:
            why = answered.unread[0][1] if answered.unread else EngineError("there is nothing to read")
            return _Unanswered(why, _usage(answered))
        self._observe("engine-answered")
        analysis = self._merged(base, doc, answered)
        if self.settings.language != "article":
            analysis = with_translation(analysis, self.settings.language, asker)
        if self.settings.brief != "off":
            analysis = with_brief(analysis, doc, pieces_of(doc, self.settings)[0], asker)
        return analysis

    def _asker(self, article: Article) -> Asker:
        left = min(self.settings.article_seconds, self._time_left() - AFTERWARDS)
        until = self._timing.clock() + left
        return Asker(self.settings, self._server, self._account, self._timing, article.id, until)

    def _ask(self, asker: Asker, doc: Document) -> Answered:
        settings = self.settings
        pieces = pieces_of(doc, settings)
        if len(pieces) <= 1:
            outcomes = [asker.ask(doc, piece) for piece in pieces]
        else:
            with ThreadPoolExecutor(max_workers=settings.concurrency) as workers:
                outcomes = list(workers.map(lambda piece: asker.ask(doc, piece), pieces))
        return sum(outcomes, Answered())

    def _note(self, answered: Answered) -> None:
        """Tell the breaker and whoever counts what became of the calls."""
        if answered.answers:
            self._breaker.worked()
        for _, error in answered.unread:
            self._observe(error.code)
            if isinstance(error, EngineUnavailable | EngineMisconfigured) and self._breaker.failed(error):
                self._observe("engine-down")

    def _fallback(self, base: Analysis, unanswered: _Unanswered) -> Analysis:
        error = unanswered.error
        self._observe("engine-fallback")
        note = f"The openai engine did not answer ({error.code}: {error.message}); the embedded engine did."
        return replace(base, notes=(*base.notes, note), usage=unanswered.usage)

    def _merged(self, base: Analysis, doc: Document, answered: Answered) -> Analysis:
        """What the embedded engine found is added to and never taken away from, but for claims said better."""
        drafter = Drafter(doc, base)
        claims = [claim for part, answer in answered.answers for claim in drafter.claims(answer, part)]
        topics = [topic for part, answer in answered.answers for topic in drafter.topics(answer, part)]
        summary = _in_order([drafter.summary(answer, part) for part, answer in answered.answers])
        draft = replace(
            base,
            summary=Summary(tuple(summary)),
            claims=tuple(claims),
            versions=self.versions(),
            dropped=(),
            notes=(),
        )
        passed = admit(draft, doc.text)
        kept = self._kept(base.claims, passed.claims, doc, answered)
        return replace(
            passed,
            summary=passed.summary if passed.summary.sentences else base.summary,
            claims=ranked(doc, merged([*passed.claims, *kept])),
            topics=tuple(sorted([*base.topics, *topics], key=lambda topic: (-topic.score, topic.id))),
            dropped=(*base.dropped, *drafter.counted(), *passed.dropped),
            notes=(*base.notes, *self._notes(passed, answered)),
            usage=_usage(answered),
        )

    def _kept(self, mine: Sequence[Claim], theirs: Sequence[Claim], doc: Document, answered: Answered) -> list[Claim]:
        """Claims of the embedded engine: the sure ones that the model has not, and all where it was not asked."""
        unread = [doc.sentences[n].span for part, _ in answered.unread for n in part]
        return [
            claim
            for claim in mine
            if (overlap(claim.spans, unread) > 0 or (self.settings.keep_sure and claim.confidence >= SURE))
            and not any(_stands_for(their, claim) for their in theirs)
        ]

    def _notes(self, passed: Analysis, answered: Answered) -> list[str]:
        notes = []
        if answered.unread:
            (_, error), count = answered.unread[0], len(answered.unread)
            among = count + len(answered.answers)
            notes.append(f"{count} of {among} parts were read by the embedded engine alone ({error.code}).")
        if not passed.summary.sentences:
            notes.append("The summary is the embedded engine's: the gate let no sentence of the model through.")
        if self.settings.price.assumed:
            notes.append("The price of this model is not known; its cost is counted by an assumed one.")
        return notes


def versions(settings: OpenAISettings) -> Versions:
    """What every analysis says that this model was asked for and answered."""
    prompt = prompt_version()
    if settings.language != "article":
        prompt += f" {translation_version()} {settings.language}"
    if settings.brief != "off":
        prompt += f" {brief_version()} {settings.brief}"
    return replace(embedded_versions(), engine=f"{ENGINE_VERSION} {settings.model}", prompt=prompt)


def embedded(article: Article) -> Analysis:
    """What the model's answers are checked against and added to."""
    return analyze_article(article)


def pieces_of(doc: Document, settings: OpenAISettings) -> list[range]:
    """The parts in which an article is asked about."""
    return parts([doc.quote(sentence.span) for sentence in doc.sentences], settings.part_tokens)


def _stands_for(theirs: Claim, mine: Claim) -> bool:
    """Whether a model's claim says what an embedded one does, of the same claimant."""
    same = (theirs.claimant.name if theirs.claimant else "") == (mine.claimant.name if mine.claimant else "")
    return same and overlap(theirs.spans, mine.spans) >= SAME_WORDS


def _in_order(found: Sequence[Sequence[SummarySentence]]) -> list[SummarySentence]:
    """At most `SUMMARY_SENTENCES`, the first of each part before the second of any, in the order of the text."""
    ordered = [(rank, sentence.spans[0].start, sentence) for part in found for rank, sentence in enumerate(part)]
    chosen = sorted(ordered, key=lambda entry: entry[:2])[:SUMMARY_SENTENCES]
    return [sentence for _, _, sentence in sorted(chosen, key=lambda entry: entry[1])]


def _usage(answered: Answered) -> Usage:
    spent = answered.spent
    return Usage(spent.input_tokens, spent.output_tokens, dollars(spent.pico))
