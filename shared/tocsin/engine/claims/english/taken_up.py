"""What a denial of "this" or "the accusation" takes up."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Body, Draft, Range
from tocsin.engine.claims.english.scene import EnglishScene
from tocsin.engine.claims.english.wordclasses import ENDS_ING, FINITE, PREPOSITION, TIME
from tocsin.engine.claims.english.words import has

_THIS: Final = frozenset(("this", "that", "it", "the", "these", "those"))
_CLAIMS: Final = frozenset(
    [
        "claim",
        "claims",
        "accusation",
        "accusations",
        "allegation",
        "allegations",
        "charge",
        "charges",
        "report",
        "reports",
    ]
)
_ACCUSATIONS: Final = ("accus", "alleg", "charge")


def claim_taken_up(s: EnglishScene, body: Body, source: Range | None) -> Body:
    """Instead of "this" or "the accusation" the claim that is meant, where one of the last fits: nobody denies what he
    said himself."""
    if body.kind != "denial":
        return _sentence_before(s, body)
    if not _takes_up(s, body.content[0]):
        return body
    first, last = body.content[0]
    accused = any(word.startswith(_ACCUSATIONS) for word in s.lowers[first + 1 : last])
    others = [draft for draft in s.drafts[-3:][::-1] if not _is_same(s, draft.source, source)]
    fitting = (draft for draft in others if (draft.kind == "accusation" if accused else not draft.inner))
    draft = next(fitting, None)
    return body if draft is None else body._replace(content=_deed(s, draft))


def _is_same(s: EnglishScene, one: Range | None, other: Range | None) -> bool:
    """Whether both sources end with the same name."""
    if one is None or other is None:
        return False
    name = s.words[one[1] - 1]
    return name[0].isupper() and name == s.words[other[1] - 1]


def _deed(s: EnglishScene, draft: Draft) -> list[Range]:
    """What somebody is accused of: of "Velmark of holding back officers" the holding back is denied."""
    first, last = draft.content[0]
    of = next((at for at in range(first, last - 1) if s.lowers[at] == "of" and s.bits[at + 1] & ENDS_ING), None)
    whom = draft.kind == "accusation" and draft.rule == "phrase" and of is not None
    return [(of + 1, last), *draft.content[1:]] if whom and of is not None else draft.content


def _sentence_before(s: EnglishScene, body: Body) -> Body:
    """As in "The dam broke. The Lissa Courier reported this on Monday.": what is reported is the sentence before."""
    first, last = body.content[0]
    this = s.lowers[first] == "this" and (last == first + 1 or bool(s.bits[first + 1] & (PREPOSITION | TIME)))
    if not this or not s.number or has(s, first, last, FINITE):
        return body
    before = s.doc.sentences[s.number - 1]
    return Body([(before.first, before.last)], body.kind, "reported")


def _takes_up(s: EnglishScene, content: Range) -> bool:
    """As in "denied this", "rejected the accusation": what is denied is the claim before."""
    words = [word for word in s.lowers[content[0] : content[1]] if word[0].isalnum()]
    return bool(words) and words[0] in _THIS and len(words) <= 2 and (len(words) == 1 or words[1] in _CLAIMS)
