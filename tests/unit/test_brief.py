"""A brief as Markdown: footnotes for all that is said, and nothing of an article that is markup."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from tocsin.reports.brief import Brief, Point, Source, Voice, escaped, markdown
from tocsin.reports.worddoc import docx

AT = datetime(2031, 5, 4, 9, 30, tzinfo=UTC)


def brief_with(
    quote: str = "Roads are shut.", url: str | None = "https://gazette.example/a", title: str = "Karvel"
) -> Brief:
    voice = Voice(quote, "Orla Brandt", "en", "denied", hedged=True, notes=(1, 2))
    against = Voice("Roads are open.", None, "en", "affirmed", hedged=False, notes=(2,))
    point = Point("contradicted", 2, voice, (against,), ("Nine roads are shut.",))
    sources = (
        Source(1, "a1", "Shut", "Port Gazette", AT, url),
        Source(2, "a2", None, None, AT, None),
    )
    return Brief(title, 2, 2, (point,), sources)


def test_a_brief_says_who_says_it_how_and_where_it_is_written() -> None:
    told = markdown(brief_with(), AT)
    assert "denied: “Roads are shut.” (hedged), Orla Brandt[^1][^2]" in told
    assert "against it: “Roads are open.”, the article[^2]" in told
    assert "before: Nine roads are shut." in told
    assert "[^1]: Port Gazette, Shut, 2031-05-04 09:30 UTC, <https://gazette.example/a> (article a1)" in told
    assert "[^2]: unknown source" in told


def markup(text: str) -> list[str]:
    """What a reader of Markdown makes of it beside plain paragraphs and text."""
    plain = {"paragraph_open", "paragraph_close", "inline", "text", "softbreak", "text_special"}
    tokens = MarkdownIt("commonmark").parse(text)
    kinds = [token.type for token in tokens] + [child.type for token in tokens for child in token.children or []]
    return [kind for kind in kinds if kind not in plain]


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60))
def test_no_text_is_markup(text: str) -> None:
    assert markup(f"“{escaped(text)}”") == []


def test_what_an_article_writes_is_no_link_heading_or_code() -> None:
    for text in (
        "[x](javascript:alert(1))",
        "# no",
        "`code`",
        "<script>1</script>",
        "![i](//evil)",
        "a\n\n# b",
        "&lt;b&gt;",
    ):
        assert markup(f"“{escaped(text)}”") == []
    told = markdown(brief_with(url="https://e.example/> <script>", title="<b>"), AT)
    assert "<script>" not in told
    assert "\\<b\\>" in told


HOSTILE = (
    "</w:t></w:r><w:r><w:instrText>DDEAUTO cmd</w:instrText>\x00\x0b\ufffe]]>&<!ENTITY x SYSTEM 'file:///etc/passwd'>"
)


def test_a_document_of_word_holds_hostile_words_as_words() -> None:
    data = docx(HOSTILE, [brief_with(HOSTILE, f"https://gazette.example/{HOSTILE}", HOSTILE)], AT)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist() if name.endswith((".xml", ".rels"))}
    for name, part in parts.items():
        root = etree.fromstring(part)  # each is well-formed
        assert not root.xpath("//*[local-name()='instrText' or local-name()='fldSimple']"), name
        assert b"<!ENTITY" not in part
        assert b"gazette.example" not in part or name in {"word/document.xml", "word/footnotes.xml"}, name
