"""Uploads and their states."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from tocsin.aws import conditions, keys
from tocsin.aws.lists import Entry, Lists
from tocsin.aws.records import Page, Upload, UploadState
from tocsin.aws.table import Item, Table, Write
from tocsin.codec import from_json, to_json
from tocsin.errors import Conflict, NotFound

OUTCOME = ("article", "duplicate_of", "code", "reason", "notes", "parts", "until")
"""What a state may come with; a state left takes it along."""

TAKEN_DOWN = "uploads/-"
"""The key of an upload that was taken down: its own may tell what it was."""


class Uploads:
    """The uploads of the table. A row of the list of a state counts while the upload is in that state.

    `received` lasts as long as one reading and has no list: what does not come back turns up as retrying.
    """

    def __init__(self, table: Table, lists: Lists) -> None:
        self._table = table
        self._lists = lists

    def expect(self, key: str, now: str, expires: int) -> Upload:
        """Note that an object is about to be put. What is there already stays as it is."""
        upload = Upload(keys.upload_id(key), key, "pending", now)
        self._lists.write([_row(upload, "pending")], expires)
        pk, sk = keys.upload(upload.id)
        item: Item = {"pk": pk, "sk": sk, "key": key, "state": "pending", "updated_at": now, "ttl": expires}
        try:
            self._table.put(item, condition=conditions.FIRST)
        except Conflict:
            return self.get(upload.id)
        return upload

    def begin(self, key: str, *, seq: str, etag: str, at: str, expires: int) -> Upload | None:
        """Start reading an object; its state as it is now. None if the event is older than what is known."""
        upload = keys.upload_id(key)
        fields = {"key": key, "seq": seq, "etag": etag, "state": "received", "updated_at": at, "ttl": expires}
        write = Write(
            keys.upload(upload),
            set=fields,
            remove=OUTCOME,
            condition=conditions.NEW_OBJECT,
            values={":seq": seq, ":etag": etag},
        )
        try:
            return _upload(self._table.update(write))
        except Conflict:
            item = self._table.get(keys.upload(upload))
            return _upload(item) if item is not None and item["seq"] == seq else None

    def list_in(self, upload: Upload, state: UploadState, expires: int) -> None:
        """Put the upload into the list of a state that it is about to take, and out of the one that it leaves."""
        gone = [_row(upload, upload.state)] if upload.state not in {state, "received"} else []
        self._lists.write([_row(upload, state)], expires, gone=gone)

    def mark(
        self, upload: Upload, state: UploadState, *, seq: str, expires: int, **outcome: str | int | list[str]
    ) -> Upload:
        """Set a state and its outcome, unless another object was put under the key meanwhile."""
        write = Write(
            keys.upload(upload.id),
            set={"state": state, "ttl": expires, **outcome},
            remove=[name for name in OUTCOME if name not in outcome],
            condition=conditions.STILL_THIS_OBJECT,
            values={":seq": seq},
        )
        try:
            return _upload(self._table.update(write))
        except Conflict:
            return upload  # the newer object's own event tells its outcome

    def take_down(self, upload: Upload, reason: str) -> None:
        """Leave of an upload no more than that it was taken down, neither its key nor what it became."""
        item = self._table.get(keys.upload(upload.id))
        if item is None:
            return
        self._lists.write([_row(upload, "rejected")], int(item["ttl"]), gone=[_row(upload, upload.state)])
        told = {"key": TAKEN_DOWN, "state": "rejected", "code": "removed", "reason": reason}
        gone = [name for name in OUTCOME if name not in told]
        self._table.update(Write(keys.upload(upload.id), set=told, remove=gone, condition=conditions.EXISTS))

    def get(self, upload: str) -> Upload:
        """Raises `NotFound`."""
        item = self._table.get(keys.upload(upload))
        if item is None:
            raise NotFound("no such upload")
        return _upload(item)

    def known(self, uploads: list[str]) -> dict[str, Upload]:
        """Those of `uploads` that are known, by id; a hundred a call."""
        items = self._table.get_many([keys.upload(upload) for upload in uploads])
        return {upload: _upload(items[key]) for upload in uploads if (key := keys.upload(upload)) in items}

    def wait(self, upload: str, until: str, put: str, expires: int) -> None:
        """Have the event `put` of an embargoed upload sent again at `until`."""
        pk, sk = keys.waiting(until, upload)
        self._table.put({"pk": pk, "sk": sk, "put": put, "ttl": expires})

    def waited(self, now: str, most: int) -> list[tuple[str, str]]:
        """Those whose time has come, the longest first: which it is, and its event."""
        pk, last = keys.waiting(now, "~")
        found = self._table.query(pk, "!", last, limit=most, descending=False, consistent=True)
        return [(item["sk"], item["put"]) for item in found]

    def forget_waiting(self, waiting: str) -> None:
        self._table.delete((keys.waiting("", "")[0], waiting))

    def note_parts(self, upload: str, part_keys: Sequence[str], expires: int) -> None:
        """Which uploads an upload was taken into, by the keys of their objects."""
        pk, sk = keys.upload_parts(upload)
        data = zlib.compress(to_json(list(part_keys)))
        self._table.put({"pk": pk, "sk": sk, "data": data, "ttl": expires})

    def was_taken_into(self, whole: str, part: str) -> bool:
        """Whether the upload under the key `whole` was taken into parts of which `part` is one, both keys."""
        return part in self._part_keys(keys.upload_id(whole))

    def parts(self, upload: str) -> list[Upload]:
        """The uploads that an upload was taken into, in its order; one that no event has told of yet is `pending`.

        Raises `NotFound`.
        """
        whole = self.get(upload)
        names = self._part_keys(upload)
        known = self.known([keys.upload_id(name) for name in names])
        return [
            known.get(part) or Upload(part, name, "pending", whole.updated_at)
            for name in names
            for part in [keys.upload_id(name)]
        ]

    def _part_keys(self, upload: str) -> list[str]:
        item = self._table.get(keys.upload_parts(upload))
        return [] if item is None else from_json(zlib.decompress(bytes(item["data"])), list[str])

    def page(self, state: UploadState, *, limit: int, position: str | None = None) -> Page[Upload]:
        """Uploads in a state, newest first."""
        rows = self._lists.page("upload", state, limit=limit, position=position)
        items = self._table.get_many([keys.upload(row.id) for row in rows.items], consistent=False)
        uploads = [(row, _upload(items[key])) for row in rows.items if (key := keys.upload(row.id)) in items]
        return Page(tuple(u for row, u in uploads if (u.state, u.updated_at) == (state, row.at)), rows.next)


def _row(upload: Upload, state: UploadState) -> Entry:
    return Entry("upload", state, upload.updated_at, upload.id)


def _upload(item: Item) -> Upload:
    return Upload(
        id=item["pk"].partition("#")[2],
        key=item["key"],
        state=item["state"],
        updated_at=item["updated_at"],
        article=item.get("article"),
        duplicate_of=item.get("duplicate_of"),
        code=item.get("code"),
        reason=item.get("reason"),
        parts=int(item["parts"]) if "parts" in item else None,
        until=item.get("until"),
        notes=tuple(item.get("notes", ())),
    )
