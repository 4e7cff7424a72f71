"""Whatever is uploaded ends as an article or in a reason, and soon."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.hostile_files import hostile_files, pdf, word, write_hostile_files

from tocsin.alarm import OutOfTime
from tocsin.errors import Rejected, TooLarge
from tocsin.model import Article
from tocsin.reading import Bounds, read_upload
from tocsin.reading.bounds import alarm

FILES = hostile_files()
SEEDS = [
    pdf(["The mayor of Oldmere spoke."]),
    word(b"<w:document/>"),
    b'{"title": "Bridge closed", "text": "The mayor of Oldmere spoke.", "published_at": "2024-05-06"}',
    (
        b"<html><head><title>Bridge</title><script type='application/ld+json'>{}</script></head>"
        b"<body><p>The mayor spoke.</p></body></html>"
    ),
    (
        b"From: a@oldmere.example\nMessage-ID: <1@x>\nSubject: =?utf-8?q?Bridge?=\n"
        b"Date: Mon, 06 May 2024 12:30:00 +0200\n\nThe mayor spoke."
    ),
    "\ufeffМост закрыт\n\nАвтор: Мира Толан\n\nМэр сообщила об этом.".encode(),
]


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_rejected_with_its_reason_or_read(name: str) -> None:
    data, expected = FILES[name]
    started = time.monotonic()
    result = read_or_reason(data, name)
    assert time.monotonic() - started < 20
    assert (result.code if isinstance(result, Rejected) else None) == expected
    assert not isinstance(result, Rejected) or len(str(result)) > 20


def test_the_folder_of_hostile_files_holds_all_of_them(tmp_path: Path) -> None:
    expected = write_hostile_files(tmp_path)
    assert sorted(expected) == sorted(path.name for path in tmp_path.iterdir())
    assert len(expected) > 40


def read_or_reason(data: bytes, name: str | None = None) -> Article | Rejected:
    try:
        return read_upload(data, name=name, bounds=Bounds(seconds=10))
    except Rejected as reason:
        return reason


NAMES = st.sampled_from([None, "a.txt", "a.md", "a.html", "a.json", "a.eml", "a.pdf", "a.docx"])
UNHURRIED = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@UNHURRIED
@given(st.binary(max_size=400), NAMES)
def test_random_bytes_are_an_article_or_rejected(data: bytes, name: str | None) -> None:
    assert isinstance(read_or_reason(data, name), Article | Rejected)


@UNHURRIED
@given(st.text(max_size=300), NAMES)
def test_random_text_is_an_article_or_rejected(text: str, name: str | None) -> None:
    result = read_or_reason(text.encode("utf-8", "surrogatepass"), name)
    assert isinstance(result, Rejected) or result.text.encode()


@UNHURRIED
@given(st.sampled_from(SEEDS), st.data())
def test_mutated_documents_are_an_article_or_rejected(seed: bytes, draw: st.DataObject) -> None:
    data = bytearray(seed)
    for _ in range(draw.draw(st.integers(1, 6))):
        at = draw.draw(st.integers(0, len(data) - 1))
        data[at : at + draw.draw(st.integers(0, 9))] = draw.draw(st.binary(max_size=9))
        if not data:
            break
    assert isinstance(read_or_reason(bytes(data)), Article | Rejected)


def test_time_that_is_over_between_steps_rejects() -> None:
    ticks = iter(range(0, 1000, 10))
    with pytest.raises(TooLarge, match="15 seconds"):
        read_upload(SEEDS[3], clock=lambda: float(next(ticks)))


def test_the_alarm_ends_code_that_catches_every_exception() -> None:
    started = time.monotonic()
    with pytest.raises(TooLarge), alarm(0.2):
        swallow_everything(until=started + 10)
    assert time.monotonic() - started < 5
    assert not issubclass(OutOfTime, Exception)


def swallow_everything(until: float) -> None:
    while time.monotonic() < until:
        try:
            sum(range(1000))
        except Exception:  # noqa: BLE001, S112 - what libraries do
            continue
