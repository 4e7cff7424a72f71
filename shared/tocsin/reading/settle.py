"""A draft and the upload's own metadata to an Article: which source wins, and what is left of the text.

Order for each field: S3 metadata of the upload, then the document, then what is found in the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from functools import cache
from importlib import resources
from urllib.parse import unquote, urlsplit

from tocsin.errors import EmptyDocument, NoText, Rejected, TooLarge
from tocsin.model import Article
from tocsin.reading.bounds import Bounds
from tocsin.reading.charset import decode
from tocsin.reading.clutter import clean
from tocsin.reading.credit import credit
from tocsin.reading.dates import parse_date
from tocsin.reading.draft import Draft
from tocsin.reading.markup import plain_field
from tocsin.reading.notices import is_notice
from tocsin.reading.paragraphs import paragraphs
from tocsin.reading.stated import untaken
from tocsin.text.entries import parted
from tocsin.text.normalize import article_id, one_line

_LONGEST_FIELD = 500
_LONGEST_URL = 2048
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z]")
_UKRAINIAN = re.compile(r"[іїєґІЇЄҐ]")
_RUSSIAN = re.compile(r"[ыэъёЫЭЪЁ]")
_BY = re.compile(r"^(?:by|(?-i:Von)|автор:?)\s+", re.IGNORECASE)
_MAILS = ("message/rfc822", "application/vnd.ms-outlook")
_MARKED = frozenset(("text/html", "application/json", *_MAILS))
_HEADLINE_IS_NO_TEXT = frozenset(("text/html", *_MAILS))
_SHORTEST_BESIDE_A_NOTICE = 200
"""Characters beside a notice that make an article with a notice; what stands around one alone is shorter."""
_ECHO_WITHIN = 3
"""Paragraphs at the top of a text among which its title may stand once more."""


@dataclass(frozen=True, slots=True)
class Languages:
    """ISO 639-1 codes, what else people write for them, and which are written in Cyrillic."""

    codes: frozenset[str]
    aliases: Mapping[str, str]
    cyrillic: frozenset[str]
    countries: Mapping[str, str]
    """Codes of languages that are written by mistake for a country, to the language of that country."""


@cache
def languages() -> Languages:
    """The languages in `data/languages.json`."""
    data = json.loads(resources.files("tocsin.reading").joinpath("data/languages.json").read_text(encoding="utf-8"))
    return Languages(
        frozenset(data["codes"].split()), data["aliases"], frozenset(data["cyrillic"].split()), data["countries"]
    )


def settle(
    draft: Draft, metadata: Mapping[str, str], bounds: Bounds, *, now: datetime, url: str | None = None
) -> Article:
    """The article. Raises `EmptyDocument` when no text is left, `NoText` when only the headline or a notice in place
    of the article is, `TooLarge` when there is too much.
    """
    draft = _without_marks(draft)
    _within(draft.text, bounds)
    said = {
        key.lower().removeprefix("x-amz-meta-").replace("_", "-"): decoded(value) for key, value in metadata.items()
    }
    title = _field(said.get("title"))
    headline = _field(draft.title) or title
    cleaned = clean(_with_title(paragraphs(draft.text), headline), titled=headline is not None)
    shown = 1 if headline is not None else 0
    text = "\n\n".join([*cleaned.paragraphs[:shown], *parted(cleaned.paragraphs[shown:])])
    if not any(char.isalnum() for char in text):
        raise EmptyDocument("there is no text in this document; a scan needs text recognition first")
    _check_own_text(cleaned.paragraphs, headline, draft.content_type)
    _within(text, bounds)
    line = credit(cleaned.byline, now=now)
    published = _first_date((said.get("published-at"), *draft.published_at, cleaned.published, line.published), now)
    seen = _first_date((said.get("seen-at"),), now) if published is None else None
    return Article(
        id=article_id(text),
        text=text,
        title=title or headline,
        byline=_name(said.get("byline")) or _name(draft.byline) or _name(line.byline) or _name(draft.file_author),
        publisher=_field(said.get("publisher")) or _field(draft.publisher) or _field(line.publisher),
        url=_url(said.get("url")) or _url(url) or _url(draft.url),
        published_at=published or seen,
        language=_language(said.get("language"), draft.language, text),
        content_type=draft.content_type,
        notes=(*draft.notes, *_undated(seen), *_undecoded(text), *untaken(said, _takers(now))),
    )


def _takers(now: datetime) -> dict[str, Callable[[str], object]]:
    """What makes a value of each field of the upload's metadata."""
    return {
        "title": _field,
        "byline": _name,
        "publisher": _field,
        "url": _url,
        "published-at": lambda value: _first_date((value,), now),
        "language": language_code,
    }


def _without_marks(draft: Draft) -> Draft:
    """What comes from HTML, JSON or mail without the entities and inline elements left in headline and names."""
    if draft.content_type not in _MARKED:
        return draft
    title, byline, publisher = (
        plain_field(field) if field else None for field in (draft.title, draft.byline, draft.publisher)
    )
    return replace(draft, title=title, byline=byline, publisher=publisher)


def _check_own_text(paragraphs: Sequence[str], headline: str | None, content_type: str) -> None:
    """Raise `NoText` for a headline without an article, and for what sites print in place of one."""
    if len(paragraphs) <= (headline is not None) and content_type in _HEADLINE_IS_NO_TEXT:
        raise NoText("there is a headline and no text; upload the article as it is shown, or its text")
    told = [paragraph for paragraph in paragraphs if not is_notice(paragraph)]
    if len(told) < len(paragraphs) and sum(map(len, told)) < _SHORTEST_BESIDE_A_NOTICE + len(headline or ""):
        raise NoText(
            "the site did not show the article but a notice (scripts or cookies to switch on, a check for robots, an "
            "error); save the page as a browser shows it and upload that"
        )


def _undated(seen: datetime | None) -> tuple[str, ...]:
    """The latest day on which it can have been published stands for that day, and is told to."""
    day = f"{seen:%Y-%m-%d}" if seen else ""
    return (f"It says no date: it was there on {day}, and may have been published before.",) if seen else ()


def _undecoded(text: str) -> tuple[str, ...]:
    count = text.count("\ufffd")
    what = "character" if count == 1 else "characters"
    return (f"{count} {what} could not be decoded and stand as U+FFFD.",) if count else ()


def decoded(value: str) -> str:
    """S3 metadata is ASCII in transit: RFC 2047 words (as S3 returns them) and percent-encoded UTF-8 become text."""
    if "=?" in value:
        try:
            return str(make_header(decode_header(value)))
        except (HeaderParseError, LookupError, ValueError):
            return _patiently(value)
    if value.isascii() and _PERCENT.search(value) and "://" not in value:
        return unquote(value, errors="replace")
    return value


def _patiently(value: str) -> str:
    """Encoded words whose letters are not all in the charset that they name, as GBK in what is called gb2312."""
    try:
        words = decode_header(value)
        return "".join(
            decode(word, name) if isinstance(word, bytes) and word.strip() else str(word) for word, name in words
        )
    except (HeaderParseError, Rejected, ValueError):
        return value


def _within(text: str, bounds: Bounds) -> None:
    if len(text) > bounds.text_bytes or len(text.encode("utf-8", "replace")) > bounds.text_bytes:
        raise TooLarge(f"the text is longer than {bounds.text_bytes} bytes; upload its parts one by one")


def _with_title(found: Sequence[str], title: str | None) -> Sequence[str]:
    """The paragraphs with the title as the first of them, once."""
    if title is None:
        return found
    key = _compared(title)
    echoes = [n for n, paragraph in enumerate(found[:_ECHO_WITHIN]) if _compared(paragraph) == key]
    return [title, *(paragraph for n, paragraph in enumerate(found) if n not in echoes)]


def _compared(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _field(value: str | None) -> str | None:
    text = one_line(value) if value else ""
    return text if text and len(text) <= _LONGEST_FIELD else None


def _name(value: str | None) -> str | None:
    text = _field(value)
    return _BY.sub("", text) or None if text else None


def _url(value: str | None) -> str | None:
    text = (value or "").strip()
    if not text or len(text) > _LONGEST_URL or any(char.isspace() or not char.isprintable() for char in text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and parts.netloc else None


def _first_date(written: Sequence[str | None], now: datetime) -> datetime | None:
    return next(filter(None, (parse_date(one, now=now) for one in written)), None)


def _language(stated: str | None, declared: str | None, text: str) -> str | None:
    """The uploader's word, else the document's unless the letters contradict it, else the detected one."""
    from tocsin.text.language import detect_language  # noqa: PLC0415 - loaded when needed

    said = language_code(stated)
    if said:
        return said
    found = language_code(declared)
    country = languages().countries.get(found or "")
    if country and detect_language(text) == country:
        return country
    if found and not _contradicted(found, text):
        return found
    detected = detect_language(text)
    return None if detected == "und" else detected


def language_code(tag: str | None) -> str | None:
    """ISO 639-1 for a BCP 47 tag, a locale, a three-letter code or an English name; None for anything else."""
    primary = re.split(r"[-_;, ]", (tag or "").strip().lower(), maxsplit=1)[0]
    known = languages()
    return known.aliases.get(primary) or (primary if primary in known.codes else None)


def _contradicted(code: str, text: str) -> bool:
    """Templates declare one language for all they print; script and letters know better."""
    sample = text[:4000]
    cyrillic, latin = len(_CYRILLIC.findall(sample)), len(_LATIN.findall(sample))
    if (cyrillic > latin) != (code in languages().cyrillic) and max(cyrillic, latin) > 3 * min(cyrillic, latin):
        return cyrillic > latin or code in languages().cyrillic
    ukrainian, russian = len(_UKRAINIAN.findall(sample)), len(_RUSSIAN.findall(sample))
    return (code == "uk" and russian > 3 * ukrainian) or (code == "ru" and ukrainian > 3 * russian)
