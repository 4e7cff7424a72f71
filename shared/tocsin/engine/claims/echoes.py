"""Drafts that say nothing of their own: told inside another's words, without a speaker, or without content."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Final

from tocsin.engine.claims.draft import Draft
from tocsin.text.document import Document

_FIRM: Final = frozenset(
    (
        "headline",
        "clause",
        "that",
        "reported",
        "infinitive",
        "noun",
        "preposition",
        "adjective",
        "gerund",
        "told",
        "evidence",
    )
)
"""Patterns that read a whole proposition: a cue inside of it belongs to what is claimed ("denied that it plans to")."""
_OF_OTHERS: Final = frozenset(("according", "phrase"))
"""Patterns whose content may tell what others said ("cited two officers who said the dam was safe")."""
_EXPLICIT: Final = frozenset(("quote", "reported", "that", "according"))
"""Patterns that show a speaker of their own wherever they stand."""
_UNSAID: Final = frozenset(("phrase", "infinitive", "preposition", "adjective", "adjunct", "colon", "headline"))
"""Patterns that mean nothing without a speaker; a passive or "it seems" may do without."""
_SPOKEN: Final = frozenset(("clause", "reported", "evidence", "told"))
"""Patterns of what somebody says, unless it is a passive."""
_BE: Final = frozenset(("is", "are", "was", "were", "be", "been", "being"))
_EMPTY: Final = frozenset(
    (
        "it",
        "that",
        "this",
        "so",
        "them",
        "him",
        "her",
        "not",
        "to",
        *("us", "me", "you", "something", "anything", "nothing", "everything", "else", "more", "much", "the", "story"),
        *("news", "same", "thing", "all", "well", "as", "too", "far", "about", "of"),
        *("claim", "claims", "allegation", "allegations", "accusation", "accusations", "charges", "report", "reports"),
        "что",
        "это",
        "що",
        "це",
        "его",
        "її",
        "этого",
        "цього",
    )
)
_NAMELESS: Final = frozenset(("named", "identified", "quoted", "anonymous", "comment"))
"""As in "asked not to be named", "declined to comment": how somebody speaks, not what."""
_OWN: Final = frozenset(("i", "you", "я", "ты", "вы", "ти", "ви"))
"""Outside quotations these are the author and the reader."""
_SILENCE: Final = frozenset(("comment", "commented", "elaborate", "respond", "specify", "explain"))
"""Cues that, negated, say only that nothing was said."""
_FEW: Final = 5
"""Words of a content that can be empty."""
_WITH_MARKS: Final = 15
"""Tokens of such a content; longer ones are not looked at."""
_NEIGHBOURS: Final = 6
"""Drafts on either side among which the same content is looked for."""


def without_echoes(doc: Document, drafts: list[Draft]) -> list[Draft]:
    """The drafts that are claims of their own, in the order given (by cue)."""
    firm = _Parts(draft for draft in drafts if draft.rule in _FIRM)
    passed_on = _Parts(draft for draft in drafts if draft.rule in _OF_OTHERS)
    quoted = _Parts(draft for draft in drafts if draft.direct)
    return [
        draft
        for number, draft in enumerate(drafts)
        if not (
            _empty(doc, draft)
            or (not draft.direct and quoted.around(draft))
            or (
                (draft.rule not in _EXPLICIT or (draft.inner and draft.rule == "that"))
                and (firm.around(draft) or (not _spoken(draft) and passed_on.around(draft)))
            )
            or (draft.source is None and (_needs_speaker(doc, draft) or _said_beside(drafts, number)))
        )
    ]


def _needs_speaker(doc: Document, draft: Draft) -> bool:
    """Where a speaker was not found in English, the words are somebody's all the same, and not the article's own."""
    if draft.rule in _UNSAID:
        return True
    if doc.language != "en" or draft.rule not in _SPOKEN:
        return False
    return _BE.isdisjoint(doc.lowers[draft.cue[0] : draft.cue[1]])  # "it was reported that"


def _spoken(draft: Draft) -> bool:
    return not draft.inner and draft.rule in ("clause", "told", "infinitive")


class _Parts:
    """The contents of some drafts, by where they begin."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        parts = sorted(part for draft in drafts for part in draft.content)
        self.starts = [start for start, _ in parts]
        self.reach = list(accumulate((end for _, end in parts), max))

    def around(self, draft: Draft) -> bool:
        """Whether the draft's cue stands inside a content that begins before it."""
        before = bisect_right(self.starts, draft.cue[0])
        return before > 0 and self.reach[before - 1] > draft.cue[0]


def _empty(doc: Document, draft: Draft) -> bool:
    if draft.negated and doc.lowers[draft.cue[1] - 1] in _SILENCE:
        return True
    if draft.source is not None and draft.source[1] - draft.source[0] == 1 and doc.lowers[draft.source[0]] in _OWN:
        return True
    if sum([last - first for first, last in draft.content]) > _WITH_MARKS:
        return False
    words = [word for first, last in draft.content for word in doc.lowers[first:last] if word[0].isalnum()]
    if draft.rule == "phrase" and not any(word.isalpha() for word in words) and doc.language == "en":
        return True  # "claimed 2-23"
    if len(words) <= 3 and _EMPTY.issuperset(words):
        return True
    return len(words) <= _FEW and draft.rule == "infinitive" and not _NAMELESS.isdisjoint(words)


def _said_beside(drafts: list[Draft], number: int) -> bool:
    """Whether a neighbour gives the same words to somebody."""
    last = drafts[number].content[-1]
    near = drafts[max(0, number - _NEIGHBOURS) : number + _NEIGHBOURS + 1]
    return any(
        other.source is not None and any(start < last[1] and last[0] < end for start, end in other.content)
        for other in near
    )
