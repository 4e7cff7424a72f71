"""A stored article is to be analyzed again: show the new analysis in the place of the old, and tell what became of it.

Rings nobody. What the new analysis claims is handed on to correlate for the story's ledger, and tried on no watch.
"""

from __future__ import annotations

from decimal import Decimal

from tocsin.aws.records import Head, card_of, version_of
from tocsin.aws.services import Services
from tocsin.engine.openai.prices import PICO
from tocsin.errors import EngineError, NotFound
from tocsin.model import Analysis, Article
from tocsin.reanalysis.model import Done, Outcome
from tocsin.steps.fault import fault
from tocsin.steps.messages import Reanalyze


def reanalyze(services: Services, request: Reanalyze) -> Done | None:
    """What became of the article; None if another message of the same job has it."""
    if request.job is None:
        return _analyzed(services, request)
    begun = services.reanalyses.begin(request.job, request.article, request.token)
    if begun == "another":
        return None
    fault("reanalyze.begun")
    done = _analyzed(services, request, repeated=begun == "again")
    services.reanalyses.finish(request.job, request.article, done)
    fault("reanalyze.finished")
    return done


def _analyzed(services: Services, request: Reanalyze, *, repeated: bool = False) -> Done:
    """A crash after the new analysis was shown is `repeated`: what it cost is then read from it."""
    try:
        head = services.articles.head(request.article)
        article = head.article(services.objects.text(head.card.id))
    except NotFound:
        return Done("gone", token=request.token)
    try:
        analysis = _answer(services, request, article, head)
    except EngineError as error:
        return Done("unanswered", error.code, token=request.token)
    outcome: Outcome = "unchanged"
    if analysis is not None and version_of(analysis.versions) != head.v:
        head, analysis = _shown(services, article, analysis, head)
        outcome = "reanalyzed"
    elif repeated or head.previous is not None:
        analysis = services.articles.analysis(article.id, head.v)
        outcome = "reanalyzed"
    else:
        analysis = None
        _found_by_text(services, article, head)
    _cleaned(services, head)
    if analysis is None:
        return Done(outcome, token=request.token)
    used = analysis.usage
    pico = int(Decimal(used.cost_usd) * PICO)
    return Done(outcome, None, used.input_tokens, used.output_tokens, pico, request.token)


def _answer(services: Services, request: Reanalyze, article: Article, head: Head) -> Analysis | None:
    """None where the engine would say no more than the analysis that is there. Raises `EngineError`."""
    if request.engine is None:
        return services.analyzed(article)
    engine, own = services.engine(request.engine), services.own_topics.in_force()
    if version_of(own.versions(engine.versions)) == head.v:
        return None
    return own.analysis(engine.answer(article), article)


def _shown(services: Services, article: Article, analysis: Analysis, head: Head) -> tuple[Head, Analysis]:
    """The head with the new analysis in it, and the analysis as it was stored."""
    articles, version = services.articles, version_of(analysis.versions)
    analysis = articles.put_analysis(article.id, version, analysis, head.expires)
    fault("reanalyze.body-stored")
    card = card_of(article, analysis, head.card.at)
    entries = articles.entries(card, analysis, version, article.text)
    articles.put_rows(article.id, entries, None, head.expires, article.text)
    fault("reanalyze.rows-stored")
    head = articles.flip(head, card, version)
    fault("reanalyze.flipped")
    return head, analysis


def _found_by_text(services: Services, article: Article, head: Head) -> None:
    """Put away under the words of its text too what was stored before these were searched."""
    articles = services.articles
    if not articles.text(article.id):
        analysis = articles.analysis(article.id, head.v)
        entries = articles.entries(head.card, analysis, head.v, article.text)
        articles.put_rows(article.id, entries, None, head.expires, article.text)


def _cleaned(services: Services, head: Head) -> None:
    """Hand on what is new, then remove what it replaced; `previous` says that this is still to be done."""
    articles, article = services.articles, head.card.id
    if head.previous is None:
        return
    services.queues.correlate(article, head.v, again=True)
    fault("reanalyze.handed-on")
    articles.remove_rows(head, head.previous)
    fault("reanalyze.rows-removed")
    articles.remove_analysis(article, head.previous)
    fault("reanalyze.body-removed")
    articles.forget_previous(head)
