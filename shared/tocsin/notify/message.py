"""An alert as a reader is told it: parts that every channel sets in its own markup. Nothing in it is markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from tocsin.notify.visible import seen
from tocsin.notify.words import WORDS, Vocabulary
from tocsin.watches.alert import Alert, MsgType
from tocsin.watches.model import Language, Severity
from tocsin.watches.quoted import ClaimChange, QuotedClaim, Words
from tocsin.watches.rules import Evidence

MOST_PLACES = 3
MOST_NAMES = 48
"""Characters of a subject for the names of several watches."""


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim to be shown: `words` begin with what its claimant does with them ("not confirmed: ...")."""

    words: str
    who: str
    notes: tuple[str, ...]
    """How the article says that it is said, what kind it is, and where it stands in the ledger."""

    @property
    def line(self) -> str:
        """All of it in a line of plain text."""
        return f"{self.words} — {'; '.join((self.who, *self.notes))}"


@dataclass(frozen=True, slots=True)
class Link:
    """Where to read on: what is there, and its address or the command that shows it."""

    name: str
    target: str


@dataclass(frozen=True, slots=True)
class Item:
    """A story in a briefing: headline, what is said and by whom, facts, and the article's address."""

    head: str
    quote: str
    facts: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Stories of which the same is told; without a heading, what is said of all of them."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """The parts in the order in which they are read. All text is data: who sets it in a markup escapes it. Of an alert
    each is one line of what can be seen (`tocsin.notify.visible`)."""

    id: str
    incident: str
    """Shared by an alert and what follows it."""
    type: MsgType
    severity: Severity
    watch: str
    language: Language
    subject: str
    what: str
    """What happened, in a headline; in an update what changed."""
    first: str
    """One line: what happened, where, since when, who says so, how sure it is."""
    changed: tuple[str, ...]
    summary: str
    claims: tuple[ClaimLine, ...]
    more_claims: str
    facts: tuple[str, ...]
    """Severity, places, when it was published and by whom."""
    why: tuple[str, ...]
    """The first of them is the heading."""
    also: tuple[str, ...]
    """The same of each other watch that the article met, a line each."""
    links: tuple[Link, ...]
    note: str
    """What everything that is sent says of itself."""
    headings: tuple[str, str, str]
    """Of `changed`, of `claims`, of `links`."""
    short: tuple[str, str, tuple[str, ...]]
    """For a short message: what is told before the headline, the headline, and behind it, the most first."""
    story: str = ""
    """What all mails about one event are kept together by."""
    sections: tuple[Section, ...] = ()
    """Of a digest: what `summary` tells in plain text."""


def compose(
    alert: Alert, language: Language | None = None, also: Sequence[Alert] = (), *, acknowledge: str = ""
) -> Message:
    """The message of an alert, in the language that its watch is told in or another.

    `also`: alerts of other watches for the same article, which it names with what they ask for. `acknowledge`: where
    whoever reads it says that they see to it.
    """
    spoken = language or alert.told_in
    v = WORDS[spoken]
    changed = tuple(changed_line(change, alert, v) for change in alert.changes) if alert.msg_type != "alert" else ()
    what = changed[0] if changed else headline(alert, v)
    where = ", ".join(places_of(alert)[:MOST_PLACES])
    source = _source(alert, what)
    severity = v.severity[alert.severity]
    links = _links(alert, v, acknowledge)
    head = severity if alert.msg_type == "alert" else f"{v.types[alert.msg_type]}: {severity}"
    message = Message(
        id=alert.id,
        story=alert.story,
        incident=alert.incident,
        type=alert.msg_type,
        severity=alert.severity,
        watch=alert.watch,
        language=spoken,
        subject=f"{head}: {_names((alert, *also))}: {what}",
        what=what,
        first=_first(alert, what, where, source, v),
        changed=changed,
        summary=alert.summary,
        claims=tuple(claim_line(claim, v) for claim in alert.claims),
        more_claims=v.more_claims.format(alert.more_claims) if alert.more_claims else "",
        facts=_facts(alert, v),
        why=_why(alert, v),
        also=tuple(v.also.format(other.watch_name, "; ".join(_why(other, v)[1:])) for other in also),
        links=(),
        note=v.disclaimer,
        headings=(v.what_changed, v.who_says_what, v.read_on),
        short=(
            f"{head}: ",
            what,
            (_behind(where, _clock(alert), source), _behind(where, _clock(alert)), _behind(_clock(alert))),
        ),
    )
    # An address is what it is, or no link; a short message is put together of parts that bring their own spaces.
    return replace(seen(message), links=links, short=message.short)


def _names(alerts: Sequence[Alert]) -> str:
    """Of the watches, or of the first and the number of the others where they would leave no room for the headline."""
    names = ", ".join(one.watch_name for one in alerts)
    return names if len(alerts) == 1 or len(names) <= MOST_NAMES else f"{alerts[0].watch_name} +{len(alerts) - 1}"


def told(words: Words, v: Vocabulary) -> str:
    """The words with what their claimant does with them before them: the only way in which any are shown."""
    marks = [mark for mark in (v.polarity[words.polarity], v.hedged if words.hedged else "") if mark]
    return f"{', '.join(marks)}: {words.text}" if marks else words.text


def claim_line(claim: QuotedClaim, v: Vocabulary) -> ClaimLine:
    notes = [
        f"“{claim.cue}”" if claim.cue else "",
        v.kinds.get(claim.kind, ""),
        v.states[claim.state] if claim.state else "",
    ]
    return ClaimLine(told(claim.words, v), claim.claimant or v.the_article, tuple(filter(None, notes)))


def changed_line(change: ClaimChange, alert: Alert, v: Vocabulary) -> str:
    """What became of a claim that was told, and who says so."""
    before = told(change.before, v) if change.before else ""
    after = told(change.after, v) if change.after else ""
    by = change.by or alert.publisher or v.the_article
    template = v.changes[change.change]
    if change.before and change.after and change.before.text == change.after.text:
        template = template.partition(" (")[0]  # a denial repeats what was told
    if change.number:
        template = f"{change.number}, {v.says.format('{by}')}: {template.partition(': ')[2]}"
    return template.format(by=by, before=before, after=after)


def headline(alert: Alert, v: Vocabulary) -> str:
    """The article's title if it says why the watch rang, else the first of the claims that do."""
    title = alert.title.casefold()
    lead = next((claim for claim in alert.claims if claim.meets), None)
    met = [word.casefold() for one in alert.why for word in one.words]
    if lead is None or not met or any(word in title for word in met):
        return alert.title
    words = told(lead.words, v)
    return f"{words[0].upper()}{words[1:]}"


def places_of(alert: Alert) -> tuple[str, ...]:
    """The places that the watch asks for and the article names, else those that it names."""
    met = dict.fromkeys(one.name or one.value for one in alert.why if one.condition == "places")
    return tuple(met) or alert.places


def local(at: str, zone: str) -> str:
    """A time by the clock on the wall, with the zone that it hangs in."""
    return f"{datetime.fromisoformat(at).astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} {zone}"


def sources(count: int, v: Vocabulary) -> str:
    return v.one_source if count == 1 else v.sources.format(count)


def _first(alert: Alert, what: str, where: str, source: str, v: Vocabulary) -> str:
    since = f"{v.since} {local(alert.since, alert.timezone)}" if alert.since else ""
    says = v.says.format(source or v.the_article)
    sure = f"{sources(alert.origins, v)}, {v.certainty[alert.certainty]}"
    end = "" if what.endswith((".", "!", "?", "…")) else "."
    rest = "; ".join(filter(None, (where, since, says, sure)))
    return f"{what}{end} {rest[0].upper()}{rest[1:]}."


def _source(alert: Alert, what: str) -> str:
    """Who says what the headline says: whose claim it is, if it is one, and who printed it."""
    if alert.changes and alert.msg_type != "alert":
        lead = alert.changes[0].by
    else:
        told_first = alert.claims[0] if alert.claims and what != alert.title else None
        lead = told_first.claimant if told_first else None
    return ", ".join(dict.fromkeys(filter(None, (lead, alert.publisher))))


def _clock(alert: Alert) -> str:
    at = alert.published_at or alert.raised_at
    return f"{datetime.fromisoformat(at).astimezone(ZoneInfo(alert.timezone)):%H:%M}"


def _behind(*parts: str) -> str:
    return f" ({', '.join(filter(None, parts))})"


def _facts(alert: Alert, v: Vocabulary) -> tuple[str, ...]:
    published = [local(alert.published_at, alert.timezone)] if alert.published_at else []
    published += [alert.publisher] if alert.publisher else []
    follows = v.follows.format(local(alert.since, alert.timezone)) if alert.references and alert.since else ""
    facts = [
        follows,
        f"{v.severity_is}: {v.severity[alert.severity]}",
        f"{v.places}: {', '.join(alert.places)}" if alert.places else "",
        f"{v.published}: {', '.join(published)}" if published else "",
    ]
    return tuple(filter(None, facts))


def _why(alert: Alert, v: Vocabulary) -> tuple[str, ...]:
    head = v.why.format(alert.watch_name)
    if not alert.why:
        return head.split(":")[0] + ":", v.why_follows.format(alert.incident)
    more = [v.more_why.format(alert.more_why)] if alert.more_why else []
    return head, *(ground(one, v) for one in alert.why), *more


def ground(one: Evidence, v: Vocabulary) -> str:
    """A condition that held, in words: what the rule asks for, and the article's words that met it."""
    value = f"“{one.value}”" if one.condition.startswith("words") else one.name or _value(one, v)
    met = v.conditions[one.condition].format(value)
    shown = [word for word in one.words if word.casefold() != one.value.casefold()]
    return f"{met}: {_quoted(shown)}" if shown else met


def _value(one: Evidence, v: Vocabulary) -> str:
    """The value of a condition in the language's words, where it has one."""
    named = [*v.severity.items(), *v.states.items(), *v.kinds.items()]
    return next((words for value, words in named if value == one.value), one.value)


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"“{' '.join(word.split())}”" for word in words)


def _links(alert: Alert, v: Vocabulary, acknowledge: str) -> tuple[Link, ...]:
    """The article itself needs no key; what is kept of it is shown by a command that brings its own."""
    found = [Link(v.article, alert.url)] if alert.url and alert.url.isprintable() else []
    found += [Link(v.acknowledge, acknowledge)] if acknowledge else []
    return *found, Link(v.in_tocsin, f"tocsin why {alert.id}")
