"""When an article was published, from the many ways that dates are written."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
"""Older dates are defaults of software (year 1, 1601, 1899) rather than news."""
_AHEAD = timedelta(days=1)
"""How far clocks and time zones may put a date before the time of reading."""
_WIDEST = timedelta(hours=14)
_ZONED = re.compile(r"[zZ]$|\b(?:GMT|UTC)|[+-]\d{2}:?\d{2}$")
_LONGEST = 80
_UNIX = re.compile(r"\d{9,10}|\d{12,13}")
_MOST_SECONDS = 99_999_999_999
_EASTERN = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_GMT = re.compile(r"\b(?:GMT|UTC) ?([+-]\d{1,2}:?\d{2})")
_NAMED_ZONE = re.compile(r"(?<=\d) ?\([A-Za-z ]{2,40}\)$")
_ISO_LIKE = re.compile(r"(\d{4})[-./]?(\d{2})[-./]?(\d{2})(?:[T ]+(\d{1,2}:\d{2}.*))?$")
_AMBIGUOUS = re.compile(r"(\d{1,2})/(\d{1,2})/\d{4}\b")
_DATE_LANGUAGES = ["en", "ru", "uk", "de", "fr", "es", "pl", "it", "pt", "nl", "tr", "sv", "cs"]


def parse_date(written: str | None, *, now: datetime) -> datetime | None:
    """The time in the zone that is written; None for what is no full date, lies in the future of `now`, or is absurd.

    Read are ISO 8601, RFC 2822 and dates with named or dotted months in a handful of languages. A time without zone is
    taken as UTC, a date without time as midnight. `03/04/2022` is None: nobody can say which is the month.
    """
    text = " ".join((written or "").split())
    if not text or len(text) > _LONGEST:
        return None
    text = _NAMED_ZONE.sub("", _GMT.sub(r"\1", _EASTERN.sub(_dashed_parts, text)))
    found = _unix(text) or _iso(text) or _rfc2822(text) or _other(text)
    if found is None:
        return None
    try:
        found = _in_its_zone(found)
        return found if EARLIEST <= found <= now + _AHEAD else None
    except (OverflowError, ValueError):
        return None


def _in_its_zone(found: datetime) -> datetime:
    """With a fixed offset: the one that is written, so that the day stays the one that readers saw, else UTC."""
    offset = found.utcoffset() or timedelta()
    zone = timezone(offset) if offset and offset % timedelta(minutes=1) == timedelta() else UTC
    return found.astimezone(zone) if found.tzinfo else found.replace(tzinfo=UTC)


def in_zone_of(moment: datetime, other: datetime | None, written: str) -> tzinfo | None:
    """The zone in which `other`, read from `written`, is the same `moment` on another day; None where it is not.

    A time without a zone is the same moment where it lies a whole number of quarter hours from it, as zones do.
    """
    if other is None:
        return None
    offset = other.utcoffset() or timedelta()
    if not offset and not _ZONED.search(written):
        offset = other.replace(second=0, microsecond=0) - moment.replace(second=0, microsecond=0)
    elif abs(other - moment) >= timedelta(minutes=1):
        return None
    if not offset or abs(offset) > _WIDEST or offset % timedelta(minutes=15):
        return None
    zone = timezone(offset)
    return zone if moment.astimezone(zone).date() != moment.date() else None


def _unix(text: str) -> datetime | None:
    """Seconds or milliseconds since 1970, as content systems print them."""
    if not _UNIX.fullmatch(text):
        return None
    seconds = float(text)
    return datetime.fromtimestamp(seconds / 1000 if seconds > _MOST_SECONDS else seconds, UTC)


def _iso(text: str) -> datetime | None:
    for form in (text, _ISO_LIKE.sub(_dashed, text)):
        try:
            return datetime.fromisoformat(form)
        except ValueError:
            continue
    return None


def _dashed_parts(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    return f"{year}-{int(month):02}-{int(day):02}"


def _dashed(match: re.Match[str]) -> str:
    year, month, day, rest = match.groups()
    return f"{year}-{month}-{day}" + (f"T{rest.replace(' ', '')}" if rest else "")


def _rfc2822(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _other(text: str) -> datetime | None:
    ambiguous = _AMBIGUOUS.search(text)
    if not any(c.isdigit() for c in text) or (ambiguous and max(int(ambiguous[1]), int(ambiguous[2])) <= 12):
        return None
    import dateparser  # noqa: PLC0415 - loaded when needed

    order = "DMY" if not ambiguous or int(ambiguous[1]) > 12 else "MDY"
    return dateparser.parse(
        text,
        languages=_DATE_LANGUAGES,
        settings={
            "DATE_ORDER": order,
            "PARSERS": ["absolute-time"],
            "REQUIRE_PARTS": ["day", "month", "year"],
            "STRICT_PARSING": True,
            "TIMEZONE": "UTC",
            "RETURN_AS_TIMEZONE_AWARE": True,
        },
    )
