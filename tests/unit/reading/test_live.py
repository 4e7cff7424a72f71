"""Live pages: entries with a time each are one article, the newest first."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tocsin.model import Article
from tocsin.reading import extract_article, read_upload
from tocsin.text.entries import entries_in

ENTRIES = [
    (
        "2031-05-04T08:00:00Z",
        "Ferries stop",
        "The harbour office of Port Lessing said that no ferry would leave before noon.",
    ),
    (
        "2031-05-04T11:00:00Z",
        "Ferries sail again",
        "The first ferry to Omberland left at eleven with 200 people on board.",
    ),
    (
        "2031-05-04T09:30:00Z",
        "Lorries wait",
        "Queues of lorries reached the old town, the council said in the morning.",
    ),
]


def live(entries: list[tuple[str, str, str]] = ENTRIES, **more: Any) -> dict[str, Any]:
    updates = [
        {"@type": "BlogPosting", "headline": title, "articleBody": f"<p>{body}</p>", "datePublished": date}
        for date, title, body in entries
    ]
    return {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": "Storm over Port Lessing: live",
        "datePublished": "2031-05-04T06:00:00Z",
        "liveBlogUpdate": updates,
    } | more


def bodies(text: str) -> list[str]:
    return [entry[1] for _, entry in sorted((text.index(entry[2]), entry) for entry in ENTRIES)]


def test_entries_are_one_article_the_newest_first_and_its_time_is_the_newest_entry_s() -> None:
    article = read_upload(json.dumps(live()).encode(), last_modified=datetime(2031, 5, 4, 12, tzinfo=UTC))
    assert bodies(article.text) == ["Ferries sail again", "Lorries wait", "Ferries stop"]
    assert article.title == "Storm over Port Lessing: live"
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2031-05-04T11:00:00+00:00"


def test_the_order_of_the_document_stays_where_a_time_is_missing() -> None:
    first, second, third = ENTRIES
    article = read_upload(json.dumps(live([first, ("", second[1], second[2]), third])).encode())
    assert bodies(article.text) == ["Ferries stop", "Ferries sail again", "Lorries wait"]


def test_a_page_that_shows_what_its_entries_say_is_read_by_its_entries() -> None:
    shown = "".join(f"<div><h3>{title}</h3><p>{body}</p></div>" for _, title, body in ENTRIES)
    page = (
        f'<html><head><title>Storm</title><script type="application/ld+json">{json.dumps(live())}</script></head>'
        f"<body><article><h1>Storm over Port Lessing: live</h1>{shown}</article></body></html>"
    )
    article = extract_article(page.encode())
    assert bodies(article.text) == ["Ferries sail again", "Lorries wait", "Ferries stop"]


def test_a_page_with_far_more_than_its_entries_is_read_as_it_is() -> None:
    more = "".join(
        f"<p>Paragraph {n} of the report tells how the people of the port lived through it.</p>" for n in range(40)
    )
    page = (
        f'<html><head><title>Storm</title><script type="application/ld+json">{json.dumps(live())}</script></head>'
        f"<body><article><h1>Storm over Port Lessing: live</h1>{more}</article></body></html>"
    )
    assert "Paragraph 39 of the report" in extract_article(page.encode()).text


def test_what_is_no_list_of_entries_is_left_alone() -> None:
    for updates in (None, "x", [], [1, None], [{"headline": "one alone"}]):
        article = read_upload(json.dumps(live(liveBlogUpdate=updates, articleBody=ENTRIES[0][2])).encode())
        assert ENTRIES[0][2] in article.text


TIMED = (("14:35", 0), ("13:50", 1), ("12:20", 2), ("11:05", 3))
TOLD = (
    "The harbour office said that 12 people were hurt when the ferry touched the pier.",
    "Mayor Ida Holm said that the old town would be closed until the evening.",
    "The fire brigade said that 9 people were hurt, and that two of them were in hospital.",
    "The ferry company denied that its captain had been asleep on the bridge.",
)
NOW = datetime(2031, 5, 6, tzinfo=UTC)


def undeclared(block: str, around: str = "<div class='liveblog'>{}</div>") -> Article:
    """A page whose entries no script declares; `block` makes one of time, ISO time and text."""
    blocks = "".join(block.format(time=time, iso=f"2031-05-05T{time}:00+02:00", told=TOLD[n]) for time, n in TIMED)
    head = "<title>Storm over Port Lessing</title><meta property='article:published_time' content='{}'>"
    page = (
        f"<html><head>{head.format('2031-05-05T10:45:00+02:00')}</head><body><article><h1>Storm over Port Lessing</h1>"
        f"<p>A storm has hit the port of Lessing in Veldania on Monday.</p>{around.format(blocks)}</article></body>"
    )
    return read_upload(page.encode(), last_modified=NOW)


@pytest.mark.parametrize(
    "block",
    [
        "<h3>{time}</h3><p>{told}</p>",
        "<p><b>{time}</b> {told}</p>",
        "<p>{time} — {told}</p>",
        "<div class='moment'><time>{time}</time><p>{told}</p></div>",
        "<div class='moment'><time datetime='{iso}'>3 hours ago</time><p>{told}</p></div>",
        "<section><header><time datetime='{iso}'>Monday</time></header><div><p>{told}</p></div></section>",
    ],
)
def test_entries_that_nothing_declares_are_told_by_their_times(block: str) -> None:
    article = undeclared(block)
    assert article.published_at is not None
    entries = entries_in(article.text, article.published_at)
    told = [(f"{entry.at:%H:%M}", article.text[entry.start : entry.end].strip()) for entry in entries]
    assert told == [(time, TOLD[n]) for time, n in TIMED]


def test_a_page_whose_entries_are_dated_is_of_its_newest_entry() -> None:
    block = "<div class='moment'><time datetime='{iso}'>Monday</time><p>{told}</p></div>"
    assert str(undeclared(block).published_at) == "2031-05-05 14:35:00+02:00"


@pytest.mark.parametrize(
    "around",
    ["<div class='comments'>{}</div>", "<footer>{}</footer>", "<div class='related-articles'>{}</div>"],
)
def test_comments_and_lists_of_other_articles_are_no_entries(around: str) -> None:
    article = undeclared("<div><time datetime='{iso}'>Monday</time><p>{told}</p></div>", around)
    assert "14:35" not in article.text
    assert str(article.published_at) == "2031-05-05 10:45:00+02:00"


def test_teasers_that_link_to_other_articles_are_no_entries() -> None:
    article = undeclared("<div><time datetime='{iso}'>Monday</time><p><a href='/n'>{told}</a></p></div>")
    assert "14:35" not in article.text


def test_declared_entries_show_their_times() -> None:
    article = read_upload(json.dumps(live()).encode(), last_modified=datetime(2031, 5, 4, 12, tzinfo=UTC))
    assert article.published_at is not None
    times = [f"{entry.at:%H:%M}" for entry in entries_in(article.text, article.published_at)]
    assert times == ["11:00", "09:30", "08:00"]
