"""Whether a claim's main clause is negated or hedged; what stands in its side clauses says nothing of the claim."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.slavic.lexicon import word_classes, words_of
from tocsin.text.document import Document

_VERBS: Final = frozenset({"be", "have", "do", "modal", "finite"})
_SIDE: Final = frozenset({"subordinator", "wh", "complementizer", "relative", "question"})
_NONE: Final[frozenset[str]] = frozenset()
_OPENING: Final = frozenset(("that", "что", "чтобы", "що", "щоб"))
_NOT: Final = frozenset(("not", "не"))
_BY_DEGREE: Final = frozenset(
    (
        *(
            "only",
            "just",
            "more",
            "less",
            "fewer",
            "later",
            "earlier",
            "sooner",
            "even",
            "all",
            "always",
            "necessarily",
        ),
        *(
            "только",
            "просто",
            "более",
            "менее",
            "больше",
            "меньше",
            "позже",
            "раньше",
            "ранее",
            "позднее",
            "все",
            "всё",
        ),
        *("тільки", "лише", "просто", "більше", "менше", "пізніше", "раніше", "всі", "усі"),
        *("вище", "нижче", "старше", "молодше", "довше", "далі", "ближче", "рідше", "частіше", "дорожче", "дешевше"),
    )
)
"""Behind "not" and "no": "not only", "no more than 400"; the clause itself is not negated."""
_PREPOSITIONAL: Final = frozenset(("without", "без"))
_LEADS_ASIDE: Final = frozenset(("by", "for", "of", "from"))
_OF_WHICH: Final = 3
"""Tokens from a comma to the relative pronoun that it opens a clause with, at most."""
_CLOSING_MARKS: Final = frozenset(("''", "”", '"', "’"))
_INSERTED: Final = frozenset(("however", "therefore", "though", "course", "then", "moreover", "also", "fact"))
"""Between commas before "not", which is then the verb's."""
_COMPARING: Final = frozenset(("more", "less", "as", "most", "least", "equally"))
"""Before "likely": how often something is so, and not whether it will be."""
_SLAVIC: Final = frozenset(("ru", "uk"))
_QUALIFYING: Final = frozenset(("participle", "adjective"))
_NAMED: Final = frozenset(("noun", "adjective", "participle", "preposition", "numeral"))
_PREDICATES: Final = frozenset(("verb", "infinitive", "predicative"))
_OPENED: Final = frozenset(("«", "“", '"', "„"))
_MANNER: Final = frozenset((("яким", "чином"), ("каким", "образом")))
"""They open a question within a sentence, with a comma before or without: what may be there is no hedge."""
_WITH_THESE: Final = {"скорее": ("всего",), "скоріше": ("за", "все"), "швидше": ("за", "все")}
_CONDITIONS: Final = frozenset(("если", "когда", "хотя", "пока", "якщо", "коли", "хоча", "поки"))
_THEN: Final = frozenset(("то", "тогда", "тоді"))
_SET: Final = 5
_SET_PHRASES: Final = (
    *(("ни", "много", "ни", "мало"), ("ни", "больше", "ни", "меньше"), ("не", "много", "не", "мало")),
    *(("ні", "багато", "ні", "мало"), ("ні", "більше", "ні", "менше"), ("не", "багато", "не", "мало")),
)
_PART_ENDS: Final = frozenset((".", "!", "?", ";", "…"))


def polarity(doc: Document, content: list[Range]) -> tuple[bool, bool]:
    """(negated, hedged) of what is claimed. Of several sentences, each must be negated, and any may be hedged."""
    turning, lowers = _turning(doc.language), doc.lowers
    for first, last in content:
        if not turning.isdisjoint(lowers[first:last]):
            break
    else:
        return False, False  # as most claims
    classes = word_classes(doc.language)
    negated, hedged = [], False
    for first, last in _parts(doc, content):
        inside = [at for at in range(first, last) if lowers[at] in turning]
        start, end = _main_clause(doc, first, inside[-1] + 1, classes) if inside else (first, first)
        ours = [at for at in inside if start <= at < end]
        negated.append(any(_negates(doc, at, start, classes) for at in ours))
        hedged = hedged or any(
            "hedge" in classes[lowers[at]]
            and (at == start or (doc.words[at].islower() and not _compares(lowers, at)))
            and _is_whole(doc, at)
            for at in ours
        )
    return bool(negated) and all(negated), hedged


def _is_whole(doc: Document, at: int) -> bool:
    """Not of "как можно скорее": some words hedge only with those behind them ("скорее всего")."""
    behind = _WITH_THESE.get(doc.lowers[at])
    return behind is None or tuple(doc.lowers[at + 1 : at + 1 + len(behind)]) == behind


def _compares(lowers: list[str], at: int) -> bool:
    return lowers[at] == "likely" and lowers[at - 1] in _COMPARING


@cache
def _turning(language: str) -> frozenset[str]:
    """The words without which nothing is negated or hedged."""
    return words_of(language, "negation") | words_of(language, "hedge")


def _parts(doc: Document, content: list[Range]) -> Iterator[Range]:
    """The sentences of the content, and their halves beside a semicolon."""
    for first, last in content:
        start = first
        for at in range(first, last):
            if doc.words[at] in _PART_ENDS:
                if _worded(doc, start, at):
                    yield start, at
                start = at + 1
        if _worded(doc, start, last):
            yield start, last


def _worded(doc: Document, start: int, end: int) -> bool:
    return any(doc.words[at][0].isalnum() for at in range(start, end))


def _main_clause(doc: Document, first: int, last: int, classes: dict[str, frozenset[str]]) -> Range:
    """From the part's first word to its first side clause, infinitive or second clause, but not behind `last`."""
    lowers = doc.lowers
    while first < last and (not doc.words[first][0].isalnum() or lowers[first] in _OPENING):
        first += 1
    verb = doc.language != "en"
    if verb and first < last and lowers[first] in _CONDITIONS:
        commas = [at for at in range(first, last - 1) if doc.words[at] == ","]
        if not commas:
            return first, first
        first = 1 + next(
            (at for at in commas if lowers[at + 1] in _THEN), commas[0]
        )  # "если не хватит денег, то мост закроют"
    for at in range(first, last):
        found = classes.get(lowers[at], _NONE)
        if at > first and _breaks(doc, at, found, verb=verb):
            return first, at
        verb = verb or not found.isdisjoint(_VERBS)
    return first, last


def _breaks(doc: Document, at: int, found: frozenset[str], *, verb: bool) -> bool:
    lower = doc.lowers[at]
    if lower in ("—", "–", ":", "(", "than") or tuple(doc.lowers[at : at + 2]) in _MANNER:
        return True
    if doc.lowers[at - 1] == "," and found & {"coordinator", "subject"}:
        return verb
    return bool(found & _SIDE or lower in ("to", "that")) and verb and (doc.language == "en" or _behind_comma(doc, at))


def _behind_comma(doc: Document, at: int) -> bool:
    """Also of "киянин, ім'я якого", "рада, в якій", "фірма, вартість послуг якої"."""
    return "," in doc.words[max(0, at - _OF_WHICH) : at]


def _negates(doc: Document, at: int, start: int, classes: dict[str, frozenset[str]]) -> bool:
    lower = doc.lowers[at]
    if "negation" not in classes[lower] or lower in _PREPOSITIONAL:
        return False
    behind = doc.lowers[at + 1] if at + 1 < len(doc.lowers) else ""
    if behind in _BY_DEGREE:
        return False
    if lower in _NOT and doc.lowers[at - 1] in _LEADS_ASIDE:  # "broke the rules by not paying"
        return False
    if lower == "not" and _contrasts(doc, at, start):
        return False
    if doc.language in _SLAVIC and (_is_set_phrase(doc, at) or (lower == "не" and _is_of_manner(doc, at))):
        return False
    return not (lower in _NOT and behind == "to" and at > start)


def _contrasts(doc: Document, at: int, start: int) -> bool:
    """As in "by visitors, not crews": what it was not, behind a comma; but not in "is, of course, not"."""
    before = at - 1
    while before > start and doc.words[before] in _CLOSING_MARKS:
        before -= 1
    return before > start and doc.words[before] == "," and doc.lowers[before - 1] not in _INSERTED


def _is_set_phrase(doc: Document, at: int) -> bool:
    """As in "ни много ни мало", with or without a comma, at either of its two words."""
    words = tuple(word for word in doc.lowers[max(0, at - _SET) : at + _SET] if word != ",")
    return any(phrase == words[i : i + 4] for phrase in _SET_PHRASES for i in range(len(words) - 3))


def _is_of_manner(doc: Document, at: int) -> bool:
    """As in "не приходя в сознание, скончался", "роботи, не включені в проект,": it says how, or which ones; in "не
    мина, а ракета" what it was instead. A participle is one of the clause's own unless a comma stands before it."""
    if at + 1 >= len(doc.lowers):
        return False
    from tocsin.text.morphology import readings  # noqa: PLC0415  # English needs no dictionary

    found = readings(doc.lowers[at + 1], doc.language)
    if found and all(each.form.part == "converb" for each in found):
        return True
    if found and found[0].form.part in _NAMED and _is_contrasted(doc, at):
        return True
    mark = at - 1 - (doc.words[at - 1] in _OPENED)
    apart = mark >= 0 and doc.words[mark] == ","
    return apart and bool(found) and all(each.form.part in _QUALIFYING and each.form.case for each in found)


def _is_contrasted(doc: Document, at: int) -> bool:
    """Whether ", а" and no clause of its own, with a verb, stand behind the next comma of the sentence."""
    last = doc.sentences[doc.sentence_of[at]].last
    comma = next((i for i in range(at + 1, last - 1) if doc.words[i] == ","), None)
    if comma is None or doc.lowers[comma + 1] != "а":
        return False
    end = next((i for i in range(comma + 2, last) if doc.words[i] == ","), last)
    return not any(_is_predicate(doc.lowers[i], doc.language) for i in range(comma + 2, end))


def _is_predicate(lower: str, language: str) -> bool:
    from tocsin.text.morphology import readings  # noqa: PLC0415  # English needs no dictionary

    return any(
        each.form.part in _PREDICATES or (each.form.part in ("adjective", "participle") and not each.form.case)
        for each in readings(lower, language)[:1]
    )
