"""Who is signed in to the pages: sessions opened with an API key or at an issuer, and one-time tokens that open one.

A cookie reads `<id>.<secret>`; stored is its hash alone. The session of a key has no scope of its own: at each request
it is worth what its key is worth then, so that revoking the key ends it at once. What an issuer said of somebody holds
for an hour.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, ip_address, ip_network
from typing import TYPE_CHECKING

from tocsin.aws import conditions, keys
from tocsin.aws.apikeys import Scope, find_key, key_by_id
from tocsin.aws.table import Item, Table, Write
from tocsin.errors import Conflict, Denied

if TYPE_CHECKING:
    from tocsin.aws.tokens import Bearer

SESSION_LIFE = timedelta(hours=12)
ISSUED_LIFE = timedelta(hours=1)
"""Of a session that an issuer vouched for: who was locked out there is out here after that."""
TOKEN_LIFE = timedelta(minutes=30)
MAX_ATTEMPTS = 20
"""Wrong keys from one address in `ATTEMPTS_LIFE`."""
ATTEMPTS_LIFE = timedelta(minutes=10)
_TOKEN = re.compile(r"([0-9a-f]{24})\.([A-Za-z0-9_-]{43})")


class TooManyAttempts(Denied):
    """Wrong keys were tried too often; wait."""

    code = "too-many-attempts"


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is signed in."""

    id: str
    key: str
    """The id of the API key behind it, or who it is at the issuer (`Bearer.id`)."""
    name: str
    """Of that key, or there, for people."""
    scope: Scope
    csrf: str
    """What a form of this session carries."""


def open_session(table: Table, presented: str, address: str, now: datetime) -> tuple[str, Session]:
    """The cookie of a new session for an API key. Raises `Denied` for a key that opens nothing, `TooManyAttempts`."""
    attempts = _take_attempt(table, address, now)
    key = find_key(table, presented.strip(), now)
    if key is None:
        raise Denied("this key opens nothing: it is unknown, expired or revoked")
    table.update(Write(attempts, add={"n": -1}))
    return _start(table, key.id, now)


def open_issued(table: Table, vouched: Callable[[], Bearer], address: str, now: datetime) -> tuple[str, Session]:
    """The cookie of a new session for somebody an issuer vouches for.

    Raises what `vouched` raises, which counts as a wrong key does, and `TooManyAttempts` before it is asked.
    """
    attempts = _take_attempt(table, address, now)
    person = vouched()
    if person.scope is None:
        raise Denied("this account opens nothing here")
    table.update(Write(attempts, add={"n": -1}))
    cookie = _put(table, "SESSION", person.id, now, ISSUED_LIFE, scope=person.scope)
    return cookie, _found(table, cookie, now)


def make_token(table: Table, key_id: str, now: datetime) -> str:
    """A token that opens one session for a key, once, within half an hour."""
    return _put(table, "TOKEN", key_id, now, TOKEN_LIFE)


def redeem_token(table: Table, token: str, now: datetime) -> tuple[str, Session]:
    """Raises `Denied` for a token that was used, has expired or never was."""
    match = _TOKEN.fullmatch(token)
    item = table.get(keys.session(match[1])) if match else None
    if match is None or item is None or not _is_good(item, "TOKEN", match[2], now):
        raise Denied("this link opens nothing: it was used, or it has expired")
    try:
        table.delete(keys.session(match[1]), condition=conditions.EXISTS)
    except Conflict as error:
        raise Denied("this link opens nothing: it was used, or it has expired") from error
    return _start(table, str(item["key_id"]), now)


def find_session(table: Table, cookie: str, now: datetime) -> Session | None:
    """Who is behind a cookie: two consistent reads, as what was ended or revoked opens nothing any more."""
    match = _TOKEN.fullmatch(cookie)
    item = table.get(keys.session(match[1])) if match else None
    if match is None or item is None or not _is_good(item, "SESSION", match[2], now):
        return None
    if "scope" in item:
        who = str(item["key_id"])
        return Session(match[1], who, who.removeprefix("oidc:"), item["scope"], _csrf(match[2]))
    key = key_by_id(table, str(item["key_id"]), now)
    return None if key is None else Session(match[1], key.id, key.name, key.scope, _csrf(match[2]))


def end_session(table: Table, session: Session) -> None:
    """Signing out works at once and everywhere."""
    table.delete(keys.session(session.id))


def _start(table: Table, key_id: str, now: datetime) -> tuple[str, Session]:
    cookie = _put(table, "SESSION", key_id, now, SESSION_LIFE)
    return cookie, _found(table, cookie, now)


def _found(table: Table, cookie: str, now: datetime) -> Session:
    session = find_session(table, cookie, now)
    if session is None:
        raise Denied("the key behind this opens nothing any more")
    return session


def _put(table: Table, kind: str, key_id: str, now: datetime, life: timedelta, **more: str) -> str:
    id_, secret = secrets.token_hex(12), secrets.token_urlsafe(32)
    pk, sk = keys.session(id_)
    until = now + life
    item = {"pk": pk, "sk": sk, "kind": kind, "key_id": key_id, "hash": _hash(secret), "until": keys.stamp(until)}
    table.put({**item, **more, "ttl": int(until.timestamp())}, condition=conditions.FIRST)
    return f"{id_}.{secret}"


def _is_good(item: Item, kind: str, secret: str, now: datetime) -> bool:
    good: bool = item["kind"] == kind and item["until"] > keys.stamp(now)
    return good and hmac.compare_digest(item["hash"], _hash(secret))


def _take_attempt(table: Table, address: str, now: datetime) -> keys.Key:
    """Counts a try before the key is looked at; where it is counted, for a good key to give it back.

    Raises `TooManyAttempts`: of many side by side no more get through than one after another.
    """
    key = keys.attempts(_network(address), int(now.timestamp() // ATTEMPTS_LIFE.total_seconds()))
    expires, most = int((now + 2 * ATTEMPTS_LIFE).timestamp()), {":most": MAX_ATTEMPTS}
    try:
        table.update(Write(key, set={"ttl": expires}, add={"n": 1}, condition=conditions.ROOM_LEFT, values=most))
    except Conflict as error:
        raise TooManyAttempts("too many keys were tried from here; wait ten minutes") from error
    return key


def _network(address: str) -> str:
    """Who is counted as one: an address, or the network of 64 bits that a subscriber has whole in IPv6."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv4Address):
        return address
    return str(known.ipv4_mapped or ip_network((known, 64), strict=False))


def _csrf(secret: str) -> str:
    return hmac.new(secret.encode(), b"form", hashlib.sha256).hexdigest()[:32]


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
