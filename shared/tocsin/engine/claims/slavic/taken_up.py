"""Sentences that only tell who said the one before: "Об этом сообщил мэр", "Про це йдеться в листі"."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from tocsin.engine.claims.draft import Body, Range
from tocsin.engine.claims.scene import emit
from tocsin.engine.claims.slavic.phrases import is_verb
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.unnamed import is_unnamed
from tocsin.engine.leads import begins, points_back

_OF: Final = frozenset(("о", "об", "обо", "про"))
_THIS: Final = frozenset(
    (
        *("этом", "случившемся", "произошедшем", "происшествии", "происшедшем", "инциденте", "чп"),
        *("це", "подію", "інцидент", "випадок"),
    )
)
SUCH: Final = (
    ("эту", "информацию"), ("эти", "данные"), ("эти", "сведения"), ("это",),
    ("этот", "факт"), ("цю", "інформацію"), ("ці", "дані"), ("це",), ("цей", "факт"),
)  # fmt: skip
"""What is confirmed or denied, at the beginning or the end of its sentence."""
_SUCH_WORDS: Final = (
    ("такое", "мнение"), ("такое", "заявление"), ("таким", "мнением"), ("к", "такому", "выводу"), ("такой", "вывод"),
    ("таку", "думку"), ("таку", "заяву"), ("такою", "думкою"),
    ("до", "такого", "висновку"), ("такого", "висновку"), ("такий", "висновок"),
)  # fmt: skip
"""What is said, whatever verb stands behind it."""
_SO: Final = frozenset(("так",))
_BACKED: Final = (
    *("подтверд", "підтверд", "опроверг", "спростув", "спростов", "установ", "встанов", "доказа", "довел", "довів"),
    *("выясни", "з'ясув", "з’ясув"),
)
_INITIAL: Final = 2
_OPENING: Final = 3
"""Tokens before "эту информацию": "Позднее эту информацию подтвердил мэр"."""
_FAR: Final = 14
"""Tokens among which "об этом" stands: "Как передаёт портал «Порт», об этом заявил мэр"."""
_EARLY: Final = 7
"""Tokens of a sentence among which it takes up the one before."""


def takes_up(s: SlavicScene, at: int) -> bool:
    """Whether the sentence of the cue at `at` says of what stands before it only who says so.

    `at` may lie behind the end of the sentence, or of the text: nothing is read there.
    """
    low, stop = s.low, min(at, s.low + _FAR, s.high - 1)
    if any(
        s.lowers[i] in _OF and s.lowers[i + 1] in _THIS and s.of_token[i] in (-1, s.of_token[min(at, s.high - 1)])
        for i in range(low, stop)
    ):
        return True  # not of "«Я об этом не знаю», — заявил он"
    if s.lowers[low] in _SO and at == low + 1:
        return not any(s.words[i] in ",:" for i in range(at, s.high))
    if at - low > _EARLY:
        return False
    if any(tuple(s.lowers[low : low + len(words)]) == words for words in _SUCH_WORDS):
        return True
    if at >= s.high or not s.lowers[at].startswith(_BACKED):
        return False
    before, behind = s.lowers[low:at], s.lowers[at + 1 : s.high]
    return any(
        any(tuple(before[i : i + len(words)]) == words for i in range(min(_OPENING, len(before))))
        or (tuple(behind[:-1]) == words and behind[-1] == ".")
        for words in SUCH
    )


def behind_caption(s: SlavicScene, first: int, last: int) -> int:
    """Where a sentence begins behind lines above it that are none: a caption has no verb and no full stop."""
    for at in range(first + 1, last):
        if "\n" in s.doc.text[s.doc.ends[at - 1] : s.doc.starts[at]]:
            opens = s.doc.capital[at] or s.words[at][0].isdigit()
            if not opens or any(is_verb(s, i) for i in range(first, at)):
                return first
            first = at
    return first


def _breaks_name(s: SlavicScene, first: int) -> bool:
    """Behind an initial no sentence begins: "«Ведмідь – М. А.»"."""
    return len(s.words[first - 1]) == _INITIAL and s.words[first - 1][0].isupper() and s.words[first - 1][1] == "."


def _leans(s: SlavicScene, number: int) -> bool:
    """Whether what a sentence tells of is named in the one before."""
    own = s.doc.sentences[number]
    first = begins(s.doc, own)
    if points_back(s.doc, first, own.last, s.lexicon.classes):
        return True
    return is_unnamed(s.doc, first, own.last)  # "Вартість угоди склала 5 млн грн."


def read_taken_up(s: SlavicScene, source: Range | None, cue: Range, kind: str, *, negated: bool = False) -> bool:
    """The sentence before is what the source says. False where there is none."""
    if not s.number or source is None:
        return False
    before = s.doc.sentences[s.number - 1]
    if s.words[before.last - 1] == "?":
        return False
    anew = bisect_left(s.run_on, before.last)
    first = max([before.first, *s.run_on[max(0, anew - 1) : anew]])
    if s.number > 1 and not any(is_verb(s, at) for at in range(before.first, before.last)):
        first = s.doc.sentences[s.number - 2].first  # a sentence without a verb is the rest of one, behind "ул."
    elif s.number > 1 and (_leans(s, s.number - 1) or _breaks_name(s, before.first)):
        first = s.doc.sentences[s.number - 2].first  # "Из-за этого были очереди": what "это" is belongs to it
    first = behind_caption(s, first, before.last)
    direct = s.of_token[first] >= 0 and s.of_token[before.last - 1] >= 0
    if any(draft.sentence == s.number and draft.content[0][0] == first for draft in s.drafts[-1:]):
        return True  # ", пишет «Вестник»" behind who said it
    emit(s, Body([(first, before.last)], kind, "reported", direct), source, cue, negated=negated)
    return True
