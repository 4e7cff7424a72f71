"""Objects of the bucket: uploads as they came, clean text, and analyses too large for the table."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, unquote

from tocsin.aws.clients import Clients
from tocsin.aws.keys import digest
from tocsin.errors import NotFound, TocsinError, TooLarge

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

UPLOADS = "uploads/"
BY_KEY = f"{UPLOADS}by-"
"""What is uploaded with API keys, a folder each."""
TEXTS = "text/"
MAX_UPLOAD_BYTES = 10 * 1024 * 1024
UPLOAD_SECONDS = 900
"""How long a presigned upload is good for."""
MAX_METADATA = 2_048
"""Bytes of user-defined metadata, names and values (Amazon S3 user guide, "Working with object metadata")."""
_AT_ONCE = 1_000
"""What S3 removes in one DeleteObjects."""
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_GONE = {"NoSuchKey", "NoSuchVersion", "404"}
_THERE = {"PreconditionFailed", "ConditionalRequestConflict", "412", "409"}
_SAFE = " :/?#[]@!$&'()*+,;=-._~"


def encoded(metadata: Mapping[str, str]) -> dict[str, str]:
    """As headers `x-amz-meta-*`, which are ASCII: percent-encoded UTF-8, as the reader takes it."""
    return {name: quote(value, safe=_SAFE) for name, value in metadata.items()}


def fitted(metadata: Mapping[str, str]) -> dict[str, str]:
    """`encoded`, and within what S3 keeps: the longest value but for addresses is cut, which nobody could follow."""
    whole = {name: value for name, value in metadata.items() if value.strip()}
    values = {name: value[:MAX_METADATA] for name, value in whole.items() if not _is_lost(value)}
    while (written := encoded(values)) and sum(map(len, (*written, *written.values()))) > MAX_METADATA:
        longest = max(values, key=lambda name: (not values[name].startswith("http"), len(written[name])))
        values[longest] = values[longest][: len(values[longest]) * 3 // 4]
        if values[longest].startswith("http") or not values[longest]:
            del values[longest]
    return written


def _is_lost(value: str) -> bool:
    return value.startswith("http") and len(value) > MAX_METADATA


def media_type(content_type: str) -> str:
    """A media type as it may stand in a header: what strangers' servers and browsers say may hold anything."""
    sound = content_type.isascii() and content_type.isprintable() and len(content_type) <= 200
    return content_type.strip() if sound and content_type.strip() else "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Stored:
    """An object as it was put."""

    data: bytes
    content_type: str | None
    metadata: Mapping[str, str]
    last_modified: datetime


class NotErased(TocsinError):
    """S3 did not remove all that it was asked to."""

    code = "not-erased"


class Version(NamedTuple):
    """One version of an object, or the mark that it was deleted."""

    key: str
    version: str
    marker: bool
    latest: bool


class Objects:
    """The bucket of one deployment."""

    def __init__(self, clients: Clients, bucket: str) -> None:
        self._clients = clients
        self.bucket = bucket

    @property
    def _client(self) -> S3Client:
        return self._clients.s3  # made by the first call: most requests to the API need none

    def upload(self, key: str, version: str | None = None) -> Stored:
        """Raises `TooLarge` without reading what is over the bound, and `NotFound` for what is gone."""
        answer = self._get(key, version)
        with answer["Body"] as body:
            if answer["ContentLength"] > MAX_UPLOAD_BYTES:
                raise TooLarge(f"the object has {answer['ContentLength']} bytes; {MAX_UPLOAD_BYTES} are the most read")
            data = body.read()
        return Stored(data, answer.get("ContentType"), answer["Metadata"], answer["LastModified"])

    def text(self, article: str) -> str:
        """Clean text of an article. Raises `NotFound`."""
        return self.blob(TEXTS + article).decode()

    def put_text(self, article: str, text: str) -> None:
        self._client.put_object(
            Bucket=self.bucket, Key=TEXTS + article, Body=text.encode(), ContentType="text/plain; charset=utf-8"
        )

    def blob(self, key: str) -> bytes:
        with self._get(key, None)["Body"] as body:
            data: bytes = body.read()
        return data

    def put_blob(self, key: str, data: bytes) -> None:
        self._client.put_object(Bucket=self.bucket, Key=key, Body=data, ContentType="application/octet-stream")

    def put_new_upload(self, key: str, data: bytes, content_type: str, metadata: Mapping[str, str]) -> bool:
        """Put an upload unless one lies under this key; whether it was put. Raises `TooLarge`.

        `metadata` in any letters; what S3 has no room for is cut off the longest value.
        """
        if len(data) > MAX_UPLOAD_BYTES:
            raise TooLarge(f"the object has {len(data)} bytes; {MAX_UPLOAD_BYTES} are the most read")
        from botocore.exceptions import ClientError  # noqa: PLC0415  # botocore is loaded with the client

        try:
            self._client.put_object(
                Bucket=self.bucket,
                Key=key,
                Body=data,
                ContentType=media_type(content_type),
                Metadata=fitted(metadata),
                IfNoneMatch="*",
            )
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in _THERE:
                return False
            raise
        return True

    def put_part(self, key: str, data: bytes, content_type: str, metadata: Mapping[str, str]) -> bool:
        """`put_new_upload`, and in the place of other bytes under this key; whether it was put."""
        if self.put_new_upload(key, data, content_type, metadata):
            return True
        there = self._client.head_object(Bucket=self.bucket, Key=key)["ETag"].strip('"')
        if there == hashlib.md5(data, usedforsecurity=False).hexdigest():
            return False
        self.put_upload(key, data, media_type(content_type), fitted(metadata))
        return True

    def presigned_upload(self, key: str, content_type: str, metadata: Mapping[str, str]) -> tuple[str, dict[str, str]]:
        """URL and form fields with which anybody may POST one object under `key`: not over the bound, not for long."""
        fields = {"Content-Type": content_type, **{f"x-amz-meta-{name}": value for name, value in metadata.items()}}
        conditions: list[Any] = [{name: value} for name, value in fields.items()]
        answer = self._client.generate_presigned_post(
            Bucket=self.bucket,
            Key=key,
            Fields=dict(fields),
            Conditions=[*conditions, ["content-length-range", 1, MAX_UPLOAD_BYTES]],
            ExpiresIn=UPLOAD_SECONDS,
        )
        return answer["url"], dict(answer["fields"])

    def put_upload(self, key: str, data: bytes, content_type: str, metadata: Mapping[str, str]) -> None:
        self._client.put_object(
            Bucket=self.bucket, Key=key, Body=data, ContentType=content_type, Metadata=dict(metadata)
        )

    def told(self, key: str) -> Mapping[str, str]:
        """The metadata of what lies under a key, in any letters; of its newest version if it was deleted."""
        newest = next((one for one in self._versions(key) if not one.marker), None)
        if newest is None:
            return {}
        found = self._client.head_object(Bucket=self.bucket, Key=key, VersionId=newest.version)["Metadata"]
        return {name: unquote(value) for name, value in found.items()}

    def erase(self, key: str, *, but_newest: bool = False) -> int:
        """Remove every version under a key, and every mark that one was deleted; how many there were.

        `but_newest` leaves what lies there now.
        """
        gone = self._versions(key)[1:] if but_newest else self._versions(key)
        for at in range(0, len(gone), _AT_ONCE):
            objects: Any = [{"Key": one.key, "VersionId": one.version} for one in gone[at : at + _AT_ONCE]]
            answer = self._client.delete_objects(Bucket=self.bucket, Delete={"Objects": objects, "Quiet": True})
            if answer.get("Errors"):
                raise NotErased(f"{len(answer['Errors'])} versions of an object were not removed; it is tried again")
        return len(gone)

    def erase_texts(self, article: str) -> None:
        """The clean text of an article, and analyses of it that were too large for the table."""
        keys = {one.key for one in self._versions(TEXTS + article, prefix=True)}
        for key in sorted(keys):
            if key == TEXTS + article or key.startswith(f"{TEXTS}{article}."):
                self.erase(key)

    def _versions(self, key: str, *, prefix: bool = False) -> list[Version]:
        """Of one key, the newest first; or of all keys that begin so."""
        pages = self._client.get_paginator("list_object_versions").paginate(Bucket=self.bucket, Prefix=key)
        found: list[tuple[datetime, Version]] = []
        for page in pages:
            both: Any = (*page.get("Versions", ()), *page.get("DeleteMarkers", ()))
            found += [
                (one["LastModified"], Version(one["Key"], one["VersionId"], "Size" not in one, bool(one["IsLatest"])))
                for one in both
                if prefix or one["Key"] == key
            ]
        ordered = sorted(found, key=lambda pair: (pair[1].latest, pair[0]), reverse=True)
        return [version for _, version in ordered]

    def _get(self, key: str, version: str | None) -> Any:
        from botocore.exceptions import ClientError  # noqa: PLC0415  # botocore is loaded with the client

        wanted: Any = {"Bucket": self.bucket, "Key": key} | ({"VersionId": version} if version else {})
        try:
            return self._client.get_object(**wanted)
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in _GONE:
                raise NotFound("no such object in the bucket") from error
            raise


def new_upload_key(name: str, by: str) -> str:
    """A key that nobody guesses and nothing lies under; of the name only what is safe in a key.

    Its folder tells the uploads of one API key (`by`, its id) from those of others, and not which key it is.
    """
    return f"{BY_KEY}{digest('by', by)[:12]}/{secrets.token_hex(8)}/{_UNSAFE.sub('-', name)}"


def upload_metadata(values: Mapping[str, str | None]) -> dict[str, str]:
    """What is told of an object, as headers `x-amz-meta-*`, in ASCII: percent-encoded UTF-8, as the reader has it.

    Names are those of the metadata with `_` for `-`; empty values are left out. Raises `TooLarge`.
    """
    written = encoded({name.replace("_", "-"): value for name, value in values.items() if value})
    size = sum(len(name) + len(value) for name, value in written.items())
    if size > MAX_METADATA:
        longest = max(written, key=lambda name: len(written[name]))
        raise TooLarge(
            f"what is told of the object takes {size:,} bytes, percent-encoded; S3 keeps {MAX_METADATA:,}",
            where=longest.replace("-", "_"),
        )
    return written
