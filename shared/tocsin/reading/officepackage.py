"""An Office package as python-docx can open it: strict names as the usual ones, no relationships that lead nowhere."""

from __future__ import annotations

import posixpath
import re
import zipfile
from io import BytesIO

from lxml import etree

from tocsin.reading.unpack import member

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
"""ISO/IEC 29500 Strict, a save option of Word; the transitional names differ by a year alone."""
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def mended(data: bytes) -> bytes:
    """The package with what other programs forgive put right, not packed: no more is unpacked than was checked."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = set(archive.namelist())
        parts = {name: member(archive, name) for name in archive.namelist() if not name.endswith("/")}
    put_right = {name: _mended(name, part, names) for name, part in parts.items()}
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, part in put_right.items():
            archive.writestr(name, part)
    return target.getvalue()


def _mended(name: str, part: bytes, names: set[str]) -> bytes:
    if not name.endswith((".xml", ".rels")):
        return part
    usual = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", part)
    return _without_dangling(name, usual, names) if name.endswith(".rels") else usual


def _without_dangling(name: str, part: bytes, names: set[str]) -> bytes:
    tree = etree.fromstring(part, parser=etree.XMLParser(resolve_entities=False, no_network=True))
    base = posixpath.dirname(posixpath.dirname(name))
    dangling = [one for one in tree.iter(_RELATIONSHIP) if not _leads_somewhere(one, base, names)]
    for one in dangling:
        tree.remove(one)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True) if dangling else part


def _leads_somewhere(one: etree._Element, base: str, names: set[str]) -> bool:
    target = (one.get("Target") or "").partition("#")[0]
    if one.get("TargetMode") == "External":
        return True
    path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(base, target))
    return path in names
