"""What the API takes and gives, as pydantic models over the stored values."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, StringConstraints

from tocsin.aws.alerts import Sent
from tocsin.aws.apikeys import ApiKey, Scope
from tocsin.aws.desk import Acknowledged
from tocsin.aws.records import Appearance, Card, Head, Upload
from tocsin.model import Analysis, Claim, ClaimKind, PlaceKind, TopicMode
from tocsin.stories.index import StoryState
from tocsin.stories.states import State
from tocsin.watches.alert import Alert
from tocsin.watches.model import Language, Mode, PassLevel, Severity, Watch
from tocsin.watches.why import Why

Cursor = Annotated[str | None, Field(description="Pass it as `cursor` to get the page that follows; null at the end.")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]

WatchId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]([a-z0-9-]{0,46}[a-z0-9])?$")]


class View(BaseModel):
    """Answers: exactly what is declared."""

    # Built when a route first needs it: a cold start pays for the one route that is asked, 0.15 s less than for all.
    model_config = ConfigDict(frozen=True, defer_build=True)


class Read(View):
    """Made of a value that has these attributes, and perhaps more."""

    model_config = ConfigDict(frozen=True, from_attributes=True, defer_build=True)


class Body(BaseModel):
    """Requests: nothing but what is declared."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Health(View):
    status: Literal["ok"]
    version: str


class ArticleItem(View):
    """An article in a list."""

    article: Card
    story: str | None

    @classmethod
    def of(cls, head: Head) -> ArticleItem:
        return cls(article=head.card, story=head.story)


class ArticlePage(View):
    items: list[ArticleItem]
    next: Cursor


class ArticleDetail(View):
    """An article with all that is known of it. Offsets are code points of what `/text` answers."""

    article: Card
    story: str | None
    analysis: Analysis
    more_claims: int = 0
    """Claims of the analysis for which there was no room here; `/v1/articles/{id}/claims` pages through all."""
    appearances: list[Appearance]
    why: Why | None
    """What each watch made of it; null while it waits."""
    killed: str | None = None
    """The upload by which its agency canceled it: it is kept, and nothing that it says counts."""


class ClaimItem(View):
    """A claim with the article that carries it."""

    article: str
    at: str
    title: str | None
    publisher: str | None
    url: str | None
    claim: Claim
    story: str | None
    state: State | None
    """In the ledger of its story; null where that does not keep it."""
    origins: list[str]
    """Who is independently behind it there."""


class ClaimPage(View):
    items: list[ClaimItem]
    next: Cursor


class UploadRequest(Body):
    """An object that is to be uploaded."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=r"^[^/\\\x00-\x1f\x7f]+$")]
    content_type: Annotated[
        str, StringConstraints(max_length=100, pattern=r"^[a-z]+/[a-z0-9][a-z0-9.+-]*(; ?charset=[A-Za-z0-9_-]+)?$")
    ] = "application/octet-stream"
    title: Line | None = None
    publisher: Line | None = None
    byline: Line | None = None
    url: Line | None = None
    published_at: datetime | None = None
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] | None = None


class UploadTicket(View):
    """Where and how to POST the object: a multipart form of `fields`, then `file`."""

    upload: Upload
    url: str
    fields: dict[str, str]
    expires_in: int


class UploadParts(View):
    """The uploads that an upload was taken into."""

    items: list[Upload]
    """In its order, 1,000 at most."""
    states: dict[str, int]
    """How many are in each state."""


class UploadPage(View):
    items: list[Upload]
    next: Cursor


class PlaceItem(Read):
    """A place of the gazetteer."""

    id: str
    name: str
    kind: PlaceKind
    country: str | None
    region: str | None
    latitude: float | None
    longitude: float | None


class PlaceList(View):
    items: list[PlaceItem]


class StoryItem(View):
    """Articles about one event."""

    id: str
    title: str | None
    first_at: datetime | None
    last_at: datetime | None
    articles: int

    @classmethod
    def of(cls, state: StoryState) -> StoryItem:
        return cls(id=state.id, title=state.title, first_at=state.first_at, last_at=state.last_at, articles=state.size)


class StoryPage(View):
    items: list[StoryItem]
    next: Cursor


class StoryDetail(View):
    """A story with its newest articles; `/v1/articles?story=` pages through all.

    Its id is another than the one asked for if that story has become part of this one.
    """

    story: StoryItem
    origins: list[str]
    """Who is independently behind its articles."""
    claims: dict[State, int]
    """Its claims by state; `/v1/stories/{id}/claims` tells them."""
    articles: list[ArticleItem]
    next: Cursor


class AlertItem(View):
    alert: Alert
    sent_at: str | None
    muted_by: str | None
    """Who had muted it when it was to go out: it never does."""
    """Null while it waits to be published."""
    links: dict[str, str]
    acknowledged: Acknowledged | None = None
    """Who of the desk said first that they see to it."""

    @classmethod
    def of(cls, sent: Sent, links: dict[str, str]) -> AlertItem:
        return cls(alert=sent.alert, sent_at=sent.sent_at, muted_by=sent.muted_by, links=links)


class AlertPage(View):
    items: list[AlertItem]
    next: Cursor


Ids = Annotated[list[str], Field(max_length=50)]


class TopicRuleBody(Body):
    any: Ids = []
    all: Ids = []
    modes: Annotated[list[TopicMode], Field(min_length=1)] = ["happening"]


Phrases = Annotated[list[Annotated[str, StringConstraints(min_length=1, max_length=120)]], Field(max_length=50)]
Clock = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class WordRuleBody(Body):
    any: Phrases = []
    all: Phrases = []
    none: Phrases = []


class RuleBody(Body):
    topics: TopicRuleBody = TopicRuleBody()
    places: Ids = []
    least_claims: Annotated[int, Field(ge=0, le=1_000)] = 0
    least_confidence: Annotated[float, Field(ge=0, le=1)] = 0.0
    words: WordRuleBody = WordRuleBody()
    claimants: Phrases = []
    kinds: Annotated[list[ClaimKind], Field(max_length=50)] = []
    states: Annotated[list[State], Field(max_length=50)] = []
    least_severity: Severity = "minor"
    least_origins: Annotated[int, Field(ge=1, le=100)] = 1
    languages: Ids = []


class QuietBody(Body):
    """Local times; may cross midnight."""

    start: Clock
    end: Clock
    passes: Annotated[PassLevel, Field(validation_alias=AliasChoices("passes", "pass"))] = "extreme"
    """From which gravity on an alert goes out all the same; `pass` is taken too."""


class DeliveryBody(Body):
    mode: Mode = "immediate"
    at: Clock = "08:00"
    timezone: Annotated[str, StringConstraints(min_length=1, max_length=64)] = "UTC"
    quiet: QuietBody | None = None
    cooldown_minutes: Annotated[int, Field(ge=0, le=10_080)] = 0
    most_per_hour: Annotated[int, Field(ge=1, le=1_000)] = 20
    number_moves: Annotated[float, Field(ge=0, le=10)] = 0.15
    language: Language = "en"
    """In which its alerts are told; quotes stay in the article's own words."""


class WatchBody(Body):
    """A watch without its id and version."""

    name: Line
    rule: RuleBody
    severity: Severity = "moderate"
    enabled: bool = True
    delivery: DeliveryBody = DeliveryBody()
    rises: bool = False
    """Whether alerts are more severe than `severity` where more harm is reported."""


class NewWatch(WatchBody):
    """Without an id, one is made of the name."""

    id: WatchId | None = None


class ChangedWatch(WatchBody):
    """What GET answers may be put back: the id is the one in the path, the version the one that is changed."""

    id: WatchId | None = None
    version: Annotated[int, Field(ge=1, description="In the place of If-Match.")] | None = None


class WatchList(View):
    items: list[Watch]
    next: Cursor = None


class KeyRequest(Body):
    name: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    scope: Scope
    expires_at: datetime | None = None


class KeyMade(View):
    """A new key; `secret` is shown this once."""

    key: ApiKey
    secret: str


class KeyList(View):
    items: list[ApiKey]
    next: Cursor = None
