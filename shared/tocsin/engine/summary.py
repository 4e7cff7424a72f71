"""Extractive summaries: verbatim sentences, chosen by what they cover and where they stand.

Sentences are weighed by how often the article returns to their words (after Luhn 1958 and SumBasic: Nenkova and
Vanderwende 2005), against their length; later ones give way to earlier ones and to those that add something new
(maximal marginal relevance: Carbonell and Goldstein 1998). Everything is linear in the text but for a bounded start.
"""

from __future__ import annotations

from functools import cache
from itertools import chain
from math import inf
from typing import Final, NamedTuple

from tocsin.model import Summary, SummarySentence
from tocsin.text.document import Document, Sentence
from tocsin.text.lexicon import rows
from tocsin.text.memo import Memo

_FULL_STOPS: Final = frozenset(".!?…。॥।")
SENTENCES: Final = 3
SHORT_TEXT, MIDDLING_TEXT = 3, 6
"""Texts of at most so many sentences are summed up in one, and in two."""
CANDIDATES: Final = 300
"""Sentences looked at, from the start: what a longer text is about is said there."""
LEAST_WORDS, MOST_WORDS = 6, 80
"""A sentence outside these is a fragment or a list that was not split."""
STEM: Final = 6
"""Letters by which forms of one word are taken together."""
LEAST_LETTERS, LEAST_LETTERS_UNKNOWN = 2, 4
"""Letters of a word with content; in a language whose common words are not listed, those are told by being short."""

# Set by hand on news with reference summaries, of one sentence (ROUGE-1 of the first sentence: taking the first of the
# text gives 16.3, these 19.6) and of three (taking the first three 41.3, these 42.2). Any of them moved by a quarter
# costs or gains less than .5.
LENGTH_POWER, LATER_LENGTH_POWER, LENGTH_OFFSET = 0.4, 0.7, 5
"""A weight is divided by (words + offset) to this power: 0 would take the longest sentences, 1 the densest."""
TALK: Final = 3.0
"""How fast the share of first- and second-person words takes weight away; at most `TALK_MOST` of it."""
TALK_MOST: Final = 0.6
LEAD_RECURS: Final = 0.5
"""The first sentence is a proper lead when this share of its words comes again in the article."""
OPENING_WITH_LEAD, OPENING = 4, 10
"""The best sentence, which opens the summary, is sought among so many from the start."""
EARLY, EARLY_HALF = 3.0, 2.0
"""Further sentences weigh 1 + EARLY at the start, and half of that bonus `EARLY_HALF` sentences on."""
REPEATED: Final = 0.5
"""What a further sentence loses when all its words are in the summary already."""


class _Candidate(NamedTuple):
    sentence: Sentence
    text: str
    number: int
    words: int
    """Tokens of letters and digits only, which is what its weight is set against."""
    content: frozenset[str]
    weight: float
    """How often the article has its words, less what talk costs."""
    worth: float
    """As a further sentence, as long as none of its words is in the summary."""
    leans: bool
    """Opens with a word that points to the sentence before."""

    @property
    def length(self) -> int:
        """In words as people count them."""
        return len(self.text.split())


def summarize(doc: Document, *, max_words: int | None = None) -> Summary:
    """The sentences a careful editor would pick, in reading order: three of a full article, or what fits `max_words`.

    The first one stands best alone. A text of headlines only gives its first line. One sentence is given in any case.
    """
    candidates = _candidates(doc)
    if not candidates:
        return Summary()
    chosen = _choose(candidates, _how_many(len(candidates)) if max_words is None else len(candidates), max_words or inf)
    return Summary(tuple(SummarySentence(c.text, (c.sentence.span,)) for c in chosen))


def _how_many(sentences: int) -> int:
    return 1 if sentences <= SHORT_TEXT else 2 if sentences <= MIDDLING_TEXT else SENTENCES


def _candidates(doc: Document) -> list[_Candidate]:
    """Whole sentences, or whatever there is where the text has none."""
    words = _summary_words(doc.language)
    weight = _weights(doc)
    broken = _broken_by_quotes(doc)
    numbered = list(enumerate(doc.sentences[:CANDIDATES]))
    whole = [(i, s) for i, s in numbered if i not in broken and _is_whole(doc, s)]
    return [_candidate(doc, s, i, weight, words) for i, s in whole or numbered[:1]]


def _is_whole(doc: Document, sentence: Sentence) -> bool:
    """Neither a fragment nor a headline, byline or other line without a full stop."""
    if not LEAST_WORDS <= sentence.last - sentence.first <= MOST_WORDS * 1.3:
        return False
    ending = doc.words[sentence.last - 2 : sentence.last]
    return ending[1] in _FULL_STOPS or not _FULL_STOPS.isdisjoint(chain.from_iterable(ending))


def _broken_by_quotes(doc: Document) -> set[int]:
    """Sentences that hold one end of a quotation only."""
    broken: set[int] = set()
    for quote in doc.quotes:
        if quote.depth == 0 and quote.close < len(doc.sentence_of):
            opens, closes = doc.sentence_of[quote.open], doc.sentence_of[quote.close]
            if opens != closes and closes - opens <= CANDIDATES:
                broken.update(range(opens, closes + 1))
    return broken


def _weights(doc: Document) -> dict[str, int]:
    """Each word of the text with how often the text has it or another form of it; 0 if it has no content."""
    counts = doc.counts()
    stems = list(map(_stems(doc.language).__getitem__, counts))
    together = dict.fromkeys(stems, 0)
    for stem, count in zip(stems, counts.values(), strict=True):
        together[stem] += count
    together[""] = 0
    return dict(zip(counts, map(together.__getitem__, stems), strict=True))


@cache
def _stems(language: str) -> Memo[str]:
    """By lower-cased word, the letters that its forms share; "" for words without content."""
    common = _summary_words(language)["common"]
    shortest = LEAST_LETTERS if common else LEAST_LETTERS_UNKNOWN

    def stem(word: str) -> str:
        content = len(word) >= shortest and word[0].isalnum() and word not in common
        return word[:STEM] if content else ""

    return Memo(stem)


def _candidate(
    doc: Document, sentence: Sentence, number: int, weight: dict[str, int], words: dict[str, frozenset[str]]
) -> _Candidate:
    lowers = doc.lowers[sentence.first : sentence.last]
    content = frozenset(filter(weight.__getitem__, lowers))
    length = sum(map(str.isalnum, lowers))
    talk = len(words["speaker"].intersection(lowers)) / max(length, 1)
    value = sum(map(weight.__getitem__, content)) * (1 - min(TALK_MOST, TALK * talk))
    opening = lowers[0] if lowers[0][0].isalnum() else next((word for word in lowers[1:3] if word[0].isalnum()), "")
    text = doc.text[sentence.start : sentence.end]
    worth = value / (length + LENGTH_OFFSET) ** LATER_LENGTH_POWER * (1 + EARLY / (1 + number / EARLY_HALF))
    return _Candidate(sentence, text, number, length, content, value, worth, opening in words["leaning"])


def _choose(candidates: list[_Candidate], count: int, budget: float) -> list[_Candidate]:
    chosen = [_opening(candidates, budget)]
    covered = set(chosen[0].content)
    left = budget - chosen[0].length
    rest = [c for c in candidates if c.number > chosen[0].number]
    while len(chosen) < count:
        taken = {c.number for c in chosen}
        fitting = [c for c in rest if c.number not in taken and (not c.leans or c.number - 1 in taken)]
        if left != inf:
            fitting = [c for c in fitting if c.length <= left]
        if not fitting:
            break
        best = _most_gained(fitting, covered)
        chosen.append(best)
        covered |= best.content
        left -= best.length
    return sorted(chosen, key=lambda c: c.number)


def _opening(candidates: list[_Candidate], budget: float) -> _Candidate:
    """The sentence that sums up best alone: the heaviest for its length, near the start."""
    lead = candidates[0]
    recurring = len(lead.content.intersection(chain.from_iterable(c.content for c in candidates[1:])))
    reach = OPENING_WITH_LEAD if recurring >= LEAD_RECURS * len(lead.content) else OPENING
    near = candidates[:reach]
    fitting = near if budget == inf else [c for c in near if c.length <= budget]
    fitting = fitting or [min(candidates, key=lambda c: c.length)]
    standing = [c for c in fitting if not c.leans or c is lead] or fitting
    return max(standing, key=lambda c: c.weight / (c.words + LENGTH_OFFSET) ** LENGTH_POWER)


def _most_gained(fitting: list[_Candidate], covered: set[str]) -> _Candidate:
    """The one that adds most, the first of several. Worth falls by overlap alone, so few overlaps are counted."""
    ranked = sorted([(c.worth, -c.number, c) for c in fitting], reverse=True)
    best, most = ranked[0][2], (-inf, 0)
    for worth, earlier, c in ranked:
        if worth < most[0]:
            break
        gain = worth * (1 - REPEATED * len(c.content & covered) / max(len(c.content), 1))
        if (gain, earlier) > most:
            best, most = c, (gain, earlier)
    return best


@cache
def _summary_words(language: str) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {"common": frozenset(), "speaker": frozenset(), "leaning": frozenset()}
    for kind, of, *words in rows("summary_words.txt"):
        if of == language:
            found[kind] |= set(words)
    return found
