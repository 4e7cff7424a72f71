"""Routes for feed readers, which send no headers of their own: a key of scope `feed` may stand in the address.

Such a key opens these routes and nothing else, and no other key is taken from an address.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Header, Query
from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse

from tocsin.api.alerts import cap_of
from tocsin.api.known import place_id, require_known
from tocsin.api.lists import IdQuery
from tocsin.api.parameters import LanguageQuery
from tocsin.api.routes import Api, needs
from tocsin.api.search import Words
from tocsin.aws.alerts import Sent
from tocsin.aws.keys import stamp
from tocsin.aws.records import Card
from tocsin.aws.services import Services
from tocsin.notify.feeds import ATOM_TYPE, JSON_FEED_TYPE, NEVER, RSS_TYPE, Entry, Feed, atom, json_feed, rss
from tocsin.notify.message import compose
from tocsin.notify.plain import mail
from tocsin.queries.filters import Filters
from tocsin.queries.stories import AskedStories, stories_page
from tocsin.stories.index import StoryState

MOST = 50
Form = Literal["json", "atom", "rss", "cap"]
PlainForm = Literal["json", "atom", "rss"]
Token = Annotated[str | None, Query(max_length=100, description="A key of scope `feed`, in the place of a header.")]
NoneMatch = Annotated[str | None, Header(alias="If-None-Match", max_length=200)]
ModifiedSince = Annotated[str | None, Header(alias="If-Modified-Since", max_length=60)]
ANSWERS: dict[int, OpenAPIResponse] = {
    200: {
        "description": "The feed",
        "content": {
            JSON_FEED_TYPE: {"schema": {"type": "object"}},
            ATOM_TYPE: {"schema": {"type": "string"}},
            RSS_TYPE: {"schema": {"type": "string"}},
        },
    },
    304: {"description": "Nothing came since"},
}


def add_reader_routes(app: Api, services: Services) -> None:
    @app.get(
        "/feeds/alerts/<form>",
        summary="The last alerts for feed readers: JSON Feed, Atom, RSS, or Atom with CAP messages",
        responses=ANSWERS,
    )
    @needs("feed")
    def feed_alerts(
        *,
        form: Form,
        watch: IdQuery = None,
        token: Token = None,  # noqa: ARG001  # looked at by the authorizer
        none_match: NoneMatch = None,
        modified_since: ModifiedSince = None,
    ) -> Response[Any]:
        page = services.alerts.page("watch-alert" if watch else "alert", watch or "all", limit=MOST)
        if watch and not page.items:
            require_known(services, "watch-alert", watch)
        entries = [_alert(services, sent, with_cap=form == "cap") for sent in page.items]
        name = f"alerts of {watch}" if watch else "alerts"
        feed = _feed(services, name, f"/feeds/alerts/{form}" + (f"?watch={watch}" if watch else ""), entries)
        return _answer(services, feed, form, none_match, modified_since)

    @app.get("/feeds/stories/<form>", summary="The stories that changed last, for feed readers", responses=ANSWERS)
    @needs("feed")
    def feed_stories(
        *,
        form: PlainForm,
        topic: IdQuery = None,
        place: IdQuery = None,
        token: Token = None,  # noqa: ARG001  # looked at by the authorizer
        none_match: NoneMatch = None,
        modified_since: ModifiedSince = None,
    ) -> Response[Any]:
        place = None if place is None else place_id(place)
        page = stories_page(services, AskedStories(Filters(topic=topic, place=place)), limit=MOST)
        if not page.items and topic is not None:
            require_known(services, "topic", topic)
        if not page.items and place is not None:
            require_known(services, "place", place)
        asked = "&".join(f"{name}={value}" for name, value in (("topic", topic), ("place", place)) if value)
        path = f"/feeds/stories/{form}" + (f"?{asked}" if asked else "")
        name = " of ".join(["stories", *filter(None, (topic, place))])
        feed = _feed(services, name, path, [_story(services, state) for state in page.items])
        return _answer(services, feed, form, none_match, modified_since)

    @app.get("/feeds/search/<form>", summary="The newest articles that answer a search", responses=ANSWERS)
    @needs("feed")
    def feed_search(
        *,
        form: PlainForm,
        q: Words,
        topic: IdQuery = None,
        place: IdQuery = None,
        language: LanguageQuery = None,
        token: Token = None,  # noqa: ARG001  # looked at by the authorizer
        none_match: NoneMatch = None,
        modified_since: ModifiedSince = None,
    ) -> Response[Any]:
        # Only this route needs the dictionaries.
        from tocsin.queries.search import search  # noqa: PLC0415  # see above
        from tocsin.search.question import read_question  # noqa: PLC0415  # see above

        place = None if place is None else place_id(place)
        filters = Filters(topic=topic, place=place, language=language)
        heads = [hit.head for hit in search(services, read_question(q), filters, limit=MOST).items]
        if not heads and topic is not None:
            require_known(services, "topic", topic)
        if not heads and place is not None:
            require_known(services, "place", place)
        given = {"q": q, "topic": topic, "place": place, "language": language}
        asked = urlencode({name: value for name, value in given.items() if value})
        newest = sorted(heads, key=lambda head: (head.card.at, head.card.id), reverse=True)
        entries = [_article(services, head.card) for head in newest]
        return _answer(
            services,
            _feed(services, f"articles with {q}", f"/feeds/search/{form}?{asked}", entries),
            form,
            none_match,
            modified_since,
        )


def _feed(services: Services, name: str, path: str, entries: Iterable[Entry]) -> Feed:
    """Its id is the same wherever the deployment is reached."""
    api_url = services.settings.api_url
    return Feed(f"urn:tocsin:feed:{path[7:]}", f"Tocsin: {name}", f"{api_url}{path}" if api_url else None, [*entries])


def _alert(services: Services, sent: Sent, *, with_cap: bool) -> Entry:
    alert = sent.alert
    api_url = services.settings.api_url
    return Entry(
        id=f"urn:tocsin:alert:{alert.id}",
        title=alert.title,
        text=mail(compose(alert)),
        at=alert.raised_at,
        url=f"{api_url}/ui/alerts/{alert.id}" if api_url else alert.url,
        tags=(alert.watch, alert.severity, *alert.topics),
        cap=cap_of(services, alert) if with_cap else None,
        cap_url=f"{api_url}/v1/alerts/{alert.id}/cap" if with_cap and api_url else None,
    )


def _story(services: Services, state: StoryState) -> Entry:
    api_url = services.settings.api_url
    last = state.last_at
    return Entry(
        id=f"urn:tocsin:story:{state.id}",
        title=state.title or "Untitled",
        text=f"{state.size} articles" + (f", the last of {last:%Y-%m-%d %H:%M} UTC" if last else ""),
        at=stamp(last) if last else NEVER,
        url=f"{api_url}/ui/stories/{state.id}" if api_url else None,
    )


def _article(services: Services, card: Card) -> Entry:
    api_url = services.settings.api_url
    return Entry(
        id=f"urn:tocsin:article:{card.id}",
        title=card.title or "Untitled",
        text=card.summary,
        at=card.at,
        url=f"{api_url}/ui/articles/{card.id}" if api_url else card.url,
        tags=tuple(topic.id for topic in card.topics),
    )


def _answer(
    services: Services, feed: Feed, form: Form, none_match: str | None, modified_since: str | None
) -> Response[Any]:
    """304 where the reader has it already: by the tag if it sends one, else by the time (RFC 9110, 13.2.2)."""
    body, media_type = _written(feed, form, services.settings.api_url)
    tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:24]}"'
    changed = datetime.fromisoformat(feed.updated).replace(microsecond=0)
    headers = {
        "ETag": tag,
        "Last-Modified": format_datetime(changed, usegmt=True),
        "Cache-Control": "private, no-cache",
    }
    if tag in none_match if none_match else _is_old(changed, modified_since):
        return Response(304, headers=headers)
    return Response(200, media_type, body, headers=headers)


def _written(feed: Feed, form: Form, api_url: str) -> tuple[str, str]:
    if form == "json":
        return json_feed(feed), JSON_FEED_TYPE
    if form == "rss":
        return rss(feed, f"{api_url}/ui/"), RSS_TYPE
    return atom(feed), ATOM_TYPE


def _is_old(changed: datetime, modified_since: str | None) -> bool:
    """What is no date is not there (RFC 9110, 13.1.3)."""
    try:
        return changed <= parsedate_to_datetime(modified_since or "")
    except (ValueError, TypeError, OverflowError):
        return False
