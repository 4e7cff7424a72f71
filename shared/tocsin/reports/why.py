"""All that led to an alert, and why a watch did not ring: what was stored, put together, and tried once more.

Reads only: a handful of items, one text, and for a story one page of its articles with their notes of why.
"""

from __future__ import annotations

from tocsin.aws.alerts import Sent
from tocsin.aws.records import Head
from tocsin.aws.services import Services
from tocsin.errors import NotFound
from tocsin.model import Analysis, Article
from tocsin.notify.message import ground
from tocsin.notify.words import WORDS
from tocsin.reports.reasons import AlertReasons, Grounds, StoryReasons, ToldClaim, Tried, WatchReasons
from tocsin.stories.casefile import CaseFile
from tocsin.stories.index import StoryState
from tocsin.stories.ledger import LedgerClaim
from tocsin.text.document import Document, read
from tocsin.watches.alert import Alert, Occasion, alert_id, readable
from tocsin.watches.explain import NOT_TRIED, Check, checks, passage, passages, reason
from tocsin.watches.model import Watch
from tocsin.watches.quoted import QuotedClaim
from tocsin.watches.ring import change_of
from tocsin.watches.rules import Evidence, Standing
from tocsin.watches.why import Why

MAX_ARTICLES = 50


def why_alert(services: Services, alert: str) -> AlertReasons:
    """Raises `NotFound`."""
    sent = services.alerts.get(alert)
    told = sent.alert
    head = services.articles.find(told.article)
    why = services.alerts.why(told.article)
    file = services.stories.case_file(head.story if head and head.story else told.story)
    article, analysis = _read(services, head)
    occasion = Occasion(article, analysis, told.story, told.raised_at) if article and analysis else None
    document = read(article.text if article else "", language=told.language or "en")
    return AlertReasons(
        sent=sent,
        article=head.card if head else None,
        part=why.part if why else None,
        of=why.of if why else None,
        origin=why.origin if why else None,
        origins=file.origins,
        grades=services.grades.known(file.origins),
        grounds=tuple(_grounds(document, evidence) for evidence in told.why),
        claims=tuple(_told(document, analysis, quoted, _known(file, told, quoted)) for quoted in told.claims),
        changes=tuple(
            change_of(event, claim, occasion)
            for claim in file.ledger.claims
            for event in claim.events
            if occasion is not None and event.article == told.article
        ),
        follows=services.alerts.find(told.incident) if told.references else None,
        watch_now=_watch(services, told.watch),
    )


def why_article(services: Services, watch: Watch, article: str) -> WatchReasons:
    """Raises `NotFound`."""
    head = services.articles.head(article)
    return _Asked(services, watch, head.story).article(head, services.alerts.why(article))


def why_story(services: Services, watch: Watch, story: str) -> StoryReasons:
    """Raises `NotFound`."""
    known = services.stories.story(story).id
    asked = _Asked(services, watch, known)
    heads = list(services.articles.page("in-story", known, limit=MAX_ARTICLES).items)
    whys = services.alerts.whys([head.card.id for head in heads])
    analyses = services.articles.analyses(heads)
    outcomes = [outcome_of(watch, whys.get(head.card.id)) for head in heads]
    met = {head.card.id: asked.met(head, analyses[head.card.id]) for head in heads if head.card.id in analyses}
    best = max((head for head in heads if head.card.id in met), key=lambda head: met[head.card.id], default=None)
    return StoryReasons(
        watch=watch,
        story=known,
        alert=asked.alert,
        until=until(asked.alert),
        articles=tuple(
            Tried(head.card, outcome, reason(outcome)) for head, outcome in zip(heads, outcomes, strict=True)
        ),
        nearest=asked.article(best, whys.get(best.card.id)) if best else None,
    )


def outcome_of(watch: Watch, why: Why | None) -> str:
    """What is noted of the watch; `not-tried` if nothing is."""
    noted = (outcome for outcome, watches in why.outcomes.items() if watch.id in watches) if why else iter(())
    return next(noted, NOT_TRIED)


class _Asked:
    """A watch and a story: what is read once for all that is asked of them."""

    def __init__(self, services: Services, watch: Watch, story: str | None) -> None:
        self._services = services
        self._watch = watch
        self._state = services.stories.story(story) if story else None
        self._file = services.stories.case_file(self._state.id) if self._state else CaseFile()
        self.alert = _first_told(services, watch, self._state) if self._state else None
        """The first alert of the story, or of one that was merged into it."""

    @property
    def story(self) -> str | None:
        """As it is now: another one than was asked for if that was merged into it."""
        return self._state.id if self._state else None

    def article(self, head: Head, why: Why | None) -> WatchReasons:
        article, analysis = _read(self._services, head)
        outcome = outcome_of(self._watch, why)
        now: tuple[Check, ...] = ()
        if article is not None and analysis is not None:
            now = checks(self._watch.rule, analysis, readable(article), self._standing(article.id))
        alert = self._of(head.card.id)
        return WatchReasons(
            watch=self._watch,
            article=head.card,
            story=self.story,
            outcome=outcome,
            reason=reason(outcome),
            at=why.at if why else None,
            alert=alert,
            until=until(alert),
            now=now,
        )

    def _of(self, article: str) -> Sent | None:
        """The update or cancel that the article brought about, else the first alert of its story."""
        if self.alert is None or self.alert.alert.article == article:
            return self.alert
        return self._services.alerts.find(alert_id(self._watch.id, self.alert.alert.story, article)) or self.alert

    def met(self, head: Head, analysis: Analysis) -> int:
        """How many conditions hold, of those that need no text but the title."""
        found = checks(self._watch.rule, analysis, head.card.title or "", self._standing(head.card.id))
        return sum(check.holds for check in found)

    def _standing(self, article: str) -> Standing:
        states = {claim: known.state for claim, known in _by_sighting(self._file, article).items()}
        return Standing(len(self._file.origins), states)


def until(alert: Sent | None) -> str | None:
    """When what holds an alert ends, None if nothing does."""
    return alert.alert.not_before if alert is not None and alert.sent_at is None else None


def _first_told(services: Services, watch: Watch, story: StoryState) -> Sent | None:
    """The first alert of a watch that counts as the story's."""
    only = {story.id: (), **{kin.story: kin.only for kin in story.kin}}
    found = services.alerts.find_many([alert_id(watch.id, of) for of in only])
    told = [sent for sent in found if not only[sent.alert.story] or sent.alert.article in only[sent.alert.story]]
    return min(told, key=lambda sent: (sent.alert.raised_at, sent.alert.id), default=None)


def _by_sighting(file: CaseFile, article: str) -> dict[str, LedgerClaim]:
    """The ledger's claims by the ids that they have in the article."""
    return {seen.claim: claim for claim in file.ledger.claims for seen in claim.carried if seen.article == article}


def _read(services: Services, head: Head | None) -> tuple[Article | None, Analysis | None]:
    """None for what has expired."""
    if head is None:
        return None, None
    try:
        return head.article(services.objects.text(head.card.id)), services.articles.analysis(head.card.id, head.v)
    except NotFound:
        return None, None


def _watch(services: Services, watch: str) -> Watch | None:
    try:
        return services.watches.get(watch)
    except NotFound:
        return None


def _grounds(document: Document, evidence: Evidence) -> Grounds:
    return Grounds(
        evidence.condition, evidence.value, ground(evidence, WORDS["en"]), passages(document, evidence.words)
    )


def _known(file: CaseFile, alert: Alert, quoted: QuotedClaim) -> LedgerClaim | None:
    """What the ledger has of a claim that an alert told, also if it came into another ledger by a merge."""
    entries = (claim for claim in file.ledger.claims if quoted.entry in {claim.id, *claim.was})
    return next(entries, None) or _by_sighting(file, alert.article).get(quoted.id)


def _told(document: Document, analysis: Analysis | None, quoted: QuotedClaim, known: LedgerClaim | None) -> ToldClaim:
    claim = next((claim for claim in analysis.claims if claim.id == quoted.id), None) if analysis else None
    spans = claim.spans if claim else ()
    return ToldClaim(
        quoted,
        tuple(passage(document, span) for span in spans),
        known.state if known else None,
        known.origins if known else (),
    )
