"""Articles: the list, and one with its claims marked in the text."""

from __future__ import annotations

from tocsin.aws.services import Services
from tocsin.errors import NotFound
from tocsin.reports.revisions import revisions
from tocsin.web.diff import Diff, compare
from tocsin.web.lists import page_of
from tocsin.web.marks import paragraphs
from tocsin.web.request import Reply
from tocsin.web.routes import Ask, Pages

pages = Pages()
APPEARANCES = 20


@pages.page("GET", "articles", scope="read")
def article_list(ask: Ask) -> Reply:
    topic, place = ask.request.query.get("topic", ""), ask.request.query.get("place", "")
    kind, value = ("topic", topic) if topic else ("place", place) if place else ("article", "all")
    page = page_of(
        ask,
        ["ui-articles", kind, value],
        lambda at: ask.services.articles.page(kind, value, limit=40, position=at),  # type: ignore[arg-type]
    )
    return ask.show(
        "articles.html",
        title="Articles",
        articles=page.items,
        next=page.next,
        topic=topic,
        place=place,
        topics=ask.services.topics,
    )


@pages.page("GET", "articles/<article>", scope="read")
def article_page(ask: Ask, article: str) -> Reply:
    services = ask.services
    head = services.articles.head(article)
    analysis = services.articles.analysis(article, head.v)
    try:
        text = services.objects.text(article)
    except NotFound:
        text = ""
    found, _ = revisions(services, article)
    before = next((one.of for one in found if one.head.card.id == article), None)
    return ask.show(
        "article.html",
        title=head.card.title or "Article",
        head=head,
        card=head.card,
        analysis=analysis,
        paragraphs=paragraphs(text, analysis.claims),
        gone=not text,
        appearances=services.articles.appearances(article, APPEARANCES),
        revisions=found if len(found) > 1 else [],
        before=before,
        diff=_diff(services, before, text) if before and text else None,
        why=services.alerts.why(article),
        watches={watch.id: watch.name for watch in services.watches.all()},
    )


def _diff(services: Services, before: str, text: str) -> Diff | None:
    """What this version changed; None where the one before is no longer kept."""
    try:
        return compare(services.objects.text(before), text)
    except NotFound:
        return None
