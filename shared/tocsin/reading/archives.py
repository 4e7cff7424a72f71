"""Archives (zip, tar) taken into their files, and mailboxes into their messages. Nothing is written to a disk."""

from __future__ import annotations

import re
import tarfile
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from tocsin.errors import Encrypted, TooLarge, Unreadable, Unsafe
from tocsin.reading.bounds import Bounds
from tocsin.reading.parts import Part, numbered
from tocsin.reading.unpack import check_ratio, member

MOST_ENTRIES: Final = 5_000
_DOCUMENTS: Final = frozenset(
    (
        "[Content_Types].xml",  # Office
        "META-INF/container.xml",  # EPUB
        "content.xml",  # OpenDocument
        "AndroidManifest.xml",
    )
)
_ASIDE = re.compile(r"(?:^|/)(?:__MACOSX/|\.[^./]|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_BETWEEN_MESSAGES = re.compile(rb"(?:\A|\n\r?\n)From \S+ +(?:\w{3} ){2} ?\d{1,2} [\d:]{5,8}.{0,12} \d{4}[ \t]*\r?\n")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_TAR_MARK: Final = slice(257, 262)


def is_archive(data: bytes) -> bool:
    """Whether it is a zip that is no document, or a tar."""
    if data[_TAR_MARK] == b"ustar":
        return True
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return not _DOCUMENTS & set(archive.namelist())
    except zipfile.BadZipFile:
        return False  # the reader of documents says what is wrong with it


def files_in(data: bytes, bounds: Bounds) -> Iterator[Part]:
    """Its files. Raises `Encrypted`, `TooLarge`, `Unsafe`, `Unreadable`, before anything is unpacked where it can."""
    return _tarred(data, bounds) if data[_TAR_MARK] == b"ustar" else _zipped(data, bounds)


def messages_in(data: bytes) -> Iterator[Part]:
    """The messages of an mbox, `>From` at the start of a line as it was written."""
    starts = list(_BETWEEN_MESSAGES.finditer(data))
    ends = [start.start() for start in starts[1:]] + [len(data)]
    raw = (_QUOTED_FROM.sub(rb"\1", data[start.end() : end]) for start, end in zip(starts, ends, strict=True))
    return numbered(raw, "message", "eml", "message/rfc822")


def _zipped(data: bytes, bounds: Bounds) -> Iterator[Part]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check_count(len(entries))
            if any(entry.flag_bits & 0x1 for entry in entries):
                raise Encrypted("this archive needs a password; save it without one and upload it again")
            check_ratio(len(data), sum(entry.file_size for entry in entries), bounds)
            for entry in entries:
                if not _ASIDE.search(entry.filename):
                    yield Part(entry.filename, member(archive, entry), "application/octet-stream")
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise Unreadable("this archive is damaged, or packed in a rare way; pack it again as zip") from error


def _tarred(data: bytes, bounds: Bounds) -> Iterator[Part]:
    try:
        with tarfile.open(fileobj=BytesIO(data), mode="r:") as archive:
            size = 0
            for number, entry in enumerate(archive):
                _check_count(number)
                if entry.issparse():
                    raise Unsafe("this archive leaves out the empty parts of files; pack it again without --sparse")
                size += entry.size
                check_ratio(len(data), size, bounds)
                file = archive.extractfile(entry) if entry.isreg() else None
                if file is not None and not _ASIDE.search(entry.name):
                    yield Part(entry.name, file.read(), "application/octet-stream")
    except tarfile.TarError as error:
        raise Unreadable("this archive is damaged or cut short; pack it again") from error


def _check_count(entries: int) -> None:
    if entries > MOST_ENTRIES:
        raise TooLarge(f"this archive has more than {MOST_ENTRIES:,} entries; upload it in parts")
