"""The author's own claims: sentences of the article that stand alone and that no speaker has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tocsin.engine.claims.boilerplate import is_boilerplate
from tocsin.engine.claims.confidence import AUTHOR as AUTHOR_SURE
from tocsin.engine.claims.confidence import LEANS
from tocsin.engine.claims.draft import Draft, on_one_line
from tocsin.engine.claims.english.bare_subjects import is_bare
from tocsin.engine.claims.english.uttered import SAID
from tocsin.engine.claims.lead import is_authors, lead_of
from tocsin.engine.claims.not_prose import is_prose
from tocsin.engine.claims.polarity import polarity
from tocsin.engine.claims.rank import AUTHOR, Quantities, Reading
from tocsin.engine.claims.run_on import run_on
from tocsin.engine.claims.slavic.lexicon import word_classes
from tocsin.engine.dateline import behind_dateline
from tocsin.engine.leads import begins, named_in_headline, points_back
from tocsin.model import Quantity, Span
from tocsin.text.document import Document, Sentence
from tocsin.text.quotes import Quote
from tocsin.text.sentences import LOWERED

AUTHOR_CLAIMS: Final = 5
"""At most so many claims in the author's own voice: the ledger needs the main ones, readers no more."""
_AUTHOR_SENTENCES: Final = 120
"""Sentences in which the author's claims are looked for: news says first what matters, and time stays linear."""
_WITHOUT_QUANTITY: Final = 2
"""So many of them may do without a quantity."""
_ROOM: Final = {"uk": (7, 4), "ru": (6, 3)}
"""The same two of a language: where sentences are short and sources few, five leave out who owns what."""
_ENOUGH: Final = 3
"""With so many that have a name, those that have none are not told: they lean on what was told before. But not if
their figures tell it: "Трое рыбаков погибли", "Четверо из пяти просили меньше, от 4 до 9 млн"."""
_AT_ONCE: Final = 8
"""Characters of "Более", "Около" before the number that a sentence opens with."""
_BULLETS: Final = frozenset("—–-•*")
_WHOLE: Final = 8
"""Tokens of a sentence that stands for itself."""
_TALK: Final = frozenset(
    ("I", "my", "My", "me", "I'm", "I’m", "I've", "I’ve", "we", "We", "our", "Our", "us", "you", "You", "your")
)
"""Words by which an author speaks of himself or to the reader: a column, a letter, a quotation without marks."""
_DATED: Final = frozenset(("Updated", "Published", "Posted"))
"""At the beginning of a line that a text without line breaks runs into its first sentence."""
_SIGNED: Final = frozenset(("reports", "report", "reporting"))
"""At the end of a sentence: "Our correspondent, Anna Holm, reports."."""
_LONGEST_NAME: Final = 5
"""Tokens between marks."""
_NESTED: Final = frozenset(("”", "“", '"', "»"))
"""As in ТОВ «Компанія “Карвель”»."""
_TITLED: Final = frozenset(
    ("указ", "указу", "закон", "закону", "закона", "постановление", "постанову", "приказ", "наказ")
)
"""Before the title of an act: указ «О мерах по защите Ветряного залива от ...»."""
_LONGEST_TITLE: Final = 20
_CONNECTIVES: Final = frozenset(("but", "and", "so", "yet", "still"))
_PERSONAL: Final = frozenset(("he", "she", "it", "it's", "it’s"))
_WHOEVER: Final = frozenset(("anyone", "anybody"))
"""What opens with these speaks to whoever reads it: "Anyone with news of the boat is asked to call"."""
_SINGLE: Final = frozenset(("'", "‘"))
_SMALL: Final = 3
"""Letters of words that say little by themselves, at most."""
_OPENING: Final = 14
"""Tokens of an adjunct that opens a sentence."""


def author_claims(doc: Document, drafts: Sequence[Draft], quantities: Quantities) -> list[Reading]:
    """The author's own sentences, those with quantities and the first few others, that no attributed claim touches."""
    sentence_of = doc.sentence_of
    said = [quote for quote in doc.quotes if not _is_name(doc, quote)]
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
    most, without_quantity = _ROOM.get(doc.language, (AUTHOR_CLAIMS, _WITHOUT_QUANTITY))
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
        if (not inside and len(found) >= without_quantity) or not _tells(doc, sentence, number == lead):
            continue
        if not (_is_listed(doc, number) or (number and _leans(doc, sentence)) or is_boilerplate(doc, sentence)):
            needs = _needs_name(doc, sentence) if number and number != lead else ""
            counted = needs == "bare" or (needs == "name" and inside)  # "Двоє будівельників загинули"
            of = nameless if counted else {"": found, "thing": given}.get(needs, leaning)
            sure = AUTHOR_SURE * (LEANS if needs == "thing" or (needs and doc.language == "en") else 1)
            of.append(_author_claim(doc, sentence, inside, round(sure, 2)))
    told = found + given[: max(0, most - len(found))]
    enough = max(0, _ENOUGH - len(told))
    countable = [each for each in nameless[enough:] if doc.language != "en" and _tells_numbers(each)]
    told += [*nameless[:enough], *countable[: max(0, most - len(told) - enough)]]
    return told + leaning[: max(0, _ENOUGH - len(told) - len(drafts))]


def _tells_numbers(claim: Reading) -> bool:
    """Whether a sentence tells by its numbers what nobody need be named for: it has several, or opens with one."""
    if not claim.quantities:
        return False
    return len(claim.quantities) > 1 or claim.quantities[0].span.start - claim.spans[0].start <= _AT_ONCE


def _tells(doc: Document, sentence: Sentence, is_lead: bool) -> bool:
    """Whether it is a whole sentence of news: neither a cry, nor the author's talk of himself and the reader, nor the
    words of a speaker who was not found. A lead may announce its quotation with a colon."""
    first, last = sentence.first, sentence.last
    end = doc.words[last - 1][-1]  # "... 16 грудня 2019 р."
    if last - first < _WHOLE or (end != "." and not (is_lead and end == ":")):
        return False
    if not is_prose(doc, first, last):
        return False
    if doc.language in ("ru", "uk"):
        from tocsin.engine.claims.slavic.subjectless import tells_readers  # noqa: PLC0415  # as in `_leans`

        return not tells_readers(doc, first, last)
    return doc.language != "en" or not (_is_line(doc, first, last) or _is_talk(doc, first, last))


def _is_line(doc: Document, first: int, last: int) -> bool:
    """Whether it is, or begins with, a line of the page: a date, "By ANNA HOLM VELM, Os.", "Holm reports."."""
    byline = doc.words[first] == "By" and 2 * sum(doc.capital[first:last]) > last - first
    return byline or doc.words[first] in _DATED or doc.lowers[last - 2] in _SIGNED


def _is_talk(doc: Document, first: int, last: int) -> bool:
    """Whether it is said by or to somebody, or goes on from what was cut off before."""
    if doc.words[first] in _SINGLE and doc.starts[first + 1] == doc.ends[first] and doc.capital[first + 1]:
        return True  # "'Holm is working hard with the crew ." of a quotation whose end stands in a later sentence
    if doc.lowers[first] in _WHOEVER:
        return True
    cut = doc.words[first].islower() and len(doc.upper) > LOWERED * len(doc.words)
    return cut or not (_TALK.isdisjoint(doc.words[first:last]) and SAID.isdisjoint(doc.lowers[first:last]))


def _is_name(doc: Document, quote: Quote) -> bool:
    """Whether the marks hold a name, as in ТОВ «Карвель» and "the ferry “Anna Brandt” sank", and not what was said."""
    before, first, last = quote.open - 1, quote.open + 1, quote.close
    if _opens_as_name(doc, quote):
        return True
    longest = _LONGEST_TITLE if before >= 0 and doc.lowers[before] in _TITLED else _LONGEST_NAME
    if before < 0 or not 0 < last - first <= longest or not doc.words[before][0].isalnum():
        return False
    return doc.words[first][0].isupper() and (doc.words[last - 1][-1].isalnum() or doc.words[last - 1] in _NESTED)


def _opens_as_name(doc: Document, quote: Quote) -> bool:
    """As in "«Дорнський суднобудівний завод» належить групі": guillemets at the beginning of a sentence that goes on
    without a comma or a dash hold a name."""
    first, last = quote.open + 1, quote.close
    if doc.words[quote.open] != "«" or not 0 < last - first <= _LONGEST_NAME or last + 1 >= len(doc.words):
        return False
    opens = quote.open == doc.sentences[doc.sentence_of[quote.open]].first
    behind, inside = doc.words[last + 1], doc.words[first:last]
    return opens and inside[0][0].isupper() and inside[-1][-1].isalnum() and behind[0].isalpha() and behind.islower()


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
    if points_back(doc, first, sentence.last, word_classes(doc.language)):
        return True
    if doc.language not in ("ru", "uk"):
        return _subject_is_pronoun(doc, first, sentence.last)
    from tocsin.engine.claims.slavic.points_back import needs_the_one_before  # noqa: PLC0415  # English needs no dictionary

    return needs_the_one_before(doc, first, sentence.last)


def _needs_name(doc: Document, sentence: Sentence) -> str:
    """What a sentence lacks, "" for nothing: in Russian and Ukrainian "name" where none stands in it; "topic" where it
    has no name for somebody, or something, that was told of before; "thing" where a name stands elsewhere in it. In
    English "bare" where its subject is "the fire" and a name stands elsewhere in it, "topic" where none does."""
    if doc.language == "en":
        return _lacks(doc, sentence)
    if doc.language not in ("ru", "uk"):
        return ""
    from tocsin.engine.claims.slavic.given import given_topic, is_person  # noqa: PLC0415  # as in `_leans`
    from tocsin.engine.claims.slavic.points_back import is_nameless, opens_with_known  # noqa: PLC0415

    first, last = begins(doc, sentence), sentence.last
    topic = given_topic(doc, first, last)
    if is_nameless(doc, sentence.first, last):
        return "name" if topic is None and not opens_with_known(doc, first, last) else "topic"
    if topic is None:
        return ""
    return "topic" if is_person(doc, topic) else "thing"


def _lacks(doc: Document, sentence: Sentence) -> str:
    first = begins(doc, sentence)
    if not is_bare(doc, first, sentence.last) or _is_titled(doc, sentence):
        return ""
    return "bare" if any(doc.capital[first + 1 : sentence.last]) else "topic"


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
