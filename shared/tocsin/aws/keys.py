"""Every key of the one table, and what lies under it (docs/storage.md tells how each is read and what it costs).

pk                              sk                              item
UPLOAD#<upload>                 UPLOAD                          one object of the bucket and its state
UPLOAD#<upload>                 PARTS                           the keys of what it was taken into, compressed
WAITING                         <time>#<upload>                 an embargoed upload, and when it is to be read again
ITEM#<hash>                     ITEM                            what versions of an agency's item became; its kill
ARTICLE#<article>               #HEAD                           card, control attributes, pointer `v`; or a grave
ARTICLE#<article>               ANALYSIS#<version>              analysis, compressed
ARTICLE#<article>               TEXT                            the start of its text that is searched, compressed
ARTICLE#<article>               APPEARANCE#<upload>             one place where the text appeared
ARTICLE#<article>               WHY                             what each watch made of it
ARTICLE#<article>               ANSWER#<request>                what a model answered, so that nobody pays for it again
SPENDING                        <month>                         what a model has cost, by day, and what is set aside
REANALYSES                      <job>                           how far a re-analysis is
REANALYSIS#<job>.<round>        <article>                       what became of an article in it
ARCHIVING                       <article>                       that the archive is to be told of it anew
REMOVED#<hash>                  URL                             that what lies under a URL was taken down
REMOVALS                        <removal>                       a take-down, and how far it is
REMOVALS#again                  <article>                       what is looked for once more, after a time
REMOVALS#refused                <upload>                        that an upload brought what was taken down
REMOVAL#<removal>               <article>                       where what is sought stands in an article
STORY#<story>                   STORY                           state of a story
STORY#<story>                   FILE                            its ledger, origins and last texts, compressed
STORY#<story>                   TOLD#<watch>                    that a watch has an alert for the story
DECISIONS                       <decision>                      what a desk decided of stories by hand
TERM#<hash>                     TERM                            short posting list: stories in which a term counts
ALERT#<alert>                   ALERT                           what a watch rang for
WATCHES                         WATCH#<watch>                   saved rules (few: all are read at once)
USED                            <key id>                        the hour in which an API key was last used
RATE#<key id>                   <minute>                        how often a key asked in a minute, of all processes
IDEMPOTENCY#<hash>              ANSWER                          what a request under an Idempotency-Key was answered
AUDIT#<month>                   <time>.<random>                 a change: by whom, of what, and what came of it
KEYS                            KEY#<key id>                    API keys, hashed
COUNTS                          <hour>                          articles of an hour by topic, country and pair
COUNTS                          ringing                         surges that ring
BULLETIN#<bulletin>             BULLETIN                        a digest or a surge
TOPICS                          IN-FORCE                        the topics that a desk added, compressed
TOPIC#<topic>                   VERSION#<version>               each version of one of them
SOURCES                         SOURCE#<domain>                 how reliable a source is held to be
PUBLISHERS                      HOST#<host>                     whose address it is, as articles told that told both
FEEDS                           FEED#<feed>                     a source that is asked for news, and how it does
FEED#<feed>                     SEEN                            which of its items are known, compressed
HOST#<hash>                     TURN                            when a host may be asked next
HOST#<hash>                     ROBOTS                          its robots.txt, for a day
SUBSCRIPTIONS                   SUBSCRIPTION#<subscription>     where alerts go
UNSUBSCRIBING                   UNSUBSCRIBE#<subscription>      deleted here, but not confirmed yet and so kept by SNS
SECRETS                         cursor                          the key that seals page cursors
SECRETS#channels                key                             the key that seals endpoints of channels
SECRETS#links                   key                             the key that signs links in messages
DELIVERY#<alert>                TO#<subscription>               what became of an alert or bulletin at a channel
DELIVERY#<incident>             THREAD#<subscription>           what the service called the first message
SESSION#<session>               SESSION                         who is signed in to the pages, or a token for it
ATTEMPTS#<address>              <ten minutes>                   keys tried from an address, hashed
EFFORT#<uploader>               <ten minutes>                   how long its uploads kept a worker, hashed; all by ""
ASKING#<key id>                 ASKING                          that a key has a long question under way
DESK#<kind>                     <id>                            what the desk marked: important, read, a note
DESK#acknowledged               <alert>                         who of the desk has seen to an alert, and when
DESK#muted                      <kind>#<hash>                   a story or source that the desk does not want to see
MONTHS                          <month>                         months in which any list has rows
LIST#<kind>#<value>#<month>#<n> <time>#<id>[#<version>]         one row of a list; n is the shard

Whatever comes from outside (claimant names, object keys) enters a key only as a hash; ids are checked before.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from typing import Literal

from tocsin.errors import InvalidInput

ListKind = Literal[
    "article",
    "topic",
    "place",
    "claimant",
    "term",
    "in-story",
    "story",
    "upload",
    "alert",
    "watch-alert",
    "bulletin",
    "delivery",
]

SHARDS: dict[ListKind, int] = {
    "article": 4,
    "topic": 4,
    "place": 4,
    "claimant": 1,
    "term": 1,
    "in-story": 1,
    "story": 2,
    "upload": 4,
    "alert": 1,
    "watch-alert": 1,
    "bulletin": 1,
    "delivery": 1,
}
"""A partition takes 1,000 writes a second; four shards carry 4,000 articles a second that share one topic."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,79}")
_HASH_LENGTH = 24
_SHORTEST_WORD = 3
"""Letters of a word in a name that is worth a row: "of" and "el" are not."""

Key = tuple[str, str]


def checked_id(value: str, what: str) -> str:
    """`value` if it may stand in a key, else `InvalidInput`."""
    if _ID.fullmatch(value) is None:
        raise InvalidInput("is not an id: letters, digits and . _ : - only, 80 at most", where=what)
    return value


def digest(*parts: str) -> str:
    """A short stable id out of any text; 96 bits of SHA-256 over the parts, kept apart by a NUL."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_LENGTH]


def upload_id(object_key: str) -> str:
    """The id of whatever lies under an S3 key: whoever puts an object knows it beforehand."""
    return digest("upload", object_key)


def claimant_value(name: str) -> str:
    """The list value of a claimant: case and spacing do not tell two claimants apart."""
    return digest("claimant", " ".join(name.casefold().split()))


def term_value(term: str) -> str:
    """The list value of a term that is searched for."""
    return digest("search", term)


def claimant_words(name: str) -> list[str]:
    """The words by which a claimant is found too, the last one (a family name) first: "Brandt", "Orla"."""
    words = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", name.casefold())
    return list(dict.fromkeys(word for word in reversed(words) if len(word) >= _SHORTEST_WORD))


def upload(upload: str) -> Key:
    return f"UPLOAD#{upload}", "UPLOAD"


def upload_parts(upload: str) -> Key:
    return f"UPLOAD#{upload}", "PARTS"


def waiting(until: str, upload: str) -> Key:
    return "WAITING", f"{until}#{upload}"


def item(scope: str, item: str) -> Key:
    return f"ITEM#{digest('item', scope, item)}", "ITEM"


def head(article: str) -> Key:
    return f"ARTICLE#{article}", "#HEAD"


def analysis(article: str, version: str) -> Key:
    return f"ARTICLE#{article}", f"ANALYSIS#{version}"


def searched_text(article: str) -> Key:
    return f"ARTICLE#{article}", "TEXT"


def appearance(article: str, upload: str) -> Key:
    return f"ARTICLE#{article}", f"APPEARANCE#{upload}"


def why(article: str) -> Key:
    return f"ARTICLE#{article}", "WHY"


def answer(article: str, request: str) -> Key:
    return f"ARTICLE#{article}", f"ANSWER#{request}"


def spending(month: str) -> Key:
    return "SPENDING", month


def reanalysis(job: str) -> Key:
    return "REANALYSES", job


def reanalyzed(job: str, article: str) -> Key:
    return f"REANALYSIS#{job}", article


def archiving(article: str) -> Key:
    return "ARCHIVING", article


def removed_url(url: str) -> Key:
    return f"REMOVED#{digest('url', url)}", "URL"


def removal(removal: str) -> Key:
    return "REMOVALS", removal


def removed_again(article: str) -> Key:
    return "REMOVALS#again", article


def removal_refused(upload: str) -> Key:
    return "REMOVALS#refused", upload


def removal_finding(removal: str, article: str) -> Key:
    return f"REMOVAL#{removal}", article


def story(story: str) -> Key:
    return f"STORY#{story}", "STORY"


def case_file(story: str) -> Key:
    return f"STORY#{story}", "FILE"


def told(story: str, watch: str) -> Key:
    return f"STORY#{story}", f"TOLD#{watch}"


def decision(decision: str) -> Key:
    return "DECISIONS", decision


def term(value: str) -> Key:
    return f"TERM#{digest('term', value)}", "TERM"


def alert(alert: str) -> Key:
    return f"ALERT#{alert}", "ALERT"


def watch(watch: str) -> Key:
    return "WATCHES", f"WATCH#{watch}"


def api_key(key_id: str) -> Key:
    return "KEYS", f"KEY#{key_id}"


def key_use(key_id: str) -> Key:
    return "USED", key_id


def key_rate(key_id: str, minute: str) -> Key:
    return f"RATE#{key_id}", minute


def idempotency(who: str, key: str) -> Key:
    return f"IDEMPOTENCY#{digest('idempotency', who, key)}", "ANSWER"


def audit(entry: str) -> Key:
    """`entry` begins with its time."""
    return f"AUDIT#{entry[:7]}", entry


def hour_count(hour: int) -> Key:
    return "COUNTS", f"{hour:08}"


def ringing() -> Key:
    return "COUNTS", "ringing"


def bulletin(bulletin: str) -> Key:
    return f"BULLETIN#{bulletin}", "BULLETIN"


def own_topics() -> Key:
    return "TOPICS", "IN-FORCE"


def topic_version(topic: str, version: int) -> Key:
    return f"TOPIC#{checked_id(topic, 'topic')}", f"VERSION#{version:06}"


def source(domain: str) -> Key:
    return "SOURCES", f"SOURCE#{domain}"


def publisher(host: str) -> Key:
    return "PUBLISHERS", f"HOST#{host}"


def feed(feed: str) -> Key:
    return "FEEDS", f"FEED#{feed}"


def feed_seen(feed: str) -> Key:
    return f"FEED#{feed}", "SEEN"


def host_turn(host: str) -> Key:
    return f"HOST#{digest('host', host)}", "TURN"


def host_robots(origin: str) -> Key:
    return f"HOST#{digest('host', origin)}", "ROBOTS"


def subscription(subscription: str) -> Key:
    return "SUBSCRIPTIONS", f"SUBSCRIPTION#{subscription}"


def unsubscribing(subscription: str) -> Key:
    return "UNSUBSCRIBING", f"UNSUBSCRIBE#{subscription}"


def cursor_secret() -> Key:
    return "SECRETS", "cursor"


def channel_secret() -> Key:
    return "SECRETS#channels", "key"


def link_secret() -> Key:
    return "SECRETS#links", "key"


def delivery(alert: str, subscription: str) -> Key:
    return f"DELIVERY#{alert}", f"TO#{subscription}"


def thread(incident: str, subscription: str) -> Key:
    return f"DELIVERY#{incident}", f"THREAD#{subscription}"


def session(session: str) -> Key:
    return f"SESSION#{session}", "SESSION"


def attempts(address: str, window: int) -> Key:
    return f"ATTEMPTS#{digest('address', address)}", str(window)


def asking(key_id: str) -> Key:
    return f"ASKING#{key_id}", "ASKING"


def effort(uploader: str, window: int) -> Key:
    return f"EFFORT#{digest('effort', uploader)}", str(window)


def desk_mark(kind: str, item: str) -> Key:
    return f"DESK#{kind}", checked_id(item, kind)


def desk_acknowledged(alert: str) -> Key:
    return "DESK#acknowledged", checked_id(alert, "alert")


def desk_muted(kind: str, item: str) -> Key:
    return "DESK#muted", f"{kind}#{digest('muted', item)}"


def month(month: str) -> Key:
    return "MONTHS", month


def list_partition(kind: ListKind, value: str, month: str, shard: int) -> str:
    return f"LIST#{kind}#{value}#{month}#{shard}"


def shard_of(kind: ListKind, item: str) -> int:
    """The shard that holds `item`: stable, so that writing twice writes one row."""
    return hashlib.sha256(item.encode()).digest()[0] % SHARDS[kind]


def list_row(kind: ListKind, value: str, at: str, item: str, version: str = "") -> Key:
    """The row of `item` in a list; `at` is a `stamp`. A version keeps the rows of two analyses apart."""
    partition = list_partition(kind, value, at[:7], shard_of(kind, item))
    return partition, f"{at}#{item}#{version}" if version else f"{at}#{item}"


def stamp(time: datetime) -> str:
    """UTC to the millisecond in a form that sorts as text."""
    return time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
