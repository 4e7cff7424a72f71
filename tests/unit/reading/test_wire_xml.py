"""What agencies send: one NITF or NewsML-G2 document is an article, with what its publisher says of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tocsin.errors import EmptyDocument, Rejected, Unsafe
from tocsin.reading import read_upload
from tocsin.reading.split import split_upload
from tocsin.reading.standing import Standing, Withheld
from tocsin.reading.upload import read_item

FIRST = "The harbour office of Lower Tessa said on Sunday that the ferry stops for a week."
SECOND = "Nobody was hurt when it touched the pier, a speaker said."
NITF = f"""<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">
<nitf xml:lang="en"><head><title>ferry</title><docdata><date.issue norm="20310504T080000Z"/>
<date.release norm="20310504T100000Z"/><doc.copyright holder="Tessa Wire"/></docdata></head>
<body><body.head><hedline><hl1>Ferry stops for a week</hl1></hedline><byline>By <person>Ida Holm</person></byline>
</body.head>
<body.content><p>{FIRST}</p><media media-type="image">
<media-caption><p>The pier, from above.</p></media-caption></media>
<block><p>{SECOND}</p></block></body.content></body></nitf>"""
NEWSITEM = """<n:newsItem xmlns:n="http://iptc.org/std/nar/2006-10-01/" guid="urn:1" version="2" xml:lang="uk">
<n:itemMeta><n:versionCreated>2031-05-04T08:00:00+03:00</n:versionCreated>{embargo}
<n:pubStatus qcode="{status}"/></n:itemMeta><n:contentMeta><n:infoSource literal="Tessa Wire"/><n:by>Ida Holm</n:by>
<n:headline>Паром зупинено</n:headline></n:contentMeta><n:contentSet>{content}</n:contentSet></n:newsItem>"""
TEXT = "Порт повідомив у неділю, що паром не ходитиме тиждень, бо причал пошкоджено."


def newsitem(content: str, status: str = "stat:usable", embargo: str = "") -> bytes:
    return NEWSITEM.format(content=content, status=status, embargo=embargo).encode()


def test_nitf_is_read_with_its_headline_byline_date_and_publisher() -> None:
    article = read_upload(NITF.encode(), last_modified=datetime(2031, 5, 5, tzinfo=UTC))
    assert article.text == f"Ferry stops for a week\n\n{FIRST}\n\n{SECOND}"
    assert (article.title, article.byline, article.publisher, article.language) == (
        "Ferry stops for a week",
        "Ida Holm",
        "Tessa Wire",
        "en",
    )
    assert article.published_at == datetime(2031, 5, 4, 8, tzinfo=UTC)
    assert article.notes == ("Its publisher embargoed it until 20310504T100000Z.",)


@pytest.mark.parametrize(
    "content",
    [
        f'<n:inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{TEXT}</p></body></html></n:inlineXML>',
        f'<n:inlineXML><h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:body><h:p>{TEXT}</h:p></h:body></h:html></n:inlineXML>',
        f'<n:inlineData contenttype="text/plain">{TEXT}</n:inlineData>',
        f'<n:inlineXML><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.content><p>{TEXT}</p></body.content></body></nitf></n:inlineXML>',
    ],
    ids=["xhtml", "prefixed", "plain", "nitf"],
)
def test_a_news_item_is_read_whatever_its_text_is_written_in(content: str) -> None:
    article = read_upload(newsitem(content))
    assert article.text == f"Паром зупинено\n\n{TEXT}"
    assert (article.title, article.byline, article.publisher, article.language) == (
        "Паром зупинено",
        "Ida Holm",
        "Tessa Wire",
        "uk",
    )


@pytest.mark.parametrize("status", ["stat:canceled", "stat:withheld", "stat:cancelled"])
def test_what_its_publisher_holds_back_is_no_article(status: str) -> None:
    with pytest.raises(Withheld):
        read_upload(newsitem(f"<n:inlineData>{TEXT}</n:inlineData>", status))
    with pytest.raises(Withheld):
        read_upload(NITF.replace("<docdata>", '<docdata management-status="canceled">').encode())


def test_an_embargo_is_told() -> None:
    data = newsitem(f"<n:inlineData>{TEXT}</n:inlineData>", embargo="<n:embargoed>2031-05-05T06:00:00Z</n:embargoed>")
    assert read_upload(data).notes == ("Its publisher embargoed it until 2031-05-05T06:00:00Z.",)


def test_an_item_without_text_and_one_with_entities_are_rejected() -> None:
    with pytest.raises(EmptyDocument):
        read_upload(newsitem("<n:remoteContent href='x.jpg'/>").replace("Паром зупинено".encode(), b""))
    with pytest.raises(Unsafe):
        read_upload(NITF.replace('"nitf-3-4.dtd">', '"n" [<!ENTITY a "b">]>').encode())


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.99])
def test_a_document_that_is_cut_short_is_rejected(share: float) -> None:
    with pytest.raises(Rejected):
        read_upload(NITF.encode()[: int(len(NITF) * share)])


def test_words_are_apart_where_elements_part_them_and_nowhere_else() -> None:
    told = "<p>The <org><b>H</b>arbour office</org>, <person>Ida Holm</person> said, lets <em>no</em><br/>ferry go.</p>"
    data = NITF.replace(f"<p>{FIRST}</p>", f"{told}<note><p>One.</p><p>Two.</p></note>")
    assert "The Harbour office, Ida Holm said, lets no ferry go.\n\nOne. Two.\n\n" in read_upload(data.encode()).text


NEWSML1 = """<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE NewsML SYSTEM "NewsML_1.2.dtd">
<NewsML Version="1.2"><NewsEnvelope><SentFrom><Party FormalName="Tessa Wire"/></SentFrom></NewsEnvelope>
{items}</NewsML>"""
ITEM1 = """<NewsItem><Identification><NewsIdentifier><ProviderId>tessawire.example</ProviderId><DateId>20310504</DateId>
<NewsItemId>ferry-{n}</NewsItemId><RevisionId PreviousRevision="1" Update="N">2</RevisionId></NewsIdentifier>
</Identification>
<NewsManagement><FirstCreated>20310504T070000Z</FirstCreated><ThisRevisionCreated>20310504T100000+0200</ThisRevisionCreated>
<Status FormalName="{status}"/>{change}</NewsManagement><NewsComponent><NewsLines>
<HeadLine>Ferry stops for a week</HeadLine>
<ByLine>Ida Holm</ByLine></NewsLines><DescriptiveMetadata><Language FormalName="en"/></DescriptiveMetadata>
<NewsComponent><ContentItem><MimeType FormalName="text/css"/>
<DataContent>.a {{text-align: center}}</DataContent></ContentItem>
</NewsComponent><NewsComponent><ContentItem><MimeType FormalName="{kind}"/>
<DataContent>{content}</DataContent></ContentItem>
</NewsComponent></NewsComponent></NewsItem>"""
UNTIL = (
    "<StatusWillChange><FutureStatus FormalName='Usable'/>"
    "<DateAndTime>20310505T060000Z</DateAndTime></StatusWillChange>"
)
XHTML = f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{FIRST}</p><p>{SECOND}</p></body></html>'


def newsml1(*contents: str, kind: str = "text/xhtml", status: str = "Usable", change: str = "") -> bytes:
    items = (ITEM1.format(n=n, kind=kind, status=status, change=change, content=c) for n, c in enumerate(contents))
    return NEWSML1.format(items="".join(items)).encode()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (XHTML, "text/xhtml"),
        (f"<media><media-caption><p>The pier.</p></media-caption></media><p>{FIRST}</p><p>{SECOND}</p>", "text/plain"),
        (f"<nitf><body><body.content><p>{FIRST}</p><p>{SECOND}</p></body.content></body></nitf>", "text/vnd.IPTC.NITF"),
        (f"<![CDATA[<p>{FIRST}</p><p>{SECOND}</p>]]>", "text/html"),
        (f"{FIRST}\n\n{SECOND}", "text/plain"),
    ],
    ids=["xhtml", "paragraphs", "nitf", "escaped", "plain"],
)
def test_an_item_of_newsml_1_is_read_whatever_its_text_is_written_in(content: str, kind: str) -> None:
    article = read_upload(newsml1(content, kind=kind), last_modified=datetime(2031, 5, 5, tzinfo=UTC))
    assert article.text == f"Ferry stops for a week\n\n{FIRST}\n\n{SECOND}"
    assert (article.byline, article.publisher, article.language) == ("Ida Holm", "Tessa Wire", "en")
    assert article.published_at == datetime(2031, 5, 4, 8, tzinfo=UTC)
    assert article.content_type == "text/vnd.iptc.newsml"


def test_several_items_of_newsml_1_are_parts_and_one_is_an_article() -> None:
    assert split_upload(newsml1(XHTML)) is None
    parts = split_upload(newsml1(XHTML, XHTML.replace("week", "month")))
    assert parts is not None
    assert [read_upload(part.data).publisher for part in parts.parts] == ["Tessa Wire", "Tessa Wire"]
    assert "month" in read_upload(parts.parts[1].data).text


def test_what_newsml_1_says_of_its_item_is_heard() -> None:
    now = datetime(2031, 5, 4, 12, tzinfo=UTC)
    item = read_item(newsml1(XHTML, status="Embargoed", change=UNTIL), last_modified=now)
    assert item.standing == Standing(
        "tessawire.example:20310504:ferry-0",
        2,
        datetime(2031, 5, 4, 8, tzinfo=UTC),
        None,
        datetime(2031, 5, 5, 6, tzinfo=UTC),
    )
    with pytest.raises(Withheld, match="until when"):
        read_item(newsml1(XHTML, status="Embargoed"), last_modified=now)
    for status, held in (("Canceled", "canceled"), ("Withheld", "withheld")):
        with pytest.raises(Withheld) as raised:
            read_item(newsml1(XHTML, status=status), last_modified=now)
        assert (raised.value.standing.held, raised.value.standing.version) == (held, 2)
