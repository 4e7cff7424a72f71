"""How reliable a desk holds a source to be: grades of the Admiralty Code by domain, of one deployment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tocsin.aws import conditions, keys
from tocsin.aws.table import Item, Table
from tocsin.errors import Conflict, InvalidInput, NotFound
from tocsin.model import Article
from tocsin.stories.origins import Reliability, Sources, default_sources

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_SOURCES = 500
"""All are read with one Query of some 50 KB."""
MAX_HOSTS = 2_000
"""Hosts of publishers that are kept: some 150 KB, read when the grades are."""
KEPT = timedelta(minutes=5)
"""How long a process goes by what it read: a grade is a judgement of months, and an article must not pay for it."""
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])")
MAX_DOMAIN = 253
"""RFC 1035, without the final dot."""


@dataclass(frozen=True, slots=True)
class Grade:
    """A source by its domain, with the desk's grade (A completely reliable ... F cannot be judged) and its reason."""

    domain: str
    grade: Reliability
    note: str | None
    updated_at: str
    origins: tuple[str, ...] = ()
    """What the domain stands for in the ledger: the publisher's family, and the agency if it is one's."""

    @property
    def family(self) -> str:
        return self.origins[0].removeprefix("family:")


class Grades:
    """The graded sources of the table."""

    def __init__(self, table: Table, now: Callable[[], datetime]) -> None:
        self._table = table
        self._now = now
        self._read: tuple[datetime, Sources] | None = None

    def all(self) -> list[Grade]:
        """By domain."""
        pk, low = keys.source("")
        items = self._table.query(pk, low, low + "~", limit=MAX_SOURCES, descending=False, consistent=True)
        return [_grade(item) for item in items]

    def get(self, domain: str) -> Grade:
        """Raises `NotFound`, and `InvalidInput` for what is no domain."""
        item = self._table.get(keys.source(checked_domain(domain)))
        if item is None:
            raise NotFound("this source has no grade: it counts as F")
        return _grade(item)

    def put(
        self,
        domain: str,
        grade: Reliability,
        note: str | None,
        family: str | None = None,
        *,
        expected: str | None = None,
    ) -> Grade:
        """In the place of an earlier grade; a family once given is kept, else it is `family`, else the domain's own.

        Raises `InvalidInput` if it is no domain, `Conflict` beyond the bound, and where `expected` is given and the
        grade that stands is of another time (`updated_at`).
        """
        pk, sk = keys.source(checked_domain(domain))
        before = self._table.get((pk, sk))
        if before is None and len(self.all()) >= MAX_SOURCES:
            raise Conflict(f"there are {MAX_SOURCES} graded sources, which is the most", where="domain")
        item: Item = {"pk": pk, "sk": sk, "grade": grade, "note": note, "updated_at": keys.stamp(self._now())}
        kept = family if before is None else before.get("family", family)
        item |= {"family": kept} if kept else {}
        condition, values = _same_edit(expected)
        self._table.put(item, condition=condition, values=values)
        self._read = None
        return _grade(item)

    def delete(self, domain: str, *, expected: str | None = None) -> None:
        """It counts as F again. Raises `NotFound`, and `Conflict` as `put` does."""
        condition, values = _same_edit(expected)
        self._table.delete(keys.source(self.get(domain).domain), condition=condition, values=values)
        self._read = None

    def sources(self) -> Sources:
        """Families and agencies with these grades; read again after `KEPT`."""
        now = self._now()
        if self._read is None or now - self._read[0] >= KEPT:
            graded, (pk, first) = self.all(), keys.publisher("")
            told = self._table.query(pk, first, first + "~", limit=MAX_HOSTS, descending=False, consistent=True)
            hosts = {item["sk"].partition("#")[2]: item["family"] for item in told}
            known = default_sources().with_domains({one.domain: one.family for one in graded})
            self._read = now, replace(known, reliability=by_origin(graded), hosts=hosts)
        return self._read[1]

    def sources_with(self, article: Article) -> Sources:
        """`sources`, and what the article tells of its publisher's address, which is kept for those that tell less."""
        known = self.sources()
        told = known.told(article)
        if told is None or (len(known.hosts) >= MAX_HOSTS and told[0] not in known.hosts):
            return known
        pk, sk = keys.publisher(told[0])
        self._table.put({"pk": pk, "sk": sk, "family": told[1]})
        known = replace(known, hosts={**known.hosts, told[0]: told[1]})
        self._read = (self._read or (self._now(), known))[0], known
        return known

    def known(self, origins: Iterable[str]) -> dict[str, Reliability]:
        """The grades of those of `origins` that have one."""
        reliability = self.sources().reliability
        return {origin: reliability[origin] for origin in origins if origin in reliability}


def _same_edit(expected: str | None) -> tuple[str | None, dict[str, str]]:
    return (None, {}) if expected is None else (conditions.SAME_EDIT, {":expected": expected})


def by_origin(grades: list[Grade]) -> Mapping[str, Reliability]:
    """Grades by origin; where domains of one family differ, the worse counts."""
    found: dict[str, Reliability] = {}
    for grade in grades:
        for origin in grade.origins:
            found[origin] = max(grade.grade, found.get(origin, grade.grade))
    return found


def checked_domain(domain: str) -> str:
    """As it is kept: small letters, without `www.`. Raises `InvalidInput`."""
    plain = domain.strip().lower().removeprefix("www.")
    if len(plain) > MAX_DOMAIN or _DOMAIN.fullmatch(plain) is None:
        raise InvalidInput("is no domain name in ASCII, as example.org", where="domain")
    return plain


def _grade(item: Item) -> Grade:
    domain = item["sk"].partition("#")[2]
    return Grade(domain, item["grade"], item.get("note"), item["updated_at"], _origins(domain, item.get("family")))


def _origins(domain: str, usual: str | None) -> tuple[str, ...]:
    known = default_sources()
    listed, agency = known.family(None, f"https://{domain}/"), known.agencies.get(domain)
    family = usual if usual and listed == domain else listed
    return (f"family:{family}", *((f"agency:{agency}",) if agency else ()))
