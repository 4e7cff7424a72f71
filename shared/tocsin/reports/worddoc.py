"""A brief as a document of Word (DOCX), with a footnote for each source.

`python-docx` writes the document; it has no footnotes, so their part (ECMA-376, 17.11) is made here. Word numbers
footnotes by itself and refers to each once, so a source that carries two claims has two.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from tocsin.reports.brief import NOTE, Brief, Source, Voice, counted, named, time_of

if TYPE_CHECKING:
    from docx.document import Document

DOCX_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def docx(title: str, briefs: Sequence[Brief], at: datetime) -> bytes:
    """One document of one or more briefs, under a title of its own where there are more; equal briefs, equal bytes."""
    from docx import Document as new_document  # noqa: N813, PLC0415  # 60 ms; only who exports needs it

    document = new_document()
    document.core_properties.title = document.core_properties.subject = _plain(title)[:250]
    document.core_properties.author = "Tocsin"
    document.core_properties.created = document.core_properties.modified = at.astimezone(UTC).replace(tzinfo=None)
    notes: list[str] = []
    document.add_heading(_plain(title), 0)
    document.add_paragraph(f"As of {time_of(at)}. {NOTE}")
    for brief in briefs:
        _add(document, brief, {source.number: source for one in briefs for source in one.sources}, notes)
    _add_footnotes(document, notes)
    out = io.BytesIO()
    document.save(out)
    return _same_each_time(out.getvalue())


def _add(document: Document, brief: Brief, sources: dict[int, Source], notes: list[str]) -> None:
    document.add_heading(_plain(brief.title), 1)
    document.add_paragraph(counted(brief))
    for point in brief.points:
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(f"{point.state} ({point.origins}): ").bold = True
        _say(paragraph, point.voice, sources, notes)
        for words in point.before:
            document.add_paragraph(f"before: {_plain(words)}", style="List Bullet 2")
        for voice in point.against:
            against = document.add_paragraph("against it: ", style="List Bullet 2")
            _say(against, voice, sources, notes)


def _say(paragraph: Any, voice: Voice, sources: dict[int, Source], notes: list[str]) -> None:
    paragraph.add_run(f"{voice.stance}{_plain(voice.quoted)}{voice.hedge}, {_plain(voice.claimant or 'the article')}")
    for number in voice.notes:
        notes.append(_noted(sources[number]))
        run = paragraph.add_run()
        run.font.superscript = True
        run._r.append(_element("footnoteReference", id=str(len(notes))))  # noqa: SLF001  # there is no other way


def _noted(source: Source) -> str:
    where = f", {source.url}" if source.url else ""
    return f"{', '.join(map(_plain, named(source)))}, {time_of(source.at)}{_plain(where)} (article {source.article})"


def _add_footnotes(document: Document, notes: Sequence[str]) -> None:
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE  # noqa: PLC0415  # as above
    from docx.opc.packuri import PackURI  # noqa: PLC0415
    from docx.opc.part import Part  # noqa: PLC0415
    from lxml import etree  # noqa: PLC0415

    root = _element("footnotes")
    for number, kind in enumerate(("separator", "continuationSeparator"), -1):
        root.append(_footnote(_element(kind), id=str(number), type=kind))
    for number, note in enumerate(notes, 1):
        footnote = _footnote(_element("footnoteRef"), id=str(number))
        run, text = _element("r"), _element("t")
        text.text = f" {note}"
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(text)
        footnote[0].append(run)
        root.append(footnote)
    body = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    package = document.part.package
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, body, package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _footnote(mark: Any, **attributes: str) -> Any:
    footnote, paragraph, run = _element("footnote", **attributes), _element("p"), _element("r")
    run.append(mark)
    paragraph.append(run)
    footnote.append(paragraph)
    return footnote


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml.parser import OxmlElement  # noqa: PLC0415  # as above

    return OxmlElement(f"w:{name}", {f"{{{W}}}{key}": value for key, value in attributes.items()})


def _plain(text: str) -> str:
    """On one line, with what XML can hold."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


def _same_each_time(data: bytes) -> bytes:
    """The same archive with no times of its making."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
