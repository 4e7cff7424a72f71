"""The example believes SNS and nobody else."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID
from examples.webhook_receiver.app import Receiver, Refused, Seen, sns_host

TOPIC = "arn:aws:sns:eu-central-1:123456789012:alerts"
CERTIFICATE_URL = "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-test.pem"
START = datetime(2031, 5, 4, tzinfo=UTC)


class Signer:
    """Signs as SNS does, with a certificate of its own."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.test")])
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self.key.public_key())
            .serial_number(1)
            .not_valid_before(START - timedelta(days=1))
            .not_valid_after(START + timedelta(days=1))
            .sign(self.key, hashes.SHA256())
        )
        self.pem = certificate.public_bytes(serialization.Encoding.PEM)

    def sign(self, fields: dict[str, str], version: str = "2") -> dict[str, str]:
        """The text to sign is written out here again, field by field, so that it is not compared with itself."""
        order = ["Message", "MessageId"]
        order += ["Subject"] if fields["Type"] == "Notification" and "Subject" in fields else []
        order += ["SubscribeURL"] if fields["Type"] != "Notification" else []
        order += ["Timestamp"]
        order += ["Token"] if fields["Type"] != "Notification" else []
        order += ["TopicArn", "Type"]
        text = "\n".join(part for name in order for part in (name, fields[name])) + "\n"
        algorithm: hashes.HashAlgorithm = hashes.SHA1() if version == "1" else hashes.SHA256()  # noqa: S303  # SNS's
        signature = base64.b64encode(self.key.sign(text.encode(), padding.PKCS1v15(), algorithm)).decode()
        return {**fields, "SignatureVersion": version, "Signature": signature, "SigningCertURL": CERTIFICATE_URL}


@dataclass
class World:
    """A receiver, and what it fetched and showed."""

    receiver: Receiver
    shown: list[str]
    fetched: list[str] = field(default_factory=list)
    now: datetime = START

    def receive(self, message: dict[str, str]) -> str:
        return self.receiver.receive(json.dumps(message).encode())


@pytest.fixture(scope="module")
def signer() -> Signer:
    return Signer()


@pytest.fixture
def world(signer: Signer, tmp_path: Path) -> Iterator[World]:
    seen = Seen(str(tmp_path / "seen.sqlite"))
    found: World

    def fetch(url: str) -> bytes:
        found.fetched.append(url)
        return signer.pem

    shown: list[str] = []
    receiver = Receiver(TOPIC, fetch=fetch, now=lambda: found.now, seen=seen, show=shown.append)
    found = World(receiver, shown)
    yield found
    seen.close()


def notification(**more: str) -> dict[str, str]:
    event = json.dumps({"specversion": "1.0", "source": "urn:tocsin:watch:call-up", "id": "a1", "data": "Приказ"})
    return {
        "Type": "Notification",
        "MessageId": "m-1",
        "TopicArn": TOPIC,
        "Message": event,
        "Timestamp": "2031-05-04T00:00:00.000Z",
        **more,
    }


def confirmation(kind: str = "SubscriptionConfirmation") -> dict[str, str]:
    return {
        "Type": kind,
        "MessageId": "m-0",
        "Token": "abc&Action=DeleteTopic",
        "TopicArn": TOPIC,
        "Message": "You have chosen to subscribe",
        "SubscribeURL": "https://evil.example/?confirm",
        "Timestamp": "2031-05-04T00:00:00.000Z",
    }


@pytest.mark.parametrize("version", ["1", "2"])
@pytest.mark.parametrize("more", [{}, {"Subject": "Severe: Call-up"}])
def test_what_sns_signed_is_shown(world: World, signer: Signer, version: str, more: dict[str, str]) -> None:
    assert world.receive(signer.sign(notification(**more), version)) == "alert"
    assert world.shown == [notification()["Message"]]


def test_the_certificate_is_fetched_once(world: World, signer: Signer) -> None:
    for number in range(3):
        world.receive(signer.sign(notification(Message=f"text {number}", MessageId=f"m{number}")))
    assert world.fetched == [CERTIFICATE_URL]
    assert len(world.shown) == 3


@pytest.mark.parametrize("name", ["Message", "MessageId", "Subject", "Timestamp"])
def test_a_message_altered_after_signing_is_refused(world: World, signer: Signer, name: str) -> None:
    message = signer.sign(notification(Subject="Severe: Call-up"))
    with pytest.raises(Refused):
        world.receive({**message, name: message[name] + " "})
    assert world.shown == []


@pytest.mark.parametrize(
    "change",
    [
        {"TopicArn": "arn:aws:sns:eu-central-1:999999999999:alerts"},
        {"Type": "Something"},
        {"SignatureVersion": "3"},
        {"Signature": "not base64!"},
        {"Signature": ""},
        {"SigningCertURL": "http://sns.eu-central-1.amazonaws.com/a.pem"},
        {"SigningCertURL": "https://sns.eu-central-1.amazonaws.com.evil.example/a.pem"},
        {"SigningCertURL": "https://evil.example/sns.eu-central-1.amazonaws.com/a.pem"},
        {"SigningCertURL": "https://sns.eu-central-1.amazonaws.com@evil.example/a.pem"},
        {"SigningCertURL": "https://sns.eu-central-1.amazonaws.com:8443/a.pem"},
        {"SigningCertURL": "https://sns.us-east-1.amazonaws.com/a.pem"},
        {"SigningCertURL": "https://sns.eu-central-1.amazonaws.com/a.txt"},
        {"SigningCertURL": "file:///etc/a.pem"},
        {"SigningCertURL": ""},
    ],
    ids=lambda change: " ".join(change.values()) or "empty",
)
def test_a_message_from_elsewhere_is_refused_and_makes_it_fetch_nothing_from_there(
    world: World, signer: Signer, change: dict[str, str]
) -> None:
    with pytest.raises(Refused):
        world.receive({**signer.sign(notification()), **change})
    assert set(world.fetched) <= {CERTIFICATE_URL}


def test_a_certificate_that_ran_out_is_refused_and_fetched_anew(world: World, signer: Signer) -> None:
    world.now = START + timedelta(days=2)
    for _ in range(2):
        with pytest.raises(Refused):
            world.receive(signer.sign(notification()))
    assert world.fetched == [CERTIFICATE_URL] * 2


def test_another_key_is_refused(world: World) -> None:
    with pytest.raises(Refused):
        world.receive(Signer().sign(notification()))


def test_an_alert_that_comes_again_is_handled_once_even_under_another_id_of_sns(world: World, signer: Signer) -> None:
    assert world.receive(signer.sign(notification())) == "alert"
    assert world.receive(signer.sign(notification())) == "seen-before"
    assert world.receive(signer.sign(notification(MessageId="m-2"))) == "seen-before"
    assert len(world.shown) == 1


def test_what_could_not_be_handled_may_come_again(signer: Signer, tmp_path: Path) -> None:
    seen = Seen(str(tmp_path / "seen.sqlite"))
    tries: list[str] = []

    def show(text: str) -> None:
        tries.append(text)
        if len(tries) == 1:
            raise OSError("disk full")

    receiver = Receiver(TOPIC, fetch=lambda _: signer.pem, now=lambda: START, seen=seen, show=show)
    body = json.dumps(signer.sign(notification())).encode()
    with pytest.raises(OSError, match="disk full"):
        receiver.receive(body)
    assert receiver.receive(body) == "alert"
    seen.close()


def test_a_subscription_is_confirmed_by_its_token_at_sns_wherever_the_message_points(
    world: World, signer: Signer
) -> None:
    assert world.receive(signer.sign(confirmation())) == "confirmed"
    [_, asked] = world.fetched
    assert asked.startswith("https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&")
    assert "Token=abc%26Action%3DDeleteTopic" in asked
    with pytest.raises(Refused):
        world.receive({**signer.sign(confirmation()), "Token": "other"})


def test_who_unsubscribes_is_not_subscribed_anew(world: World, signer: Signer) -> None:
    assert world.receive(signer.sign(confirmation("UnsubscribeConfirmation"))) == "unsubscribed"
    assert world.fetched == [CERTIFICATE_URL]


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b"[" * 100_000, b'{"Type": 1}'])
def test_what_is_no_message_is_refused(world: World, body: bytes) -> None:
    with pytest.raises(Refused):
        world.receiver.receive(body)


def test_the_host_of_sns_follows_from_the_topic() -> None:
    assert sns_host("arn:aws-cn:sns:cn-north-1:123456789012:alerts") == "sns.cn-north-1.amazonaws.com.cn"
    with pytest.raises(ValueError, match="topic"):
        sns_host("arn:aws:sns:evil.example/:123456789012:alerts")
