"""Dates, authors and headlines of pages as pages really state them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tocsin.model import Article
from tocsin.reading import read_upload
from tocsin.reading.dates import parse_date

NOW = datetime(2024, 6, 30, tzinfo=UTC)
DAY = datetime(2024, 6, 4, tzinfo=UTC).date()
TITLE = "Ferry to Sorvag stays in port"
NEWS = "<p>The ferry to Sorvag will not sail before Thursday, harbour master Ilse Brandvik said on Monday.</p>" * 2


def page(head: str = "", under: str = "", after: str = "", title: str = f"<h1>{TITLE}</h1>") -> Article:
    body = f"<article>{title}{under}{NEWS}</article>{after}"
    data = f"<html lang='en'><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>"
    return read_upload(data.encode(), content_type="text/html", last_modified=NOW)


def meta(name: str, content: str = "2024-06-04T08:30:00Z", key: str = "property") -> str:
    return f"<meta {key}='{name}' content='{content}'>"


DATED = {
    "colons": page(meta("article:published:time")),
    "og": page(meta("og:article:published_time")),
    "og-date": page(meta("og:pubdate")),
    "rnews": page(meta("rnews:datePublished")),
    "parsely": page(meta("parsely-pub-date", key="name")),
    "sailthru": page(meta("sailthru.date", key="name")),
    "dublin": page(meta("dc.date", "2024-06-04", key="name")),
    "issued": page(meta("DCTERMS.issued", "2024-06-04", key="name")),
    "itemprop": page(meta("datePublished", key="itemprop")),
    "seconds": page(meta("article:published_time", "1717489800")),
    "milliseconds": page(meta("article:published_time", "1717489800000")),
    "script-date": page(meta("date", "Tue Jun 04 2024 10:30:00 GMT+0200 (Merinia Summer Time)", key="name")),
    "unreadable-first": page(meta("article:published_time", "2 hours ago") + meta("pubdate", key="name")),
    "time": page(under="<time datetime='2024-06-04T10:30:00+02:00'>Tuesday</time>"),
    "time-text": page(under="<time>4 June 2024</time>"),
    "time-beside": page(after="<time datetime='2024-06-04'>4 June</time>"),
    "class": page(under="<span class='article-date'>4 June 2024, 10:30</span>"),
    "camel": page(under="<div class='publishDate'>4. Juni 2024</div>"),
    "visible": page(under="<p>Oldmere, June 4, 2024</p>"),
    "chinese": page(under="<time>2024年6月4日 10:30</time>"),
}


@pytest.mark.parametrize("where", DATED)
def test_a_page_is_dated_by_whatever_it_says(where: str) -> None:
    published = DATED[where].published_at
    assert published is not None
    assert published.date() == DAY


def test_the_day_is_the_one_that_the_page_shows() -> None:
    published = page(meta("article:published_time", "2024-06-04T00:30:00+02:00")).published_at
    assert published is not None
    assert (published.date(), published.utcoffset()) == (DAY, timedelta(hours=2))
    assert published == datetime(2024, 6, 3, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "head",
    [
        meta("article:modified_time", "2024-06-20T08:30:00Z"),
        meta("og:updated_time", "2024-06-20T08:30:00Z"),
        "<meta name='copyright' content='2024-06-20'>",
    ],
)
def test_a_change_or_a_copyright_is_no_publication(head: str) -> None:
    published = page(
        head, under="<time class='entry-date published updated' datetime='2024-06-04'>x</time>"
    ).published_at
    assert published is not None
    assert published.date() == DAY


def test_the_date_of_another_article_comes_after_the_articles_own() -> None:
    teaser = "<aside class='related'><time datetime='2024-06-20'>20 June</time></aside>"
    article = page(under=f"{teaser}<span class='date'>x</span>", after="<time datetime='2024-06-04'>4 June</time>")
    assert article.published_at is not None
    assert article.published_at.date() == DAY


def test_a_page_without_a_date_has_none() -> None:
    assert page(after="<footer>© 2019 Oldmere Post</footer>").published_at is None


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("2024-06-04T10:30:00+02:00", timezone(timedelta(hours=2))),
        ("2024-06-04 10:30", UTC),
        ("Tue, 04 Jun 2024 10:30:00 -0700", timezone(timedelta(hours=-7))),
    ],
)
def test_a_date_keeps_its_zone(written: str, zone: timezone) -> None:
    assert parse_date(written, now=NOW) == datetime(2024, 6, 4, 10, 30, tzinfo=zone)


LINKED = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2024-06-04T08:30:00Z",
    "author": {"@type": "Person", "name": "Mira Tolan"},
    "publisher": {"@type": "Organization", "name": "Oldmere Post"},
}
PERSON = {"@type": "Person", "@id": "#mira", "givenName": "Mira", "familyName": "Tolan"}
SCRIPT = json.dumps(LINKED)


ENCODED = SCRIPT.replace('"', "&quot;")
GRAPH = {"@graph": [LINKED | {"author": {"@id": "#mira"}}, PERSON]}
ANOTHER = LINKED | {"headline": "Another one", "author": "Jens Aro"}


def script(*contents: object, media: str = "application/ld+json") -> str:
    texts = (content if isinstance(content, str) else json.dumps(content) for content in contents)
    return "".join(f"<script type='{media}'>{text}</script>" for text in texts)


@pytest.mark.parametrize(
    "head",
    [
        script(SCRIPT, media="application/ld+json; charset=utf-8"),
        script(f"{SCRIPT};", media="Application/LD+JSON"),
        script(f"//<![CDATA[\n{SCRIPT}\n//]]>"),
        script(f"/*<![CDATA[*/{SCRIPT}/*]]>*/"),
        script(f"<!-- {SCRIPT} -->"),
        script(ENCODED),
        script(f"{SCRIPT[:-1]},}}"),
        script(f"[{SCRIPT},]"),
        script("{'oops", SCRIPT),
        script(GRAPH),
        script(LINKED | {"author": [{"@id": "#mira"}]}, PERSON),
        script(ANOTHER, LINKED),
    ],
)
def test_linked_data_is_read_as_pages_write_it(head: str) -> None:
    article = page(head)
    assert (article.title, article.byline, article.publisher) == (TITLE, "Mira Tolan", "Oldmere Post")
    assert article.published_at == datetime(2024, 6, 4, 8, 30, tzinfo=UTC)


SITE = "<meta property='og:site_name' content='Oldmere Post'>"


@pytest.mark.parametrize(
    ("written", "byline"),
    [
        ("Oldmere Post", None),
        ("The Oldmere Post", None),
        ("oldmerepost.example", None),
        ("105092", None),
        ("admin", None),
        ("https://social.example/oldmere", None),
        ("@oldmere", None),
        ("desk@oldmere.example", None),
        ("Mira Tolan mira@oldmere.example", "Mira Tolan"),
        ("By Mira Tolan", "Mira Tolan"),
        ("Mira Tolan; Jens Aro | Oldmere Post", "Mira Tolan, Jens Aro"),
        ("Mira Tolan June 4, 2024, 10:30", "Mira Tolan"),
        ("M&uuml;ller &amp; Aro", "Müller & Aro"),
        ("von Brandt", "von Brandt"),
    ],
)
def test_a_byline_is_a_name(written: str, byline: str | None) -> None:
    assert page(f"{SITE}<meta name='author' content='{written}'>").byline == byline


def test_a_printed_byline_stands_in_where_the_data_name_the_site() -> None:
    head = f"{SITE}<meta name='author' content='Oldmere Post'>"
    assert page(head, under="<p class='byline'>By Mira Tolan</p>").byline == "Mira Tolan"
    others = "<ul class='teasers'><li><a rel='author'>Jens Aro</a></li></ul>"
    under = "<div><a rel='author'>Mira Tolan</a>, <a rel='author'>Ivo Karsk</a></div>"
    assert page(head, under=under, after=f"<div>{others}</div>").byline == "Mira Tolan, Ivo Karsk"


@pytest.mark.parametrize(
    ("head", "shown", "title"),
    [
        ("", "<h1><span>River traffic</span><span>Ferry stops</span></h1>", "River traffic Ferry stops"),
        ("", "<h1><span>F</span>erry stops</h1>", "Ferry stops"),
        ("", "<h1>Ferry stops:<br>bus runs</h1>", "Ferry stops: bus runs"),
        (meta("og:title", "Ferry – stops | Oldmere Post") + SITE, "<h1>Ferry - stops</h1>", "Ferry - stops"),
        (meta("og:title", "Ferry stops - Oldmere Post") + SITE, "", "Ferry stops"),
        (
            meta("og:title", "Ferry stops after..."),
            "<h1>Ferry stops after cable snaps</h1>",
            "Ferry stops after cable snaps",
        ),
        (meta("og:title", "AT&amp;amp;T in Oldmere"), "<h1>AT&amp;T in Oldmere</h1>", "AT&T in Oldmere"),
    ],
)
def test_a_headline_is_whole_and_without_the_site(head: str, shown: str, title: str) -> None:
    data = f"<html><head>{head}</head><body><article>{shown}{NEWS}</article></body></html>"
    assert read_upload(data.encode(), content_type="text/html").title == title


@pytest.mark.parametrize(
    ("title", "headings"),
    [
        (
            "Ferry stops at Oldmere | Harbour Letters",
            "<h1><a href='/'>Harbour Letters</a></h1><h2>Ferry stops at Oldmere</h2>",
        ),
        (
            "Harbour Letters » Blog archive » Ferry stops at Oldmere",
            "<h1>Harbour Letters</h1><h2>Ferry stops at Oldmere</h2>",
        ),
        ("Ferry stops at Oldmere - Harbour Letters", "<h1>Menu</h1><h1>Ferry stops at Oldmere</h1>"),
        ("Ferry stops at Oldmere", "<h1>Harbour Letters of the Northern Coast</h1><h1>Ferry stops at Oldmere</h1>"),
    ],
    ids=["the site leads home", "the site is the shorter part", "a menu", "the page's title alone"],
)
def test_a_heading_over_every_page_is_not_the_headline(title: str, headings: str) -> None:
    body = "<p>The ferry to Sorvag stopped on Monday, the harbour master said. Nobody was hurt in the harbour.</p>" * 3
    shown = f"<html><head><title>{title}</title></head><body>{headings}<div>{body}</div></body></html>"
    assert read_upload(shown.encode(), content_type="text/html", last_modified=NOW).title == "Ferry stops at Oldmere"


OG_LONG = meta("og:title", "Sorvag: Ferry stays in port until Thursday")


@pytest.mark.parametrize(
    ("head", "shown", "title"),
    [
        (
            OG_LONG,
            "<h1>Ferry stays in port at Sorvag until Thursday</h1>",
            "Ferry stays in port at Sorvag until Thursday",
        ),
        (OG_LONG, "<h1>Ferry stays in port until Thursday</h1>", "Ferry stays in port until Thursday"),
        (
            OG_LONG,
            "<h1>Harbour Sorvag: Ferry stays in port until Thursday</h1>",
            "Sorvag: Ferry stays in port until Thursday",
        ),
        (OG_LONG, "<h1>Everything from the northern coast</h1>", "Sorvag: Ferry stays in port until Thursday"),
        (OG_LONG, "<h1><a href='/'>Ferry stays in port daily</a></h1>", "Sorvag: Ferry stays in port until Thursday"),
        (OG_LONG, "<nav><h1>Ferry stays in port: all</h1></nav>", "Sorvag: Ferry stays in port until Thursday"),
        (OG_LONG, "<h1>Ferry stays in port ...</h1>", "Sorvag: Ferry stays in port until Thursday"),
        (
            OG_LONG,
            "<h1><span class='story__kicker'>Harbour</span> Ferry stays in port for three days</h1>",
            "Ferry stays in port for three days",
        ),
        (
            OG_LONG,
            "<h1>Ferry stays in port for three days <small class='subtitle'>Cable snapped</small></h1>",
            "Ferry stays in port for three days",
        ),
        (
            OG_LONG,
            "<h1 class='visually-hidden'>Ferry stays in port | Post</h1>",
            "Sorvag: Ferry stays in port until Thursday",
        ),
        (OG_LONG, "<h1>Sorvag</h1>", "Sorvag: Ferry stays in port until Thursday"),
    ],
    ids=[
        "its own words",
        "a kicker is stated",
        "a kicker is glued",
        "another thing",
        "home",
        "menu",
        "cut",
        "marked kicker",
        "subtitle",
        "unseen",
        "section",
    ],
)
def test_the_headline_is_the_one_that_stands_on_the_page(head: str, shown: str, title: str) -> None:
    data = f"<html><head>{head}</head><body><article>{shown}{NEWS}</article></body></html>"
    assert read_upload(data.encode(), content_type="text/html").title == title


@pytest.mark.parametrize(
    ("marked", "byline"),
    [
        ("<span class='author'>von Mira Tolan</span>", "Mira Tolan"),
        ("<a class='Post__author' href='/mira'>Mira Tolan</a>", "Mira Tolan"),
        ("<div class='comment'><span class='author'>Dave</span> Nonsense</div>", None),
        ("<p class='author'>Mira Tolan was born by the sea and has written of ferries for thirty years.</p>", None),
    ],
)
def test_an_author_is_marked_as_such_and_is_no_commenter_and_no_life(marked: str, byline: str | None) -> None:
    body = "<p>The ferry to Sorvag stopped on Monday, the harbour master said. Nobody was hurt in the harbour.</p>" * 3
    shown = f"<html><head><title>Ferry stops</title></head><body><h1>Ferry stops</h1>{marked}{body}</body></html>"
    assert read_upload(shown.encode(), content_type="text/html", last_modified=NOW).byline == byline


@pytest.mark.parametrize(
    ("marked", "byline"),
    [
        ("<p>Merin: <a href='https://post.example/author/mira-tolan/'>Mira Tolan</a></p>", "Mira Tolan"),
        ("<p><a href='/autoren/tolan'>MIRA TOLAN</a> am 4. Juni</p>", "MIRA TOLAN"),
        ("<div class='herold-meta__author'>Von Mira Tolan</div>", "Mira Tolan"),
        ("<h4>By Mira Tolan and Ivo Karsk | 12/10/2020</h4>", "Mira Tolan and Ivo Karsk"),
        ("<p>Text: Mira van Tolan</p>", "Mira van Tolan"),
        ("<p>Автор: Мира Толан</p>", "Мира Толан"),
        ("<p>Von Sorvag nach Merin</p>", None),
        ("<div class='related'><p>By Ivo Karsk</p><a href='/author/ivo/'>Ivo Karsk</a></div>", None),
        ("<footer><a rel='author' href='https://maker.example'>Site Makers</a></footer>", None),
        ("<footer class='entry-meta'><a href='/author/mira/'>Mira</a></footer>", None),
        ("<p><span class='author'>Harbour Media GmbH</span></p>", None),
        ("<p><span class='author'>Foto: Ivo Karsk</span></p>", None),
    ],
)
def test_a_printed_or_linked_author_is_one_and_who_made_the_site_is_none(marked: str, byline: str | None) -> None:
    body = "<p>The ferry to Sorvag stopped on Monday, the harbour master said. Nobody was hurt in the harbour.</p>" * 3
    shown = f"<html><head><title>Ferry stops</title></head><body><h1>Ferry stops</h1>{marked}{body}</body></html>"
    assert read_upload(shown.encode(), content_type="text/html", last_modified=NOW).byline == byline


@pytest.mark.parametrize(
    ("shown", "day"),
    [
        ("4 June 2024 00:04", "2024-06-04T00:04:00+02:00"),
        ("Tue, 04 Jun 2024 00:04:00 +0200", "2024-06-04T00:04:00+02:00"),
        ("4 June 2024 00:11", "2024-06-03T22:04:00+00:00"),
        ("3 June 2024 23:04", "2024-06-03T22:04:00+00:00"),
        ("4 June 2024", "2024-06-03T22:04:00+00:00"),
    ],
    ids=["a clock without zone", "a zone", "another moment", "the same day", "no clock"],
)
def test_a_moment_told_in_utc_is_of_the_day_on_which_the_page_shows_it(shown: str, day: str) -> None:
    published = page(
        meta("article:published_time", "2024-06-03T22:04:00Z"), under=f"<span class='date'>{shown}</span>"
    ).published_at
    assert published is not None
    assert published.isoformat() == day


def test_an_abbreviation_keeps_the_date_in_its_title() -> None:
    published = page(under="<abbr class='published' title='2024-06-04T10:52:00+02:00'>10:52 (2024)</abbr>").published_at
    assert published is not None
    assert published.date() == DAY


@pytest.mark.parametrize(
    "under",
    [
        "<p class='date'>Written: 2024-06-04 15:03 / Updated: 2024-06-06 15:30</p>",
        "<p class='date'>Erstellt am: 04.06.2024</p>",
        "<p class='date'>4 июня 2024, обновлено 6 июня 2024</p>",
    ],
)
def test_a_visible_date_is_read_up_to_that_of_the_change(under: str) -> None:
    published = page(under=under).published_at
    assert published is not None
    assert published.date() == DAY


def test_a_date_at_the_headline_comes_before_those_of_other_articles_far_below() -> None:
    filler = "".join(f"<div><span>Port {number}</span></div>" for number in range(40))
    shown = (
        f"<span class='head-date'>4 June 2024</span><h1>{TITLE}</h1>{NEWS}{filler}<span class='date'>2 June 2024</span>"
    )
    data = f"<html><head><title>{TITLE}</title></head><body>{shown}</body></html>"
    published = read_upload(data.encode(), content_type="text/html", last_modified=NOW).published_at
    assert published is not None
    assert published.date() == DAY


@pytest.mark.parametrize(
    ("written", "byline"),
    [
        ("Mira Tolan, Oldmere Post", "Mira Tolan"),
        ("Oldmere Post – the paper of the coast", None),
        ("Der Oldmere Post", None),
        ("facebook.com/oldmere", None),
        ("wordpressadmin", None),
        ("Published on", None),
    ],
)
def test_the_site_behind_a_name_is_left_out_and_the_site_with_its_motto_is_no_author(
    written: str, byline: str | None
) -> None:
    assert page(SITE + meta("author", written, key="name")).byline == byline


def test_of_links_to_an_authors_page_the_one_that_shows_the_name_counts() -> None:
    link = "<div><a href='/author/mira-tolan'>{}</a></div>"
    links = link.format("All articles") + link.format("Mira Tolan")
    assert page(under=links).byline == "Mira Tolan"
