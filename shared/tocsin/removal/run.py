"""A take-down goes on: a page of articles is looked at, or some of what was found is removed, and that is noted.

Bounded and resumable: what a step did before it died is done again and counted once.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from tocsin.archive.store import PREFIX
from tocsin.aws.keys import digest, stamp
from tocsin.aws.services import Services
from tocsin.errors import InvalidInput, NotFound
from tocsin.removal import archived
from tocsin.removal.carry import NotYet, Unfinished, take_down
from tocsin.removal.find import elsewhere, places_of
from tocsin.removal.model import MAX_REASON, MAX_VALUE, By, Finding, Removal, RemovalState

PAGE = 50
"""Articles looked at in one step: with a text each, some seconds."""
BATCH = 5
"""Articles removed in one step: each tells a story of up to 200 anew."""
COMMAND = "command"
"""Who orders at a terminal, with the rights of the account."""


def order(
    services: Services,
    by: By,
    value: str,
    reason: str,
    *,
    ordered_by: str,
    carry_out: bool = False,
    allow_again: bool = False,
) -> Removal:
    """Keep an order. Raises `InvalidInput`, and `NotFound` for an article that is not there and was not removed."""
    value, reason, at = " ".join(value.split()), " ".join(reason.split()), stamp(services.now())
    if not reason or len(reason) > MAX_REASON:
        raise InvalidInput(f"1 to {MAX_REASON} characters: whoever asks later is told why", where="reason")
    if not value or len(value) > MAX_VALUE or not value.isprintable():
        raise InvalidInput(f"1 to {MAX_VALUE} printable characters", where="value")
    here = by == "article" and not _is_elsewhere(services, value)
    id_ = digest("removal", by, value) if by == "article" else digest("removal", by, value, at)
    state: RemovalState = "removing" if here else "looking"
    carry_out = carry_out or by == "article"
    wanted = Removal(id_, by, value, reason, ordered_by, at, state, carry_out, allow_again, found=int(here))
    return services.removals.begin(wanted)


def _is_elsewhere(services: Services, article: str) -> bool:
    """Whether the archive alone may have an article. Raises `NotFound` where there is none, and nothing of it here."""
    if services.graves.find(article) is not None or services.articles.find(article) is not None:
        return False
    if not services.archive.on:
        raise NotFound("no such article")
    return True


def carry_out(services: Services, removal: str) -> Removal:
    """What was found is to go. Raises `NotFound`, and `InvalidInput` where it was not found yet."""
    known = services.removals.get(removal)
    if known.state == "looking":
        raise InvalidInput("is still being looked for: read it again", where="removal")
    if known.state != "found":
        return known
    return services.removals.put(replace(known, state="removing", position=None))


def go_on(services: Services, removal: str) -> Removal:
    """One step further. Raises `NotFound`, `Conflict` if another worker has it, and `NotYet`, which it then tells."""
    known = services.removals.get(removal)
    if not known.works:
        return known
    try:
        further = _look(services, known) if known.state == "looking" else _remove(services, known)
    except Unfinished:
        further = known
    except NotYet as wait:
        if known.waits != str(wait):
            services.removals.put(replace(known, waits=str(wait)))
        raise
    return services.removals.put(replace(further, waits=None))


def _look(services: Services, known: Removal) -> Removal:
    """A page of the table, and after its last one pages of the archive."""
    if archived.is_in_archive(known.position) or known.by == "article":
        looked_at, found, following = archived.look(services, known)
        return _looked(services, known, looked_at, found, following)
    page = services.articles.page("article", "all", limit=PAGE, position=known.position)
    places = [(head.card, places_of(services, head, known)) for head in page.items]
    found = [Finding(card.id, card.at, where) for card, where in places if where]
    return _looked(services, known, len(places), found, page.next or (PREFIX if services.archive.on else None))


def _looked(services: Services, known: Removal, looked_at: int, found: list[Finding], following: str | None) -> Removal:
    services.removals.put_findings(known.id, found)
    known = replace(known, looked_at=known.looked_at + looked_at, found=known.found + len(found), position=following)
    if following is not None:
        return known
    named = tuple(elsewhere(services, known.value)) if known.by == "name" else ()
    known = replace(known, elsewhere=named, state="removing" if known.carry_out else "found")
    return known if known.found else _done(services, known)


def _remove(services: Services, known: Removal) -> Removal:
    if known.by == "article" and not known.looked_at:
        _take_down(services, known.value, known)
        return _done(services, replace(known, removed=1))
    page = services.removals.findings(known.id, limit=BATCH, position=known.position)
    for finding in page.items:
        try:
            _take_down(services, finding.article, known)
        except NotFound:
            with suppress(NotFound):  # it expired meanwhile
                archived.take_down(services, finding, known)
    known = replace(known, removed=known.removed + len(page.items), position=page.next)
    return known if page.next is not None else _done(services, known)


def _take_down(services: Services, article: str, known: Removal) -> None:
    """With a second look, for what was being written when the article was marked. Raises `NotFound`."""
    take_down(services, article, known.id, allow_again=known.allow_again)
    if not known.allow_again:
        services.removals.look_again(article)


def _done(services: Services, known: Removal) -> Removal:
    """Who or what was looked for is nobody's business any more."""
    value = known.value if known.by == "article" else ""
    return replace(known, state="done", value=value, position=None, done_at=stamp(services.now()))
