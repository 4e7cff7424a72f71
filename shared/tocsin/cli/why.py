"""`tocsin why`: all that led to an alert, or why a watch did not ring for an article or a story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from tocsin.aws.keys import checked_id
from tocsin.cli.alerts import show_alert
from tocsin.cli.out import json_line, stdout
from tocsin.cli.target import JsonOption, StackOption, StateOption, find_target
from tocsin.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tocsin.aws.services import Services
    from tocsin.queries.belonging import Together
    from tocsin.reports.reasons import AlertReasons, StoryReasons, WatchReasons
    from tocsin.stories.likeness import Likeness
    from tocsin.watches.explain import Check, Passage


def why(  # noqa: PLR0917  # typer reads the options from the parameters
    alert: Annotated[str | None, typer.Argument(metavar="[ALERT]", help="The id of an alert.")] = None,
    watch: Annotated[str | None, typer.Option("--watch", help="Why this watch rang or did not, for ...")] = None,
    article: Annotated[
        str | None, typer.Option("--article", help="... this article, or ... Alone: why its story.")
    ] = None,
    story: Annotated[str | None, typer.Option("--story", help="... this story. Alone: why it is one.")] = None,
    stack: StackOption = None,
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Why an alert rang: the words, claims, origins and changes behind it. Or why a watch did not: which condition of
    its rule failed, or what suppressed or holds the alert, and until when. Or, without a watch, why an --article is in
    its story, or the articles of a --story are one.
    """
    if alert is None and watch is None and (article is not None or story is not None):
        _why_together(find_target(stack, state).services, story, article, as_json=as_json)
        return
    if (alert is None) == (watch is None) or (watch is not None and (article is None) == (story is None)):
        raise InvalidInput("name an alert, an --article, a --story, or --watch with one of these two", where="why")
    from tocsin.reports.why import why_alert, why_article, why_story  # noqa: PLC0415  # loads the AWS side

    services = find_target(stack, state).services
    console = stdout()
    if alert is not None:
        led = why_alert(services, checked_id(alert, "alert"))
        json_line(led) if as_json else show_alert_reasons(console, led)
        return
    known = services.watches.get(checked_id(watch or "", "watch"))
    if article is not None:
        found = why_article(services, known, checked_id(article, "article"))
        json_line(found) if as_json else show_watch_reasons(console, found)
        return
    whole = why_story(services, known, checked_id(story or "", "story"))
    json_line(whole) if as_json else show_story_reasons(console, whole)


def _why_together(services: Services, story: str | None, article: str | None, *, as_json: bool) -> None:
    from tocsin.queries.belonging import why_together, why_with  # noqa: PLC0415  # loads the AWS side

    one = checked_id(article, "article") if article is not None else None
    if story is not None:
        found = why_together(services, checked_id(story, "story"), one)
    else:
        found = why_with(services, one or "")
    json_line(found) if as_json else show_together(stdout(), found)


def show_together(console: Console, found: Together) -> None:
    """Each article with its likeness to the rest of the story, then what it shares with those that are most like it."""
    console.print(Text(f"story {found.story}: {found.size} articles, {found.compared} compared", style="bold"))
    for decision in found.decisions:
        console.print(Text(f"  {decision.kind} by {decision.by} at {decision.at}: {decision.id}"))
    for one in found.articles:
        _head(console, one.title or one.article)
        if one.likeness is not None:
            console.print(Text(f"  like the rest {_likeness(one.likeness)}; joins from {one.least:.2f} on"))
        for met in one.meetings:
            console.print(Text(f"  with {met.title or met.article}: {_likeness(met.likeness)}"))
            told = (("words", met.words), ("names", met.names), ("days", met.days), ("figures", met.figures))
            _line(console, "met", told)
            _line(console, "differ", (("only here", met.only_here), ("only there", met.only_there)))
            terms = (*met.terms.kinds, *met.terms.places, *met.terms.sites, *map("{:g}".format, met.terms.figures))
            if terms:
                found_terms = f"    in any language: {', '.join(terms)} ({met.terms.value:g} of {one.least_terms:g})"
                console.print(Text(found_terms, style="dim"))
            if met.one_day:
                found_day = f"    of one day, in like words: {met.one_day:.2f}; joins from {one.least_one_day:.2f} on"
                console.print(Text(found_day, style="dim"))
            if met.conflict is not None:
                console.print(Text(f"    conflict: {met.conflict}", style="red"))


def _likeness(found: Likeness) -> str:
    parts = f"words {found.words:.2f}, names {found.names:.2f}, core {found.core:.2f}, times {found.times:+.2f}"
    return f"{found.value:.2f} ({parts})"


def _line(console: Console, what: str, told: Sequence[tuple[str, tuple[str, ...]]]) -> None:
    words = "; ".join(f"{kind} {', '.join(found)}" for kind, found in told if found)
    if words:
        console.print(Text(f"    {what}: {words}", style="dim"))


def show_alert_reasons(console: Console, led: AlertReasons) -> None:
    """The alert, then the grounds of the rule, the claims, what changed, and who is behind it."""
    from tocsin.notify.message import changed_line, claim_line  # noqa: PLC0415  # not for the import of the command
    from tocsin.notify.words import WORDS  # noqa: PLC0415

    told = led.sent.alert
    show_alert(console, told)
    console.print(Text(f"\n{told.msg_type} {told.id}, raised {told.raised_at}, sent {led.sent.sent_at or 'not yet'}"))
    if told.hold and led.sent.sent_at is None:
        console.print(Text(f"held by {told.hold} until {told.not_before}"))
    if led.follows:
        console.print(Text(f"follows {led.follows.alert.id}: {led.follows.alert.title}"))
    _head(console, f"The rule of {told.watch} (version {told.watch_version}{_changed(led)})")
    for ground in led.grounds:
        console.print(Text(f"  {ground.told}"))
        _passages(console, ground.passages)
    _head(console, "Claims")
    for claim in led.claims:
        states = f"{claim.told.state or 'not in the ledger'} then, {claim.state_now or 'not kept'} now"
        console.print(Text(f"  {claim_line(claim.told, WORDS['en']).line}: {states}"))
        _passages(console, claim.passages)
    if led.changes:
        _head(console, "What the article changed in the ledger")
    for change in led.changes:
        console.print(Text(f"  {changed_line(change, told, WORDS['en'])}"))
    part = f"{led.part or 'expired'}{f' of {led.of}' if led.of else ''}, origin {led.origin or 'unknown'}"
    origins = [f"{origin} ({led.grades[origin]})" if origin in led.grades else origin for origin in led.origins]
    _head(console, f"The article is {part}; the story's origins: {', '.join(origins) or 'none'}")


def show_watch_reasons(console: Console, found: WatchReasons) -> None:
    """The outcome, then each condition of the rule as it is now."""
    console.print(Text(f"{found.article.title or found.article.id}", style="bold"))
    when = f"when it came ({found.at})" if found.at else "so far"
    console.print(Text(f"{found.watch.id}, {when}: {found.reason} ({found.outcome})"))
    if found.alert is not None:
        sent = found.alert.sent_at or (f"held until {found.until}" if found.until else "not yet")
        console.print(Text(f"alert of the story: {found.alert.alert.id}, sent: {sent}"))
    if found.now:
        console.print(Text("the watch and the story as they are now:"))
    _checks(console, found.now)


def show_story_reasons(console: Console, whole: StoryReasons) -> None:
    """What came of each article, then the conditions of the one that meets most of them."""
    if whole.alert is not None:
        sent = whole.alert.sent_at or (f"held until {whole.until}" if whole.until else "not yet")
        console.print(Text(f"{whole.watch.id} rang: alert {whole.alert.alert.id}, sent: {sent}", style="bold"))
    else:
        console.print(Text(f"{whole.watch.id} did not ring for story {whole.story}", style="bold"))
    for tried in whole.articles:
        console.print(Text(f"  {tried.article.at} {tried.article.title or tried.article.id}"))
        console.print(Text(f"    {tried.reason} ({tried.outcome})", style="dim"))
    if whole.nearest is not None:
        _head(console, "The article that meets most of the rule, by what is known now")
        show_watch_reasons(console, whole.nearest)


def _checks(console: Console, checks: tuple[Check, ...]) -> None:
    for check in checks:
        mark, style = ("holds", "green") if check.holds else ("fails", "red")
        later = " (a later article may bring it about)" if check.may_yet_hold else ""
        found = "; ".join(check.words or check.found) or "nothing"
        wanted = ", ".join(check.wanted)
        console.print(Text(f"  {mark} {check.condition}: asked {wanted}, found {found}{later}", style=style))


def _passages(console: Console, passages: tuple[Passage, ...]) -> None:
    for passage in passages:
        console.print(Text(f"    {passage.start}-{passage.end} {passage.sentence}", style="dim"))


def _changed(led: AlertReasons) -> str:
    now = led.watch_now
    if now is None:
        return ", since removed"
    return "" if now.version == led.sent.alert.watch_version else f", since changed to version {now.version}"


def _head(console: Console, words: str) -> None:
    console.print(Text(f"\n{words}", style="bold cyan"))
