"""Search: a question and what it is narrowed by, all in the address; what answers, with the sentences that do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, cast, get_args

from tocsin.aws.keys import stamp
from tocsin.aws.lists import FIRST_TIME, LAST_TIME
from tocsin.aws.records import Page
from tocsin.errors import InvalidInput
from tocsin.model import ClaimKind
from tocsin.web.lists import changed, page_of
from tocsin.web.request import Reply
from tocsin.web.routes import Ask, Pages, checked

if TYPE_CHECKING:
    from tocsin.queries.search import Hit
    from tocsin.search.match import Match

pages = Pages()
SHOWN = 20
MAX_QUESTION = 300
MAX_VALUE = 200
OFFERED = 8
KINDS: tuple[str, ...] = get_args(ClaimKind)
FILTERS = ("topic", "place", "claimant", "kind", "language", "from", "to")


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, or one that is offered; `to` is the address's query with it taken back, or added."""

    name: str
    value: str
    to: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    question: str
    values: dict[str, str]
    """The filters that are set."""

    @property
    def binding(self) -> list[str]:
        return ["ui-search", self.question, *(self.values.get(name, "") for name in FILTERS)]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of a passage; one of the words that were asked for, or not."""

    text: str
    marked: bool


@pages.page("GET", "search", scope="read")
def search_page(ask: Ask) -> Reply:
    """Without words it says how to ask; what is wrong with them stands beside them."""
    query = ask.request.query
    asked = Asked(
        query.get("q", "")[:MAX_QUESTION],
        {name: query[name][:MAX_VALUE] for name in FILTERS if query.get(name)},
    )
    found: Page[Hit] = Page((), None)
    wrong = ""
    if asked.question:
        try:
            found = _found(ask, asked)
        except InvalidInput as error:
            wrong = f"{error.where}: {error.message}" if error.where else error.message
    return ask.show(
        "search.html",
        title="Search",
        question=asked.question,
        given={name: asked.values.get(name, "") for name in FILTERS},
        wrong=wrong,
        hits=[(hit, [(one, pieces(one)) for one in hit.matches]) for hit in found.items],
        next=found.next,
        chips=[Chip(name, value, changed(query, **{name: ""})) for name, value in asked.values.items()],
        offered=list(_offered(ask, asked, found.items)),
        keep=_kept(asked) if asked.question and not wrong else "",
        topics=ask.services.topics,
        kinds=KINDS,
    )


def _found(ask: Ask, asked: Asked) -> Page[Hit]:
    # Only a search needs the dictionaries.
    from tocsin.queries.filters import Filters  # noqa: PLC0415  # see above
    from tocsin.queries.search import search  # noqa: PLC0415  # see above
    from tocsin.search.question import read_question  # noqa: PLC0415  # see above

    question, values = read_question(asked.question), asked.values
    filters = Filters(
        topic=values.get("topic"),
        place=_place(values["place"]) if "place" in values else None,
        claimant=values.get("claimant"),
        kind=cast("ClaimKind", checked(values["kind"], KINDS, "kind")) if "kind" in values else None,
        language=values.get("language"),
    )
    since = _day(values["from"], "from") if "from" in values else FIRST_TIME
    until = _day(values["to"], "to", after=1) if "to" in values else LAST_TIME
    if since > until:
        raise InvalidInput("is after `to`: nothing lies between them", where="from")
    return page_of(
        ask,
        asked.binding,
        lambda at: search(ask.services, question, filters, limit=SHOWN, since=since, until=until, position=at),
    )


def _place(value: str) -> str:
    """A place by its id or its name, in any case form. Raises `InvalidInput`."""
    from tocsin.engine.places import find_named  # noqa: PLC0415  # the gazetteer is loaded for a search by place alone

    places = find_named(value, 1)
    if not places:
        raise InvalidInput("is no place that is known by this name", where="place")
    return places[0].id


def _day(value: str, where: str, *, after: int = 0) -> str:
    try:
        day = datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC)
        return stamp(day + timedelta(days=after))
    except (ValueError, OverflowError) as error:
        raise InvalidInput("is no day, as 2026-11-30", where=where) from error


def pieces(match: Match) -> list[Piece]:
    """The passage cut at its marks; each code point stands once."""
    found, at, text = [], 0, match.passage.text
    for mark in match.marks:
        if mark.start > at:
            found.append(Piece(text[at : mark.start], marked=False))
        found.append(Piece(text[mark.start : mark.end], marked=True))
        at = mark.end
    return [*found, Piece(text[at:], marked=False)] if at < len(text) else found


def _offered(ask: Ask, asked: Asked, hits: Sequence[Hit]) -> Iterator[Chip]:
    """What the articles of this page can be narrowed by, with how many of them that leaves."""
    cards = [hit.head.card for hit in hits]
    counts = {
        "topic": Counter(topic.id for card in cards for topic in card.topics),
        "place": Counter(place.id for card in cards for place in card.places),
        "language": Counter(card.language for card in cards),
    }
    for name, counted in counts.items():
        for value, count in counted.most_common(OFFERED):
            if name not in asked.values and count < len(cards):
                yield Chip(name, value, changed(ask.request.query, **{name: value}), count)


def _kept(asked: Asked) -> str:
    """The address's query of the watch editor filled with this search."""
    from tocsin.search.kept import keep  # noqa: PLC0415  # see `_found`

    kept = keep(asked.question)
    place = _place(asked.values["place"]) if "place" in asked.values else ""
    given = {name: asked.values.get(name, "") for name in ("topic", "claimant", "kind", "language")}
    words = {"words_all": "\n".join(kept.all), "words_none": "\n".join(kept.none)}
    return changed({}, name=asked.question, place=place, **words, **given)
