"""`tocsin story`: the ledger of a story for people, who said what first, who agrees, what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from tocsin.aws.keys import checked_id
from tocsin.cli.out import json_line, stdout
from tocsin.cli.target import JsonOption, StackOption, StateOption, find_target
from tocsin.model import Polarity
from tocsin.notify.message import told
from tocsin.notify.words import WORDS
from tocsin.stories.states import State
from tocsin.watches.quoted import Words

if TYPE_CHECKING:
    from tocsin.stories.casefile import CaseFile
    from tocsin.stories.index import StoryState
    from tocsin.stories.ledger import LedgerClaim
    from tocsin.stories.sightings import Sighting

STATE_STYLE = {"contradicted": "bold red", "corroborated": "bold green", "revised": "yellow", "withdrawn": "strike"}


def story(
    story_id: Annotated[str, typer.Argument(metavar="ID", help="The story's id, as articles and alerts name it.")],
    only: Annotated[State | None, typer.Option("--only", help="Only claims in this state.")] = None,
    stack: StackOption = None,
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """The claims of a story: the state of each, who said it first, who agrees or denies, and how it changed."""
    services = find_target(stack, state).services
    known = services.stories.story(checked_id(story_id, "story"))
    file = services.stories.case_file(known.id)
    claims = [claim for claim in file.ledger.claims if only is None or claim.state == only]
    if as_json:
        for claim in claims:
            json_line(claim)
        return
    show_ledger(stdout(), known, file, claims)


def show_ledger(console: Console, known: StoryState, file: CaseFile, claims: list[LedgerClaim]) -> None:
    """Heads of the story, then each claim."""
    console.print(Rule(Text(known.title or known.id), align="left"))
    days = " to ".join(dict.fromkeys(at.date().isoformat() for at in (known.first_at, known.last_at) if at))
    facts = [f"{known.size} articles", days, f"origins: {', '.join(file.origins) or 'none'}", f"story {known.id}"]
    console.print(Text(" · ".join(fact for fact in facts if fact), style="dim"))
    numbers = {claim.id: number for number, claim in enumerate(file.ledger.claims, 1)}
    for claim in claims:
        _show_claim(console, claim, numbers)
    if file.ledger.forgotten:
        console.print(Text(f"\n{file.ledger.forgotten} older claims are no longer kept", style="dim"))


def _show_claim(console: Console, claim: LedgerClaim, numbers: dict[str, int]) -> None:
    head = Text(f"\n{numbers[claim.id]}. {claim.state}", style=STATE_STYLE.get(claim.state, "bold"))
    against = [str(numbers[other]) for other in claim.against if other in numbers]
    head.append(f" by {', '.join(against)}" if against and claim.state == "contradicted" else "", style="")
    console.print(head, Text(f"   {_who(claim.current)}: {_said(claim.current)}"), sep="\n")
    console.print(Text(f"   first {_seen(claim.first)}", style="dim"))
    for seen in claim.sightings:
        if seen != claim.first:
            console.print(Text(f"   also  {_seen(seen)}", style="dim"))
    for event in claim.events[1:] if claim.events and claim.events[0].change == "new" else claim.events:
        before, after = _words(event.before, event.before_polarity), _words(event.after, event.after_polarity)
        change = f"{before} -> {after}" if before else after
        console.print(
            Text(f"   {event.at:%Y-%m-%d %H:%M} {event.change}{f' {event.number}' if event.number else ''}: {change}")
        )


def _who(seen: Sighting) -> str:
    return f"{seen.claimant or 'the article'} ({seen.kind})"


def _said(seen: Sighting) -> str:
    """Its words with what the claimant does with them: they alone may say the opposite."""
    return _words(seen.quote, seen.polarity, hedged=seen.hedged)


def _words(text: str, polarity: Polarity, *, hedged: bool = False) -> str:
    return told(Words(text, polarity, hedged), WORDS["en"])


def _seen(seen: Sighting) -> str:
    return f"{seen.at:%Y-%m-%d %H:%M} {seen.origin}, article {seen.article}: {_said(seen)}"
