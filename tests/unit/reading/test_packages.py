"""RTF, ODT and EPUB: text in order, what is no text left out, and hostile packages turned away."""

from __future__ import annotations

import io
import zipfile

import pytest

from tocsin.errors import EmptyDocument, Encrypted, Rejected, Unsafe, UnsupportedType
from tocsin.reading import read_upload

NEWS = "The council of Oldmere said on Monday that the bridge stays closed."
MORE = "It named no date for its opening, and the ferry takes all."
OFFICE = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
BODY = f"""<text:tracked-changes><text:p>Deleted words.</text:p></text:tracked-changes>
<text:h>Bridge stays closed</text:h>
<text:p>The council of <text:span>Oldmere</text:span><text:s/>said<office:annotation
><text:p>A remark.</text:p></office:annotation>
on Monday that the bridge stays closed.</text:p>
<table:table><table:table-row><table:table-cell><text:p>Cars</text:p></table:table-cell>
<table:table-cell><text:p>300</text:p></table:table-cell></table:table-row></table:table><text:p>{MORE}</text:p>"""


def packed(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def odt(body: str = BODY, prologue: str = "", **more: str) -> bytes:
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"{prologue}<office:document-content {OFFICE}>{text}</office:document-content>"
    about = "<office:meta><dc:creator>Ida Holm</dc:creator></office:meta>"
    meta = f"<office:document-meta {OFFICE}>{about}</office:document-meta>"
    return packed(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "meta.xml": meta, **more}
    )


def epub(*chapters: str) -> bytes:
    names = [f"c{n}.xhtml" for n in range(len(chapters))]
    items = "".join(f'<item id="{name}" href="{name}"/>' for name in names)
    spine = "".join(f'<itemref idref="{name}"/>' for name in names)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>Bridge stays closed</dc:title><dc:language>en</dc:language></metadata>"
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    pages = {
        f"OEBPS/{name}": f"<html><body><p>{text}</p></body></html>" for name, text in zip(names, chapters, strict=True)
    }
    container = '<container><rootfiles><rootfile full-path="OEBPS/p.opf"/></rootfiles></container>'
    return packed(
        {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OEBPS/p.opf": package, **pages}
    )


def test_odt_is_read_in_order_without_comments_and_deletions() -> None:
    article = read_upload(odt())
    assert article.text.split("\n\n")[:2] == ["Bridge stays closed", NEWS]
    assert article.text.endswith(MORE)
    assert "300" in article.text
    assert "Deleted" not in article.text
    assert "remark" not in article.text
    assert (article.title, article.byline) == ("Bridge stays closed", "Ida Holm")


def test_epub_is_read_along_its_spine() -> None:
    article = read_upload(epub(NEWS, MORE))
    assert article.text == f"Bridge stays closed\n\n{NEWS}\n\n{MORE}"
    assert (article.title, article.language) == ("Bridge stays closed", "en")


def test_rtf_is_read_in_the_letters_of_its_code_page() -> None:
    told = "Мост закрыт до понедельника, сообщили в мэрии Карвеля.".encode("cp1251")
    escaped = "".join(chr(byte) if byte < 128 else f"\\'{byte:02x}" for byte in told)
    data = f"{{\\rtf1\\ansi\\ansicpg1251{{\\info{{\\author Ida Holm}}}}{NEWS}\\par {escaped}"
    data += "\\par {\\*\\x hidden}\\u1084?\\u1086?\\par}"
    article = read_upload(data.encode())
    assert article.text == f"{NEWS}\n\nМост закрыт до понедельника, сообщили в мэрии Карвеля.\n\nмо"
    assert article.byline == "Ida Holm"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (odt(prologue='<!DOCTYPE a [<!ENTITY b "c">]>'), Unsafe),
        (odt(**{"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"}), Encrypted),
        (odt(body=""), EmptyDocument),
        (odt()[:-40], Rejected),
        (odt(body="<text:p>cut"), Rejected),
        (epub(), Rejected),
        (packed({"META-INF/container.xml": "<container/>"}), Rejected),
        (
            packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}),
            UnsupportedType,
        ),
        (b"{\\rtf1 }", EmptyDocument),
        (b"{\\rtf1" + b"{" * 5_000, Rejected),
    ],
)
def test_what_cannot_be_read_is_rejected_with_its_reason(data: bytes, error: type[Rejected]) -> None:
    with pytest.raises(error):
        read_upload(data)
