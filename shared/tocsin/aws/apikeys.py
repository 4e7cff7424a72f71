"""API keys: shown once when they are made, stored only as a hash.

A key reads `tocsin_<id>_<secret>`. The secret has 256 random bits, so a plain SHA-256 is enough: there is nothing to
guess that a slow hash would have to protect.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from tocsin.aws import conditions, keys
from tocsin.aws.table import Item, Table, Write
from tocsin.errors import Conflict, InvalidInput, NotFound

Scope = Literal["feed", "read", "write", "admin"]
SCOPES: tuple[Scope, ...] = ("feed", "read", "write", "admin")
"""Each includes those before it. `feed` opens the routes for feed readers and nothing else."""
PAGE = 500
"""Keys that are read at once, with their uses: two Queries of 150 KB."""
MAX_NOTED = 500
"""Keys whose hour a process remembers."""
USE_KEPT = timedelta(days=730)
_NOTED: dict[tuple[str, str], str] = {}
"""The hour in which this process last noted the use of a key, by table and key."""
_KEY = re.compile(r"tocsin_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key without its secret."""

    id: str
    name: str
    scope: Scope
    created_at: str
    expires_at: str | None = None
    revoked_at: str | None = None
    used_at: str | None = None
    """When it was last used, to the hour; None where that is not known."""

    def good_at(self, now: str) -> bool:
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


def create_key(
    table: Table, scope: Scope, name: str, now: datetime, expires_at: datetime | None = None
) -> tuple[ApiKey, str]:
    """A new key and its only copy in clear. Raises `InvalidInput` for a scope, name or expiry that is none."""
    if scope not in SCOPES:
        raise InvalidInput("is one of " + ", ".join(SCOPES), where="scope")
    if not name.strip() or len(name) > 80 or not name.isprintable():
        raise InvalidInput("1 to 80 printable characters", where="name")
    key_id, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    expires = keys.stamp(expires_at) if expires_at else None
    if expires is not None and expires <= keys.stamp(now):
        raise InvalidInput("is in the past: the key would open nothing", where="expires_at")
    key = ApiKey(key_id, name, scope, keys.stamp(now), expires)
    pk, sk = keys.api_key(key_id)
    item: Item = {"pk": pk, "sk": sk, "name": name, "scope": scope, "created_at": key.created_at, "hash": _hash(secret)}
    table.put({**item, "expires_at": expires}, condition=conditions.FIRST)
    return key, f"tocsin_{key_id}_{secret}"


def list_keys(table: Table) -> list[ApiKey]:
    """All keys, by id, revoked ones too."""
    found: list[ApiKey] = []
    position: str | None = None
    while True:
        page, position = key_page(table, limit=PAGE, position=position)
        found += page
        if position is None:
            return found


def key_page(table: Table, *, limit: int, position: str | None = None) -> tuple[list[ApiKey], str | None]:
    """Keys by id behind `position`, each with its last use, and the position that follows: two Queries."""
    pk, low = keys.api_key("")
    start = f"{low}{position}~" if position else low
    items = table.query(pk, start, low + "~", limit=limit + 1, descending=False)
    found = [_key(item) for item in items[:limit]]
    if not found:
        return [], None
    uses = table.query(keys.key_use("")[0], found[0].id, found[-1].id, limit=limit)
    used = {item["sk"]: item["at"] for item in uses}
    told = [replace(key, used_at=used.get(key.id)) for key in found]
    return told, told[-1].id if len(items) > limit else None


def revoke_key(table: Table, key_id: str, now: datetime) -> ApiKey:
    """From now on the key opens nothing. Raises `NotFound`."""
    key = keys.api_key(keys.checked_id(key_id, "key"))
    try:
        return _key(table.update(Write(key, set={"revoked_at": keys.stamp(now)}, condition=conditions.EXISTS)))
    except Conflict as error:
        raise NotFound("no such key") from error


def rotate_key(table: Table, key_id: str, now: datetime, overlap: timedelta) -> tuple[ApiKey, str]:
    """A new key in the place of one, which opens what it did for `overlap` yet and not longer than it would have.

    Raises `NotFound` for a key that opens nothing: no new one is made of it.
    """
    old = key_by_id(table, keys.checked_id(key_id, "key"), now)
    if old is None:
        raise NotFound("no such key, or one that is expired or revoked")
    made = create_key(
        table, old.scope, old.name, now, datetime.fromisoformat(old.expires_at) if old.expires_at else None
    )
    ends = min(keys.stamp(now + overlap), old.expires_at or keys.stamp(now + overlap))
    table.update(Write(keys.api_key(old.id), set={"expires_at": ends}, condition=conditions.EXISTS))
    return made


def forget_keys(table: Table, name: str) -> None:
    """Remove all keys of this name: they open nothing and are listed no more."""
    for key in list_keys(table):
        if key.name == name:
            table.delete(keys.api_key(key.id))


def find_key(table: Table, presented: str, now: datetime) -> ApiKey | None:
    """The key behind what a caller presented, None if there is none that is good now.

    One consistent read: a key that was just revoked must not open anything any more.
    """
    match = _KEY.fullmatch(presented)
    if match is None:
        return None
    item = table.get(keys.api_key(match[1]))
    if item is None or not hmac.compare_digest(item["hash"], _hash(match[2])):
        return None
    key = _key(item)
    return key if key.good_at(keys.stamp(now)) else None


def note_use(table: Table, key: ApiKey, now: datetime) -> None:
    """Note that a key is used, once an hour of a process; apart from the keys, which the authorizer may not write."""
    hour = keys.stamp(now.replace(minute=0, second=0, microsecond=0))
    noted = (table.name, key.id)
    if _NOTED.get(noted) != hour:
        pk, sk = keys.key_use(key.id)
        table.put({"pk": pk, "sk": sk, "at": hour, "ttl": int((now + USE_KEPT).timestamp())})
        if len(_NOTED) >= MAX_NOTED:
            _NOTED.clear()
        _NOTED[noted] = hour


def key_by_id(table: Table, key_id: str, now: datetime) -> ApiKey | None:
    """A key by its id, None if it is not good now. For sessions, which were opened with the key itself."""
    item = table.get(keys.api_key(key_id))
    key = None if item is None else _key(item)
    return key if key is not None and key.good_at(keys.stamp(now)) else None


def allows(scope: str, needed: Scope) -> bool:
    """Does a key's scope include what is needed; a scope that is none allows nothing."""
    return scope in SCOPES and SCOPES.index(scope) >= SCOPES.index(needed)


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def _key(item: Item) -> ApiKey:
    return ApiKey(
        id=item["sk"].partition("#")[2],
        name=item["name"],
        scope=item["scope"],
        created_at=item["created_at"],
        expires_at=item.get("expires_at"),
        revoked_at=item.get("revoked_at"),
    )
