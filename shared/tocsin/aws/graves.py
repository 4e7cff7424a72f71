"""Articles and addresses that were taken down: nothing of them is kept but that they do not come back.

An article's grave is its head: marked, so that no list shows it while it is taken down, and emptied afterwards. A text
that comes again finds the place of its head taken. An address has a grave of its own, under a hash.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode, urlsplit

from tocsin.aws import conditions, keys
from tocsin.aws.articles import REMOVED, read_head
from tocsin.aws.records import Head
from tocsin.aws.table import Item, Table, Write
from tocsin.errors import Conflict, NotFound, Removed

MOST_BARRED = 8_000
"""Addresses of one article: 220 KB of the 400 KB that an item may have."""
_TELL_NOTHING = ("utm_", "fbclid", "gclid", "yclid")
"""Parameters by which an address is followed; it leads to the same page without them."""


@dataclass(frozen=True, slots=True)
class Grave:
    """An article that is being taken down, or was."""

    article: str
    removal: str
    """The take-down by whose order."""
    at: str
    """When it was marked."""
    head: Head | None
    """The article's head, None once nothing is left of it."""
    story: str | None
    addresses: tuple[str, ...] = ()
    """Hashes of the URLs that are barred with it."""
    day: str | None = None
    """The day that it was listed under, by which the archive keeps it."""


class Graves:
    """What was taken down from the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def find(self, article: str) -> Grave | None:
        item = self._table.get(keys.head(article))
        return None if item is None or REMOVED not in item else _grave(article, item)

    def dig(self, article: str, removal: str, at: str) -> Grave:
        """Mark an article: from now on nobody is shown it. One that is marked stays as it is. Raises `NotFound`."""
        mark = Write(keys.head(article), set={REMOVED: removal, "removed_at": at}, condition=conditions.STANDS)
        try:
            self._table.update(mark)
        except Conflict as error:
            found = self.find(article)
            if found is None:
                raise NotFound("no such article") from error
            return found
        found = self.find(article)
        if found is None:
            raise NotFound("no such article")
        return found

    def lay(self, article: str, removal: str, at: str, day: str) -> Grave:
        """The grave of an article of which the table has nothing any more. One that is there stays as it is."""
        pk, sk = keys.head(article)
        item: Item = {REMOVED: removal, "removed_at": at, "day": day}
        with suppress(Conflict):
            self._table.put({"pk": pk, "sk": sk, **item}, condition=conditions.FIRST)
        return _grave(article, item)

    def bar(self, grave: Grave, urls: Iterable[str]) -> Grave:
        """What comes under these URLs is taken for the article again, whatever it says.

        What is over `MOST_BARRED` is not barred: the grave, one item, has no room for it.
        """
        fresh = sorted({*map(_address, urls)} - {*grave.addresses})[: MOST_BARRED - len(grave.addresses)]
        if not fresh:
            return grave
        addresses = tuple(sorted({*grave.addresses, *fresh}))
        self._table.write_many([{"pk": f"REMOVED#{one}", "sk": "URL", "article": grave.article} for one in fresh])
        written = Write(keys.head(grave.article), set={"addresses": list(addresses)}, condition=conditions.EXISTS)
        self._table.update(written)
        return replace(grave, addresses=addresses)

    def close(self, grave: Grave) -> None:
        """Nothing is left but the mark, which has no end."""
        pk, sk = keys.head(grave.article)
        told: Item = {REMOVED: grave.removal, "removed_at": grave.at, "story": grave.story, "day": grave.day}
        self._table.put({"pk": pk, "sk": sk, **told, "addresses": list(grave.addresses)}, condition=conditions.EXISTS)

    def lift(self, grave: Grave) -> None:
        """The text and its URLs may come again."""
        self._table.write_many(deletes=[(f"REMOVED#{address}", "URL") for address in grave.addresses])
        self._table.delete(keys.head(grave.article))

    def check_url(self, url: str | None) -> None:
        """Raises `Removed` for a URL under which an article was taken down."""
        if url is not None and self._table.get(keys.removed_url(plain_url(url))) is not None:
            raise Removed("what lies under this URL was taken down")


def plain_url(url: str) -> str:
    """A URL so that two that lead to one page are equal: without scheme, `www.`, fragment, trackers, final slash."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    except ValueError:
        return url.strip()
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not pair[0].startswith(_TELL_NOTHING)]
    return f"{host}{port}{parts.path.rstrip('/')}?{urlencode(sorted(query))}".removesuffix("?")


def _address(url: str) -> str:
    return keys.removed_url(plain_url(url))[0].partition("#")[2]


def _grave(article: str, item: Item) -> Grave:
    head = read_head(item) if "card" in item else None
    return Grave(
        article,
        item[REMOVED],
        item["removed_at"],
        head,
        item.get("story"),
        tuple(item.get("addresses", ())),
        head.card.at[:10] if head else item.get("day"),
    )
