"""Articles and their analyses.

Order of writing: analysis, rows of lists, head. The head is written last and names the analysis that counts, so that an
article is visible whole or not at all, and rows that no head bears out show nothing.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace

from tocsin.aws import conditions, keys
from tocsin.aws.keys import ListKind
from tocsin.aws.lists import FIRST_TIME, LAST_TIME, Entry, Lists, Row
from tocsin.aws.objects import TEXTS, Objects
from tocsin.aws.records import Appearance, Card, Head, Page, unique
from tocsin.aws.table import Item, Table, Write
from tocsin.codec import from_json, to_json
from tocsin.errors import Conflict, NotFound, Removed
from tocsin.model import Analysis

REMOVED = "removed"
"""The attribute of a head by which an article is taken down: no list and no question shows it from then on."""
MAX_ITEM_BODY = 300_000
"""A compressed analysis over this goes to the bucket: an item holds 400 KB in all."""
MAX_CLAIMS = 2_000
"""A newspaper's article has 10 to 40; a text of 1 MB made to hold as many as it can has 24,000."""
MAX_TOPIC_ROWS = 8
MAX_PLACE_ROWS = 12
MAX_CLAIMANT_ROWS = 12
MAX_NAME_ROWS = 12
"""Of words of claimants' names. With the terms of the search (`tocsin.search.index`), the rows of time, upload and
month, the appearance, the text that is searched: 169 writes at most, seven BatchWriteItem calls."""


class Articles:
    """The articles of the table and the bucket."""

    def __init__(self, table: Table, lists: Lists, objects: Objects) -> None:
        self._table = table
        self._lists = lists
        self._objects = objects

    def head(self, article: str) -> Head:
        """Raises `NotFound`, and of one that was taken down `Removed`."""
        found = self.known(article)
        if found is None:
            raise NotFound("no such article")
        return found

    def find(self, article: str) -> Head | None:
        """None if it is not there, or was taken down."""
        item = self._table.get(keys.head(article))
        return None if item is None or REMOVED in item else read_head(item)

    def known(self, article: str) -> Head | None:
        """None if it is not there; raises `Removed` if it was taken down."""
        item = self._table.get(keys.head(article))
        if item is not None and REMOVED in item:
            raise Removed("this article was taken down")
        return None if item is None else read_head(item)

    def heads(self, articles: list[str], *, consistent: bool = False) -> dict[str, Head]:
        """The heads that are there."""
        items = self._table.get_many([keys.head(article) for article in articles], consistent=consistent)
        found = (read_head(item) for item in items.values() if REMOVED not in item)
        return {head.card.id: head for head in found}

    def analysis(self, article: str, version: str) -> Analysis:
        """Raises `NotFound`."""
        item = self._table.get(keys.analysis(article, version))
        if item is None:
            raise NotFound("no such analysis")
        return self._analysis(item)

    def analyses(self, heads: list[Head]) -> dict[str, Analysis]:
        """The visible analysis of each article, by its id."""
        wanted = {keys.analysis(head.card.id, head.v): head.card.id for head in heads}
        items = self._table.get_many(list(wanted), consistent=False)
        return {wanted[key]: self._analysis(item) for key, item in items.items()}

    def put_analysis(self, article: str, version: str, analysis: Analysis, expires: int) -> Analysis:
        """Keep an analysis unless this version of it is there already; answers the one that is kept.

        Of its claims it has the `MAX_CLAIMS` most salient; how many were left out stands among its notes.

        An engine need not give the same answer twice: whatever follows is made from the analysis that was stored.
        """
        analysis = _with_key_claims(analysis)
        pk, sk = keys.analysis(article, version)
        body = zlib.compress(to_json(analysis), 9)
        item: Item = {"pk": pk, "sk": sk, "ttl": expires}
        if len(body) > MAX_ITEM_BODY:
            blob = f"{TEXTS}{article}.{version}.analysis"
            self._objects.put_blob(blob, body)
            item["blob"] = blob
        else:
            item["body"] = body
        try:
            self._table.put(item, condition=conditions.FIRST)
        except Conflict:
            return self.analysis(article, version)
        return analysis

    def texts(self, articles: list[str]) -> dict[str, str]:
        """The start of each article's text, as far as it is searched; none of those from before texts were."""
        wanted = {keys.searched_text(article): article for article in articles}
        items = self._table.get_many(list(wanted), consistent=False)
        return {wanted[key]: _text(item) for key, item in items.items()}

    def text(self, article: str) -> str:
        """The same of one article; nothing where there is none."""
        item = self._table.get(keys.searched_text(article))
        return "" if item is None else _text(item)

    def entries(self, card: Card, analysis: Analysis, version: str, text: str = "") -> list[Entry]:
        """The rows of an article: by time, topic, place (its country too), claimant, and term of the search."""
        from tocsin.search.index import index_terms  # noqa: PLC0415  # most who read articles write none

        places = [value for place in analysis.places for value in (place.country, place.id) if value]
        claimants = [
            claim.claimant.name for claim in analysis.claims if claim.claimant and claim.claimant.kind != "unnamed"
        ]
        rows: list[tuple[ListKind, str]] = [("article", "all")]
        rows += [("topic", value) for value in unique((t.id for t in analysis.topics), MAX_TOPIC_ROWS)]
        rows += [("place", value) for value in unique(places, MAX_PLACE_ROWS)]
        rows += [("claimant", v) for v in _claimant_values(claimants)]
        rows += [("term", keys.term_value(term)) for term in index_terms(card.title, analysis, text)]
        return [Entry(kind, value, card.at, card.id, version) for kind, value in rows]

    def put_rows(
        self, article: str, entries: list[Entry], appearance: Appearance | None, expires: int, text: str = ""
    ) -> None:
        """Write rows, an appearance and the text that is searched together; the order among them does not matter."""
        items = self._lists.items(entries, expires)
        if text:
            items.append(_text_item(article, text, expires))
        if appearance is not None:
            pk, sk = keys.appearance(article, appearance.upload)
            items.append({"pk": pk, "sk": sk, "data": to_json(appearance).decode(), "ttl": expires})
        self._table.write_many(items)
        self._lists.written(entries)

    def remove_rows(self, head: Head, version: str) -> None:
        """Remove the rows of an analysis that is no longer shown; none are left when the analysis is gone already."""
        item = self._table.get(keys.analysis(head.card.id, version))
        if item is not None:
            entries = self.entries(head.card, self._analysis(item), version, self.text(head.card.id))
            self._table.write_many(deletes=[entry.key for entry in entries])

    def remove_analysis(self, article: str, version: str) -> None:
        self._table.delete(keys.analysis(article, version))

    def put_head(self, head: Head) -> None:
        """Make an article visible. Raises `Conflict` if it is already."""
        self._table.put(_head_item(head), condition=conditions.FIRST)

    def flip(self, head: Head, card: Card, version: str) -> Head:
        """Show another analysis in the place of the one in `head`. Raises `Conflict` if that is no longer shown."""
        write = Write(
            keys.head(card.id),
            set={"card": to_json(card).decode(), "v": version, "previous": head.v},
            condition=conditions.STANDS_AS,
            values={":expected": head.v},
        )
        self._table.update(write)
        return replace(head, card=card, v=version, previous=head.v)

    def forget_previous(self, head: Head) -> None:
        """Remove the note of the analysis before; it and its rows must be gone."""
        self._table.update(
            Write(
                keys.head(head.card.id),
                remove=("previous",),
                condition=conditions.STANDS_AS,
                values={":expected": head.v},
            )
        )

    def note_copy(self, article: str, of: str) -> None:
        """Note that an article is another one again."""
        self._table.update(Write(keys.head(article), set={"copy_of": of}, condition=conditions.STANDS))

    def forget_copy(self, article: str) -> None:
        """Note that an article is no other one again: that one is gone."""
        self._table.update(Write(keys.head(article), remove=("copy_of",), condition=conditions.STANDS))

    def note_killed(self, article: str, upload: str) -> None:
        """Note that an article's agency canceled it."""
        self._table.update(Write(keys.head(article), set={"killed": upload}, condition=conditions.STANDS))

    def note_begun(self, article: str, delivery: int) -> None:
        """Note that work on an article begins that a delivery before this one did not bring to an end."""
        self._table.update(Write(keys.head(article), set={"begun": delivery}, condition=conditions.STANDS))

    def note_ended(self, article: str) -> None:
        """Take that note back: whatever came of it, it killed nobody."""
        self._table.update(Write(keys.head(article), set={"begun": 0}, condition=conditions.STANDS))

    def appearances(self, article: str, limit: int, *, after: str = "", consistent: bool = False) -> list[Appearance]:
        """Where the text appeared, in order of upload id, behind the upload `after`."""
        pk, low = keys.appearance(article, f"{after}!" if after else "")
        high = keys.appearance(article, "~")[1]
        items = self._table.query(pk, low, high, limit=limit, descending=False, consistent=consistent)
        return [from_json(item["data"], Appearance) for item in items]

    def forget_appearances(self, article: str, uploads: Sequence[str]) -> None:
        self._table.write_many(deletes=[keys.appearance(article, upload) for upload in uploads])

    def _analysis(self, item: Item) -> Analysis:
        body = self._objects.blob(item["blob"]) if "blob" in item else item["body"]
        return from_json(zlib.decompress(body), Analysis)

    def page(
        self,
        kind: ListKind,
        value: str,
        *,
        limit: int,
        since: str = FIRST_TIME,
        until: str = LAST_TIME,
        position: str | None = None,
    ) -> Page[Head]:
        """Articles of a list, newest first; `kind` is one of article, topic, place, claimant, in-story."""
        rows = self._lists.page(kind, value, limit=limit, since=since, until=until, position=position)
        heads = self.heads([row.id for row in rows.items])
        shown = [heads[row.id] for row in rows.items if row.id in heads and _bears_out(heads[row.id], row)]
        if kind == "in-story":
            shown = [head for head in shown if head.story == value]  # stories are merged and split
        return Page(tuple(shown), rows.next)


def _with_key_claims(analysis: Analysis) -> Analysis:
    """The most salient claims, in the order that they have."""
    claims = analysis.claims
    if len(claims) <= MAX_CLAIMS:
        return analysis
    best = sorted(range(len(claims)), key=lambda number: (-claims[number].salience, number))[:MAX_CLAIMS]
    note = f"{len(claims) - MAX_CLAIMS} claims of the least salience are left out; {MAX_CLAIMS} are kept."
    return replace(analysis, claims=tuple(claims[number] for number in sorted(best)), notes=(*analysis.notes, note))


def _claimant_values(names: list[str]) -> list[str]:
    """Under which a claimant is listed: whole names, then the words of each, the last word of all names first."""
    whole = unique(map(keys.claimant_value, names), MAX_CLAIMANT_ROWS)
    ranked = [(n, word) for name in names for n, word in enumerate(keys.claimant_words(name))]
    words = [keys.claimant_value(word) for _, word in sorted(ranked, key=lambda pair: pair[0])]
    return [*whole, *unique((word for word in words if word not in whole), MAX_NAME_ROWS)]


def _bears_out(head: Head, row: Row) -> bool:
    """Rows of another analysis, or of a simultaneous upload that came second, are not shown."""
    return head.card.at == row.at and row.version in {"", head.v}


def read_head(item: Item) -> Head:
    """The head as its item has it, also of an article that is being taken down."""
    return Head(
        card=from_json(item["card"], Card),
        v=item["v"],
        first_upload=item["first_upload"],
        content_type=item["content_type"],
        expires=item["ttl"],
        story=item.get("story"),
        previous=item.get("previous"),
        copy_of=item.get("copy_of"),
        begun=int(item.get("begun", 0)) or None,
        killed=item.get("killed"),
        uploaded_at=item.get("uploaded_at"),
    )


def _text_item(article: str, text: str, expires: int) -> Item:
    from tocsin.search.index import searched  # noqa: PLC0415  # most who read articles write none

    pk, sk = keys.searched_text(article)
    return {"pk": pk, "sk": sk, "body": zlib.compress(searched(text).encode(), 9), "ttl": expires}


def _text(item: Item) -> str:
    return zlib.decompress(item["body"]).decode()


def _head_item(head: Head) -> Item:
    pk, sk = keys.head(head.card.id)
    return {
        "pk": pk,
        "sk": sk,
        "card": to_json(head.card).decode(),
        "v": head.v,
        "first_upload": head.first_upload,
        "content_type": head.content_type,
        "ttl": head.expires,
    } | ({"uploaded_at": head.uploaded_at} if head.uploaded_at else {})
