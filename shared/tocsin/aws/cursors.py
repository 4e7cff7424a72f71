"""Page tokens that nobody can build or read: sealed with AES-SIV (RFC 5297), bound to the list they belong to."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tocsin.aws import keys
from tocsin.aws.seals import shared_key
from tocsin.aws.table import Table
from tocsin.errors import InvalidCursor

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV

MAX_CURSOR = 500


class Cursors:
    """Seals and opens positions. The key is made on first use and kept in the table."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._key: bytes | None = None

    def seal(self, position: str, binding: Sequence[str]) -> str:
        """A token for `position`, good only with the same `binding` (the list and its filters)."""
        sealed = self._cipher().encrypt(position.encode(), _bound(binding))
        return base64.urlsafe_b64encode(sealed).decode().rstrip("=")

    def open(self, token: str, binding: Sequence[str]) -> str:
        """The position again. Raises `InvalidCursor` for whatever `seal` did not make for this list."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415  # 50 ms that only paging pays

        try:
            sealed = base64.b64decode(token[:MAX_CURSOR] + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
            return self._cipher().decrypt(sealed, _bound(binding)).decode()
        except (ValueError, binascii.Error, InvalidTag) as error:
            raise InvalidCursor("is not a cursor that this list handed out", where="cursor") from error

    def _cipher(self) -> AESSIV:
        from cryptography.hazmat.primitives.ciphers.aead import AESSIV  # noqa: PLC0415  # 50 ms that only paging pays

        if self._key is None:
            self._key = shared_key(self._table, keys.cursor_secret())
        return AESSIV(self._key)


def _bound(binding: Sequence[str]) -> list[bytes]:
    # One part, each item ended by a NUL: AES-SIV takes a list, but an empty string in it is refused.
    return ["".join(f"{part}\0" for part in ("cursor", *binding)).encode()]
