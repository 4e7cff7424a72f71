"""Which sentences of an article are its summary.

Sentences are weighed by how often the article returns to their words (after Luhn 1958 and SumBasic: Nenkova and
Vanderwende 2005), against their length; later ones give way to earlier ones and to those that add something new
(maximal marginal relevance: Carbonell and Goldstein 1998). The lead of a report stands (`tocsin.engine.leads`).
Everything is linear in the text but for a bounded start.
"""

from __future__ import annotations

from itertools import chain
from math import inf
from math import pow as power
from typing import Final

from tocsin.engine.leads import named_in_headline, points_forward
from tocsin.engine.summary.alone import introduces, news_share, tells_what_had_been
from tocsin.engine.summary.candidates import LENGTH_OFFSET, Candidate, find_candidates
from tocsin.engine.summary.weights import stems
from tocsin.engine.summary.whole import INFLECTED, MOST_RUN_IN
from tocsin.model import Summary, SummarySentence
from tocsin.text.document import Document

SENTENCES: Final = 3
SHORT_TEXT, MIDDLING_TEXT = 3, 6
"""Texts of at most so many sentences are summed up in one, and in two."""
LENGTH_POWER: Final = 0.4
"""The weight of the opening is divided by (words + offset) to this power."""
LEAD_RECURS, LEAD_TAKEN_UP, TAKEN_UP_WITHIN = 0.5, 0.25, 5
"""The first sentence tells what the article is about when so many of its words come again in it, and is its lead when
so many come again in the next sentences ..."""
LEAD_WORDS_INFLECTED: Final = 8
"""... (in languages other than English, where words change their letters from form to form and much is said in other
words, one stem that comes again, or a next sentence that leans on it, does for a sentence of so many words) ..."""
SHORT_ITEM: Final = 5
"""... and an item of at most so many sentences, whose words have no room to come again, opens with its news ..."""
LEAD_DENSITY: Final = 1.4
"""... or when it weighs so many times as much for its length as the article's sentences do in the middle."""
_FIRST: Final = 3
"""Sentences that show whether the first one is set as a lead."""
LEAD_WORDS: Final = 4
"""A shorter first sentence is a slogan."""
CREDITED_WITHIN: Final = 5
"""The sentences from the start among which an agency's name shows where the report begins."""
INTRODUCED_WITHIN: Final = 5
"""Where the first sentence names nobody or points at somebody, one of so many from the start opens it that says who
did what ..."""
OPENING_WITH_LEAD, OPENING = 4, 10
"""... or the best sentence, which is sought among so many."""
ASKING: Final = ("?", "?”", '?"', "?»")
"""A question opens no summary, and what it asks is told by nobody."""
REPEATED: Final = 0.8
"""What a further sentence loses when all its words are in the summary already."""
MOST_COMMAS: Final = 5
"""A sentence with more is an enumeration, which is told when nothing else is there."""
TOLD, OPENS_ALIKE = 0.5, 7
"""A sentence tells again what another one has told (a caption, a teaser, a headline with a full stop) when they share
more than so much of the longer one's words with content, in whatever form, or their first so many words."""
TOLD_MORE_FULLY: Final = 0.7
"""A first sentence is a headline or a teaser when the next one has so much of its words and is longer."""


def summarize(doc: Document, *, max_words: int | None = None) -> Summary:
    """The sentences a careful editor would pick, in reading order: three of a full article, or what fits `max_words`.

    The first one stands best alone. A text of headlines only gives its first line. One sentence is given in any case.
    """
    candidates = find_candidates(doc)
    if not candidates:
        return Summary()
    count = _how_many(len(candidates)) if max_words is None else len(candidates)
    chosen = _choose(doc, candidates, count, max_words or inf)
    return Summary(tuple(SummarySentence(c.text, c.spans) for c in chosen))


def _how_many(sentences: int) -> int:
    return 1 if sentences <= SHORT_TEXT else 2 if sentences <= MIDDLING_TEXT else SENTENCES


def _choose(doc: Document, candidates: list[Candidate], count: int, budget: float) -> list[Candidate]:
    chosen = [_opening(doc, candidates, budget)]
    left = budget - chosen[0].length
    rest = [c for c in candidates if c.number > chosen[0].number]
    while len(chosen) < count:
        fitting = _fitting(doc, rest, chosen)
        if left != inf:
            fitting = [c for c in fitting if c.length <= left]
        short = [c for c in fitting if c.words <= MOST_RUN_IN and not _enumerates(c)]
        best = _most_gained(doc, short or fitting, chosen)
        if best is None:
            break
        chosen.append(best)
        left -= best.length
    return sorted(chosen, key=lambda c: c.number)


def _fitting(doc: Document, rest: list[Candidate], chosen: list[Candidate]) -> list[Candidate]:
    """Those that tell something and that a reader of the chosen ones can follow: they stand behind one of them, or lean
    on nothing, have some word of theirs, and if they are about "the firm" that word."""
    stem, taken = stems(doc.language), {c.number for c in chosen}
    words = frozenset(chain.from_iterable(c.content for c in chosen))
    told, tied = set(map(stem.__getitem__, words)), doc.language in INFLECTED
    return [
        c
        for c in rest
        if c.number not in taken
        and c.worth > 0
        and not c.text.endswith(ASKING)
        and (
            c.number - 1 in taken
            or not (
                c.leans
                or (c.bare and stem[c.bare] not in told)
                or (tied and words.isdisjoint(c.content) and told.isdisjoint(map(stem.__getitem__, c.content)))
            )
        )
    ]


def _enumerates(candidate: Candidate) -> bool:
    return candidate.text.count(",") + candidate.text.count(";") > MOST_COMMAS


def _opening(doc: Document, candidates: list[Candidate], budget: float) -> Candidate:
    """The lead where the article has one, else the sentence that sums up best alone: the heaviest near the start."""
    candidates = _without_headline(doc, _behind_captions(doc, candidates))
    lead = candidates[0]
    if lead.length <= budget and _is_lead(doc, candidates):
        return lead
    first = candidates[: INTRODUCED_WITHIN if lead.leans or not _names(doc, lead) else 1]
    introducing = next((c for c in first if c.length <= budget and _introduces(doc, c)), None)
    if introducing:
        return introducing
    near = candidates[: OPENING_WITH_LEAD if _recurring(candidates, len(candidates)) >= LEAD_RECURS else OPENING]
    fitting = near if budget == inf else [c for c in near if c.length <= budget]
    fitting = fitting or [min(candidates, key=lambda c: c.length)]
    standing = [c for c in fitting if not c.leans] or fitting
    naming = [c for c in standing if _names(doc, c)]
    return max(naming or standing, key=lambda c: _density(c) * _news(doc, c))


def _names(doc: Document, candidate: Candidate) -> bool:
    """Whether it has a name: behind its opening, or one that opens it and stands inside of another sentence."""
    first, last = candidate.sentence.first, candidate.sentence.last
    if any(doc.capital[first + 2 : last]):
        return True
    return doc.lowers[first] != "the" and any(
        doc.words[at] == doc.words[first] and doc.words[at - 1][0].isalpha() for at in doc.upper if at != first
    )


def _introduces(doc: Document, candidate: Candidate) -> bool:
    return doc.language == "en" and not candidate.leans and introduces(doc, candidate.first, candidate.sentence.last)


def _news(doc: Document, candidate: Candidate) -> float:
    return news_share(doc, candidate.first, candidate.sentence.last) if doc.language == "en" else 1.0


def _behind_captions(doc: Document, candidates: list[Candidate]) -> list[Candidate]:
    """From the sentence on that a report begins with, since it has an agency's name or a place before it: what stands
    before it is a caption."""
    return next(
        (candidates[at:] for at, c in enumerate(candidates[:CREDITED_WITHIN]) if _is_credited(doc, c)), candidates
    )


def _is_credited(doc: Document, candidate: Candidate) -> bool:
    opening = doc.words[candidate.sentence.first]
    return candidate.first > candidate.sentence.first and (opening == "(" or opening.isupper())


def _without_headline(doc: Document, candidates: list[Candidate]) -> list[Candidate]:
    """Without a first sentence that the next one tells again and in more words: a headline, a teaser or a caption."""
    if len(candidates) < 2:
        return candidates
    first, second = candidates[:2]
    if second.words <= first.words or second.leans:
        return candidates
    told = _stems(doc, first)
    return candidates[1:] if len(told & _stems(doc, second)) >= TOLD_MORE_FULLY * len(told) else candidates


def _is_lead(doc: Document, candidates: list[Candidate]) -> bool:
    """Whether the first sentence says what happened, as reports open: what it names is in the headline or is taken up
    by the sentences behind it, or an agency's name stands before it. Questions, slogans, scenes, and sentences that
    point at nothing are none."""
    lead = candidates[0]
    if (
        (lead.leans and not points_forward(doc, lead.sentence))
        or lead.words < LEAD_WORDS
        or (lead.bare and not _names(doc, lead))
        or (doc.language == "en" and tells_what_had_been(doc, lead.first, lead.sentence.last))
        or lead.text.endswith((*ASKING, "!", "!”"))
    ):
        return False
    if named_in_headline(doc, lead.sentence, lead.content) or _is_taken_up(doc, candidates) or _is_credited(doc, lead):
        return True
    mean = sum(map(_density, candidates)) / len(candidates)
    return _density(lead) >= LEAD_DENSITY * mean


def _is_taken_up(doc: Document, candidates: list[Candidate]) -> bool:
    if doc.language == "en":
        return _stands_alone(doc, candidates[0]) or _recurring(candidates, TAKEN_UP_WITHIN + 1) >= LEAD_TAKEN_UP
    if len(candidates) <= SHORT_ITEM:
        return True
    lead, following = candidates[:2]
    leant_on = following.leans and following.number == lead.number + 1
    if lead.words < LEAD_WORDS_INFLECTED:
        return False
    told = _stems(doc, lead)
    return leant_on or any(told & _stems(doc, c) for c in candidates[1 : TAKEN_UP_WITHIN + 1])


def _stands_alone(doc: Document, lead: Candidate) -> bool:
    """Whether the first sentence, with a name in it, is a paragraph before one of several sentences: so reports set
    their leads, and stories their scenes in paragraphs of several."""
    sentences = doc.sentences[:_FIRST]
    paragraphs = [sentence.paragraph for sentence in sentences]
    alone = len(sentences) == _FIRST and lead.sentence.first == sentences[0].first and _names(doc, lead)
    return alone and paragraphs[0] != paragraphs[1] == paragraphs[2]


def _recurring(candidates: list[Candidate], reach: int) -> float:
    """Share of the first one's words with content that come again in those before `reach`."""
    content = candidates[0].content
    again = content.intersection(chain.from_iterable(c.content for c in candidates[1:reach]))
    return len(again) / max(len(content), 1)


def _density(candidate: Candidate) -> float:
    length = float(candidate.words + LENGTH_OFFSET)
    return candidate.weight / power(length, LENGTH_POWER)


def _most_gained(doc: Document, fitting: list[Candidate], chosen: list[Candidate]) -> Candidate | None:
    """The one that adds most, the first of several; none that tells again what is told. Worth falls by overlap alone,
    so few overlaps are counted."""
    covered = frozenset(chain.from_iterable(c.content for c in chosen))
    taken = {c.number for c in chosen}
    ranked = sorted([(c.worth, -c.number, c) for c in fitting], reverse=True)
    best, most = None, (-inf, 0)
    for worth, earlier, c in ranked:
        if worth < most[0]:
            break
        gain = worth * (1 - REPEATED * len(c.content & covered) / max(len(c.content), 1))
        if (gain, earlier) <= most or any(_tell_the_same(doc, c, other) for other in chosen):
            continue
        if c.number - 1 in taken or not _needs_another(doc, c, chosen):
            best, most = c, (gain, earlier)
    return best


def _needs_another(doc: Document, candidate: Candidate, chosen: list[Candidate]) -> bool:
    """As in `needs_another`; of other languages this is not asked."""
    if doc.language not in INFLECTED:
        return False
    from tocsin.engine.summary.follows import needs_another  # noqa: PLC0415  # English needs no dictionary

    told = set().union(*(_stems(doc, c) for c in chosen))
    return needs_another(doc, candidate.first, candidate.sentence.last, told)


def _tell_the_same(doc: Document, one: Candidate, other: Candidate) -> bool:
    if one.text[0] == other.text[0] and one.text.split()[:OPENS_ALIKE] == other.text.split()[:OPENS_ALIKE]:
        return True
    ours, theirs = _stems(doc, one), _stems(doc, other)
    return len(ours & theirs) > TOLD * max(len(ours), len(theirs))


def _stems(doc: Document, candidate: Candidate) -> set[str]:
    """Its words with content, whatever their form."""
    return set(map(stems(doc.language).__getitem__, candidate.content))
