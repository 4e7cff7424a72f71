"""Whether what a cue reports was said: by somebody, perhaps, or not at all."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Body, Range
from tocsin.engine.claims.english.scene import EnglishScene
from tocsin.engine.claims.english.speaker import as_speaker, can_speak
from tocsin.engine.claims.english.unmeant import failed_or_unmeant
from tocsin.engine.claims.english.verbs import forms_of
from tocsin.engine.claims.english.wordclasses import (
    ADVERB,
    BE,
    CUE,
    DIGIT,
    ENDS_ING,
    LY,
    MODAL,
    NAME,
    NEGATION,
    OBJECT,
    OWNING,
    PREPOSITION,
    SUBJECT,
    TIME,
    VERB_LIKE,
    WH,
    WORD,
)
from tocsin.engine.claims.english.words import has, is_negated
from tocsin.engine.claims.scene import emit, in_title_case
from tocsin.engine.claims.speakers.names import ORGANIZATION, kinds

_NOBODY: Final = frozenset(
    (
        *("no", "nobody", "none", "neither", "no-one", "nothing", "few", "hardly", "scarcely"),
        *("anyone", "anybody", "whoever"),
    )
)
"""Subjects of whom nobody did say it; anyone is whom the article speaks to."""
_IF: Final = frozenset(("if", "unless", "lest", "whether"))
_INVERTED_IF: Final = frozenset(("had", "should", "were"))
_PERHAPS: Final = frozenset(
    ("may", "might", "could", "would", "should", "must", "can", "will", "ought", "’d", "'d", "’ll", "'ll")
)
_PLANNED: Final = frozenset(("expected", "due", "likely", "set", "scheduled", "supposed", "poised", "bound", "about"))
"""Before "to" and a cue: it was not said yet."""
_UNSAYING: Final = frozenset(
    (
        *("short", "instead", "rather", "far", "apologized", "apologised", "apologize", "apologise", "apologizing"),
        *("refrain", "refrained", "refrains", "refraining", "stop", "stopped", "stops", "avoid", "avoided", "avoids"),
        *("avoiding", "regret", "regretted", "regrets", "ban", "banned", "barred", "prevent", "prevented", "keep"),
        *("kept", "discourage", "discouraged", "incapable", "apology", "apologies"),
    )
)
"""What is said behind these and a preposition is not, or no longer, their subject's word."""
_LOOSE: Final = frozenset(("relative", "phrase", "infinitive"))
"""Patterns whose ends a headline hides."""
_OPENS_GAP: Final = frozenset(("that", "which", "what"))
_SMALL: Final = 4
"""Letters from which a headline gives a word its capital."""
_VERSION: Final = frozenset(("version", "report", "headline", "caption", "story"))
_EARLIER: Final = frozenset(("earlier", "previous", "original", "prior"))
_ARTICLE: Final = frozenset(("this", "article", "story", "post", "headline"))
_LINKS: Final = frozenset(("of", "for", "from", "than", "without"))
_UNSAYING_REACH: Final = 3
SAID: Final = frozenset(
    ("said", "says", "say", "told", "tells", "added", "adds", "wrote", "writes", "admitted", "replied", "explained")
)
"""Cues that only speakers have."""
_ADVISED: Final = frozenset(("should", "could", "might", "must", "ought"))
"""Behind these a saying is one that the writer thinks of: "Varga could point out that"."""
_WHENEVER: Final = frozenset(("when", "whenever", "until"))
_TELL: Final = frozenset(("tell", "told", "telling", "tells"))
_REFUSES: Final = ("declin", "refus")
_TO_SAY: Final = frozenset(
    (
        *("be", "comment", "say", "discuss", "answer", "speculate", "elaborate", "respond", "give", "tell", "talk"),
        *("disclose", "reveal", "name", "identify", "confirm", "speak", "specify", "provide"),
    )
)
"""Who declines to do so claims nothing: "declined to give any details", "refused to be drawn"."""
_MAKE_COMMENT: Final = frozenset(("comment", "comments", "statement"))
_CITING: Final = frozenset(("citing", "cited", "cites", "quoting", "quoted"))
_CLAUSES: Final = frozenset(("that", "clause", "quote", "reported"))
_WILL: Final = frozenset(("will", "would", "shall", "won’t", "won't", "'ll", "’ll", "to", "never", "going"))
_FEEL: Final = frozenset(("feel", "feels", "felt"))
_ONESELF: Final = frozenset(("it", "they", "we", "he", "she", "i"))
_STANDS: Final = frozenset(("quote", "that", "reported", "according", "clause", "evidence", "told"))
"""Patterns whose content is a claim also where nobody can be meant by the words beside the cue."""
_CONFIRMS: Final = ("confirm", "verif")
"""What is open may be told all the same: "could not confirm whether"."""
_ONESELF_MEANT: Final = frozenset(("himself", "herself", "itself", "themselves"))
_REASONS: Final = frozenset(("as", "for", "against", "over", "because", "by"))
"""Behind these something is said of whoever is praised, blamed or defended."""
_WHEN: Final = frozenset(("on", "in", "at", "late", "early"))
_BLAMES: Final = "blam"
"""Whom somebody blames is what he says; so is whom he endorses, a cue of his mind."""
_DENIALS: Final = 4
"""Claims back among which a denial is looked for."""
_ASSUMING: Final = frozenset(("assuming", "supposing", "considering"))
"""At the beginning of a sentence these make a condition."""
_ASKED_OPENINGS: Final = frozenset(("if", "whether"))


def keep(s: EnglishScene, body: Body, source: Range | None, group: Range, at: int) -> None:
    """Keep what the cue at `at` with its verb group reports, if somebody who can speak did say it."""
    negated = is_negated(s, group[0], at) or _neither(s, source)
    if _unsaid(s, body, source, group, at, negated=negated):
        return
    first, last = body.content[0]
    if source is not None and s.lowers[at] in _FEEL and s.lowers[source[0] : source[1]] == ["it"]:
        return  # "it feels the same"
    if s.lowers[at] in _CITING and body.rule == "phrase" and _is_name(s, first, last):
        return  # "citing the Velm news agency", "cited Ivo Petar": whom, and not what
    if body.rule == "phrase" and last - first > 1 and s.bits[first] & (OBJECT | SUBJECT) and s.words[first + 1] == ",":
        return  # "as some call it, met"
    speaker = source if source is None or body.rule == "according" else as_speaker(s, source, said=s.lowers[at] in SAID)
    if source is not None and speaker is None and body.rule not in _STANDS:
        return
    if _only_whom(s, body, at) or _denied_before(s, at) or (body.kind == "threat" and _is_thing(s, body, speaker)):
        return
    body = body._replace(kind=_kind_by_content(s, body))
    hearsay = body.rule == "passive" and body.kind == "inner" and speaker is None  # "are said to have drowned"
    emit(s, body, speaker, group, negated=negated, hedged=hearsay or _perhaps(s, group, at))


def _only_whom(s: EnglishScene, body: Body, at: int) -> bool:
    """As in "lambasted Holm on Thursday", "defended himself at a hearing", "reported Holm as saying", "referring to
    when Holm left": whom or when, and not what."""
    first, last = body.content[0]
    while last - 1 > first and not s.bits[last - 1] & WORD:
        last -= 1
    if body.rule == "preposition":
        return s.lowers[first] == "when"
    if body.rule != "phrase":
        return False
    if s.lowers[last - 1] == "saying":
        return True
    if s.lowers[first] in _ONESELF_MEANT:
        behind = first + 1 == last or s.bits[first + 1] & (PREPOSITION | TIME)
        return bool(behind) and _REASONS.isdisjoint(s.lowers[first:last])
    named = all(s.bits[i] & (NAME | TIME) or s.lowers[i] in _WHEN for i in range(first, last))
    return named and body.kind not in ("inner", "denial") and not s.lowers[at].startswith(_BLAMES)


def _denied_before(s: EnglishScene, at: int) -> bool:
    """As in "dismissed reports he told them he would go": what is within a denied report was not said."""
    return any(
        draft.kind == "denial" and draft.rule == "phrase" and draft.sentence == s.number and first <= at < last
        for draft in s.drafts[-_DENIALS:]
        for first, last in draft.content
    )


def _is_thing(s: EnglishScene, body: Body, speaker: Range | None) -> bool:
    """As in "the row threatens to overshadow the visit": without a name, and nobody is called so."""
    if speaker is None or body.rule != "infinitive":
        return False
    first, last = speaker
    if has(s, first, last, SUBJECT | WH | DIGIT) or any(bits & (NAME | OWNING) == NAME for bits in s.bits[first:last]):
        return False
    head = next((at for at in range(first + 1, last) if s.bits[at] & PREPOSITION), last) - 1
    return not can_speak[s.lowers[head]]


def _is_name(s: EnglishScene, first: int, last: int) -> bool:
    return bool(kinds(s.lowers[last - 1]) & ORGANIZATION) or all(bits & NAME for bits in s.bits[first:last])


def _neither(s: EnglishScene, source: Range | None) -> bool:
    """As in "neither the army nor the ministry said"."""
    return source is not None and s.low < source[0] and s.lowers[source[0] - 1] == "nor"


def _unsaid(s: EnglishScene, body: Body, source: Range | None, group: Range, at: int, *, negated: bool) -> bool:
    """As in "if he says", "nobody said", "stopped short of saying", "would not say when"."""
    if source is not None and _is_nobodys(s, source, group[0], at):
        return True
    if (
        (body.rule in _LOOSE and _runs_over_colon(s, body))
        or _is_gap(s, body, source)
        or failed_or_unmeant(s, group[0])
    ):
        return True
    if s.bits[at] & ENDS_ING and (_taken_back(s, group[0]) or (at == s.low and s.lowers[at] in _ASSUMING)):
        return True
    if source is not None and not _VERSION.isdisjoint(s.lowers[source[0] : source[1]]) and _of_ours(s, source):
        return True
    return _is_unspoken(s, body, group, at, negated=negated)


def _is_nobodys(s: EnglishScene, source: Range, start: int, at: int) -> bool:
    """As in "nobody said", "if he says", "when the critics say", "it is worth noting"."""
    if s.lowers[source[0]] in _NOBODY or _conditional(s, source[0]) or _is_generic(s, source[0], at):
        return True
    return _is_impersonal(s, source, start)


def _is_unspoken(s: EnglishScene, body: Body, group: Range, at: int, *, negated: bool) -> bool:
    """As in "could point out that", "did not tell them that", "declined to comment", "would not say when"."""
    if body.kind != "inner" and (_is_thought_of(s, group[0], at) or (negated and s.lowers[at] in _TELL)):
        return True
    if s.lowers[at].startswith(_REFUSES) and body.rule == "infinitive" and _to_say(s, body.content[0]):
        return True
    confirms = s.lowers[at].startswith(_CONFIRMS)
    return negated and body.kind != "inner" and not confirms and _is_question(s, body.content[0][0])


def _is_thought_of(s: EnglishScene, start: int, at: int) -> bool:
    """As in "Varga could point out that", "one might argue that"; what could not be confirmed is told."""
    return not _ADVISED.isdisjoint(s.lowers[start:at]) and not has(s, start, at, NEGATION)


def _to_say(s: EnglishScene, content: Range) -> bool:
    first, last = content
    verb = s.lowers[first + 1] if first + 1 < last else ""
    return verb in _TO_SAY or (verb == "make" and not _MAKE_COMMENT.isdisjoint(s.lowers[first:last]))


def _is_generic(s: EnglishScene, first: int, at: int) -> bool:
    """As in "when the critics say that": of what is said at any time nobody said it now."""
    return first > s.low and s.lowers[first - 1] in _WHENEVER and forms_of(s.lowers[at]).present


def _is_impersonal(s: EnglishScene, source: Range, start: int) -> bool:
    """As in "it is worth noting": "it" is nobody, unless something is planned of it ("it is expected to say")."""
    if s.lowers[source[0] : source[1]] != ["it"] or source[1] >= start - 1 or not s.bits[source[1]] & BE:
        return False
    return s.lowers[start - 1] == "to" and _PLANNED.isdisjoint(s.lowers[source[1] : start])


def _runs_over_colon(s: EnglishScene, body: Body) -> bool:
    """As in "Brandt Endorses Oden: Velm Is Horrified", where all but small words have a capital."""
    if not in_title_case(s) or not any(s.words[at] == ":" for first, last in body.content for at in range(first, last)):
        return False
    return all(word[0].isupper() or len(word) < _SMALL or not word[0].isalpha() for word in s.words[s.low : s.high])


def _is_gap(s: EnglishScene, body: Body, source: Range | None) -> bool:
    """As in "asked what he thought she did", "a meeting that the sides agreed to hold": a part is missing."""
    if source is None or body.rule == "that":
        return False
    opens = source[1] - source[0] > 1 and s.lowers[source[0]] in _OPENS_GAP
    pronoun = source[0] - (not opens)
    if pronoun <= s.low or s.lowers[pronoun] not in _OPENS_GAP:
        return False
    noun = not s.bits[pronoun - 1] & (VERB_LIKE | CUE)
    return s.lowers[pronoun] == "what" or (body.rule == "infinitive" and noun)


def _of_ours(s: EnglishScene, source: Range) -> bool:
    """As in "an earlier version of this article": it is corrected there."""
    words = s.lowers[source[0] : source[1]]
    return not _EARLIER.isdisjoint(words) and not _ARTICLE.isdisjoint(words)


def _kind_by_content(s: EnglishScene, body: Body) -> str:
    """What is sworn of the past is no promise; who warns of what he would do himself threatens."""
    first, last = body.content[0]
    if body.kind == "promise" and body.rule in _CLAUSES:
        return body.kind if not _WILL.isdisjoint(s.lowers[first:last]) else "statement"
    if body.kind == "warning" and body.rule in _CLAUSES:
        first += s.lowers[first] == "that"
        own = first < last and s.lowers[first] in _ONESELF and not _WILL.isdisjoint(s.lowers[first + 1 : first + 3])
        return "threat" if own else body.kind
    return body.kind


def _conditional(s: EnglishScene, first: int) -> bool:
    """Whether the clause whose subject begins at `first` is a condition: "if Kast says", "had Kast said"."""
    at = first - 1
    while at >= s.low and s.bits[at] & (ADVERB | LY):
        at -= 1
    if at < s.low:
        return False
    return s.lowers[at] in _IF or (at == s.low and s.lowers[at] in _INVERTED_IF)


def _taken_back(s: EnglishScene, start: int) -> bool:
    before = start - 1
    if before < s.low or s.lowers[before] not in _LINKS:
        return False
    reach = s.lowers[max(s.low, before - _UNSAYING_REACH) : before]
    return s.lowers[before] == "without" or not _UNSAYING.isdisjoint(reach)


def _is_question(s: EnglishScene, first: int) -> bool:
    return bool(s.bits[first] & WH) or s.lowers[first] in _ASKED_OPENINGS


def _perhaps(s: EnglishScene, group: Range, at: int) -> bool:
    """As in "may say", "is expected to announce"."""
    if has(s, group[0], at, MODAL) and not has(s, group[0], at, NEGATION):
        return not _PERHAPS.isdisjoint(s.lowers[group[0] : at])
    to = next((i for i in (group[0], group[0] - 1) if i > s.low and s.lowers[i] == "to"), 0)
    return to > s.low and s.lowers[to - 1] in _PLANNED
