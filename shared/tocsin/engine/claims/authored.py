"""The author's own claims: sentences of the article that stand alone and that no speaker has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tocsin.engine.claims.boilerplate import is_boilerplate
from tocsin.engine.claims.confidence import AUTHOR as AUTHOR_SURE
from tocsin.engine.claims.confidence import LEANS
from tocsin.engine.claims.draft import Draft, on_one_line
from tocsin.engine.claims.english.bare_subjects import is_bare, is_only_one
from tocsin.engine.claims.english.wordclasses import PREPOSITION, word_bits
from tocsin.engine.claims.lead import is_authors, lead_of
from tocsin.engine.claims.marked import is_speech
from tocsin.engine.claims.polarity import polarity
from tocsin.engine.claims.rank import AUTHOR, Quantities, Reading
from tocsin.engine.claims.run_on import run_on
from tocsin.engine.claims.slavic.lexicon import word_classes
from tocsin.engine.claims.told_news import is_told_news
from tocsin.engine.dateline import behind_dateline
from tocsin.engine.leads import begins, named_in_headline, points_back
from tocsin.model import Quantity, Span
from tocsin.text.document import Document, Sentence

AUTHOR_CLAIMS: Final = 6
"""At most so many claims in the author's own voice: the ledger needs the main ones, readers no more."""
_AUTHOR_SENTENCES: Final = 120
"""Sentences in which the author's claims are looked for: news says first what matters, and time stays linear."""
_WITHOUT_QUANTITY: Final = 4
"""So many of them may do without a quantity."""
_ROOM: Final = {"uk": (7, 5), "ru": (7, 5)}
"""The same two of a language: where sentences are short and sources few, five leave out who owns what."""
_SHOWN: Final = 10
"""Claims of an article that a reader looks at: what others leave of them is the author's to fill."""
_ENOUGH: Final = 3
"""With so many that have a name, those that have none are not told: they lean on what was told before. But not if
their figures tell it: "Трое рыбаков погибли", "Четверо из пяти просили меньше, от 4 до 9 млн"."""
_DOUBTFUL: Final = 0.5
_CLAUSELESS: Final = frozenset(("infinitive", "noun", "phrase", "preposition", "adjective", "gerund"))
"""Patterns of what has no verb of its own: what is intended, feared or denied, and never what was said."""
_AT_ONCE: Final = 8
"""Characters of "Более", "Около" before the number that a sentence opens with."""
_BULLETS: Final = frozenset("—–-•*")
_CONNECTIVES: Final = frozenset(("but", "and", "so", "yet", "still"))
_JOINING: Final = {
    "при": ("этом", "цьому"),
    "таким": ("образом", "чином"),
    "кроме": ("этого",),
    "крім": ("цього",),
    "окрім": ("цього",),
    "помимо": ("этого",),
}
_PERSONAL: Final = frozenset(
    ("he", "she", "it", "it's", "it’s", "they", "these", "those", "their", "his", "her", "them", "him")
)
_NEW: Final = frozenset(("a", "an", "no"))
"""What opens with these is told for the first time: "A baker who had never been to sea ..."."""
_OF_SOMEBODY: Final = frozenset(("his", "her", "him"))
_SOON: Final = 6
_SMALL: Final = 3
"""Letters of words that say little by themselves, at most."""
_OPENING: Final = 14
"""Tokens of an adjunct that opens a sentence."""


def author_claims(doc: Document, drafts: Sequence[Draft], quantities: Quantities) -> list[Reading]:
    """The author's own sentences, those with quantities and the first few others, that no attributed claim touches."""
    sentence_of = doc.sentence_of
    said = [quote for quote in doc.quotes if is_speech(doc, quote)]
    touched = {number for quote in said for number in _sentences(doc, quote.open, quote.close - 1)}
    touched.update([sentence_of[draft.cue[0]] for draft in drafts])
    for first, last in [part for draft in drafts for part in draft.content]:
        touched.add(sentence_of[first])
        if sentence_of[last - 1] > sentence_of[first]:
            touched.update(range(sentence_of[first], sentence_of[last - 1] + 1))
    touched.update([sentence_of[at] for at in run_on(doc)])
    lead = lead_of(doc) if doc.language in ("ru", "uk") else None
    if lead is not None and lead in touched and is_authors(doc, doc.sentences[lead], drafts):
        touched.discard(lead)
    most, without_quantity = _room(doc.language, len(drafts))
    found: list[Reading] = []
    given: list[Reading] = []
    nameless: list[Reading] = []
    leaning: list[Reading] = []
    for number, sentence in enumerate(doc.sentences[:_AUTHOR_SENTENCES]):
        if len(found) == most:
            break
        if number in touched:
            continue
        inside = quantities.within((sentence.span,))
        if (not inside and len(found) >= without_quantity) or not is_told_news(doc, sentence, is_lead=number == lead):
            continue
        if not (_is_listed(doc, number) or (number and _leans(doc, sentence)) or is_boilerplate(doc, sentence)):
            needs = _needs_name(doc, sentence, counts=bool(inside)) if number and number != lead else ""
            counted = needs == "bare" or (needs == "name" and inside)  # "Двоє будівельників загинули"
            of = nameless if counted else {"": found, "thing": given}.get(needs, leaning)
            sure = _sure(doc, sentence) * (LEANS if needs == "thing" or (needs and doc.language == "en") else 1)
            of.append(_author_claim(doc, sentence, inside, round(sure, 2)))
    told = found + given[: max(0, most - len(found))]
    enough = max(0, _ENOUGH - len(told))
    countable = [each for each in nameless[enough:] if doc.language != "en" and _tells_numbers(each)]
    told += [*nameless[:enough], *countable[: max(0, most - len(told) - enough)]]
    return told + leaning[: max(0, _ENOUGH - len(told) - len(drafts))]


def _sure(doc: Document, sentence: Sentence) -> float:
    if doc.language not in ("ru", "uk"):
        return AUTHOR_SURE
    from tocsin.engine.claims.slavic.sureness import sentence_sureness  # noqa: PLC0415  # as in `_leans`

    return sentence_sureness(doc, sentence.first, sentence.last)


def is_doubtful(draft: Draft, claim: Reading) -> bool:
    """Whether a claim that is no clause was read with so much doubt that its sentence is told as the author's too:
    "They have voiced an intention to protest" is no claim of theirs to be sure of, but what the article tells."""
    clauseless = draft.rule in _CLAUSELESS and draft.source is not None and not draft.direct
    return clauseless and claim.confidence < _DOUBTFUL


def _room(language: str, attributed: int) -> tuple[int, int]:
    """How many of the author's sentences are told, and how many of them without a quantity: the more, the fewer claims
    are anybody else's, since then the article tells the news itself."""
    most, without_quantity = _ROOM.get(language, (AUTHOR_CLAIMS, _WITHOUT_QUANTITY))
    spare = max(0, _SHOWN - most - attributed)
    return most + spare, without_quantity + spare


def _tells_numbers(claim: Reading) -> bool:
    """Whether a sentence tells by its numbers what nobody need be named for: it has several, or opens with one."""
    if not claim.quantities:
        return False
    return len(claim.quantities) > 1 or claim.quantities[0].span.start - claim.spans[0].start <= _AT_ONCE


def _sentences(doc: Document, first: int, last: int) -> range:
    """The sentences from token `first` to token `last`."""
    return range(doc.sentence_of[first], doc.sentence_of[last] + 1)


def _is_listed(doc: Document, number: int) -> bool:
    """Whether it is an item of a list, or stands in the paragraph behind a colon that ends its line: what is listed or
    quoted there is not the author's own sentence."""
    sentence = doc.sentences[number]
    if doc.words[sentence.first] in _BULLETS:
        return True
    first = number
    while first and doc.sentences[first - 1].paragraph == sentence.paragraph:
        first -= 1
    return first > 0 and doc.words[doc.sentences[first - 1].last - 1] == ":"


def _leans(doc: Document, sentence: Sentence) -> bool:
    """Whether whom or what it tells of is named in a sentence before, so that it is no claim by itself."""
    first = begins(doc, sentence)
    first += doc.lowers[first] in _CONNECTIVES and first + 1 < sentence.last
    first = _behind_joining(doc, first, sentence.last)
    if points_back(doc, first, sentence.last, word_classes(doc.language)):
        return True
    if doc.language not in ("ru", "uk"):
        return _subject_is_pronoun(doc, first, sentence.last) or _is_somebodys(doc, first, sentence.last)
    from tocsin.engine.claims.slavic.points_back import needs_the_one_before  # noqa: PLC0415  # English needs no dictionary

    return needs_the_one_before(doc, first, sentence.last)


def _behind_joining(doc: Document, first: int, last: int) -> int:
    """Behind words that point at all that was told, and at nothing that must be named: "При этом Вельм ..."."""
    if (
        doc.lowers[first] not in _JOINING
        or first + 3 >= last
        or doc.lowers[first + 1] not in _JOINING[doc.lowers[first]]
    ):
        return first
    return first + 2 + (doc.words[first + 2] == ",")


def _needs_name(doc: Document, sentence: Sentence, *, counts: bool) -> str:
    """What a sentence lacks, "" for nothing: in Russian and Ukrainian "name" where none stands in it; "topic" where it
    has no name for somebody, or something, that was told of before; "thing" where a name stands elsewhere in it. In
    English "bare" where its subject is "the fire" and a name stands elsewhere in it, "topic" where none does, unless it
    `counts` something or tells of "a fire"."""
    if doc.language == "en":
        return _lacks(doc, sentence, counts=counts)
    if doc.language not in ("ru", "uk"):
        return ""
    from tocsin.engine.claims.slavic.given import given_topic, is_bare_subject, is_person  # noqa: PLC0415  # as in `_leans`
    from tocsin.engine.claims.slavic.nameless import is_nameless, opens_with_known  # noqa: PLC0415

    first, last = begins(doc, sentence), sentence.last
    topic = given_topic(doc, first, last)
    if is_nameless(doc, sentence.first, last):
        return "name" if topic is None and not opens_with_known(doc, first, last) else "topic"
    if topic is None:
        return ""
    return "topic" if is_person(doc, topic) or is_bare_subject(doc, topic, last) else "thing"


def _lacks(doc: Document, sentence: Sentence, *, counts: bool) -> str:
    first = begins(doc, sentence)
    named, bare = any(doc.capital[first + 1 : sentence.last]), is_bare(doc, first, sentence.last)
    known = named or counts or doc.lowers[first] in _NEW or _is_name(doc, first) or is_only_one(doc, first)
    if (known and not bare) or _is_titled(doc, sentence):
        return ""
    return "bare" if named else "topic"


def _is_name(doc: Document, first: int) -> bool:
    """Whether the word that opens a sentence has its capital within others too, and is never without: "Mercedes were
    fined"."""
    word, sentences, of = doc.words[first], doc.sentences, doc.sentence_of
    return doc.lowers[first] not in doc.words and any(
        other == word and sentences[of[at]].first != at for at, other in enumerate(doc.words)
    )


def _is_titled(doc: Document, sentence: Sentence) -> bool:
    content = frozenset(word for word in doc.lowers[sentence.first : sentence.last] if len(word) > _SMALL)
    return bool(doc.title) and named_in_headline(doc, sentence, content)


def _subject_is_pronoun(doc: Document, first: int, last: int) -> bool:
    """As in "For the most part, she was adored": no name stands before the pronoun."""
    for at in range(first + 1, min(last, first + _OPENING)):
        if doc.capital[at]:
            return False
        if doc.words[at] == ",":
            return doc.lowers[at + 1] in _PERSONAL
    return False


def _is_somebodys(doc: Document, first: int, last: int) -> bool:
    """As in "Injury dashed his hopes": neither a name nor anybody new stands before the pronoun."""
    if word_bits[doc.lowers[first]] & PREPOSITION:  # "In his five games Holm scored twice"
        return False
    for at in range(first, min(last, first + _SOON)):
        if (at > first and doc.capital[at]) or doc.lowers[at] in _NEW:
            return False
        if doc.lowers[at] in _OF_SOMEBODY:
            return True
    return False


def _author_claim(doc: Document, sentence: Sentence, quantities: tuple[Quantity, ...], sure: float) -> Reading:
    english = doc.language == "en"
    first = begins(doc, sentence) if english else behind_dateline(doc, sentence.first, sentence.last)
    if doc.language in ("ru", "uk"):
        from tocsin.engine.claims.slavic.reminders import behind_reminder  # noqa: PLC0415  # as in `_leans`

        first = behind_reminder(doc, first, sentence.last)
    negated, hedged = polarity(doc, [(first, sentence.last)])
    end = doc.ends[sentence.last - 2] if doc.words[sentence.last - 1] == ":" else sentence.end
    spans = (Span(doc.starts[first], end),)
    text = on_one_line(doc.quote(spans[0]))
    return Reading(text, spans, None, None, "author", "statement", negated, hedged, quantities, sure, AUTHOR)
