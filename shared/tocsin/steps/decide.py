"""A desk joins two stories, parts one, or undoes either: by hand, ringing nobody.

Rows of lists are written before what bears them out; all else of a decision is one transaction, so that a crash leaves
no halves and whoever asks again gets the decision that stands. Ledgers and states are worked out anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from tocsin.aws.decisions import MAX_MOVED, Joining, Parting
from tocsin.aws.keys import stamp
from tocsin.aws.services import Services
from tocsin.errors import Conflict, InvalidInput
from tocsin.queries.wholes import Whole, postings_of, read_whole, told_of
from tocsin.steps.fault import fault
from tocsin.stories.anew import Told, file_anew, state_anew, traces_of, without
from tocsin.stories.casefile import CaseFile, join_files, part_file
from tocsin.stories.decisions import (
    MAX_KIN,
    MAX_OFFSHOOTS,
    MAX_STAYED,
    Decision,
    decision_id,
    joined_by_hand,
    left_by_hand,
    parted_kin,
    split_id,
)
from tocsin.stories.index import StoryState, rarity_by

TRIES: Final = 3

T = TypeVar("T")


class Undecidable(Conflict):
    """What is asked for cannot be done with these stories; trying again does not help."""


def merge(services: Services, story: str, other: str, by: str) -> Decision:
    """Make `other` part of `story`, whose id stays; the same decision where it stands already.

    Raises `NotFound`, and `Undecidable` for stories that are one anyhow or too many articles.
    """
    return _tried(lambda: _merge(services, story, other, by))


def split(services: Services, story: str, articles: Sequence[str], by: str) -> Decision:
    """Make a story of its own of some articles; the same decision where it stands already.

    Raises `NotFound`, `InvalidInput` for articles that are not in the story or are all of it, `Undecidable`.
    """
    return _tried(lambda: _split(services, story, tuple(dict.fromkeys(articles)), by))


def undo(services: Services, decision: str, by: str) -> Decision:
    """Take a decision back: articles that came since stay where they are, or come along with their story.

    One that was undone is answered as it is. Raises `NotFound`, and `Undecidable` where later changes stand against it.
    """
    return _tried(lambda: _undo(services, decision, by))


def _tried(attempt: Callable[[], T]) -> T:
    """Articles come in meanwhile: what was read is read again."""
    for _ in range(TRIES - 1):
        try:
            return attempt()
        except Undecidable:
            raise
        except Conflict:
            continue
    return attempt()


def _merge(services: Services, story: str, other: str, by: str) -> Decision:
    mine, theirs = services.stories.moved(story), services.stories.moved(other)
    if mine.story.id == theirs.story.id:
        return _standing(services, mine.story, "merge", other)
    one, two = read_whole(services, mine), read_whole(services, theirs)
    now = stamp(services.now())
    decision = Decision(
        id=decision_id(now, "merge", one.state.id, two.state.id),
        kind="merge",
        story=one.state.id,
        other=two.state.id,
        moved=two.articles,
        stayed=one.articles[-MAX_STAYED:],
        at=now,
        by=by,
        kin=two.state.kin,
    )
    _join(services, one, two, decision, joined_by_hand(one.state, two.state, decision.id))
    return decision


def _split(services: Services, story: str, articles: tuple[str, ...], by: str) -> Decision:
    place = services.stories.moved(story)
    new = split_id(place.story.id, articles)
    found = services.articles.heads(list(articles), consistent=True)
    if found and {head.story for head in found.values()} == {new}:
        return _standing(services, place.story, "split", new)
    if strange := [one for one in articles if one not in found or found[one].story != place.story.id]:
        raise InvalidInput(f"{strange[0]} is no article of this story", where="articles")
    whole = read_whole(services, place)
    if len(articles) == len(whole.articles):
        raise InvalidInput("are all articles of the story: leave it one at least", where="articles")
    now = stamp(services.now())
    decision = Decision(
        id=decision_id(now, "split", whole.state.id, new),
        kind="split",
        story=whole.state.id,
        other=new,
        moved=tuple(one for one in whole.articles if one in articles),
        stayed=tuple(one for one in whole.articles if one not in articles)[-MAX_STAYED:],
        at=now,
        by=by,
    )
    _part(services, whole, decision)
    return decision


def _undo(services: Services, decision: str, by: str) -> Decision:
    known = services.decisions.get(decision)
    if known.undone_at is not None:
        return known
    undone = replace(known, undone_at=stamp(services.now()), undone_by=by)
    place = services.stories.moved(known.story)
    if known.kind == "split":
        other = services.stories.moved(known.other)
        if other.story.id == place.story.id:
            raise Undecidable("the two are one story since", where="decision")
        one, two = read_whole(services, place), read_whole(services, other)
        _join(services, one, two, undone, _forgotten(joined_by_hand(one.state, two.state, known.id), known.id))
        return undone
    whole = read_whole(services, place)
    left = [one for one in known.moved if one in whole.articles]
    if not left or len(left) == len(whole.articles) or services.stories.current(known.other) != place.story.id:
        raise Undecidable("these articles went on to other stories since", where="decision")
    _part(services, whole, replace(undone, moved=tuple(left)), undone)
    return undone


def _standing(services: Services, state: StoryState, kind: str, other: str) -> Decision:
    """The decision by which it is so already."""
    for known in reversed(services.decisions.find_many(state.decisions)):
        if known.kind == kind and other in {known.other, *(kin.story for kin in known.kin)}:
            return known
    raise Undecidable("they are one story already" if kind == "merge" else "they are a story already", where="story")


def _join(services: Services, one: Whole, two: Whole, decision: Decision, state: StoryState) -> None:
    """One story in the place of two, and the decision."""
    if len(state.kin) > MAX_KIN or len(two.articles) > MAX_MOVED:
        raise Undecidable(f"at most {MAX_MOVED} articles and {MAX_KIN} stories can be joined to a story", where="story")
    gone = (two.state.id, *(kin.story for kin in two.state.kin if not kin.only and kin.story != one.state.id))
    file = join_files(one.file, two.state.id, two.file, services.now())
    every = told_of(services, (*one.heads, *two.heads))
    if every is not None:
        anew = file_anew(every, services.grades.sources(), one.file, traces_of(one.file, two.file))
        file = replace(anew, parts=file.parts)
    else:
        file = replace(file, version=one.file.version + 1)
    expires = max(head.expires for head in (*one.heads, *two.heads))
    services.archiving.put((*one.articles, *two.articles), expires)
    services.stories.list_articles(state.id, two.heads, expires)
    fault("decide.listed")
    joining = Joining(state, file, one.place, gone, two.state.version, two.articles)
    services.decisions.join(joining, decision, expires)
    fault("decide.decided")


def _part(services: Services, whole: Whole, decision: Decision, recorded: Decision | None = None) -> None:
    """The articles that `decision` moves in a story of their own: a new one, or the one that they came from."""
    state, moved, new = whole.state, decision.moved, decision.other
    if len(moved) > MAX_MOVED or len(state.offshoots) >= MAX_OFFSHOOTS:
        raise Undecidable(f"at most {MAX_MOVED} articles leave at once, and {MAX_OFFSHOOTS} stories in all")
    back = (new, *(kin.story for kin in decision.kin if not kin.only)) if decision.kind == "merge" else ()
    rest = left_by_hand(state, new, decision.id, decision.kin)
    rest = rest if decision.undone_at is None else _forgotten(rest, decision.id)
    heads = [head for head in whole.heads if head.card.id in moved]
    fresh = StoryState(new, None, None, None, 0, {}, "", 1, kin=parted_kin(state, moved, decision.kin))
    fresh = fresh if decision.undone_at is not None else replace(fresh, decisions=(decision.id,))
    every = told_of(services, whole.heads)
    leaving = without(every, moved)[1] if every is not None else told_of(services, heads)
    if not leaving:
        raise Undecidable("the texts of these articles are no longer kept", where="articles")
    rarity = rarity_by(postings_of(services, [one.article.text for one in every or leaving]))
    fresh = state_anew(fresh, leaving, rarity)
    if every is not None:
        files = _files_anew(services, whole, every, moved)
        rest = state_anew(rest, without(every, moved)[0], rarity)
    else:
        one, two = part_file(whole.file, moved, moved[0], services.now())
        files = (replace(one, version=whole.file.version + 1), two)
        rest = replace(rest, size=max(1, state.size - len(moved)))
    parts = tuple(part for part in files[0].parts if part not in back)
    files = (replace(files[0], parts=parts), replace(files[1], parts=back[1:]))
    now, expires = stamp(services.now()), max(head.expires for head in whole.heads)
    services.archiving.put(whole.articles, expires)
    services.stories.list_articles(new, heads, expires, at=now)
    fault("decide.listed")
    parting = Parting(rest, fresh, files, whole.place, tuple(moved), back)
    services.decisions.part(parting, recorded or decision, now, expires)
    fault("decide.decided")


def _files_anew(
    services: Services, whole: Whole, every: Sequence[Told], moved: Sequence[str]
) -> tuple[CaseFile, CaseFile]:
    staying, leaving = without(every, moved)
    sources, traces = services.grades.sources(), traces_of(whole.file)
    return file_anew(staying, sources, whole.file, traces), file_anew(leaving, sources, CaseFile(), traces)


def _forgotten(state: StoryState, decision: str) -> StoryState:
    """`state` without a decision that was undone."""
    return replace(state, decisions=tuple(one for one in state.decisions if one != decision))
