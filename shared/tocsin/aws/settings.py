"""The settings of one deployment, read from the environment on first use and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tocsin.aws.tokens import Trust, scopes_of
from tocsin.errors import InvalidInput

DEFAULT_RETENTION_DAYS = 365
DEFAULT_MAX_RECEIVES = 4
DEFAULT_WORKERS = 2


@dataclass(frozen=True, slots=True)
class Settings:
    """Names and limits that the template hands to every function; what a function does not use may be empty."""

    table: str
    bucket: str = ""
    correlate_queue_url: str = ""
    outbox_queue_url: str = ""
    dead_letters_url: str = ""
    """Where a step puts what it gives up by itself; without it that is left to the queue."""
    deliveries_queue_url: str = ""
    """What is to go out to channels; without it subscriptions of channels are not taken."""
    topic_arn: str = ""
    undelivered_arn: str = ""
    """The queue into which SNS puts what it could not deliver; without it that is not told."""
    api_url: str = ""
    """Public address of the HTTP API without a slash at its end, for the links in alerts; may be unknown."""
    local_endpoints: bool = False
    """May subscriptions go to plain HTTP and to addresses of this machine: for the local stack only."""
    steps: tuple[tuple[str, str, str], ...] = ()
    """Steps with the URLs of their queue and of its dead letters, for the page that shows how the stack fares."""
    engine: str = "embedded"
    daily_usd: str = ""
    monthly_usd: str = ""
    """The caps of what a model may cost, as they are set; only for showing them."""
    collect_queue_url: str = ""
    intake_queue_url: str = ""
    """Where what waited is sent once more; only who does that has it."""
    allowed_hosts: frozenset[str] = frozenset()
    """Hosts (`name` or `name:port`) that may be fetched from wherever they lie: intranets, and tests."""
    mail_senders: frozenset[str] = frozenset()
    """Addresses and domains whose mails are taken; none where it is empty."""
    mail_hosts: frozenset[str] = frozenset()
    """Hosts to which mails may link to have the pages fetched."""
    contact: str = ""
    """How publishers reach whoever collects, told to each with the request."""
    seal_key: str = ""
    """The KMS key that seals secrets of channels; without it a key in the table does."""
    chat_topic: str = ""
    """The topic that Amazon Q Developer in chat applications listens to."""
    mail_from: str = ""
    """The address that SES sends mails from; without it there are those of SNS alone."""
    cors_origins: tuple[str, ...] = ("*",)
    """Origins whose pages may read answers of the API in a browser; `*` for all."""
    key_rate: int = 0
    """Requests a second of one key over HTTP, in the long run; 0 for any number."""
    key_burst: int = 1
    """Requests of one key at once."""
    archive_bucket: str = ""
    """Where everything is put as JSON lines; without it nothing is."""
    trust: Trust | None = None
    """Whose tokens open the API beside its keys."""
    retention_days: int = DEFAULT_RETENTION_DAYS
    max_receives: int = DEFAULT_MAX_RECEIVES
    """The delivery that is the last: analyze marks the upload failed before it tries, correlate gives up after it."""
    analyze_workers: int = DEFAULT_WORKERS
    """Batches that are analyzed at once."""

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> Settings:
        """Read `TOCSIN_*`. Raises `InvalidInput` naming the variable that is missing or wrong."""
        if not env.get("TOCSIN_TABLE"):
            raise InvalidInput("is not set", where="TOCSIN_TABLE")
        return cls(
            table=env["TOCSIN_TABLE"],
            bucket=env.get("TOCSIN_BUCKET", ""),
            correlate_queue_url=env.get("TOCSIN_CORRELATE_QUEUE_URL", ""),
            outbox_queue_url=env.get("TOCSIN_OUTBOX_QUEUE_URL", ""),
            dead_letters_url=env.get("TOCSIN_DEAD_LETTERS_URL", ""),
            deliveries_queue_url=env.get("TOCSIN_DELIVERIES_QUEUE_URL", ""),
            topic_arn=env.get("TOCSIN_TOPIC_ARN", ""),
            undelivered_arn=env.get("TOCSIN_UNDELIVERED_ARN", ""),
            api_url=env.get("TOCSIN_API_URL", "").rstrip("/"),
            local_endpoints=env.get("TOCSIN_LOCAL_ENDPOINTS") == "1",
            steps=tuple(_steps(env.get("TOCSIN_STEPS", ""))),
            engine=env.get("TOCSIN_ENGINE") or "embedded",
            daily_usd=env.get("TOCSIN_OPENAI_DAILY_USD", ""),
            monthly_usd=env.get("TOCSIN_OPENAI_MONTHLY_USD", ""),
            collect_queue_url=env.get("TOCSIN_COLLECT_QUEUE_URL", ""),
            intake_queue_url=env.get("TOCSIN_INTAKE_QUEUE_URL", ""),
            allowed_hosts=allowed_hosts(env.get("TOCSIN_ALLOWED_HOSTS", "")),
            mail_senders=allowed_hosts(env.get("TOCSIN_MAIL_SENDERS", "")),
            mail_hosts=allowed_hosts(env.get("TOCSIN_MAIL_HOSTS", "")),
            contact=env.get("TOCSIN_CONTACT", ""),
            seal_key=env.get("TOCSIN_SEAL_KEY", ""),
            chat_topic=env.get("TOCSIN_CHAT_TOPIC", ""),
            mail_from=env.get("TOCSIN_MAIL_FROM", ""),
            cors_origins=tuple(filter(None, env.get("TOCSIN_CORS_ORIGINS", "*").replace(" ", "").split(","))),
            key_rate=int(env.get("TOCSIN_KEY_RATE") or 0) and _positive(env, "TOCSIN_KEY_RATE", 1),
            key_burst=_positive(env, "TOCSIN_KEY_BURST", 1),
            archive_bucket=env.get("TOCSIN_ARCHIVE_BUCKET", ""),
            trust=_trust(env),
            retention_days=_positive(env, "TOCSIN_RETENTION_DAYS", DEFAULT_RETENTION_DAYS),
            max_receives=_positive(env, "TOCSIN_MAX_RECEIVES", DEFAULT_MAX_RECEIVES),
            analyze_workers=_positive(env, "TOCSIN_ANALYZE_WORKERS", DEFAULT_WORKERS),
        )


def allowed_hosts(text: str) -> frozenset[str]:
    """Names, perhaps with a port each, that commas part; as `Policy` takes them."""
    return frozenset(name.strip().lower() for name in text.split(",") if name.strip())


def _positive(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 100_000):
        raise InvalidInput(f"must be a whole number from 1 to 99999, not {text!r}", where=name)
    return int(text)


def _trust(env: Mapping[str, str]) -> Trust | None:
    """None without an issuer; one without an audience would take tokens that are meant for others."""
    issuer, audience = env.get("TOCSIN_OIDC_ISSUER", ""), env.get("TOCSIN_OIDC_AUDIENCE", "")
    if not issuer:
        return None
    if not audience:
        raise InvalidInput("is not set, though there is an issuer", where="TOCSIN_OIDC_AUDIENCE")
    try:
        scopes = tuple(scopes_of(env.get("TOCSIN_OIDC_SCOPES", "")))
    except ValueError as error:
        raise InvalidInput(str(error), where="TOCSIN_OIDC_SCOPES") from error
    return Trust(
        issuer,
        audience,
        env.get("TOCSIN_OIDC_CLAIM") or "scope",
        scopes,
        env.get("TOCSIN_OIDC_CLIENT", ""),
        env.get("TOCSIN_OIDC_ASKS") or "openid",
    )


def _steps(text: str) -> Iterator[tuple[str, str, str]]:
    """`analyze=QUEUE|DEAD-LETTERS`, parted by spaces."""
    for entry in text.split():
        name, _, urls = entry.partition("=")
        queue, parted, dead = urls.partition("|")
        if not (name and queue and parted and dead):
            raise InvalidInput("is a list of step=queue|dead-letters", where="TOCSIN_STEPS")
        yield name, queue, dead
