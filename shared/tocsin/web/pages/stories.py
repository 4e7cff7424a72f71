"""Stories: the list, and one with its ledger as a picture: who says, who agrees, who denies, how numbers moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tocsin.aws.muting import muting_of
from tocsin.aws.records import Card
from tocsin.aws.services import Services
from tocsin.reports.brief import markdown
from tocsin.reports.briefs import by_weight, story_brief
from tocsin.stories.casefile import CaseFile
from tocsin.stories.ledger import Event, LedgerClaim
from tocsin.web.charts import number_plots
from tocsin.web.lists import page_of
from tocsin.web.maps import Named, region_map
from tocsin.web.request import Reply
from tocsin.web.routes import Ask, Pages

pages = Pages()
ARTICLES = 40


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened to a claim of the story."""

    at: datetime
    event: Event
    claim: LedgerClaim


@pages.page("GET", "stories", scope="read")
def story_list(ask: Ask) -> Reply:
    page = page_of(ask, ["ui-stories"], lambda at: ask.services.stories.page(limit=40, position=at))
    muting = muting_of(ask.services)
    shown, hidden = muting.sift(page.items, lambda story: muting.of("story", story.id) is not None)
    marks = ask.services.desk.marks("story", [story.id for story in shown])
    return ask.show("stories.html", title="Stories", stories=shown, next=page.next, marks=marks, hidden=hidden)


@pages.page("GET", "stories/<story>", scope="read")
def story_page(ask: Ask, story: str) -> Reply:
    services = ask.services
    state = services.stories.story(story)
    file = services.stories.case_file(state.id)
    heads = services.articles.page("in-story", state.id, limit=ARTICLES)
    titles = {head.card.id: head.card for head in heads.items}
    by_id = {claim.id: claim for claim in file.ledger.claims}
    return ask.show(
        "story.html",
        title=state.title or "Story",
        story=state,
        claims=by_weight(file),
        by_id=by_id,
        moments=_moments(file),
        plots=number_plots(file.ledger.claims),
        origins=file.origins,
        grades=_grades(services, file),
        articles=heads.items,
        more=heads.next is not None,
        cards=titles,
        map=region_map(_places(titles.values())),
        forgotten=file.ledger.forgotten,
        mark=services.desk.marks("story", [state.id]).get(state.id),
        decisions=services.decisions.find_many(state.decisions),
        muted=muting_of(services).of("story", state.id),
    )


@pages.page("GET", "stories/<story>/brief", scope="read")
def brief_page(ask: Ask, story: str) -> Reply:
    """The story on one sheet, and the same as Markdown to be copied."""
    brief = story_brief(ask.services, story)
    told = markdown(brief, ask.services.now())
    return ask.show("brief.html", title=brief.title, story=story, brief=brief, markdown=told)


@pages.page("GET", "stories/<story>/brief.md", scope="read")
def brief_file(ask: Ask, story: str) -> Reply:
    told = markdown(story_brief(ask.services, story), ask.services.now())
    headers = {"Content-Disposition": f'attachment; filename="story-{story}.md"'}
    return Reply(told, content_type="text/markdown; charset=utf-8", headers=headers)


def _moments(file: CaseFile) -> list[Moment]:
    """The newest first; that a claim is new is told by the claim itself."""
    found = [Moment(event.at, event, claim) for claim in file.ledger.claims for event in claim.events]
    return sorted((m for m in found if m.event.change != "new"), key=lambda m: m.at, reverse=True)


def _grades(services: Services, file: CaseFile) -> dict[str, str]:
    return {str(origin): str(grade) for origin, grade in services.grades.known(file.origins).items()}


def _places(cards: Iterable[Card]) -> list[Named]:
    """Places by how many of the articles name them."""
    named = [(place.id, place.name) for card in cards for place in card.places]
    return [Named(id_, name, count) for (id_, name), count in Counter(named).items()]
