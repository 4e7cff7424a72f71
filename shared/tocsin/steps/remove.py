"""On a schedule: take-downs go on, refused uploads go, and what was taken down is looked for once more.

All of it stands in the table, so a run that dies loses nothing: the next one, a minute later, goes on. What fails
is told and holds up nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from aws_lambda_powertools import Logger

from tocsin.aws.keys import stamp
from tocsin.aws.services import Services
from tocsin.errors import Conflict, NotFound
from tocsin.removal.carry import NotYet, Unfinished, forget_upload, take_down
from tocsin.removal.model import Removal
from tocsin.removal.run import go_on

T = TypeVar("T")
LEAST_SECONDS = 60.0
"""A step removes a few articles, each with a story that is told anew."""
PATIENCE = timedelta(hours=1)
"""An archive is taken apart in minutes: what waits longer for it waits in vain."""

logger = Logger(child=True)


@dataclass(frozen=True, slots=True)
class Result:
    """What a run did, for logs and metrics: counts, and ids of what failed."""

    steps: int = 0
    removed: int = 0
    refused: int = 0
    again: int = 0
    failed: tuple[str, ...] = ()


class Failed(Exception):
    """Something could not be removed; it is tried again a minute later."""


def sweep(services: Services) -> Result:
    """As far as there is time. Raises `Failed` at the end if anything failed, so that it alarms."""
    failed: list[str] = []
    again = _each(services, services.removals.due(), _again, failed)
    refused = _each(services, services.removals.refused(), _refused, failed)
    steps, removed = _orders(services, failed)
    if failed:
        raise Failed(", ".join(sorted(failed)))
    return Result(steps, removed, refused, again)


def _orders(services: Services, failed: list[str]) -> tuple[int, int]:
    """One step of each in turn, those first that went the fewest: one that takes long holds up no other."""
    steps = removed = 0
    at_work = sorted((one for one in services.removals.all() if one.works), key=lambda one: (one.v, one.at, one.id))
    while at_work:
        further: list[Removal] = []
        for before in at_work:
            if services.time_left() <= LEAST_SECONDS:
                return steps, removed
            known = _tried(go_on, services, before.id, before.at, failed)
            if known is not None:
                steps, removed = steps + 1, removed + known.removed - before.removed
                further += [known] if known.works else []
        at_work = further
    return steps, removed


def _each(services: Services, since: Mapping[str, str], do: Callable[[Services, str], bool], failed: list[str]) -> int:
    count = 0
    for id_, at in since.items():
        if services.time_left() <= LEAST_SECONDS:
            break
        count += bool(_tried(do, services, id_, at, failed))
    return count


def _tried(do: Callable[[Services, str], T], services: Services, id_: str, since: str, failed: list[str]) -> T | None:
    """None where it came to nothing: another run has it, an article joins the story now, or it failed.

    What waits for an upload since long has failed too: nobody would hear of it otherwise.
    """
    try:
        return do(services, id_)
    except Conflict:
        return None
    except NotYet as wait:
        if since <= stamp(services.now() - PATIENCE):
            logger.warning("take-down of %s has waited since %s: %s", id_, since, wait)
            failed.append(id_)
        return None
    except Exception:
        logger.exception("take-down of %s", id_)
        failed.append(id_)
        return None


def _refused(services: Services, upload: str) -> bool:
    forget_upload(services, upload, None)
    services.removals.forgot(upload)
    return True


def _again(services: Services, article: str) -> bool:
    grave = services.graves.find(article)
    if grave is not None:
        try:
            take_down(services, article, grave.removal)
        except NotFound:
            pass
        except Unfinished:
            return False
    services.removals.looked_again(article)
    return True
