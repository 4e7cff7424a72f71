"""The archive's bucket: one object for each article and kind, under keys that follow from both.

    archive/<kind>/day=<YYYY-MM-DD>/<article>.jsonl.gz

The day is the one (UTC) that the article is listed under, for all kinds. Equal rows give equal bytes, and what is there
already is not written again: a second run changes nothing, and no object becomes younger than what it tells.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, cast

from tocsin.archive.kinds import KINDS, Kind, Row
from tocsin.aws.clients import Clients
from tocsin.aws.objects import Objects
from tocsin.codec import from_json, to_json
from tocsin.errors import NotFound

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PREFIX = "archive/"
LEVEL = 6
_KEY = re.compile(r"archive/(\w+)/day=(\d{4}-\d\d-\d\d)/([A-Za-z0-9][A-Za-z0-9._:-]{0,79})\.jsonl\.gz")


class Stored(NamedTuple):
    """An object of the archive."""

    kind: Kind
    day: str
    article: str
    etag: str
    """MD5 of its bytes."""

    @property
    def key(self) -> str:
        return key_of(self.kind, self.day, self.article)


def key_of(kind: Kind, day: str, article: str) -> str:
    return f"{PREFIX}{kind}/day={day}/{article}.jsonl.gz"


def day_of(at: str) -> str:
    """The partition of what is listed under `at`, a `keys.stamp`."""
    return at[:10]


def packed(rows: Iterable[Row]) -> bytes:
    """JSON lines, zipped without a time."""
    return gzip.compress(b"".join(to_json(row) + b"\n" for row in rows), LEVEL, mtime=0)


def etag_of(data: bytes) -> str:
    """What S3 calls the bytes of an object that was put at once, under its own encryption (AES-256)."""
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


class Archive:
    """The archive of one deployment; `on` where it has one."""

    def __init__(self, clients: Clients, bucket: str) -> None:
        self._clients, self.bucket = clients, bucket
        self._objects = Objects(clients, bucket)

    @property
    def on(self) -> bool:
        return bool(self.bucket)

    @property
    def _client(self) -> S3Client:
        return self._clients.s3

    def put(self, kind: Kind, day: str, article: str, rows: list[Row]) -> bool:
        """Make an object tell these rows, or be gone where there are none; whether it was written or removed."""
        key, there = key_of(kind, day, article), self._etag(kind, day, article)
        if not rows:
            return there is not None and self._objects.erase(key) > 0
        data = packed(rows)
        if there == etag_of(data):
            return False
        self._client.put_object(Bucket=self.bucket, Key=key, Body=data, ContentType="application/gzip")
        return True

    def rows(self, kind: Kind, day: str, article: str) -> list[Row]:
        """What an object tells; nothing where there is none."""
        try:
            data = gzip.decompress(self._objects.blob(key_of(kind, day, article)))
        except NotFound:
            return []
        return [from_json(line, dict) for line in data.splitlines()]

    def blob(self, key: str) -> bytes:
        return self._objects.blob(key)

    def erase(self, day: str, article: str) -> int:
        """Remove all versions of all objects of an article; how many there were.

        Its card goes last: by it whoever was stopped finds that there is something to erase.
        """
        return sum(self._objects.erase(key_of(kind, day, article)) for kind in reversed(KINDS))

    def stored(self, kind: Kind, after: str = "", most: int | None = None) -> Iterator[Stored]:
        """The objects of a kind whose keys come after `after`, in the order of keys: by day, then article."""
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket,
            Prefix=f"{PREFIX}{kind}/",
            StartAfter=after,
            PaginationConfig={} if most is None else {"MaxItems": most},
        )
        for page in pages:
            for one in page.get("Contents", ()):
                if found := _KEY.fullmatch(one["Key"]):
                    yield Stored(cast("Kind", found[1]), found[2], found[3], one["ETag"].strip('"'))

    def _etag(self, kind: Kind, day: str, article: str) -> str | None:
        from botocore.exceptions import ClientError  # noqa: PLC0415  # botocore is loaded with the client

        try:
            return self._client.head_object(Bucket=self.bucket, Key=key_of(kind, day, article))["ETag"].strip('"')
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in {"404", "NoSuchKey", "NotFound"}:
                return None
            raise
