"""Clients of one session, built on first use: each costs 20 to 60 ms of a cold start, so only those used are made."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, TypedDict

if TYPE_CHECKING:
    from boto3.session import Session
    from botocore.config import Config
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_ssm import SSMClient


class Ciphertext(TypedDict):
    CiphertextBlob: bytes


class Plaintext(TypedDict):
    Plaintext: bytes


class Kms(Protocol):
    """What is used of KMS."""

    def encrypt(self, *, KeyId: str, Plaintext: bytes, EncryptionContext: dict[str, str]) -> Ciphertext: ...  # noqa: N803  # boto3's names

    def decrypt(self, *, CiphertextBlob: bytes, EncryptionContext: dict[str, str]) -> Plaintext: ...  # noqa: N803  # boto3's names


class MessageSent(TypedDict):
    MessageId: str


class Ses(Protocol):
    """What is used of SES (API version 2)."""

    @property
    def meta(self) -> Any: ...

    def send_email(  # boto3's names
        self,
        *,
        FromEmailAddress: str,  # noqa: N803
        Destination: dict[str, list[str]],  # noqa: N803
        Content: dict[str, dict[str, bytes]],  # noqa: N803
    ) -> MessageSent: ...


class Clients:
    """The AWS clients of one process. Region, credentials and endpoint come the way boto3 finds them."""

    def __init__(self, session: Session | None = None) -> None:
        self._given = session

    @cached_property
    def _session(self) -> Session:
        if self._given is not None:
            return self._given
        from boto3.session import Session  # noqa: PLC0415  # 240 ms that importing this module must not cost

        return Session()

    @cached_property
    def _config(self) -> Config:
        from botocore.config import Config  # noqa: PLC0415  # loaded together with boto3, on first use

        # Well inside a function's own time: a stuck connection costs seconds and a retry, not the invocation.
        return Config(connect_timeout=2, read_timeout=10, retries={"mode": "standard", "max_attempts": 4})

    @cached_property
    def dynamodb(self) -> DynamoDBClient:
        client: DynamoDBClient = self._session.client("dynamodb", config=self._config)
        return client

    @cached_property
    def s3(self) -> S3Client:
        from botocore.config import Config  # noqa: PLC0415  # as above

        # SigV4 in presigned uploads: buckets with KMS encryption refuse the older signature.
        config = self._config.merge(Config(signature_version="s3v4"))
        client: S3Client = self._session.client("s3", config=config)
        return client

    @cached_property
    def sqs(self) -> SQSClient:
        client: SQSClient = self._session.client("sqs", config=self._config)
        return client

    @cached_property
    def sns(self) -> SNSClient:
        client: SNSClient = self._session.client("sns", config=self._config)
        return client

    @cached_property
    def secretsmanager(self) -> SecretsManagerClient:
        client: SecretsManagerClient = self._session.client("secretsmanager", config=self._config)
        return client

    @cached_property
    def ses(self) -> Ses:
        client: Ses = self._session.client("sesv2", config=self._config)
        return client

    @cached_property
    def kms(self) -> Kms:
        client: Kms = self._session.client("kms", config=self._config)
        return client

    @cached_property
    def ssm(self) -> SSMClient:
        client: SSMClient = self._session.client("ssm", config=self._config)
        return client
