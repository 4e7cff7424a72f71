"""Web archives (WARC): each page an article with its address and when it was there, and nothing left out in silence."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tocsin.errors import Rejected, TooLarge, Unreadable, Unsafe
from tocsin.reading import Bounds, read_upload
from tocsin.reading.parts import Parts
from tocsin.reading.split import split_upload

NOW = datetime(2031, 6, 1, tzinfo=UTC)
SEEN = "2031-05-06T07:30:00Z"
PAGE = (
    "<!doctype html><html><head><title>Pier {n} of Port Lessing is closed</title></head><body><article>"
    "<h1>Pier {n} of Port Lessing is closed</h1><p>The harbour office said on Monday that pier {n} would stay closed "
    "for {n} weeks, and that the ferries of Omberland would land elsewhere.</p></article></body></html>"
)
HTML = "text/html; charset=utf-8"


class Archive:
    """Written by warcio, record by record."""

    def __init__(self, *, packed: bool = False) -> None:
        self.out = io.BytesIO()
        self.writer = WARCWriter(self.out, gzip=packed)

    def record(
        self, url: str, body: bytes, *, kind: str = "response", status: str = "200 OK", **headers: str
    ) -> Archive:
        told = {"Content-Type": HTML} | {name.replace("_", "-"): value for name, value in headers.items()}
        http = StatusAndHeaders(status, list(told.items()), protocol="HTTP/1.1") if kind == "response" else None
        extra = {"warc_content_type": told["Content-Type"]} if http is None else {}
        self.writer.write_record(
            self.writer.create_warc_record(
                url,
                kind,
                payload=io.BytesIO(body),
                length=len(body),
                http_headers=http,
                warc_headers_dict={"WARC-Date": SEEN},
                **extra,
            )
        )
        return self

    @property
    def data(self) -> bytes:
        return self.out.getvalue()


def pier(number: int) -> tuple[str, bytes]:
    return f"https://gazette.example/n/{number}", PAGE.format(n=number).encode()


def taken(data: bytes, bounds: Bounds | None = None) -> Parts:
    parts = split_upload(data, name="crawl.warc.gz", bounds=bounds)
    assert parts is not None
    return parts


@pytest.mark.parametrize("packed", [False, True])
def test_each_page_is_an_article_with_its_address_and_the_day_on_which_it_was_there(packed: bool) -> None:
    parts = taken(Archive(packed=packed).record(*pier(1)).record(*pier(2)).data)
    assert [part.name for part in parts.parts] == ["gazette.example/n/1", "gazette.example/n/2"]
    first = parts.parts[0]
    article = read_upload(first.data, content_type=first.content_type, metadata=first.metadata, last_modified=NOW)
    assert (article.title, article.url) == ("Pier 1 of Port Lessing is closed", "https://gazette.example/n/1")
    assert article.published_at == datetime(2031, 5, 6, 7, 30, tzinfo=UTC)
    assert article.notes == ("It says no date: it was there on 2031-05-06, and may have been published before.",)
    assert parts.notes == ()


def test_a_date_that_the_page_itself_states_counts_before_the_day_on_which_it_was_there() -> None:
    dated = PAGE.replace("<head>", '<head><meta property="article:published_time" content="2031-04-01T06:00:00Z">')
    part = taken(Archive().record("https://gazette.example/", dated.format(n=1).encode()).data).parts[0]
    article = read_upload(part.data, content_type=part.content_type, metadata=part.metadata, last_modified=NOW)
    assert article.published_at == datetime(2031, 4, 1, 6, 0, tzinfo=UTC)
    assert (part.name, article.notes) == ("gazette.example/index.html", ())


def test_bodies_as_servers_sent_them_are_unpacked() -> None:
    url, page = pier(3)
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page)
    archive = Archive().record(url, gzip.compress(page), Content_Encoding="gzip")
    archive.record(f"{url}?p=2", chunked, Transfer_Encoding="chunked")
    archive.record(f"{url}?p=3", page, kind="resource")
    archive.record(
        f"{url}?p=4", b"The harbour office said that pier 3 is closed.", kind="conversion", Content_Type="text/plain"
    )
    parts = taken(archive.data)
    assert [part.data for part in parts.parts[:3]] == [page] * 3
    assert [part.name for part in parts.parts[1:]] == [f"gazette.example/n/3-p-{n}" for n in (2, 3, 4)]


def test_a_page_whose_address_is_none_is_left_out_and_no_other() -> None:
    archive = Archive().record(*pier(1)).record("https://[", b"<p>Nothing.</p>").record(*pier(2))
    parts = taken(archive.data)
    assert [part.name for part in parts.parts] == ["gazette.example/n/1", "gazette.example/n/2"]
    assert parts.notes == ("Pages left out because they are damaged or cut short: 1.",)


def test_what_is_no_page_is_counted_and_what_no_reader_was_shown_is_not() -> None:
    url, page = pier(1)
    archive = Archive().record(url, page)
    archive.record(f"{url}.png", b"\x89PNG", Content_Type="image/png")
    archive.record(f"{url}/old", b"gone", status="404 Not Found")
    archive.record("https://gazette.example/robots.txt", b"User-agent: *", Content_Type="text/plain")
    archive.record(url, b"GET /n/1 HTTP/1.1\r\n\r\n", kind="request")
    archive.record("dns:gazette.example", b"192.0.2.1", kind="resource", Content_Type="text/dns")
    archive.record(f"{url}/packed", b"\x1b", Content_Encoding="br")
    parts = taken(archive.data)
    assert len(parts.parts) == 1
    assert parts.notes == (
        "Records left out because they are no pages (redirects, errors, pictures, scripts): 3.",
        "Pages left out because they are packed in a way that is not read: 1.",
    )


def test_what_came_before_a_break_is_kept_and_the_break_is_told() -> None:
    whole = Archive().record(*pier(1)).record(*pier(2)).data
    cut = taken(whole[: whole.rindex(b"ferries of Omberland")])
    assert [len(cut.parts), cut.notes] == [2, ("Pages that are cut short, and taken as far as they go: 1.",)]
    broken = taken(whole + b"NOT-A-RECORD\r\n\r\n")
    assert [len(broken.parts), broken.notes] == [
        2,
        ("What lies behind a broken record was left out; export the archive again.",),
    ]


def test_an_older_archive_is_read_as_the_same() -> None:
    url, page = pier(1)
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = b"filedesc://a.arc 0.0.0.0 20310506073000 text/plain %d\n%s\n"
    version = b"1 0 Gazette\nURL IP-address Archive-date Content-type Archive-length\n"
    line = b"%s 192.0.2.1 20310506073000 text/html %d\n" % (url.encode(), len(http))
    parts = taken(head % (len(version), version) + line + http + b"\n")
    assert [(part.metadata["url"], part.metadata["seen-at"], part.data) for part in parts.parts] == [(url, SEEN, page)]


def bombs() -> Iterator[tuple[bytes, Bounds, type[Rejected]]]:
    zeros = gzip.compress(b"<p>" + b"0" * 3_000_000)
    one = Archive()
    for number in range(3):
        one.record(f"https://gazette.example/{number}", zeros, Content_Encoding="gzip")
    yield one.data, Bounds(unpacking_ratio=100), Unsafe
    many = Archive()
    for number in range(4):
        many.record(*pier(number))
    yield many.data, Bounds(unpacked_bytes=1_000), TooLarge
    yield b"WARC/9.9\r\nnothing\r\n", Bounds(), Unreadable


@pytest.mark.parametrize(("data", "bounds", "error"), list(bombs()))
def test_what_unpacks_to_too_much_or_holds_no_record_is_turned_away(
    data: bytes, bounds: Bounds, error: type[Rejected]
) -> None:
    with pytest.raises(error):
        taken(data, bounds)


def test_a_page_beyond_the_bound_of_one_upload_is_told_and_the_others_are_kept() -> None:
    archive = Archive(packed=True).record(*pier(1)).record("https://gazette.example/long", b"<p>" + b"word " * 1_000)
    parts = taken(archive.data, Bounds(raw_bytes=4_000))
    assert [len(parts.parts), parts.notes] == [1, ("1 parts were left out: each is larger than 4,000 bytes.",)]
