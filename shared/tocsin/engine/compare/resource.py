"""Word lists as data files: sections, lines, comments."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.errors import InvalidResource
from tocsin.text.lexicon import data_text


def lines(name: str) -> Iterator[tuple[str, str]]:
    """`(section, line)` of each line of a data file; `[name]` opens a section, `#` starts a comment.

    Raises `InvalidResource` with file and line.
    """
    section = ""
    for number, raw in enumerate(data_text(name).splitlines(), 1):
        line = raw.split("#", 1)[0].strip()
        if line.startswith("["):
            if not line.endswith("]"):
                raise InvalidResource("a section is written [name]", where=f"{name}:{number}")
            section = line[1:-1]
        elif line:
            if not section:
                raise InvalidResource("words before the first section", where=f"{name}:{number}")
            yield section, line
