"""A folder of files that nobody should be harmed by: empty, broken, encrypted, oversized, booby-trapped.

Used by the unit tests of reading and, through `tocsin ingest`, by the end-to-end tests. Run it with a folder's name to
look at the files.
"""

from __future__ import annotations

import gzip
import io
import random
import struct
import sys
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

_SENTENCE = "The mayor of Oldmere said that the bridge over the Tarn will stay closed until Friday. "
_DEEP = 100_000
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>'
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def hostile_files() -> dict[str, tuple[bytes, str | None]]:
    """Contents by file name, each with the code of the `Rejected` that it must end in, None where it is read."""
    return {name: (make(), code) for name, (make, code) in _FILES.items()}


def write_hostile_files(folder: Path) -> dict[str, str | None]:
    """Write all of them into `folder`; returns the expected outcome by file name."""
    files = hostile_files()
    folder.mkdir(parents=True, exist_ok=True)
    for name, (data, _) in files.items():
        (folder / name).write_bytes(data)
    return {name: code for name, (_, code) in files.items()}


def pdf(lines: list[str], *, pages: int = 1, password: str | None = None, content: bytes | None = None) -> bytes:
    """A PDF that prints `lines` on each page, or holds `content` as the pages' operators."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    stream = DecodedStreamObject()
    stream.set_data(content if content is not None else f"BT /F1 12 Tf 14 TL 72 720 Td {shown} ET".encode("latin-1"))
    reference = writer._add_object(stream.flate_encode())
    for _ in range(pages):
        page = writer.add_blank_page(612, 792)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        page[NameObject("/Contents")] = reference
    if password is not None:
        writer.encrypt(user_password=password, algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def archive(entries: dict[str, bytes]) -> bytes:
    """A zip archive with these entries."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in entries.items():
            packed.writestr(name, data)
    return target.getvalue()


def word(document: bytes) -> bytes:
    """A DOCX as far as its entries go, with `document` as its main part."""
    return archive({"[Content_Types].xml": _TYPES.encode(), "word/document.xml": document})


def _encrypted_zip() -> bytes:
    data = bytearray(archive({"word/document.xml": b"<a/>"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature) + offset
        flags = struct.unpack_from("<H", data, at)[0]
        struct.pack_into("<H", data, at, flags | 1)
    return bytes(data)


def _looping_pdf() -> bytes:
    """A page tree whose only child is itself."""
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
    return body + b"trailer<</Root 1 0 R/Size 3>>\nstartxref\n0\n%%EOF\n"


def _many_objects_pdf() -> bytes:
    objects = b"".join(b"%d 0 obj<</A %d 0 R>>endobj\n" % (n, n + 1) for n in range(3, 60_000))
    return _looping_pdf().replace(b"trailer", objects + b"trailer")


def _nested_mail() -> bytes:
    head = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(20_000))
    return f"From: a@oldmere.example\r\nMIME-Version: 1.0\r\nSubject: deep\r\nMessage-ID: <1@x>\r\n{head}".encode()


def _encrypted_mail() -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Message-ID"] = "a@oldmere.example", "secret", "<2@oldmere.example>"
    message.set_content("x")
    message.replace_header("Content-Type", 'multipart/encrypted; protocol="application/pgp-encrypted"')
    return message.as_bytes()


def _laughing_docx() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return word(f'<!DOCTYPE d [<!ENTITY l0 "ha">{entities}]><w:document xmlns:w="{_WORD}">&l11;</w:document>'.encode())


def _reading_docx() -> bytes:
    declared = '<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    return word(f'{declared}<w:document xmlns:w="{_WORD}">&f;</w:document>'.encode())


def _deep_docx() -> bytes:
    return word(f'<w:document xmlns:w="{_WORD}">{"<w:p>" * _DEEP}</w:document>'.encode())


def _surrogates() -> bytes:
    return b'{"title": "Bridge \\ud800 closed", "text": "' + _long(3).encode() + b'\\udfff"}'


def _entities_page() -> bytes:
    return b'<!DOCTYPE h [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><html><body><p>' + _long(3).encode()


def _locked_office() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")


def _many_attributes_page() -> bytes:
    return b"<html><body><p " + b" ".join(b'a%d="%d"' % (n, n) for n in range(200_000)) + b">" + _long(3).encode()


def _random_bytes() -> bytes:
    return random.Random(7).randbytes(20_000)  # noqa: S311 - the same noise each time is what a test wants


def _long(sentences: int) -> str:
    return _SENTENCE * sentences


_FILES: dict[str, tuple[Callable[[], bytes], str | None]] = {
    "empty.txt": (lambda: b"", "empty-document"),
    "blank.txt": (lambda: b" \r\n\t \n", "empty-document"),
    "punctuation.txt": (lambda: b"... --- ***\n\n***", "empty-document"),
    "invisible.txt": (lambda: "\u200b\u200e\u202e\ufeff".encode() * 50, "empty-document"),
    "zeros.txt": (lambda: b"\0" * 100_000, "unsupported-type"),
    "random.txt": (_random_bytes, "unsupported-type"),
    "image-renamed.txt": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(64), "unsupported-type"),
    "photo-renamed.html": (lambda: b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(64), "unsupported-type"),
    "video-renamed.json": (lambda: b"\0\0\0\x18ftypmp42" + bytes(64), "unsupported-type"),
    "program-renamed.pdf": (lambda: b"MZ\x90\0\x03" + bytes(64), "unsupported-type"),
    "too-large.txt": (lambda: _long(130_000).encode(), "too-large"),
    "too-much-text.txt": (lambda: _long(20_000).encode(), "too-large"),
    "nul-bytes.txt": (lambda: _long(20).replace("bridge", "bri\0dge").encode(), None),
    "right-to-left.txt": (lambda: _long(20).replace("Friday", "\u202eyadirF\u202c").encode(), None),
    "stacked-marks.txt": ((_long(3) + "a" + "\u0301\u0323" * 200_000).encode, None),
    "half-utf8.txt": (lambda: _long(20).encode() + b"\xd0", None),
    "bomb.txt.gz": (lambda: gzip.compress(bytes(60_000_000)), "unsafe"),
    "bomb-in-bomb.gz": (lambda: gzip.compress(gzip.compress(gzip.compress(b"text"))), "unsafe"),
    "cut.txt.gz": (lambda: gzip.compress(_random_bytes())[:9_000], "unreadable"),
    "deep.json": (lambda: b"[" * _DEEP, "too-large"),
    "deep-object.json": (lambda: b'{"a":' * _DEEP + b"1" + b"}" * _DEEP, "too-large"),
    "cut.json": (lambda: b'{"title": "Bridge closed", "text": "The mayor', "unreadable"),
    "no-article.json": (lambda: b'{"temperature": 12}', "unsupported-type"),
    "huge-number.json": (lambda: b'{"title": "Bridge closed", "text": ' + b"9" * 100_000 + b"}", "unreadable"),
    "surrogates.json": (
        lambda: b'{"title": "Bridge \\ud800 closed", "text": "' + _long(3).encode() + b'\\udfff"}',
        None,
    ),
    "deep.html": (lambda: b"<html><body>" + b"<div>" * _DEEP + _long(3).encode(), "too-large"),
    "many-elements.html": (lambda: b"<html><body>" + b"<p>a</p>" * 300_000, "too-large"),
    "many-attributes.html": (_many_attributes_page, "too-large"),
    "entities.html": (
        lambda: b'<!DOCTYPE h [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><html><body><p>' + _long(3).encode(),
        None,
    ),
    "laughs.xml": (lambda: b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "b">]><l>&a;</l>', "unsupported-type"),
    "loop.pdf": (_looping_pdf, "unreadable"),
    "many-objects.pdf": (_many_objects_pdf, "unreadable"),
    "cut.pdf": (lambda: pdf([_SENTENCE])[:400], "unreadable"),
    "locked.pdf": (lambda: pdf([_SENTENCE], password="x"), "encrypted"),
    "pages.pdf": (lambda: pdf([_SENTENCE], pages=501), "too-large"),
    "bomb.pdf": (lambda: pdf([], content=b"q Q " * 15_000_000), "too-large"),
    "scan.pdf": (lambda: pdf([]), "empty-document"),
    "locked.zip": (_encrypted_zip, "encrypted"),
    "locked.docx": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "encrypted",
    ),
    "files.zip": (lambda: archive({"a.txt": b"a"}), "unsupported-type"),
    "bomb.docx": (lambda: word(b" " * 60_000_000), "unsafe"),
    "laughs.docx": (_laughing_docx, "unsafe"),
    "reads-files.docx": (_reading_docx, "unsafe"),
    "deep.docx": (_deep_docx, "too-large"),
    "cut.docx": (lambda: word(_random_bytes())[:2_000], "unreadable"),
    "nested.eml": (_nested_mail, "too-large"),
    "secret.eml": (_encrypted_mail, "encrypted"),
}


if __name__ == "__main__":
    write_hostile_files(Path(sys.argv[1]))
