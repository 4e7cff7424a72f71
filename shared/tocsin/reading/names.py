"""Who wrote it: what stands in the place of an author and is a name, and what is not."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tocsin.reading.markup import plain_field

_URL = re.compile(r"\(?\b(?:https?://|www\.)[^\s)]+\)?", re.IGNORECASE)
_NO_NAME = re.compile(
    r"https?:|©|copyright|all rights|@\w|\w@|\[at\]|(?:facebook|twitter)\.com/|^(?:wordpress|site|web|wp)-?admin$|"
    r"\.(?:html?|php)\b|^[\w.-]+\.(?-i:[a-z]{2,7})$",
    re.IGNORECASE,
)
_MAIL_BESIDE = re.compile(r"\s*[<(\[]?\b[\w.+-]{1,64}@[\w.-]{1,200}\.\w{2,10}\b[>)\]]?")
_LEAD = re.compile(
    r"^(?:(?:written|reported|posted|published|story|words|text|photos?|article)\s+by|by|(?-i:Von|Vom|Par|Por|Di|(?:von|vom|par|por)(?=\s[A-ZÀ-Þ]\S+\s[A-ZÀ-Þ]))|"
    r"(?:veröffentlicht|geschrieben)\s+von|publié par|escrito por|auth?ors?|autore?n?|autorin|auteurs?|автор(?:ы|и)?|"
    r"текст|zeige alle beiträge von|(?:show|view|see) all (?:articles|posts) (?:of|by))(?:\s*[:\-–—]\s*|\s+)",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"[\s,|–-]*(?:\b(?:last\s+)?(?:updated|published|posted|modified|aktualisiert|veröffentlicht|on|am|le)\b:?\s*)*"
    r"(?:\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?(?:\b[^\W\d]{3,9}\.?\s+)?\d{1,2}\b.*\d{4}.*$",
    re.IGNORECASE,
)
"""A date behind the name, up to the end of the line."""
_NOBODY_NAMES = (
    "admin administrator author anonymous unknown undefined null none user root editor webmaster staff guest n/a nan "
    "false true test default no-author noauthor site-admin redaktion redaktor редактор админ администратор автор"
)
_NOBODY = frozenset(_NOBODY_NAMES.split())
_LONGEST = 200
_LABEL = re.compile(
    r"^(?:foto|photo|bild|image|picture|credit)s?\s*[:©]|^(?:by|von|par|por|auteure?s?|autorin)$|"
    r"\b(?:am|on|le|ge[äa]ndert|aktualisiert|veröffentlicht|publiziert|published|updated|posted)$",
    re.IGNORECASE,
)
"""What leads to a name or a date, alone, and who took the picture."""
_FIRM = re.compile(r"(?:\b(?:GmbH|AG|eG|KG|Ltd|LLC|Inc|PLC|S\.?A|ООО|ТОВ)\b|\be\. ?V\.)")
"""Legal forms: who publishes or built the site, and nobody who writes."""
_EDGES = " ,;:|–—-•→←»*"
_BETWEEN = re.compile(r"\s*[;|•·]\s*|\s+/\s*|\n+")


def authors(names: Iterable[str], sites: Iterable[str | None]) -> str | None:
    """The names of people or desks among `names`, joined by a comma; None where none is left.

    A number, an address, a placeholder of software and a name of the site itself (one of `sites`) are no author.
    """
    own = {_bare(site) for site in sites if site}
    found: dict[str, str] = {}
    for written in names:
        for name in _BETWEEN.split(_URL.sub("", plain_field(written))):
            tidy = _tidy(name)
            tidy = _without_site(tidy, own) if tidy else None
            if tidy and not any(key in tidy.casefold() for key in found):
                found[tidy.casefold()] = tidy
    return ", ".join(found.values()) or None


def _without_site(name: str, own: set[str]) -> str | None:
    """The name without the site's behind a comma, None where it is the site's, also with what that says of itself."""
    who, comma, where = name.rpartition(", ")
    if comma and _bare(where) in own:
        name = who
    return None if _bare(re.split(r",| [–—|-] ", name, maxsplit=1)[0]) in own else name


def _tidy(name: str) -> str | None:
    """The name without what leads to it and the address or date behind it, None where it is no name."""
    text = " ".join(_MAIL_BESIDE.sub("", name).split()).strip(_EDGES)
    text = _DATED.sub("", _LEAD.sub("", text)).strip(_EDGES)
    if (
        not any(char.isalpha() for char in text)
        or len(text) > _LONGEST
        or _NO_NAME.search(text)
        or _FIRM.search(text)
        or _LABEL.search(text)
    ):
        return None
    return None if text.casefold() in _NOBODY or len(text) < 2 else text


def _bare(name: str) -> str:
    """Letters and digits alone, without article and domain."""
    folded = re.sub(r"^(?:the|der|die|das|le|la|el|il)\s+|\.[a-z]{2,3}(?:\.[a-z]{2})?$", "", name.casefold().strip())
    return "".join(char for char in folded if char.isalnum())
