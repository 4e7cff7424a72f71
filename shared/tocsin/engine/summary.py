"""Extractive summaries: verbatim sentences, chosen by what they cover and where they stand.

Sentences are weighed by how often the article returns to their words (after Luhn 1958 and SumBasic: Nenkova and
Vanderwende 2005), against their length; later ones give way to earlier ones and to those that add something new
(maximal marginal relevance: Carbonell and Goldstein 1998). The lead of a report stands (`tocsin.engine.leads`).
Everything is linear in the text but for a bounded start.
"""

from __future__ import annotations

from functools import cache
from itertools import chain
from math import inf
from math import pow as power
from typing import Final, NamedTuple

from tocsin.engine.leads import begins, dangles, follows_colon, is_service_line, named_in_headline
from tocsin.model import Span, Summary, SummarySentence
from tocsin.text.document import Document, Sentence
from tocsin.text.lexicon import rows
from tocsin.text.memo import Memo

_FULL_STOPS: Final = frozenset(".!?…。॥।")
SENTENCES: Final = 3
SHORT_TEXT, MIDDLING_TEXT = 3, 6
"""Texts of at most so many sentences are summed up in one, and in two."""
CANDIDATES: Final = 300
"""Sentences looked at, from the start: what a longer text is about is said there."""
LEAST_WORDS, MOST_WORDS = 5, 104
"""Tokens. A sentence outside these is a fragment or a list that was not split."""
MOST_RUN_IN: Final = 50
"""The same inside a paragraph, where longer ones mostly have captions run into them: printed articles of CNN and Daily
Mail lose 4 points of ROUGE-1 by those."""
STEM, STEM_CYRILLIC = 6, 5
"""Letters by which forms of one word are taken together."""
LEAST_LETTERS, LEAST_LETTERS_UNKNOWN = 2, 4
"""Letters of a word with content; in a language whose common words are not listed, those are told by being short."""

# Set by hand on news with reference summaries, of one sentence (ROUGE-1 of the first sentence: taking the first of the
# text gives 16.3, these 19.2) and of three (taking the first three 41.3 and 41.5, these 41.9 and 42.0). Any of them
# moved by a quarter costs or gains less than .5.
LENGTH_POWER, LATER_LENGTH_POWER, LENGTH_OFFSET = 0.4, 0.8, 5
"""A weight is divided by (words + offset) to this power: 0 would take the longest sentences, 1 the densest."""
TALK: Final = 3.0
"""How fast the share of first- and second-person words takes weight away; at most `TALK_MOST` of it."""
TALK_MOST: Final = 0.6
LEAD_RECURS, LEAD_TAKEN_UP, TAKEN_UP_WITHIN = 0.5, 0.25, 5
"""The first sentence tells what the article is about when so many of its words come again in it, and is its lead when
so many come again in the next sentences ..."""
LEAD_WORDS_INFLECTED: Final = 8
"""... (where words change their letters from form to form, and much is said in other words, this cannot be counted: one
word that comes again, or a next sentence that leans on it, does for a sentence of so many words) ..."""
SHORT_ITEM: Final = 5
"""... and an item of at most so many sentences, whose words have no room to come again, opens with its news ..."""
LEAD_DENSITY: Final = 1.4
"""... or when it weighs so many times as much for its length as the article's sentences do in the middle."""
LEAD_WORDS: Final = 4
"""A shorter first sentence is a slogan."""
OPENING_WITH_LEAD, OPENING = 4, 10
"""The best sentence, which opens the summary, is sought among so many from the start."""
EARLY, EARLY_HALF = 8.0, 3.0
"""Further sentences weigh 1 + EARLY at the start, and half of that bonus `EARLY_HALF` sentences on."""
REPEATED: Final = 0.8
"""What a further sentence loses when all its words are in the summary already."""


class _Candidate(NamedTuple):
    sentence: Sentence
    span: Span
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
    """Cannot be read without the sentence before."""

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
    count = _how_many(len(candidates)) if max_words is None else len(candidates)
    chosen = _choose(doc, candidates, count, max_words or inf)
    return Summary(tuple(SummarySentence(c.text, (c.span,)) for c in chosen))


def _how_many(sentences: int) -> int:
    return 1 if sentences <= SHORT_TEXT else 2 if sentences <= MIDDLING_TEXT else SENTENCES


def _candidates(doc: Document) -> list[_Candidate]:
    """Whole sentences, each once, or whatever there is where the text has none."""
    words = _summary_words(doc.language)
    weight = _weights(doc)
    broken = _broken_by_quotes(doc)
    numbered = list(enumerate(doc.sentences[:CANDIDATES]))
    whole = [_candidate(doc, s, i, weight, words) for i, s in numbered if i not in broken and _is_whole(doc, s, i)]
    whole = _announcing(doc, numbered[: whole[0].number if whole else None], weight, words) + whole
    if not whole and numbered:
        whole = [_candidate(doc, numbered[0][1], 0, weight, words)]
    return list({c.text: c for c in reversed(whole)}.values())[::-1]


def _announcing(
    doc: Document, before: list[tuple[int, Sentence]], weight: dict[str, int], words: dict[str, frozenset[str]]
) -> list[_Candidate]:
    """The headline's news, told in a sentence that announces what somebody said of it and ends with a colon, where it
    stands before any whole sentence. The colon is left out."""
    for number, sentence in before:
        if LEAST_WORDS <= sentence.last - sentence.first <= MOST_WORDS and doc.words[sentence.last - 1] == ":":
            told = sentence._replace(last=sentence.last - 1, end=doc.ends[sentence.last - 2])
            candidate = _candidate(doc, told, number, weight, words)
            if named_in_headline(doc, sentence, candidate.content):
                return [candidate]
    return []


def _is_whole(doc: Document, sentence: Sentence, number: int) -> bool:
    """Neither a fragment nor a headline, byline or other line without a full stop, nor what introduces or sells it."""
    if not LEAST_WORDS <= sentence.last - sentence.first <= _most_words(doc, sentence, number):
        return False
    ending = doc.words[sentence.last - 2 : sentence.last]
    if not (ending[1] in _FULL_STOPS or not _FULL_STOPS.isdisjoint(chain.from_iterable(ending))):
        return False
    return not is_service_line(doc, sentence) and not follows_colon(doc, sentence)


def _most_words(doc: Document, sentence: Sentence, number: int) -> int:
    """A long sentence is believed where it is a paragraph, as laws and communiques have them."""
    following = doc.sentences[number + 1] if number + 1 < len(doc.sentences) else None
    alone = following is not None and following.paragraph != sentence.paragraph
    return MOST_WORDS if alone or len(doc.sentences) == 1 else MOST_RUN_IN


def _broken_by_quotes(doc: Document) -> set[int]:
    """Sentences that hold one end of a quotation only. A typewriter's single mark proves nothing: it is an apostrophe
    more often, and one misread would throw out half an article."""
    broken: set[int] = set()
    for quote in doc.quotes:
        if quote.depth == 0 and quote.close < len(doc.sentence_of) and doc.words[quote.open] != "'":
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
    length = STEM_CYRILLIC if language in ("ru", "uk") else STEM

    def stem(word: str) -> str:
        content = len(word) >= shortest and word[0].isalnum() and word not in common
        return word[:length] if content else ""

    return Memo(stem)


def _candidate(
    doc: Document, sentence: Sentence, number: int, weight: dict[str, int], words: dict[str, frozenset[str]]
) -> _Candidate:
    lowers = doc.lowers[sentence.first : sentence.last]
    content = frozenset(filter(weight.__getitem__, lowers))
    length = sum(map(str.isalnum, lowers))
    talk = len(words["speaker"].intersection(lowers)) / max(length, 1)
    value = sum(map(weight.__getitem__, content)) * (1 - min(TALK_MOST, TALK * talk))
    first = begins(doc, sentence)
    span = Span(doc.starts[first], sentence.end)
    worth = value / (length + LENGTH_OFFSET) ** LATER_LENGTH_POWER * (1 + EARLY / (1 + number / EARLY_HALF))
    leans = dangles(doc, first, sentence.last)
    return _Candidate(sentence, span, doc.quote(span), number, length, content, value, worth, leans)


def _choose(doc: Document, candidates: list[_Candidate], count: int, budget: float) -> list[_Candidate]:
    chosen = [_opening(doc, candidates, budget)]
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


def _opening(doc: Document, candidates: list[_Candidate], budget: float) -> _Candidate:
    """The lead where the article has one, else the sentence that sums up best alone: the heaviest near the start."""
    lead = candidates[0]
    if lead.length <= budget and _is_lead(doc, candidates):
        return lead
    near = candidates[: OPENING_WITH_LEAD if _recurring(candidates, len(candidates)) >= LEAD_RECURS else OPENING]
    fitting = near if budget == inf else [c for c in near if c.length <= budget]
    fitting = fitting or [min(candidates, key=lambda c: c.length)]
    standing = [c for c in fitting if not c.leans] or fitting
    return max(standing, key=_density)


def _is_lead(doc: Document, candidates: list[_Candidate]) -> bool:
    """Whether the first sentence says what happened, as reports open: what it names is in the headline or is taken up
    by the sentences behind it. Questions, slogans, scenes, and sentences that point at nothing are none."""
    lead = candidates[0]
    if lead.leans or lead.words < LEAD_WORDS or lead.text.endswith(("?", "!", "?”", "!”", '?"', "?»")):
        return False
    if named_in_headline(doc, lead.sentence, lead.content) or _is_taken_up(doc, candidates):
        return True
    mean = sum(map(_density, candidates)) / len(candidates)
    return _density(lead) >= LEAD_DENSITY * mean


def _is_taken_up(doc: Document, candidates: list[_Candidate]) -> bool:
    if doc.language == "en":
        return _recurring(candidates, TAKEN_UP_WITHIN + 1) >= LEAD_TAKEN_UP
    if len(candidates) <= SHORT_ITEM:
        return True
    lead, following = candidates[:2]
    leant_on = following.leans and following.number == lead.number + 1
    return lead.words >= LEAD_WORDS_INFLECTED and (leant_on or _recurring(candidates, TAKEN_UP_WITHIN + 1) > 0)


def _recurring(candidates: list[_Candidate], reach: int) -> float:
    """Share of the first one's words with content that come again in those before `reach`."""
    content = candidates[0].content
    again = content.intersection(chain.from_iterable(c.content for c in candidates[1:reach]))
    return len(again) / max(len(content), 1)


def _density(candidate: _Candidate) -> float:
    length = float(candidate.words + LENGTH_OFFSET)
    return candidate.weight / power(length, LENGTH_POWER)


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
    found: dict[str, frozenset[str]] = {"common": frozenset(), "speaker": frozenset()}
    for kind, of, *words in rows("summary_words.txt"):
        if of == language and kind in found:
            found[kind] |= set(words)
    return found
