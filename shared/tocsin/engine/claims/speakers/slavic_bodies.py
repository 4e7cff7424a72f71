"""Bodies that Russian and Ukrainian pronouns and bare nouns mean: "Він вказав" and "Суд вказав" behind "Апеляційний суд
Дорна скасував ухвалу"."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.slavic.lexicon import lemmas_of, word_classes
from tocsin.text.document import Document
from tocsin.text.morphology import readings

_GENDERS: Final = {"він": "masculine", "он": "masculine", "вона": "feminine", "она": "feminine"}
_QUALIFYING: Final = frozenset(("adjective", "participle"))
_OWNERS: Final = frozenset(("noun", "adjective", "participle", "numeral", "pronoun"))
_THEY: Final = frozenset(("они", "вони"))
_OPENED: Final = frozenset(("«", "“", "„", '"'))
_FAR_BACK: Final = 600
"""Tokens back to which a bare noun points."""
_STEM: Final = 3
"""Letters that forms of a word share, at least."""
_LONGEST: Final = 6
"""Tokens of a body's name on either side of its head."""


def body_named(doc: Document, at: int) -> Range | None:
    """The body that the bare noun at token `at` means: the only one of that kind that is named before it."""
    heads = _bodies(doc.lowers[at], doc.language)
    if not heads:
        return None
    found: dict[frozenset[str], Range] = {}
    for here in range(max(0, at - _FAR_BACK), at):
        alike = doc.lowers[here][:_STEM] == doc.lowers[at][:_STEM]
        if alike and not heads.isdisjoint(_bodies(doc.lowers[here], doc.language)):
            phrase = _named_phrase(doc, here, at)
            if phrase is not None:
                own = frozenset(word[:_STEM] for word in doc.lowers[phrase[0] : phrase[1]] if word[0].isalnum())
                if not any(own <= known for known in found):
                    found = {known: span for known, span in found.items() if not known <= own} | {own: phrase}
    return next(iter(found.values())) if len(found) == 1 else None


def _bodies(lower: str, language: str) -> set[tuple[str, str]]:
    """The lemmas of a word that are of a body, with their number."""
    found = [each for each in readings(lower, language) if each.listed and each.form.part == "noun"]
    bodies = lemmas_of(language, "source")
    return {(each.lemma, each.form.number) for each in found if each.lemma in bodies and each.form.animate is not True}


def _named_phrase(doc: Document, head: int, high: int) -> Range | None:
    """The head with what names it: its adjectives, whose it is, and a name in marks; None where nothing does."""
    sentence = doc.sentences[doc.sentence_of[head]]
    first, last = head, head + 1
    high = min(high, sentence.last, head + _LONGEST)
    while first > max(sentence.first, head - _LONGEST) and _qualifies(doc, first - 1, head):
        first -= 1
    while last < high and (_is(doc, last, _OWNERS, "genitive") or _is_name(doc, last)):
        last += 1
    if last < sentence.last and doc.words[last] in _OPENED:
        close = next((i for i in range(last + 1, min(sentence.last, last + _LONGEST)) if doc.words[i] == "»"), None)
        last = last if close is None else close + 1
    named = any(doc.capital[i] or doc.words[i] in _OPENED for i in range(first + (first == sentence.first), last))
    return (first, last) if named or (first < head and last > head + 1) else None


def _is_name(doc: Document, at: int) -> bool:
    """A name behind a body that the dictionary does not have, or an acronym."""
    known = any(each.listed for each in readings(doc.lowers[at], doc.language))
    return doc.capital[at] and (doc.words[at].isupper() or not known)


def _qualifies(doc: Document, at: int, head: int) -> bool:
    """Whether an adjective there has the case of the head."""
    cases = {each.form.case for each in readings(doc.lowers[head], doc.language) if each.form.part == "noun"}
    return any(
        each.form.part in _QUALIFYING and each.form.case in cases for each in readings(doc.lowers[at], doc.language)
    ) and "relative" not in word_classes(doc.language).get(doc.lowers[at], ())


def bodies_meant(doc: Document, pronoun: int) -> Range | None:
    """The bodies that are the only subject in the plural of the sentence before "they" at token `pronoun`."""
    number = doc.sentence_of[pronoun]
    if not number or doc.lowers[pronoun] not in _THEY:
        return None
    before = doc.sentences[number - 1]
    found = []
    for at in range(before.first, before.last):
        forms = [each.form for each in readings(doc.lowers[at], doc.language) if each.listed]
        if any(form.part == "verb" and form.number == "plural" and "1per" not in form.features for form in forms[:1]):
            break
        if at and "preposition" in word_classes(doc.language).get(doc.lowers[at - 1], ()):
            continue
        nouns = [form for form in forms if form.part == "noun" and form.case == "nominative"]
        several = bool(nouns) and all(form.number == "plural" for form in nouns)
        several = several and not any(form.part == "noun" and form.case == "genitive" for form in forms)
        if several and _bodies(doc.lowers[at], doc.language):
            found.append(at)
    return _phrase(doc, found[0], before.first, before.last) if len(found) == 1 else None


def body_meant(doc: Document, pronoun: int) -> Range | None:
    """The body that is the subject of the sentence before, if the pronoun at token `pronoun` agrees with it and no
    other body could be meant."""
    number, gender = doc.sentence_of[pronoun], _GENDERS.get(doc.lowers[pronoun], "")
    if not number or not gender:
        return None
    before = doc.sentences[number - 1]
    found = [at for at in range(before.first, before.last) if _is_body(doc, at, gender)]
    return _phrase(doc, found[0], before.first, before.last) if len(found) == 1 else None


def _is_body(doc: Document, at: int, gender: str) -> bool:
    """A body by its lemma, in the nominative of this gender, that no preposition governs."""
    if at and "preposition" in word_classes(doc.language).get(doc.lowers[at - 1], ()):
        return False
    bodies = lemmas_of(doc.language, "source")
    found = [each for each in readings(doc.lowers[at], doc.language) if each.listed and each.form.part == "noun"]
    return any(each.lemma in bodies and each.form.animate is not True for each in found) and any(
        each.form.case == "nominative" and each.form.number == "singular" and each.form.gender == gender
        for each in found
    )


def _phrase(doc: Document, head: int, low: int, high: int) -> Range:
    """The head with its adjectives, and whose it is."""
    first, last = head, head + 1
    while first > max(low, head - _LONGEST) and _is(doc, first - 1, _QUALIFYING, "nominative"):
        first -= 1
    while last < min(high, head + _LONGEST) and _is(doc, last, _OWNERS, "genitive"):
        last += 1
    return first, last


def _is(doc: Document, at: int, parts: frozenset[str], case: str) -> bool:
    return any(each.form.part in parts and each.form.case == case for each in readings(doc.lowers[at], doc.language))
