"""Live pages: entries with a time each are one article, the newest first."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from tocsin.reading import extract_article, read_upload

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
