"""Rooms use what lies below them: the rules hold, and the tool that checks them sees when they do not."""

from __future__ import annotations

import pytest
from tools.imports import ROOT, STOREYS, faults, imports_of, room

IMPORTS = imports_of(ROOT / "shared")


def test_arrows_point_down_only_and_no_module_is_in_a_circle() -> None:
    assert list(faults(IMPORTS)) == []


def test_every_room_has_its_storey() -> None:
    rooms = {room(module) for module in IMPORTS} - {"tocsin"}
    assert rooms <= frozenset().union(*STOREYS)


@pytest.mark.parametrize(
    ("module", "name", "told"),
    [
        ("tocsin.engine.places", "tocsin.aws.table", "does not lie below"),
        ("tocsin.steps.analyze", "tocsin.api.views", "does not lie below"),
        ("tocsin.api.articles", "tocsin.web.site", "does not lie below"),
        ("tocsin.aws.articles", "tocsin.digests.store", "does not lie below"),
        ("tocsin.somewhere", "tocsin.somehow", "does not lie below"),
        ("tocsin.watches.rules", "boto3", "knows nothing of AWS"),
        ("tocsin.text.clean", "botocore.config", "knows nothing of AWS"),
        ("tocsin.reading.html", "urllib.request", "only fetch opens sockets"),
        ("tocsin.steps.analyze", "http.client", "only fetch opens sockets"),
    ],
)
def test_an_arrow_that_points_up_or_out_is_told(module: str, name: str, told: str) -> None:
    [fault] = faults({module: frozenset({name})})
    assert told in fault


def test_a_circle_is_told_with_its_way() -> None:
    circle = {"tocsin.aws.a": frozenset({"tocsin.aws.b"}), "tocsin.aws.b": frozenset({"tocsin.aws.a"})}
    [fault] = faults(circle)
    assert fault.startswith("a circle: tocsin.aws.")


def test_what_needs_no_socket_may_be_imported() -> None:
    assert list(faults({"tocsin.api.app": frozenset({"http", "urllib.parse", "http.cookies", "html.parser"})})) == []
    assert list(faults({"tocsin.fetch.client": frozenset({"socket"})})) == []
