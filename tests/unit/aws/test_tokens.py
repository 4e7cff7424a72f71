"""Tokens of a stated issuer: what is good opens what it says, and every trick that is known opens nothing."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, cast

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm
from jwt.warnings import InsecureKeyLengthWarning

from tocsin.aws.jwks import LIFE, MAX_KEYS, PATIENCE, PAUSE
from tocsin.aws.settings import Settings
from tocsin.aws.tokens import MAX_LIFE, MAX_TOKEN, SKEW, Tokens, Trust, scopes_of
from tocsin.errors import FetchFailed, InvalidInput
from tocsin.fetch import Answer, Fetcher

ISSUER = "https://login.ostavia.example/desk"
AUDIENCE = "https://tocsin.example"
NOW = datetime(2031, 5, 4, 9, 30, tzinfo=UTC)
TRUST = Trust(ISSUER, AUDIENCE, "scope", tuple(scopes_of("news:read=read news:write=write news:all=admin")))


@cache
def rsa_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


@cache
def other_rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def ec_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@cache
def ed_key() -> ed25519.Ed25519PrivateKey:
    return ed25519.Ed25519PrivateKey.generate()


def jwk(key: Any, kid: str, **told: Any) -> dict[str, Any]:
    algorithm = (
        RSAAlgorithm
        if isinstance(key, rsa.RSAPrivateKey)
        else ECAlgorithm
        if isinstance(key, ec.EllipticCurvePrivateKey)
        else OKPAlgorithm
    )
    return {**algorithm.to_jwk(key.public_key(), as_dict=True), "kid": kid, "use": "sig", **told}


@dataclass
class Issuer:
    """A server with a discovery document and a set of keys; it remembers what it was asked."""

    keys: list[dict[str, Any]]
    issuer: str = ISSUER
    jwks_uri: str = f"{ISSUER}/keys"
    down: bool = False
    asked: list[str] = field(default_factory=list)

    def get(self, url: str) -> Answer:
        self.asked.append(url)
        if self.down:
            raise FetchFailed("could not be reached", where="url")
        if url.endswith("/.well-known/openid-configuration"):
            told: object = {"issuer": self.issuer, "jwks_uri": self.jwks_uri}
        else:
            told = {"keys": self.keys}
        return Answer(200, url, {}, json.dumps(told).encode())


@dataclass(frozen=True)
class Asking:
    """Stands for the fetcher, which would open sockets."""

    issuer: Issuer
    seconds: float = 20.0
    max_bytes: int = 1

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        assert headers == {"Accept": "application/json"}
        assert (self.seconds, self.max_bytes) == (3.0, 65_536)
        return self.issuer.get(url)


@dataclass
class Desk:
    """Tokens with a clock that can be turned."""

    issuer: Issuer
    trust: Trust = TRUST
    clock: datetime = NOW

    def __post_init__(self) -> None:
        fetcher = cast("Fetcher", Asking(self.issuer))
        self.tokens = Tokens(self.trust, lambda: fetcher, lambda: self.clock)


@pytest.fixture
def desk() -> Desk:
    return Desk(Issuer([jwk(rsa_key(), "one"), jwk(ec_key(), "two"), jwk(ed_key(), "three")]))


def claims(**changed: Any) -> dict[str, Any]:
    now = int(NOW.timestamp())
    told = {"iss": ISSUER, "aud": AUDIENCE, "sub": "orla", "iat": now, "exp": now + 600, "scope": "openid news:read"}
    return {name: value for name, value in {**told, **changed}.items() if value is not None}


def signed(key: Any = None, algorithm: str = "RS256", kid: str | None = "one", told: Any = None, **header: Any) -> str:
    headers = {**({"kid": kid} if kid is not None else {}), **header}
    payload = json.dumps(told or claims()).encode()
    return jwt.PyJWS().encode(payload, key or rsa_key(), algorithm=algorithm, headers=headers)


def by_hand(header: dict[str, Any], payload: object, signature: bytes) -> str:
    def part(data: bytes) -> str:
        return base64.urlsafe_b64encode(data).decode().rstrip("=")

    return ".".join([part(json.dumps(header).encode()), part(json.dumps(payload).encode()), part(signature)])


def hmac_with_public_key(kid: str = "one") -> str:
    public = rsa_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    head = by_hand({"alg": "HS256", "typ": "JWT", "kid": kid}, claims(), b"x").rpartition(".")[0]
    signature = hmac.new(public, head.encode(), hashlib.sha256).digest()
    return f"{head}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


@pytest.mark.parametrize(
    ("key", "algorithm", "kid"), [(rsa_key, "RS256", "one"), (ec_key, "ES256", "two"), (ed_key, "EdDSA", "three")]
)
def test_a_good_token_of_each_algorithm_says_whose_it_is_and_what_it_opens(
    desk: Desk, key: Callable[[], Any], algorithm: str, kid: str
) -> None:
    found = desk.tokens.find(signed(key(), algorithm, kid))
    assert found is not None
    assert (found.id, found.scope) == ("oidc:orla", "read")


@pytest.mark.parametrize(
    "token",
    [
        by_hand({"alg": "none", "kid": "one"}, claims(), b""),
        by_hand({"alg": "none", "kid": "one"}, claims(), b"x"),
        by_hand({"alg": "NONE", "kid": "one"}, claims(), b"x"),
        hmac_with_public_key(),
        signed(other_rsa_key()),
        signed(rsa_key(), "RS512"),
        signed(rsa_key(), "PS256"),
        signed(ec_key(), "ES256", "one"),
        signed(rsa_key(), "RS256", "two"),
        signed(kid=None),
        signed(kid=""),
        signed(kid="../../dev/null"),
        signed(kid="one' OR '1'='1"),
        signed(kid="/proc/self/environ"),
        signed(kid="o" * 201),
        signed(crit=["exp"]),
        signed(crit=["b64"], b64=False),
        signed(typ="dpop+jwt"),
        signed(other_rsa_key(), kid="mine", jku="https://evil.example/keys", x5u="https://evil.example/cert"),
        signed(other_rsa_key(), jku="https://evil.example/keys"),
        signed(other_rsa_key(), jwk=jwk(other_rsa_key(), "one")),
        signed(other_rsa_key(), x5c=["MIIB"]),
        signed(told=claims(iss="https://login.ostavia.example/other")),
        signed(told=claims(iss=f"{ISSUER}/")),
        signed(told=claims(iss=[ISSUER])),
        signed(told=claims(aud="https://another.example")),
        signed(told=claims(aud=["https://another.example"])),
        signed(told=claims(aud=f"{AUDIENCE}.evil.example")),
        signed(told=claims(aud=None)),
        signed(told=claims(sub=None)),
        signed(told=claims(exp=None)),
        signed(told=claims(iat=None)),
        signed(told=claims(exp=int(NOW.timestamp()) - SKEW)),
        signed(told=claims(nbf=int(NOW.timestamp()) + SKEW + 1)),
        signed(told=claims(iat=int(NOW.timestamp()) + SKEW + 1)),
        signed(told=claims(exp=int(NOW.timestamp()) + MAX_LIFE + 1)),
        signed(told=claims(exp=10**400)),
        signed(told=claims(exp="2099-01-01")),
        signed(told=claims(exp=True)),
        signed()[:-6] + "AAAAAA",
        signed() + "A" * MAX_TOKEN,
        signed() + ".x",
        signed().replace(".", "..", 1),
        signed() + "\n",
        "a.b.c",
        "...",
        "",
    ],
)
def test_a_token_that_is_not_wholly_right_opens_nothing(desk: Desk, token: str) -> None:
    assert desk.tokens.find(token) is None
    assert not [url for url in desk.issuer.asked if not url.startswith(ISSUER)]


def test_a_header_that_names_keys_elsewhere_is_not_followed_and_hurts_no_good_token(desk: Desk) -> None:
    assert desk.tokens.find(signed(jku="https://evil.example/keys", x5u="https://evil.example/cert")) is not None
    assert desk.issuer.asked == [f"{ISSUER}/.well-known/openid-configuration", f"{ISSUER}/keys"]


def test_the_payload_of_one_token_under_the_signature_of_another_opens_nothing(desk: Desk) -> None:
    mine, _, _ = signed(told=claims(scope="news:all")).rpartition(".")
    assert desk.tokens.find(f"{mine}.{signed().rpartition('.')[2]}") is None


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_no_text_makes_an_error_or_opens_anything(token: str) -> None:
    assert Desk(Issuer([jwk(rsa_key(), "one")])).tokens.find(token) is None


@given(
    st.dictionaries(
        st.sampled_from(["alg", "kid", "typ", "crit", "b64", "x"]),
        st.one_of(st.none(), st.integers(), st.text(max_size=9)),
    ),
    st.one_of(st.none(), st.integers(), st.text(max_size=9), st.lists(st.integers(), max_size=2)),
)
def test_no_header_or_payload_makes_an_error_or_opens_anything(header: dict[str, Any], payload: object) -> None:
    assert Desk(Issuer([jwk(rsa_key(), "one")])).tokens.find(by_hand(header, payload, b"signature")) is None


@pytest.mark.parametrize(
    ("told", "scope"),
    [
        ("news:read", "read"),
        ("news:all news:read", "admin"),
        (["news:write", "news:read"], "write"),
        ("news:readable", None),
        ("", None),
        (None, None),
        (7, None),
        ({"news:all": True}, None),
        ("read admin write feed", None),
    ],
)
def test_the_widest_scope_that_the_claim_names_by_the_operator_s_words_is_meant(
    desk: Desk, told: Any, scope: str | None
) -> None:
    found = desk.tokens.find(signed(told=claims(scope=told)))
    assert found is not None
    assert found.scope == scope


@pytest.mark.parametrize("subject", ['x","scope":"admin', "line\nbreak", "ї" * 9, "a" * 101])
def test_a_subject_that_could_forge_a_log_is_told_by_its_hash(desk: Desk, subject: str) -> None:
    found = desk.tokens.find(signed(told=claims(sub=subject)))
    assert found is not None
    assert found.id.startswith("oidc:#")
    assert len(found.id) == len("oidc:#") + 24


def test_clocks_may_differ_by_a_minute(desk: Desk) -> None:
    now = int(NOW.timestamp())
    assert desk.tokens.find(signed(told=claims(exp=now - SKEW + 1, iat=now - 600))) is not None
    assert desk.tokens.find(signed(told=claims(nbf=now + SKEW, iat=now + SKEW))) is not None


def test_a_new_key_is_found_and_an_old_one_is_forgotten_within_an_hour(desk: Desk) -> None:
    assert desk.tokens.find(signed()) is not None
    desk.issuer.keys = [jwk(other_rsa_key(), "next")]
    desk.clock += PAUSE
    assert desk.tokens.find(signed(other_rsa_key(), kid="next")) is not None
    assert desk.tokens.find(signed()) is None
    desk.issuer.keys = [jwk(ec_key(), "later")]
    desk.clock += LIFE + timedelta(seconds=1)
    renewed = claims(iat=int(desk.clock.timestamp()), exp=int(desk.clock.timestamp()) + 600)
    assert desk.tokens.find(signed(other_rsa_key(), kid="next", told=renewed)) is None


def test_names_that_nobody_knows_make_nobody_ask_the_issuer_more_often(desk: Desk) -> None:
    for number in range(500):
        assert desk.tokens.find(signed_once(number)) is None
    assert len(desk.issuer.asked) == 2
    desk.clock += PAUSE
    assert desk.tokens.find(signed_once(1)) is None
    assert len(desk.issuer.asked) == 4


def signed_once(number: int) -> str:
    return by_hand({"alg": "RS256", "kid": f"unknown-{number}"}, claims(), b"signature")


def test_an_issuer_that_is_down_locks_out_nobody_for_a_day_and_then_everybody(desk: Desk) -> None:
    assert desk.tokens.find(signed()) is not None
    desk.issuer.down = True
    desk.clock += PATIENCE - timedelta(seconds=1)
    late = claims(iat=int(desk.clock.timestamp()), exp=int(desk.clock.timestamp()) + 600)
    assert desk.tokens.find(signed(told=late)) is not None
    desk.clock += timedelta(seconds=2)
    assert desk.tokens.find(signed(told=late)) is None


@pytest.mark.parametrize(
    "issuer",
    [
        Issuer([jwk(rsa_key(), "one")], issuer="https://evil.example"),
        Issuer([jwk(rsa_key(), "one")], jwks_uri="http://login.ostavia.example/keys"),
        Issuer([jwk(rsa_key(), "one")], jwks_uri="file:///etc/keys"),
        Issuer([jwk(rsa_key(), "one")], down=True),
        Issuer([jwk(rsa_key(), "one", use="enc")]),
        Issuer([jwk(rsa_key(), "one", alg="PS256")]),
        Issuer([{**jwk(rsa_key(), "one"), "n": "AQAB"}]),
        Issuer([{"kty": "oct", "k": "c2VjcmV0", "kid": "one", "alg": "HS256"}]),
        Issuer(["one", 7, None]),  # type: ignore[list-item]  # what a server may say
        Issuer("none"),  # type: ignore[arg-type]  # as above
        Issuer([{"kty": "RSA", "kid": "one", "n": 7, "e": []}]),
        Issuer([*(jwk(ec_key(), f"k{number}") for number in range(MAX_KEYS)), jwk(rsa_key(), "one")]),
    ],
)
def test_keys_that_are_not_what_they_should_be_are_no_keys(issuer: Issuer) -> None:
    assert Desk(issuer).tokens.find(signed()) is None


def test_a_key_that_is_too_short_is_no_key() -> None:
    with pytest.warns(InsecureKeyLengthWarning):
        token = signed(rsa_key(1024))
    assert Desk(Issuer([jwk(rsa_key(1024), "one")])).tokens.find(token) is None


def test_settings_name_what_is_missing_and_nothing_is_trusted_without_an_issuer() -> None:
    known = {"TOCSIN_TABLE": "t", "TOCSIN_OIDC_ISSUER": ISSUER, "TOCSIN_OIDC_AUDIENCE": AUDIENCE}
    full = {**known, "TOCSIN_OIDC_SCOPES": "news:read=read news:write=write news:all=admin"}
    assert Settings.from_environment(full).trust == TRUST
    assert Settings.from_environment({"TOCSIN_TABLE": "t", "TOCSIN_OIDC_ISSUER": ""}).trust is None
    with pytest.raises(InvalidInput, match="TOCSIN_OIDC_AUDIENCE"):
        Settings.from_environment({**known, "TOCSIN_OIDC_AUDIENCE": ""})
    for wrong in ("read", "=read", "x=root", "x=feed"):
        with pytest.raises(InvalidInput, match="TOCSIN_OIDC_SCOPES"):
            Settings.from_environment({**known, "TOCSIN_OIDC_SCOPES": wrong})
