"""RTF, by striprtf (BSD)."""

from __future__ import annotations

import re

from tocsin.errors import TooLarge
from tocsin.reading.bounds import Bounds, Deadline
from tocsin.reading.draft import Draft
from tocsin.reading.plain import headline
from tocsin.text.normalize import one_line

RTF_TYPE = "application/rtf"
MARK = b"{\\rtf"
_PICTURE = re.compile(r"\\bin\d+|\\pict\b")
_INFO = re.compile(r"\{\\(title|author) ([^{}\\]{1,300})\}")


def read_rtf(data: bytes, bounds: Bounds, deadline: Deadline) -> Draft:
    """Its paragraphs. Raises `TooLarge` where there is more in it than text: pictures that are written out."""
    written = data.decode("latin-1")  # RTF is ASCII; other letters are escaped, by the code page that it names
    if len(written) > bounds.text_bytes * 4 and _PICTURE.search(written):
        raise TooLarge("this RTF document holds large pictures; save it without them, or as DOCX")
    from striprtf.striprtf import rtf_to_text  # noqa: PLC0415 - loaded when needed

    text = str(rtf_to_text(written, errors="replace"))  # type: ignore[no-untyped-call]  # it comes without types
    deadline.check()
    paragraphs = [line for line in map(one_line, text.splitlines()) if line]
    info = {match[1]: one_line(match[2]) for match in _INFO.finditer(written[:65_536])}
    return Draft(
        text="\n\n".join(paragraphs),
        content_type=RTF_TYPE,
        title=info.get("title") or headline(paragraphs),
        file_author=info.get("author"),
    )
