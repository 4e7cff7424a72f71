"""What a desk decided of stories, in the table: each decision and all that follows from it in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.aws import keys
from tocsin.aws.memory import Moved
from tocsin.aws.storyitems import file_item, file_write, moves, redirected, sent_on, story_item
from tocsin.aws.table import Item, Table, Write, versioned
from tocsin.codec import from_json, to_json
from tocsin.errors import NotFound
from tocsin.stories.casefile import CaseFile
from tocsin.stories.decisions import Decision
from tocsin.stories.index import StoryState
from tocsin.stories.regroup import redirect

MAX_MOVED = 60
"""Articles that change over in one transaction, which DynamoDB bounds at 100 writes."""
UNVERSIONED = 0


@dataclass(frozen=True, slots=True)
class Joining:
    """`story` as it is with all of `gone` in it, which are redirected; the first of these was its own until now."""

    story: StoryState
    file: CaseFile
    place: Moved
    gone: tuple[str, ...]
    gone_version: int
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parting:
    """Two stories in the place of one. `back` are redirects that lead to `new` again, and `new` if it is one itself."""

    rest: StoryState
    new: StoryState
    files: tuple[CaseFile, CaseFile]
    place: Moved
    articles: tuple[str, ...]
    back: tuple[str, ...] = ()


class Decisions:
    """The decisions of one deployment."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, decision: str) -> Decision:
        """Raises `NotFound`."""
        found = self.find_many([decision])
        if not found:
            raise NotFound("no such decision")
        return found[0]

    def find_many(self, decisions: Sequence[str]) -> list[Decision]:
        """Those that are there, in the order asked."""
        wanted = [keys.decision(one) for one in decisions]
        items = self._table.get_many(wanted) if wanted else {}
        return [from_json(items[key]["data"], Decision) for key in wanted if key in items]

    def newest(self, since: str, until: str, limit: int) -> list[Decision]:
        """Those with `since <= time < until`, the newest first."""
        pk, low = keys.decision(since)
        items = self._table.query(pk, low, until, limit=limit, consistent=True)
        return [from_json(item["data"], Decision) for item in items if item["sk"] < until]

    def join(self, joining: Joining, decision: Decision, expires: int) -> None:
        """All or nothing. Raises `Conflict` if an article was placed or entered meanwhile, or somebody decided."""
        story, first = joining.story, joining.gone[0]
        versions = {first: joining.gone_version + 1}
        redirects = [redirect(one, story.id, versions.get(one, UNVERSIONED)) for one in joining.gone]
        self._table.transact(
            [
                versioned(story_item(story, joining.place.at, expires, was=joining.place.was), story.version),
                file_write(story.id, joining.file, expires),
                *(redirected(state, expires) for state in redirects),
                *(sent_on(one, story.id, expires) for one in joining.gone),
                *moves(joining.articles, story.id),
                _decided(decision, expires),
            ]
        )

    def part(self, parting: Parting, decision: Decision, at: str, expires: int) -> None:
        """All or nothing. Raises `Conflict` if an article was placed or entered meanwhile, or somebody decided."""
        rest, new = parting.rest, parting.new
        restored = new.id in parting.back
        others = [one for one in parting.back if one != new.id]
        fresh: list[Item] = [story_item(new, at, expires), file_item(new.id, parting.files[1], expires)]
        writes = [
            versioned(story_item(rest, parting.place.at, expires, was=parting.place.was), rest.version),
            file_write(rest.id, parting.files[0], expires),
            *(Write((item["pk"], item["sk"]), put=item) if restored else versioned(item, 1) for item in fresh),
            *(redirected(redirect(one, new.id, UNVERSIONED), expires) for one in others),
            *(sent_on(one, new.id, expires) for one in others),
        ]
        self._table.transact([*writes, *moves(parting.articles, new.id), _decided(decision, expires)])


def _decided(decision: Decision, expires: int) -> Write:
    """A decision is made once, and undone once."""
    pk, sk = keys.decision(decision.id)
    version = 1 if decision.undone_at is None else 2
    item = {"pk": pk, "sk": sk, "v": version, "data": to_json(decision).decode(), "ttl": expires}
    return versioned(item, version)
