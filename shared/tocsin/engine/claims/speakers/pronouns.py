"""Whom "he", "she" and "they" mean: the one who spoke last, or the subject told of since; nobody where two may be."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from operator import attrgetter
from typing import Final

from tocsin.engine.claims.lexicon import english
from tocsin.engine.claims.slavic.lexicon import word_classes
from tocsin.engine.claims.speakers.cast import Cast
from tocsin.engine.claims.speakers.names import GROUP, ORGANIZATION, ROLE, kinds
from tocsin.engine.claims.speakers.nouns import sort_of
from tocsin.engine.claims.speakers.roles import sentence_start
from tocsin.engine.claims.speakers.slavic_people import acts_in_full, gender_of, is_nominative_mention, is_told_dead

SLAVIC: Final = frozenset(("ru", "uk"))
MALE: Final = frozenset(("he", "his", "him", "он", "его", "він", "його"))
FEMALE: Final = frozenset(("she", "her", "она", "её", "ее", "вона", "її"))
_EITHER_SEX: Final = MALE | FEMALE
OTHER_ONE: Final = frozenset(("тот", "той", "та"))
"""In a source they mean another one than the subject before."""
_NEAR: Final = 40
"""Mentions back to which a pronoun can point."""
_QUOTES: Final = 8
"""Quotations back to which the one that is reported is looked for."""
_BESIDE_QUOTE: Final = 5
"""Tokens between a quotation and its pronoun: ", — пояснил он"."""
_SENTENCES: Final = 3
"""Sentences back to which it points where nobody spoke before."""
_OBLIQUE: Final = frozenset(("of", "for", "to", "with", "by", "against", "from", "about", "on"))
_SUBJECT_BY: Final = 14
"""Tokens from the beginning of its sentence within which a name is taken for the subject."""
_OWNS: Final = frozenset(("'s", "’s"))
_COORDINATED: Final = frozenset(("and", "but", "while", "und"))
_VERBS: Final = ("be", "have", "do", "modal", "finite", "subordinator", "wh")
_HIM: Final = frozenset(("mr", "mr.", "sir", "lord", "king", "prince", "father", "brother", "husband", "son", "uncle"))
_HER: Final = frozenset(
    (
        *("mrs", "mrs.", "ms", "ms.", "miss", "lady", "queen", "princess", "mother", "sister", "wife", "daughter"),
        *("aunt", "widow", "girlfriend", "actress", "spokeswoman", "chairwoman", "congresswoman", "councilwoman"),
        *("businesswoman", "policewoman", "grandmother", "fiancee", "fiancée"),
    )
)
_HIS: Final = frozenset(
    ("boyfriend", "spokesman", "chairman", "congressman", "councilman", "businessman", "policeman", "grandfather")
)
_WOMAN: Final = frozenset(("woman", "girl", "schoolgirl", "lady", "women", "girls", "waitress", "nun", "housewife"))
_MAN: Final = frozenset(("man", "boy", "schoolboy", "men", "boys", "monk", "fisherman"))
_KILLED: Final = frozenset(("killed", "murdered", "assassinated", "late", "slain", "killing", "murder", "death"))
_DIED: Final = frozenset(("died", "dies"))
_ARTICLES: Final = frozenset(("the", "a", "an"))
_ONE: Final = frozenset(("один", "одна"))
"""One of a group is one person."""
_BESIDE: Final = 3
_WORDS_OF_GROUP: Final = 5
"""Words of a group's name, and words before its head among which it begins."""


def person_meant(cast: Cast, first: int, named: frozenset[int] = frozenset()) -> int | None:
    """The person that "he", "she" or "the 31-year-old" at token `first` means; None where nobody fits, or two may be
    meant. `named`: those whom his own words name, so that he is none of them."""
    lower = cast.doc.lowers[first]
    wrong = "f" if lower in MALE else "m" if lower in FEMALE else "neither"
    known = cast.last_person
    if known is not None and gender(cast, known) != wrong and known not in named:
        spoke = cast.doc.sentence_of[cast.last_at]
        later = (
            number
            for start, stop, number in _persons_before(cast, first, wrong)
            if number not in named and cast.doc.sentence_of[start] > spoke and _is_subject(cast, start, stop, number)
        )
        if cast.doc.sentence_of[first] <= spoke:
            return known
        told = next(later, None)
        unlisted = _in_full_before(cast, first, spoke + 1) if told is None else told
        return known if unlisted is None else unlisted
    low = max(0, cast.doc.sentence_of[first] - _SENTENCES)
    near = [
        found
        for found in _persons_before(cast, first, wrong)
        if cast.doc.sentence_of[found[0]] >= low and found[2] not in named
    ]
    subject = next((number for start, stop, number in near if _is_subject(cast, start, stop, number)), None)
    fitting = {number for _, _, number in near}
    if subject is None:
        subject = _in_full_before(cast, first, low)
    if subject is None and not fitting and cast.doc.language in SLAVIC:
        return _only_one_told_of(cast, first, wrong)
    alone = subject is None and len(fitting) == 1 and lower in _EITHER_SEX
    return min(fitting) if alone else subject


def _in_full_before(cast: Cast, first: int, low: int) -> int | None:
    """Whom a name of two words and more means that no list of first names has, and that is the subject of a sentence
    from number `low` on: "Ашур Веленд звернувся до Карла Одена. «...», - сказав він"."""
    lower = cast.doc.lowers[first]
    if cast.doc.language not in SLAVIC or lower not in _EITHER_SEX:
        return None
    sex = "masculine" if lower in MALE else "feminine"
    behind, begins = bisect_left(cast.firsts, first), quote_before(cast, first)
    for start, stop, number in reversed(cast.mentions[max(0, behind - _NEAR) : behind]):
        if cast.doc.sentence_of[start] < low:
            return None
        sure = cast.entities[number].kind == "other" and acts_in_full(cast.doc, start, stop, sex)
        if sure and start < begins and _is_subject(cast, start, stop, number):
            return number
    return None


def _only_one_told_of(cast: Cast, first: int, wrong: str) -> int | None:
    """In an obituary the one of whom it tells, if the article names nobody else of this gender before the pronoun."""
    behind = bisect_left(cast.firsts, first)
    right = "m" if wrong == "f" else "f"
    before = cast.mentions[max(0, behind - _NEAR) : behind]
    persons = [
        found for found in before if cast.entities[found[2]].kind == "person" and gender(cast, found[2]) != wrong
    ]
    fitting = {number for _, _, number in persons}
    subject = any(is_nominative_mention(cast.doc, at, to, cast.entities[number].name) for at, to, number in persons)
    return min(fitting) if subject and len(fitting) == 1 and gender(cast, min(fitting)) == right else None


def other_one(cast: Cast, first: int) -> int | None:
    """Whom "тот" means: the person named last before it in its sentence, in another case than the subject: "Лен спросил
    у Одена, что делать, на что тот ответил"."""
    behind = bisect_left(cast.firsts, first)
    low = cast.doc.sentences[cast.doc.sentence_of[first]].first
    wrong = "f" if cast.doc.lowers[first] in ("тот", "той") else "m"
    for start, stop, number in reversed(cast.mentions[max(0, behind - _NEAR) : behind]):
        if start < low:
            return None
        entity = cast.entities[number]
        if entity.kind == "person" and gender(cast, number) != wrong:
            return None if is_nominative_mention(cast.doc, start, stop, entity.name) else number
    return None


def named_since(cast: Cast, first: int, spoke: int) -> bool:
    """Whether a named person is the subject of a sentence between the one of token `spoke` and token `first`."""
    wrong = "f" if cast.doc.lowers[first] in MALE else "m"
    number = cast.doc.sentence_of[spoke]
    return any(
        cast.doc.sentence_of[start] > number and _is_subject(cast, start, stop, person)
        for start, stop, person in _persons_before(cast, first, wrong)
    )


def _persons_before(cast: Cast, first: int, wrong: str) -> Iterator[tuple[int, int, int]]:
    """(first token, last token, number) of the mentions of living persons before `first`, the nearest first."""
    behind = bisect_left(cast.firsts, first)
    low = quote_before(cast, first)
    for start, stop, number in reversed(cast.mentions[max(0, behind - _NEAR) : behind]):
        if low <= start:
            continue
        if cast.entities[number].kind == "person" and gender(cast, number) != wrong and number not in _dead(cast):
            yield start, stop, number


def quote_before(cast: Cast, first: int) -> int:
    """Where the quotation opens that ends right before token `first`, else `first`: in "«Лен уехал», — сказал он" he is
    nobody of whom he tells."""
    behind = bisect_left(cast.doc.quotes, first, key=attrgetter("open"))
    ends = (quote for quote in reversed(cast.doc.quotes[max(0, behind - _QUOTES) : behind]) if not quote.depth)
    return next((quote.open for quote in ends if first - _BESIDE_QUOTE <= quote.close <= first), first)


def _is_subject(cast: Cast, start: int, stop: int, number: int) -> bool:
    """A name near the beginning of its clause: no verb stands before it, and it only owns nothing behind it."""
    lowers, first = cast.doc.lowers, sentence_start(cast, start)
    if start - first > _SUBJECT_BY or (lowers[stop : stop + 1] and lowers[stop] in _OWNS):
        return False
    if start > first and lowers[start - 1] in _OBLIQUE:
        return _opens_view(cast, start, stop, first)
    if cast.doc.language in SLAVIC:
        own = cast.doc.sentences[cast.doc.sentence_of[start]]
        caption = (own.first, own.last) == (start, stop)
        return not caption and is_nominative_mention(cast.doc, start, stop, cast.entities[number].name)
    for at in range(start - 1, first - 1, -1):
        if lowers[at] in _COORDINATED and at > first and lowers[at - 1] == ",":
            return True
        if lowers[at] in _verbs():
            return lowers[first] in _verbs() and "," in lowers[at:start]  # "When he came, Holm left"
    return True


def _opens_view(cast: Cast, start: int, stop: int, first: int) -> bool:
    """As in "But for Anna Holm, a pilot, the ferry is lost": whose view it is that follows; and as in "The paper heard
    from Anna Holm, who was a pilot then"."""
    lowers = cast.doc.lowers
    if lowers[stop : stop + 2] == [",", "who"] and lowers[start - 1] != "of":
        return True
    opens = start - 1 == first + (lowers[first] in _COORDINATED) and lowers[start - 1] == "for"
    return opens and lowers[stop : stop + 1] == [","]


@cache
def _verbs() -> frozenset[str]:
    classes = word_classes("en")
    return english().finite | {word for word, found in classes.items() if not found.isdisjoint(_VERBS)} - {"after"}


def gender(cast: Cast, number: int) -> str:
    """ "m" or "f" by title, kinship or first name; "" where nothing tells."""
    found = cast.genders.get(number)
    if found is None:
        found = cast.genders[number] = _gender(cast, number)
    return found


def fits(name: str, pronoun: str) -> bool:
    """Whether somebody described by these words ("a woman from Lissa") may be "he" or "she"."""
    words = frozenset(name.lower().split())
    if words.isdisjoint(_ONE) and any(kinds(word) & GROUP for word in words) and not _is_one(name):
        return False
    other = (_HER | _WOMAN) if pronoun in MALE else (_HIM | _HIS | _MAN)
    return words.isdisjoint(other)


def _is_one(name: str) -> bool:
    """As in "police officer", "union leader at the port": the last word of an English office is one person."""
    head = name.lower().split(" of ")[0].split(" for ")[0].split(" at ")[0].split()[-1]
    return head < "а" and bool(kinds(head) & ROLE)


def _gender(cast: Cast, number: int) -> str:
    lowers = cast.doc.lowers
    for span in cast.entities[number].spans[:_NEAR]:
        at = bisect_left(cast.doc.starts, span.start)
        before = lowers[max(0, at - _BESIDE) : at]
        if before and before[-1] == ",":
            before = before[:-1]
        if before and (before[-1] in _HIM or before[-1] in _HIS):
            return "m"
        if before and before[-1] in _HER:
            return "f"
    name = cast.entities[number].name.split()[0].lower()
    male, female = name in cast.known.male, name in cast.known.female
    if male == female:
        return gender_of(cast.entities[number].name, cast.doc.language) if cast.doc.language in SLAVIC else ""
    return "m" if male else "f"


def _dead(cast: Cast) -> frozenset[int]:
    """Persons of whom the article says that they were killed or died: they speak no more."""
    if cast.known_dead is None:
        persons = (found for found in cast.mentions if cast.entities[found[2]].kind == "person")
        cast.known_dead = frozenset([number for start, stop, number in persons if _told_dead(cast, start, stop)])
    return cast.known_dead


def _told_dead(cast: Cast, start: int, stop: int) -> bool:
    if cast.doc.language in SLAVIC:
        return is_told_dead(cast.doc, start, stop)
    lowers = cast.doc.lowers
    behind = lowers[stop : stop + _BESIDE]
    if behind and (behind[0] in _DIED or (behind[0] in ("was", "were") and not _KILLED.isdisjoint(behind[1:]))):
        return True
    before = lowers[max(0, start - 2) : start]
    return bool(before) and (before[-1] in _KILLED or (before[-1] == "of" and before[0] in _KILLED))


def group_before(cast: Cast, first: int) -> tuple[int, int] | None:
    """The group that is the subject of the sentence before token `first`: tokens of "Merinian farmers"."""
    number = cast.doc.sentence_of[first]
    if not number or cast.doc.language != "en":
        return None
    sentence = cast.doc.sentences[number - 1]
    for at in range(sentence.first, min(sentence.last, sentence.first + _SUBJECT_BY)):
        lower = cast.doc.lowers[at]
        if lower.endswith("s") and (kinds(lower) & GROUP or sort_of[lower] == "agent"):
            begin = at
            while begin > max(sentence.first, at - _WORDS_OF_GROUP) and _modifies(cast, begin - 1):
                begin -= 1
            return begin, at + 1
        if lower in _verbs() or (lower in _OBLIQUE and at > sentence.first):
            return None
    return None


def body_opening(cast: Cast, number: int, before: int) -> tuple[int, int] | None:
    """The body that is the subject of sentence `number`, of which only what stands before token `before` is looked at:
    tokens of "The council of Velm" or "Chamber of Commerce"."""
    if cast.doc.language != "en":
        return None
    sentence = cast.doc.sentences[number]
    head = None
    for at in range(sentence.first, min(sentence.last, before, sentence.first + _SUBJECT_BY)):
        lower = cast.doc.lowers[at]
        if lower in _verbs() or lower == ",":
            break
        if lower in _OBLIQUE and (head is None or lower not in ("of", "from")):
            break
        document = head is None and sort_of[lower] == "document"  # "A statement from the council was posted. It said"
        if document or kinds(lower) & ORGANIZATION or (head is not None and cast.doc.capital[at]):
            head = at
    else:
        return None
    if head is None:
        return None
    return sentence.first + (cast.doc.lowers[sentence.first] in _ARTICLES), head + 1


def _modifies(cast: Cast, at: int) -> bool:
    lower = cast.doc.lowers[at]
    return lower[0].isalpha() and lower not in cast.vocabulary
