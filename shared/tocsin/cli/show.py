"""How analyses look on a terminal."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from tocsin.model import Analysis, Article, Brief, Claim, Place, Quantity

KIND_STYLE = {
    "denial": "red",
    "accusation": "red",
    "threat": "red",
    "warning": "yellow",
    "promise": "green",
    "estimate": "yellow",
}
KEY_CLAIMS = 12
"""Sure claims shown unless all are asked for; they come with the key ones first."""
ROLE_WORDS = {"destination": "people go there", "origin": "people leave it", "location": "it happens there"}


def show_analysis(
    console: Console, article: Article, analysis: Analysis, *, most_claims: int | None = KEY_CLAIMS
) -> None:
    """Print one article's analysis for people, with at most this many claims that are sure, or all (None)."""
    claims = analysis.claims
    if most_claims is not None:
        claims = tuple([claim for claim in claims if claim.sure] or claims)[:most_claims]
    console.print(analysis_view(article, analysis, claims))


def _brief_lines(brief: Brief) -> list[str]:
    """Each sentence with its verdict, and its translation under it."""
    lines = []
    for one in brief.sentences:
        lines.append(f"{one.text} [{one.verdict}]")
        if one.translation:
            lines.append(f"  {brief.translated}: {one.translation}")
    return lines


def analysis_view(article: Article, analysis: Analysis, claims: tuple[Claim, ...]) -> RenderableType:
    """Headline, summary, claims, topics, places, and what was dropped or could not be done."""
    parts: list[RenderableType] = [
        Rule(Text(article.title or article.text[:60]), align="left"),
        _source_line(article, analysis),
    ]
    parts += _section("Summary", [Text(sentence.text) for sentence in analysis.summary.sentences])
    if analysis.translation is not None:
        told = [Text(text or "(left out)") for text in analysis.translation.sentences]
        parts += _section(f"Summary in {analysis.translation.language}, translated, not verified", list(told))
    if analysis.brief is not None:
        parts += _section("Brief, by the model", [Text(line) for line in _brief_lines(analysis.brief)])
    title = (
        "Claims"
        if len(claims) == len(analysis.claims)
        else f"Claims ({len(claims)} of {len(analysis.claims)}: key ones that are sure)"
    )
    parts += _section(title, [claims_table(article.text, claims)] if claims else [])
    parts += _section("Topics", [_topics_table(article.text, analysis)] if analysis.topics else [])
    parts += _section("Subject", [Text(analysis.subject.label)] if analysis.subject else [])
    parts += _section("Places", [_places_table(analysis.places)] if analysis.places else [])
    dropped = ", ".join(f"{d.count} {d.item}: {d.reason}" for d in analysis.dropped)
    parts += _section("Dropped by the gate", [Text(dropped)] if dropped else [])
    parts += _section("Notes", [Text(note) for note in analysis.notes])
    return Group(*parts)


def claims_table(text: str, claims: tuple[Claim, ...]) -> Table:
    """Who says what: claimant with role, kind and voice, the verbatim words, the quantities in them."""
    from tocsin.notify.message import told  # noqa: PLC0415  # not for the import of the command
    from tocsin.notify.words import WORDS  # noqa: PLC0415
    from tocsin.watches.quoted import Words  # noqa: PLC0415

    table = Table(show_edge=False, pad_edge=False, expand=True)
    table.add_column("who", ratio=4)
    table.add_column("kind", ratio=3)
    table.add_column("what, in the article's words", ratio=8)
    table.add_column("numbers", ratio=3)
    for claim in claims:
        quote = " … ".join(text[span.start : span.end] for span in claim.shown)
        table.add_row(
            _who(claim),
            Text(
                f"{claim.kind}, {claim.voice}",
                style=KIND_STYLE.get(claim.kind, ""),
            ),
            Text(told(Words(quote, claim.stance, claim.hedged), WORDS["en"])),
            Text("\n".join(quantity_words(quantity) for quantity in claim.quantities)),
        )
    return table


def quantity_words(quantity: Quantity) -> str:
    """A quantity as a reader would note it: the words of the article."""
    counted = quantity.thing if quantity.thing and quantity.thing not in quantity.text else None
    return " ".join(part for part in (quantity.text, counted) if part)


def _who(claim: Claim) -> Text:
    if claim.claimant is None:
        return Text("the article" if claim.voice == "author" else "not said", style="dim")
    who = Text(claim.claimant.name, style="bold")
    if claim.claimant.role:
        who.append(f"\n{claim.claimant.role}", style="dim")
    return who


def _topics_table(text: str, analysis: Analysis) -> Table:
    table = Table.grid(padding=(0, 2))
    for topic in analysis.topics:
        words = dict.fromkeys(text[span.start : span.end] for span in topic.spans)
        table.add_row(
            Text(topic.label, style="bold"),
            f"{topic.score:.2f}",
            "" if topic.mode == "happening" else topic.mode,
            Text(", ".join(list(words)[:8]), style="dim"),
        )
    return table


def _places_table(places: tuple[Place, ...]) -> Table:
    table = Table.grid(padding=(0, 2))
    for place in places:
        role = ROLE_WORDS.get(place.role or "", "")
        table.add_row(
            Text(place.name, style="bold"), place.country or "", place.kind, role, f"named {len(place.spans)}x"
        )
    return table


def _source_line(article: Article, analysis: Analysis) -> Text:
    when = article.published_at.date().isoformat() if article.published_at else None
    facts = [
        article.publisher,
        article.byline,
        when,
        analysis.language,
        f"engine {analysis.versions.engine}",
        f"id {article.id}",
    ]
    return Text(" · ".join(fact for fact in facts if fact), style="dim")


def _section(title: str, body: list[RenderableType]) -> list[RenderableType]:
    return [Text(f"\n{title}", style="bold cyan"), *(Padding(part, (0, 0, 0, 2)) for part in body)] if body else []


def problem(console: Console, where: str, message: str) -> None:
    """One line for a file or a call that went wrong; `where` and `message` are data, not markup."""
    console.print(f"[red]{escape(where)}[/red]: {escape(message)}")
