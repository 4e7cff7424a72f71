"""Compile the words of the pages, `web/words/<language>.po`, to the catalogues that gettext reads.

    python -m tools.words

The catalogues lie in the repository, so that neither a deployment nor a newcomer needs a compiler of messages; a test
holds them to their sources.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).resolve().parents[1] / "shared" / "tocsin" / "web" / "words"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def compiled(source: Path) -> bytes:
    """The catalogue of a `.po`, the same bytes each time."""
    with source.open("rb") as lines:
        catalogue = read_po(lines, locale=source.stem)
    catalogue.creation_date = catalogue.revision_date = EPOCH  # else it is the hour of the compiling
    target = BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()


if __name__ == "__main__":
    for source in sorted(FOLDER.glob("*.po")):
        source.with_suffix(".mo").write_bytes(compiled(source))
