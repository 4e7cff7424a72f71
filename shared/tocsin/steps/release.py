"""On a schedule: embargoed uploads whose time has come are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tocsin.aws.keys import stamp
from tocsin.steps.fault import fault

if TYPE_CHECKING:
    from tocsin.aws.services import Services

MOST: Final = 1_000
"""In one run; the others go with the next one, five minutes later."""


def release(services: Services) -> int:
    """Send their events to the intake queue once more; how many. What is sent twice is analyzed once."""
    waited = services.uploads.waited(stamp(services.now()), MOST)
    for waiting, put in waited:
        services.queues.intake(put)
        fault("release.sent")
        services.uploads.forget_waiting(waiting)
    return len(waited)
