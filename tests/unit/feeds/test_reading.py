"""Awkward sources are read as far as they go: what an item does not say is None, and its date is never made up."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tocsin.errors import Rejected, Unreadable, Unsafe, UnsupportedType
from tocsin.feeds.read import read_source

NOW = datetime(2031, 5, 4, 12, tzinfo=UTC)
BASE = "https://gazette.example/feeds/all.xml"


def rss(items: str, head: str = "<title>Tessa Gazette</title><language>en</language>") -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


def test_rss_is_read_with_links_made_whole_and_dates_in_their_zone() -> None:
    found = read_source(
        rss(
            "<item><title>Ferry stops</title><link>/news/1</link><guid isPermaLink='false'>a1</guid>"
            "<pubDate>Sun, 04 May 2031 09:00:00 +0300</pubDate><description>The ferry stops.</description></item>"
        ),
        BASE,
        "application/rss+xml",
        NOW,
    )
    [item] = found.items
    assert (found.kind, found.title, found.language) == ("rss", "Tessa Gazette", "en")
    assert (item.id, item.url, item.title, item.html) == (
        "a1",
        "https://gazette.example/news/1",
        "Ferry stops",
        "The ferry stops.",
    )
    assert item.published_at is not None
    assert item.published_at.isoformat() == "2031-05-04T09:00:00+03:00"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "<pubDate>soon</pubDate>",
        "<pubDate>Tue, 04 May 2049 09:00:00 GMT</pubDate>",
        "<pubDate>03/04/2031</pubDate>",
    ],
)
def test_a_date_that_is_missing_unreadable_ambiguous_or_in_the_future_is_none(written: str) -> None:
    [item] = read_source(rss(f"<item><title>x</title>{written}</item>"), BASE, None, NOW).items
    assert item.published_at is None


def test_all_items_are_read_and_not_the_first_five() -> None:
    items = "".join(f"<item><title>News {n}</title><link>/n/{n}</link></item>" for n in range(120))
    assert len(read_source(rss(items), BASE, None, NOW).items) == 120


def test_an_item_without_id_link_or_date_is_an_item() -> None:
    [item] = read_source(rss("<item><description>Only words.</description></item>"), BASE, None, NOW).items
    assert (item.id, item.url, item.published_at, item.html) == (None, None, None, "Only words.")


def test_a_guid_that_is_no_address_is_no_link() -> None:
    [item] = read_source(rss("<item><guid>tag:gazette,1</guid><title>x</title></item>"), BASE, None, NOW).items
    assert (item.id, item.url) == ("tag:gazette,1", None)


def test_the_longest_text_of_an_item_is_its_text() -> None:
    content = "<content:encoded><![CDATA[<p>The whole of it, from the first word to the last.</p>]]></content:encoded>"
    data = rss(f"<item><title>x</title><description>The whole</description>{content}</item>").replace(
        b"<rss ", b'<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    )
    [item] = read_source(data, BASE, None, NOW).items
    assert item.html == "<p>The whole of it, from the first word to the last.</p>"


def test_atom_with_xhtml_a_base_and_an_updated_date() -> None:
    data = (
        b'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/x/"><title>A</title>'
        b'<entry><id>urn:1</id><title>Rain</title><link rel="alternate" href="rain.html"/>'
        b"<updated>2031-05-03T10:00:00Z</updated><author><name>Ida Holm</name></author>"
        b'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It rained.</p></div></content>'
        b"</entry></feed>"
    )
    found = read_source(data, BASE, "application/atom+xml", NOW)
    [item] = found.items
    assert found.kind == "atom"
    assert (item.url, item.author) == ("https://a.example/x/rain.html", "Ida Holm")
    assert "It rained." in item.html
    assert item.published_at == datetime(2031, 5, 3, 10, tzinfo=UTC)


def test_rdf_is_read() -> None:
    data = (
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        b'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>R</title></channel>'
        b'<item rdf:about="https://r.example/1"><title>One</title><link>https://r.example/1</link>'
        b"<dc:date>2031-05-01</dc:date></item></rdf:RDF>"
    )
    found = read_source(data, BASE, None, NOW)
    assert (found.kind, found.items[0].published_at) == ("rdf", datetime(2031, 5, 1, tzinfo=UTC))


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "utf-8", "utf-16"])
def test_charsets_that_the_feed_declares_are_read(charset: str) -> None:
    text = f'<?xml version="1.0" encoding="{charset}"?><rss version="2.0"><channel><title>Вісник</title>'
    text += "<item><title>Паром зупинено</title></item></channel></rss>"
    if charset == "koi8-r":
        text = text.replace("Вісник", "Вестник").replace("Паром зупинено", "Паром остановлен")
    [item] = read_source(text.encode(charset), BASE, None, NOW).items
    assert (item.title or "").startswith("Паром")


def test_a_charset_said_wrongly_by_the_prologue_is_told_by_the_server() -> None:
    data = rss("<item><title>Паром</title></item>")
    [item] = read_source(data, BASE, "application/rss+xml; charset=utf-8", NOW).items
    assert item.title == "Паром"


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    data = rss("<item><title>Fish & chips</title><link>/1</link></item><item><title>Second</title></item>")
    assert [item.title for item in read_source(data, BASE, None, NOW).items] == ["Fish & chips", "Second"]


def test_an_empty_feed_is_no_error() -> None:
    assert read_source(rss(""), BASE, None, NOW).items == ()


def test_declared_entities_are_refused_before_they_are_read() -> None:
    data = b'<!DOCTYPE rss [<!ENTITY a "b">]>' + rss("<item><title>&a;</title></item>")
    with pytest.raises(Unsafe):
        read_source(data, BASE, None, NOW)


def test_json_feed_is_read() -> None:
    data = (
        b'{"version":"https:\\/\\/jsonfeed.org/version/1.1","title":"J","language":"uk","items":['
        b'{"id":7,"url":"/j/7","title":"Seven","content_html":"<p>Text</p>","date_published":"2031-05-02T08:00:00+02:00",'
        b'"authors":[{"name":"Ida Holm"}]},{"summary":"No id"},5]}'
    )
    found = read_source(data, BASE, "application/feed+json", NOW)
    first, second = found.items
    assert (found.kind, found.title, found.language) == ("jsonfeed", "J", "uk")
    assert (first.id, first.url, first.author, first.html) == (
        "7",
        "https://gazette.example/j/7",
        "Ida Holm",
        "<p>Text</p>",
    )
    assert (second.id, second.url, second.html, second.published_at) == (None, None, "No id", None)


SITEMAP = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://s.example/1</loc><image:image><image:title>A photo</image:title></image:image><news:news>
<news:publication><news:name>S</news:name><news:language>ru</news:language></news:publication>
<news:publication_date>2031-05-01T08:00:00Z</news:publication_date><news:title>First</news:title></news:news></url>
<url><loc>https://s.example/2</loc><lastmod>2031-05-03</lastmod></url><url><loc>https://s.example/about</loc></url></urlset>"""


def test_a_news_sitemap_is_read_newest_first_without_pages_that_are_no_news() -> None:
    found = read_source(SITEMAP, BASE, None, NOW)
    assert [(item.url, item.title, item.publisher) for item in found.items] == [
        ("https://s.example/2", None, None),
        ("https://s.example/1", "First", "S"),
    ]
    assert (found.kind, found.language) == ("sitemap", "ru")


def test_an_address_that_is_none_costs_a_sitemap_that_page_and_no_other() -> None:
    broken = SITEMAP.replace(b"https://s.example/2", b"http://[")
    assert [item.url for item in read_source(broken, BASE, None, NOW).items] == ["https://s.example/1"]


def test_a_list_of_sitemaps_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnsupportedType, match="add the one that lists the news"):
        read_source(
            b"<sitemapindex><sitemap><loc>https://s.example/n.xml</loc></sitemap></sitemapindex>", BASE, None, NOW
        )


def test_a_page_gives_its_article_links_and_no_sections_or_other_sites() -> None:
    page = (
        "<!doctype html><html><title>Gazette</title><body><a href='/news/'>News from the whole of Tessa</a>"
        "<a href='/news/ferry-stops-for-a-week#top'>Ferry stops for a whole week</a>"
        "<a href='/news/ferry-stops-for-a-week'>The same again, with words</a>"
        "<a href='/2031/05/04/rain'>Rain floods the orchards of Lower Tessa</a>"
        "<a href='/tag/one-two-three-four/'>Everything about this one subject</a>"
        "<a href='https://elsewhere.example/ferry-stops-for-a-week'>Ferry stops, says another</a>"
        "<a href='javascript:void(0)'>A link that does something else</a></body></html>"
    )
    found = read_source(page.encode(), "https://www.gazette.example/", "text/html", NOW)
    assert [item.url for item in found.items] == [
        "https://www.gazette.example/news/ferry-stops-for-a-week",
        "https://www.gazette.example/2031/05/04/rain",
    ]


@pytest.mark.parametrize(
    "data", [b"", b"   ", b"Just words.", b"{}", b"<svg/>", b"<html><body><p>Hi</p></body></html>"]
)
def test_what_is_no_source_is_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_source(data, BASE, None, NOW)


@pytest.mark.parametrize(
    "data",
    [
        b"\x1f\x8bnot gzip",
        b"<rss" * 10_000,
        b"<feed xmlns='" + b"\xff" * 99,
        b'{"version":"https://jsonfeed.org/version/1","items":[' + b"[" * 400,
    ],
)
def test_damage_of_any_kind_is_a_reason_and_no_crash(data: bytes) -> None:
    with pytest.raises(Rejected, match=r"\w+ \w+"):
        read_source(data, BASE, None, NOW)
