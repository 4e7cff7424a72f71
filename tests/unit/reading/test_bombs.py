"""Small uploads that would fill the memory of whoever reads them: rejected before they do, or read without it."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterator

import pytest

from tocsin.errors import Rejected, TooLarge, Unsafe
from tocsin.reading import Bounds, read_upload
from tocsin.reading.parts import Part, gathered
from tocsin.reading.split import split_upload

MEGABYTE = 1 << 20
NEWS = "The council of Oldmere said on Monday that the bridge stays closed."
DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    f"<w:body><w:p><w:r><w:t>{NEWS}</w:t></w:r></w:p></w:body></w:document>"
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATED = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/>{more}</Relationships>'
)
THEME = (
    '<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme" '
    'Target="big.bin"/>'
)


def peak(work: Callable[[], object]) -> int:
    """Megabytes that Python held at most."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] // MEGABYTE
    finally:
        tracemalloc.stop()


def reason(work: Callable[[], object]) -> Rejected | None:
    try:
        work()
    except Rejected as error:
        return error
    return None


def packed(files: dict[str, str | bytes], lying: str = "") -> bytes:
    """A zip whose directory says of `lying` that it holds one byte."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    data = bytearray(out.getvalue())
    for mark, crc_at, name_at in ((b"PK\x03\x04", 14, 30), (b"PK\x01\x02", 16, 46)):
        at = data.find(mark)
        while lying and at >= 0:
            if data[at + name_at :].startswith(lying.encode()):
                data[at + crc_at : at + crc_at + 4] = struct.pack("<I", zlib.crc32(b"\0"))
                data[at + crc_at + 8 : at + crc_at + 12] = struct.pack("<I", 1)
            at = data.find(mark, at + 4)
    return bytes(data)


ZEROS = bytes(64 * MEGABYTE)


def test_the_type_that_a_package_states_is_read_no_further_than_types_are_long() -> None:
    data = packed({"mimetype": ZEROS, "content.xml": "<x/>"})
    assert peak(lambda: reason(lambda: read_upload(data))) < 8


@pytest.mark.parametrize(
    "data",
    [
        packed({"a.txt": NEWS, "big.bin": ZEROS}, lying="big.bin"),
        packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ZEROS}, lying="content.xml"),
        packed({"META-INF/container.xml": ZEROS}, lying="META-INF/container.xml"),
        packed(
            {
                "[Content_Types].xml": TYPES.replace(
                    "</Types>", '<Default Extension="bin" ContentType="a/b"/></Types>'
                ),
                "_rels/.rels": RELATED.format(more=THEME),
                "word/document.xml": DOCUMENT,
                "big.bin": ZEROS,
            },
            lying="big.bin",
        ),
    ],
    ids=["zip", "odt", "epub", "docx"],
)
def test_of_a_member_no_more_is_unpacked_than_the_directory_says(data: bytes) -> None:
    def read() -> None:
        if split_upload(data) is None:
            read_upload(data)

    read_upload(b"Readers are loaded.\n\nThe council met.")
    assert peak(lambda: reason(read)) < 24


def sparse(size: int) -> bytes:
    """A GNU tar of one file of so many bytes, of which 512 are there."""
    entry = tarfile.TarInfo("a.txt")
    entry.size, entry.type = 512, tarfile.GNUTYPE_SPARSE
    head = bytearray(entry.tobuf(tarfile.GNU_FORMAT)[:512])
    head[386:410] = b"%011o\0%011o\0" % (size - 512, 512)
    head[482:495] = b"\0%011o\0" % size
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    return bytes(head) + b"x" * 512


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_files_with_holes_are_not_filled(pack: Callable[[bytes], bytes]) -> None:
    data = pack(b"".join(sparse(8 * MEGABYTE) for _ in range(8)) + bytes(1024))
    with pytest.raises(Unsafe):
        split_upload(data)
    assert peak(lambda: reason(lambda: split_upload(data))) < 8


ENVELOPED = "<NewsML><NewsEnvelope>{envelope}</NewsEnvelope>{items}</NewsML>"
MESSAGE = '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{}</itemSet></newsMessage>'


def test_an_envelope_is_not_copied_into_each_item_at_any_length() -> None:
    items = f"<NewsItem><p>{NEWS}</p></NewsItem>" * 200
    data = ENVELOPED.format(envelope="<x>word</x>" * 10_000, items=items).encode()
    with pytest.raises(TooLarge, match="envelope"):
        split_upload(data)
    parts = split_upload(ENVELOPED.format(envelope="<x>word</x>", items=items).encode())
    assert parts is not None
    assert len(parts.parts) == 200


def test_an_item_in_an_item_is_a_part_of_that_one() -> None:
    nested = f"<newsItem><p>{NEWS}</p>" * 50 + "</newsItem>" * 50
    parts = split_upload(MESSAGE.format(nested * 2).encode())
    assert parts is not None
    assert len(parts.parts) == 2


def test_parts_that_are_too_large_together_are_not_held() -> None:
    held: list[int] = []

    def found() -> Iterator[Part]:
        for number in range(1_000):
            held.append(number)
            yield Part(f"{number}.txt", b"x" * 100, "text/plain")

    with pytest.raises(TooLarge):
        gathered(found(), Bounds(unpacked_bytes=1_000))
    assert len(held) == 11


def test_a_tar_of_whole_files_is_taken_apart() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name in ("a.txt", "b.txt"):
            entry = tarfile.TarInfo(name)
            entry.size = len(NEWS)
            archive.addfile(entry, io.BytesIO(NEWS.encode()))
    parts = split_upload(out.getvalue(), bounds=Bounds(unpacked_bytes=2 * len(NEWS)))
    assert parts is not None
    assert [part.data for part in parts.parts] == [NEWS.encode()] * 2
