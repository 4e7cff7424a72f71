"""Each format becomes the same clean article."""

from __future__ import annotations

import gzip
import io
import json
import textwrap
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage

import docx
import pytest
from pypdf import PdfWriter
from tests.hostile_files import pdf

from tocsin.errors import UnsupportedType
from tocsin.reading import extract_article, read_upload

TITLE = "Ferry to Sorvag stays in port"
FIRST = "The ferry to Sorvag will not sail before Thursday, harbour master Ilse Brandvik said on Monday."
SECOND = '"We will not risk 140 passengers for a timetable," she told reporters at the pier in Oldmere.'
TEXT = f"{TITLE}\n\n{FIRST}\n\n{SECOND}"
PUBLISHED = datetime(2024, 5, 6, 10, 30, tzinfo=UTC)


def page(body: str = "", head: str = "") -> bytes:
    paragraphs = f"<p>{FIRST}</p><p>{SECOND}</p>"
    return (
        f"<html lang='en'><head><title>{TITLE} | Oldmere Post</title>"
        f"<meta property='og:site_name' content='Oldmere Post'>{head}</head>"
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{TITLE}</h1>{paragraphs}{body}</article></body></html>"
    ).encode()


def linked_data() -> str:
    article = {
        "@type": ["NewsArticle"],
        "headline": TITLE,
        "author": [{"@type": "Person", "name": "Mira Tolan"}, {"name": "Jens Aro"}],
        "publisher": {"@type": "Organization", "name": "Oldmere Post"},
        "datePublished": "2024-05-06T12:30:00+02:00",
        "url": "https://oldmere.example/ferry",
        "inLanguage": "en-GB",
        "articleBody": f"{FIRST}\n\n{SECOND}",
    }
    return json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, article]})


def ninjs_1() -> str:
    return json.dumps(
        {
            "uri": "https://oldmere.example/ferry",
            "versioncreated": "2024-05-06T10:30:00Z",
            "headline": TITLE,
            "byline": "Mira Tolan, Jens Aro",
            "infosource": [{"name": "Oldmere Post"}],
            "language": "en",
            "body_xhtml": f"<p>{FIRST}</p><p>{SECOND}</p>",
        }
    )


def ninjs_2() -> str:
    return json.dumps(
        {
            "uri": "https://oldmere.example/ferry",
            "versioncreated": "2024-05-06T10:30:00Z",
            "headlines": [{"role": "short", "value": "Ferry"}, {"role": "main", "value": TITLE}],
            "by": "By Mira Tolan, Jens Aro",
            "infosources": [{"name": "Oldmere Post"}],
            "language": "en",
            "bodies": [{"role": "main", "contenttype": "text/plain", "value": f"{FIRST}\n\n{SECOND}"}],
        }
    )


def ninjs_3() -> str:
    item = json.loads(ninjs_2())
    item["versionCreated"] = item.pop("versioncreated")
    item["infoSources"] = item.pop("infosources")
    item["standard"] = {"name": "ninjs", "version": "3.0"}
    return json.dumps(item)


def own_json() -> str:
    return json.dumps(
        {
            "title": TITLE,
            "text": f"{FIRST}\n\n{SECOND}",
            "url": "https://oldmere.example/ferry",
            "publisher": "Oldmere Post",
            "published_at": "2024-05-06 10:30",
            "byline": "Mira Tolan, Jens Aro",
            "language": "English",
        }
    )


@pytest.mark.parametrize("make", [linked_data, ninjs_1, ninjs_2, ninjs_3, own_json])
@pytest.mark.parametrize("packed", [False, True])
def test_every_kind_of_news_json_gives_the_same_article(make: Callable[[], str], packed: bool) -> None:
    data = make().encode()
    article = read_upload(gzip.compress(data) if packed else data, content_type="application/octet-stream")
    assert article.text == TEXT
    assert (article.title, article.byline, article.publisher) == (TITLE, "Mira Tolan, Jens Aro", "Oldmere Post")
    assert (article.url, article.language) == ("https://oldmere.example/ferry", "en")
    assert article.published_at == PUBLISHED


def test_a_page_gives_headline_and_paragraphs_and_what_its_linked_data_says() -> None:
    script = f"<script type='application/ld+json'>{linked_data()}</script>"
    article = extract_article(page(head=script, body="<p>Read also: Ten bridges to see</p>"))
    assert article.text == TEXT
    assert (article.byline, article.publisher, article.published_at) == (
        "Mira Tolan, Jens Aro",
        "Oldmere Post",
        PUBLISHED,
    )


def test_scripts_and_pictures_within_a_page_do_not_count_against_it() -> None:
    script = "<script>" + "if (a <b && c == '\"') { d = 1 }\n" * 9_000 + "</script>"
    picture = f"<img src='data:image/png;base64,{'iVBORw0/' * 40_000}' alt='The ferry'>"
    assert extract_article(page(head=script, body=picture)).text == TEXT


def test_broken_linked_data_costs_a_page_nothing_but_that_data() -> None:
    article = extract_article(page(head="<script type='application/ld+json'>{'headline': oops</script>"))
    assert (article.text, article.title, article.publisher) == (TEXT, TITLE, "Oldmere Post")


def test_the_lead_in_a_pages_header_is_part_of_the_article() -> None:
    lead = "Passengers from four villages wait, and the harbour master speaks of the worst week in ten years."
    more = [
        f"On day {n} of the storm the wind blew harder than the day before, the weather service said." for n in range(9)
    ]
    data = page(
        head=f"<meta name='description' content='{lead[:70]}...'>",
        body="".join(f"<p>{paragraph}</p>" for paragraph in more),
    ).decode()
    data = data.replace("<article>", f"<header><div class='top'><p>{lead}</p></div></header><article>")
    assert extract_article(data.encode()).text == "\n\n".join([TITLE, lead, FIRST, SECOND, *more])


def test_a_description_that_the_page_does_not_print_is_not_text() -> None:
    head = "<meta name='description' content='All about ferries, harbours and the sea, every day anew.'>"
    assert extract_article(page(head=head)).text == TEXT


def test_markdown_loses_its_marks_and_its_front_matter_becomes_metadata() -> None:
    first = FIRST.replace("will not", "**will not**").replace("Sorvag", "[Sorvag](https://oldmere.example/sorvag)")
    text = f"---\ntitle: {TITLE}\nauthor: Mira Tolan\ndate: 2024-05-06\n---\n# {TITLE}\n\n{first}\n\n{SECOND}\n"
    article = read_upload(text.encode(), name="ferry.md")
    assert article.text == TEXT
    assert (article.title, article.byline, article.content_type) == (TITLE, "Mira Tolan", "text/markdown")


def test_a_word_document_keeps_its_paragraphs_tables_and_title() -> None:
    document = docx.Document()
    document.add_heading(TITLE, 0)
    document.add_paragraph(FIRST)
    document.add_table(1, 1).cell(0, 0).text = SECOND
    target = io.BytesIO()
    document.save(target)
    article = read_upload(target.getvalue(), name="ferry.txt", content_type="text/plain")
    assert (article.text, article.title) == (TEXT, TITLE)


ROWS = [("Port", "Passengers"), ("Sorvag", "140")]


def word_table() -> bytes:
    document = docx.Document()
    document.add_paragraph(FIRST)
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, [text for row in ROWS for text in row], strict=True):
        cell.text = text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def html_table() -> bytes:
    rows = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in ROWS)
    return page(body=f"<p>The numbers of the week are these.</p><table>{rows}</table>")


def markdown_table() -> bytes:
    return f"# Ferry\n\n{FIRST}\n\n| Port | Passengers |\n|---|---|\n| Sorvag | 140 |\n".encode()


@pytest.mark.parametrize("make", [word_table, html_table, markdown_table], ids=["docx", "html", "markdown"])
def test_a_row_of_a_table_is_one_line(make: Callable[[], bytes]) -> None:
    text = read_upload(make(), name="a.md").text
    assert text.endswith("\n\nPort | Passengers\n\nSorvag | 140")


def test_a_headline_in_larger_type_is_no_part_of_the_paragraph_under_it() -> None:
    columns = [textwrap.wrap(FIRST, 34), textwrap.wrap(SECOND, 34)]
    shown = [
        f"BT /F1 10 Tf 12 TL {left} 700 Td " + " ".join(f"({line}) Tj T*" for line in column) + " ET"
        for left, column in zip((72, 320), columns, strict=True)
    ]
    operators = f"BT /F1 18 Tf 72 740 Td ({TITLE}) Tj ET " + " ".join(shown)
    article = read_upload(pdf([], content=operators.encode()))
    assert (article.title, article.text) == (TITLE, f"{TITLE}\n\n{FIRST} {SECOND}")


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ("Thousands flee northern Merinia as floods cut off", "Oldmere and close the road to Sorvag"),
            "Thousands flee northern Merinia as floods cut off Oldmere and close the road to Sorvag",
        ),
        (("Weather", "Thousands flee northern Merinia as floods cut off Oldmere"), "Weather"),
    ],
    ids=["one headline", "a kicker over it"],
)
def test_a_headline_in_larger_type_goes_on_over_its_lines(lines: tuple[str, ...], title: str) -> None:
    large = " ".join(f"({line}) Tj T*" for line in lines)
    small = " ".join(f"({line}) Tj T*" for line in textwrap.wrap(FIRST, 90))
    article = read_upload(pdf([], content=f"BT /F1 20 Tf 24 TL 72 740 Td {large} /F1 10 Tf 12 TL {small} ET".encode()))
    assert article.title == title
    assert "\n\nThe ferry to Sorvag" in article.text


def test_lines_of_a_pdf_become_paragraphs_and_running_lines_go() -> None:
    writer = PdfWriter()
    sentence = "The ferry to port number {} will not sail before Thursday, and no other boat will take its passengers."
    for number in range(1, 4):
        lines = textwrap.wrap(sentence.format(number), 40)
        writer.append(io.BytesIO(pdf(["Oldmere Post", "Monday", *lines, "oldmere.example", f"Page {number}"])))
    target = io.BytesIO()
    writer.write(target)
    assert read_upload(target.getvalue()).text == "\n\n".join(sentence.format(number) for number in range(1, 4))


@pytest.mark.parametrize("transfer", ["quoted-printable", "base64", "8bit"])
def test_a_message_gives_its_plain_body_and_its_subject_as_title(transfer: str) -> None:
    message = EmailMessage()
    message["From"], message["To"] = "Вести Олдмера <desk@oldmere.example>", "all@oldmere.example"
    message["Subject"], message["Date"] = "Fwd: Паром остаётся в порту", "Mon, 06 May 2024 12:30:00 +0200"
    body = "Паром не выйдет до четверга, сообщила начальник порта. Пассажиров просят ждать дома."
    message.set_content(body, charset="windows-1251" if transfer != "8bit" else "utf-8", cte=transfer)
    message.add_alternative(f"<p>{body}</p>", subtype="html")
    article = read_upload(message.as_bytes(), name="message.bin")
    assert article.text == f"Паром остаётся в порту\n\n{body}"
    assert (article.publisher, article.published_at, article.language) == ("Вести Олдмера", PUBLISHED, "ru")


def test_a_forwarded_message_is_its_first_senders() -> None:
    message = EmailMessage()
    message["From"], message["Subject"], message["Message-ID"] = "me@desk.example", f"Fwd: {TITLE}", "<2@desk.example>"
    head = (
        "From: Oldmere Post <news@oldmere.example>\nDate: Mon, 06 May 2024 12:30:00 +0200\n"
        "Subject: x\nTo: <me@desk.example>"
    )
    message.set_content(f"---------- Forwarded message ---------\n{head}\n\n{FIRST}\n\n{SECOND}\n")
    article = read_upload(message.as_bytes())
    assert article.text == TEXT
    assert (article.publisher, article.published_at) == ("Oldmere Post", PUBLISHED)


def test_several_articles_in_one_file_are_turned_away_rather_than_lost() -> None:
    with pytest.raises(UnsupportedType, match="one by one"):
        extract_article(f"[{own_json()}, {ninjs_3()}]".encode())


def test_a_message_that_is_only_html_is_read_from_that() -> None:
    message = EmailMessage()
    message["From"], message["Subject"], message["Message-ID"] = "desk@oldmere.example", TITLE, "<1@oldmere.example>"
    message.set_content(f"<html><body><p>{FIRST}</p><p>{SECOND}</p></body></html>", subtype="html")
    assert read_upload(message.as_bytes()).text == TEXT


RUSSIAN = "Паром остаётся в порту\n\nПаром в Сорваг не выйдет раньше четверга, сообщила начальник порта Олдмера."


@pytest.mark.parametrize(
    "charset",
    [
        "utf-8",
        "utf-8-sig",
        "windows-1251",
        "koi8-r",
        "cp866",
        "iso8859-5",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
    ],
)
def test_any_charset_is_recognized_without_being_declared(charset: str) -> None:
    assert extract_article(RUSSIAN.encode(charset), content_type="text/plain").text == RUSSIAN


@pytest.mark.parametrize("declared", ["text/html; charset=windows-1251", "text/html"])
def test_a_charset_in_the_page_or_beside_it_is_believed_unless_the_bytes_are_utf_8(declared: str) -> None:
    text = f"<html><head><meta charset='windows-1251'></head><body><p>{RUSSIAN[24:]}</p></body></html>"
    for charset in ("windows-1251", "utf-8"):
        assert extract_article(text.encode(charset), content_type=declared).text == RUSSIAN[24:]
