"""Secrets of others, sealed before they are kept: by a KMS key where the deployment has one, else by a key of its own.

Each is bound to what it is of: moved to another item of the table it does not open.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from tocsin.aws import conditions, keys
from tocsin.aws.table import Table
from tocsin.errors import Conflict, TocsinError

if TYPE_CHECKING:
    from tocsin.aws.clients import Clients

KEY_BYTES = 64
"""Of AES-256-SIV (RFC 5297)."""
_KMS, _OWN = b"k", b"s"


class SealBroken(TocsinError):
    """What was kept cannot be opened: another key, or changed bytes."""

    code = "seal-broken"


def shared_key(table: Table, key: keys.Key) -> bytes:
    """The random key that is kept under `key`; made on first use, once for all processes."""
    item = table.get(key)
    if item is not None:
        return bytes(item["key"])
    fresh = secrets.token_bytes(KEY_BYTES)
    try:
        table.put({"pk": key[0], "sk": key[1], "key": fresh}, condition=conditions.FIRST)
    except Conflict:
        return shared_key(table, key)
    return fresh


class Seals:
    """Seals and opens. What was sealed before there was a KMS key still opens after."""

    def __init__(self, table: Table, clients: Clients, kms_key: str = "") -> None:
        self._table, self._clients, self._kms_key = table, clients, kms_key
        self._own: bytes | None = None

    def seal(self, plain: bytes, of: str) -> bytes:
        if self._kms_key:
            answer = self._clients.kms.encrypt(KeyId=self._kms_key, Plaintext=plain, EncryptionContext={"of": of})
            return _KMS + answer["CiphertextBlob"]
        from cryptography.hazmat.primitives.ciphers.aead import AESSIV  # noqa: PLC0415  # 50 ms, needed here alone

        return _OWN + AESSIV(self._own_key()).encrypt(plain, [of.encode()])

    def open(self, sealed: bytes, of: str) -> bytes:
        """Raises `SealBroken`."""
        return self._by_kms(sealed[1:], of) if sealed[:1] == _KMS else self._by_own(sealed[1:], of)

    def _by_kms(self, sealed: bytes, of: str) -> bytes:
        from botocore.exceptions import ClientError  # noqa: PLC0415  # loaded with the client

        try:
            return self._clients.kms.decrypt(CiphertextBlob=sealed, EncryptionContext={"of": of})["Plaintext"]
        except ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", ""))
            raise SealBroken(f"KMS does not open it ({code})") from None

    def _by_own(self, sealed: bytes, of: str) -> bytes:
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415  # 50 ms, needed here alone
        from cryptography.hazmat.primitives.ciphers.aead import AESSIV  # noqa: PLC0415  # as above

        try:
            return AESSIV(self._own_key()).decrypt(sealed, [of.encode()])
        except (InvalidTag, ValueError):
            raise SealBroken("the key of this deployment does not open it") from None

    def _own_key(self) -> bytes:
        if self._own is None:
            self._own = shared_key(self._table, keys.channel_secret())
        return self._own
