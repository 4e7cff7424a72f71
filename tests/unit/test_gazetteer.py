"""The gazetteer's data: what lies where, which forms are known, and that the files keep to their own rules."""

from __future__ import annotations

import pytest

from tocsin.engine.places import lies_in, lookup
from tocsin.engine.places.gazetteer import gazetteer


def id_of(name: str) -> str | None:
    entry = lookup(name)
    return entry.id if entry else None


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        ("gn:706448", "UA-65"),  # Kherson in its oblast
        ("gn:706448", "UA"),
        ("UA-14", "x:donbas"),
        ("gn:709717", "x:donbas"),  # Donetsk, by way of its oblast
        ("EE", "x:baltics"),
        ("x:verkhny-lars", "RU"),
        ("x:verkhny-lars", "GE"),
        ("UA-43", "UA"),
        ("GE", "x:caucasus"),  # an area in an area
        ("PL", "PL"),
    ],
)
def test_what_lies_inside_is_found_through_region_country_and_area(inner: str, outer: str) -> None:
    assert lies_in(inner, outer)


@pytest.mark.parametrize(
    ("inner", "outer"), [("UA", "UA-65"), ("gn:706448", "RU"), ("RU", "x:baltics"), ("none", "UA")]
)
def test_nothing_else_lies_inside(inner: str, outer: str) -> None:
    assert not lies_in(inner, outer)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Georgia", "GE"),
        ("Грузією", "GE"),
        ("U.A.E.", "AE"),
        ("Об’єднаних Арабських Еміратах", "AE"),
        ("Львова", "gn:702550"),
        ("Києвом", "gn:703448"),
        ("Ростове-на-Дону", "gn:501175"),
        ("Нижнем Новгороде", "gn:520555"),
        ("Medyka", "x:shehyni-medyka"),
        ("Приднестровьем", "MD-SN"),
        ("Kherson", "gn:706448"),
        ("Kherson region", "UA-65"),
        ("Херсонской области", "UA-65"),
        ("Narva checkpoint", "x:narva-1"),
        ("RU-CE", "RU-CE"),
        ("Atlantis", None),
    ],
)
def test_a_name_is_looked_up_in_any_case_and_script(name: str, place: str | None) -> None:
    assert id_of(name) == place


def test_every_country_is_known_by_its_name_and_every_holder_exists() -> None:
    book = gazetteer()
    entries = [book.entry(number) for number in range(len(book))]
    assert sum(entry.kind == "country" for entry in entries) > 240
    assert len({entry.id for entry in entries}) == len(entries)
    for entry in entries:
        for holder in (entry.region, entry.country, *entry.within):
            assert holder is None or book.by_id(holder) is not None, (entry.id, holder)
        assert entry.latitude is None or -90 <= entry.latitude <= 90
        assert entry.longitude is None or -180 <= entry.longitude <= 180


def test_crossings_have_coordinates_and_two_sides() -> None:
    book = gazetteer()
    crossings = [entry for entry in map(book.entry, range(len(book))) if entry.kind == "crossing"]
    assert len(crossings) > 70
    assert all(entry.latitude is not None and entry.country and len(entry.within) == 1 for entry in crossings)
