"""Names of persons and organizations: capitalized runs, sorted by the words in and around them, short forms linked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import takewhile
from operator import or_
from typing import Final

from tocsin.engine.claims.run_on import run_on
from tocsin.engine.claims.slavic.lexicon import is_text, vocabulary
from tocsin.engine.claims.speakers.beside_names import (
    JOINS,
    behind_offices,
    is_country_of,
    kind_of_name,
    owner_before_name,
)
from tocsin.engine.claims.speakers.cases import stand_apart
from tocsin.engine.claims.speakers.declined import is_foreign
from tocsin.engine.claims.speakers.full_names import by_surname, fullest
from tocsin.engine.claims.speakers.names import Words, name_words, stem
from tocsin.engine.claims.speakers.nominative import nominative
from tocsin.engine.dateline import behind_dateline
from tocsin.engine.listed import (
    ARTICLE,
    DATE,
    FIRST,
    GROUP,
    ORGANIZATION,
    PROPER,
    ROLE,
    TITLE,
    UNNAMED,
    listed,
)
from tocsin.model import Entity, EntityKind, Place, Span
from tocsin.text.document import Document
from tocsin.text.morphology import Reading, readings

_PARTICLES: Final = frozenset(
    (
        *(
            "de",
            "del",
            "der",
            "den",
            "van",
            "von",
            "bin",
            "ibn",
            "al",
            "el",
            "la",
            "le",
            "da",
            "di",
            "du",
            "dos",
            "ben",
        ),
        *("abu", "af", "zu", "ter"),
        *("фон", "дер", "ван"),
    )
)
_WITHIN: Final = ARTICLE | DATE | TITLE | ROLE | UNNAMED | ORGANIZATION
"""Words that may part a run of capitals, so that the name is a part of it."""
_LONGEST: Final = 8
"""Tokens of a name; longer runs are headlines and lists."""
_TITLE_CASE: Final = 0.6
"""Share of capitalized words from which a sentence is a headline, where a capital letter tells nothing."""
_IN_FULL: Final = 2
"""Words of a person's name in full, at least."""
_PERSON: Final = frozenset(("given", "surname"))
_OF_OFFICE: Final = 5
"""Tokens of an office before the acronym that says whose it is."""
_INITIAL: Final = 2
"""Characters of "A."."""
_DISTRICT: Final = 4
"""Characters of "D.C."."""
_YOUNGER: Final = frozenset(("jr", "jr.", "sr", "sr."))
"""Behind a surname, by which alone the one who bears it is called."""
_NAMESAKES: Final = 50
"""Names with one last word that mentions are compared with: no article tells more apart, and time stays linear."""


_OPENING: Final = frozenset(('"', "“", "«", "„", "‘", "'", "``", "''"))
_ANNOUNCES: Final = frozenset((":", ","))
"""Before a quotation inside of a sentence."""
_CONSONANTS: Final = frozenset("бвгґджзйклмнпрстфхцчшщ")

_KIN: Final = frozenset(
    (
        *("wife", "husband", "son", "daughter", "brother", "sister", "father", "mother", "widow", "cousin", "nephew"),
        *("niece", "жена", "жены", "женой", "муж", "сын", "дочь", "брат", "сестра", "дружина", "чоловік", "син"),
    )
)


class _Name:
    """One name under construction: its fullest form and all its token ranges."""

    __slots__ = ("kind", "ranges", "short", "words")

    def __init__(self, words: tuple[str, ...], kind: EntityKind, run: tuple[int, int]) -> None:
        self.words = words
        self.kind = kind
        self.ranges = [run]
        """Mentions in full, in reading order, as long as names are collected; then all."""
        self.short: list[tuple[int, int]] = []
        """Mentions by a single word, in reading order."""

    def latest(self, run: tuple[int, int]) -> tuple[int, int]:
        """The last mention before `run`; short ones are looked at in reading order, so all there are come before it."""
        before = bisect_left(self.ranges, run)
        return max([*self.ranges[max(0, before - 1) : before], *self.short[-1:]])


def find_entities(doc: Document, places: tuple[Place, ...]) -> tuple[Entity, ...]:
    """Named persons and organizations in order of first mention; spans that `places` took are not persons."""
    taken = {span.start: span.end for place in places for span in place.spans}
    names: list[_Name] = []
    by_last: dict[str, list[_Name]] = {}
    short: list[tuple[int, int]] = []
    starts, ends = doc.starts, doc.ends
    for run in _split(doc, _runs(doc), taken):
        if taken.get(starts[run[0]], -1) >= ends[run[1] - 1] or _is_office(doc, run) or _is_sum(doc, run):
            continue
        kind = kind_of_name(doc, run)
        if run[1] - run[0] > 1 or kind == "organization":
            _add(doc, run, kind, names, by_last)
        else:
            short.append(run)
    known = name_words()
    for run in short:
        _link(doc, run, names, by_last, known)
    for name in names:
        if name.short:
            name.ranges = sorted(name.ranges + name.short)
    names.sort(key=lambda name: name.ranges[0])
    return tuple(
        [
            Entity(
                _written(doc, name), name.kind, tuple([Span(starts[low], ends[high - 1]) for low, high in name.ranges])
            )
            for name in names
        ]
    )


def _split(doc: Document, runs: list[tuple[int, int]], taken: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Russian and Ukrainian runs parted where no name goes on: behind a place in the genitive ("служба Оставии Лен"),
    and behind an acronym before a first name ("президент РФ Лев"); English ones behind the letters of a district."""
    if doc.language not in ("ru", "uk"):
        yield from ((first + _is_district(doc, first, last), last) for first, last in runs)
        return
    surnames, anew = _surnames(doc, runs), frozenset(run_on(doc))
    for first, last in runs:
        begin = first
        for at in range(first, last - 1):
            if (
                _ends_body(doc, at, last, taken, surnames)
                or _is_of_biographer(doc, at)
                or _changes_script(doc, at, last)
                or (at + 1 in anew and at >= begin)
            ):
                if at > begin:
                    yield begin, at + 1
                begin = at + 1
            elif at in anew and _is_adverb(doc, at):
                begin = at + 1
        yield begin, last


def _is_district(doc: Document, first: int, last: int) -> bool:
    """As in "in Lissa, D.V. Holm's lawyers": letters behind a town and a comma are where it lies, no first names."""
    word = doc.words[first]
    letters = last - first > 1 and len(word) >= _DISTRICT and word[1::2] == "." * (len(word) // 2) and word.isupper()
    return letters and first > 1 and doc.words[first - 1] == "," and doc.capital[first - 2]


def _changes_script(doc: Document, at: int, last: int) -> bool:
    """As in "глава Velnair Карл Оден", "в эфире VTV Карл Оден": a name in Latin letters ends where two words in the
    text's own begin, unless they are a body's."""
    if not doc.words[at].isascii() or not doc.words[at].isalpha() or last - at - 1 < _IN_FULL:
        return False
    behind = doc.lowers[at + 1 : last]
    return all(word >= "а" for word in behind) and not any(listed[word] & ORGANIZATION for word in behind)


def _surnames(doc: Document, runs: list[tuple[int, int]]) -> frozenset[str]:
    """Last words of the names in full, by their stems: "Одена" beside "Карл Оден" is his."""
    return frozenset(stem(doc.lowers[last - 1]) for first, last in runs if listed[doc.lowers[first]] & FIRST)


def _ends_body(doc: Document, at: int, last: int, taken: Mapping[int, int], surnames: frozenset[str]) -> bool:
    """Whether behind token `at` of a run that goes up to `last` somebody's name begins, or an outlet's."""
    if doc.words[at][-1].isdigit():  # "чемпионка Дорно-2014 Анна Лен"
        return bool(listed[doc.lowers[at + 1]] & FIRST)
    if is_foreign(doc.words[at]) and not doc.words[at + 1].isascii():
        named = stem(doc.lowers[at + 1]) in surnames or _is_surname(doc, at + 1) or _is_holder(doc, at, last)
        return bool(listed[doc.lowers[at + 1]] & FIRST) or (doc.words[at].isalnum() and named)
    if _is_site(doc.words[at + 1]):  # "цитирует Одена Velm.com"
        return stem(doc.lowers[at]) in surnames
    nouns = [each for each in readings(doc.lowers[at], doc.language) if each.form.part == "noun"]
    found = [each.form for each in nouns if each.listed]
    thing = bool(found) and not any(form.animate or form.kind for form in found)
    place = taken.get(doc.starts[at]) == doc.ends[at]
    if place and not found:  # "Без Велманії Оден не ...": a place that only its ending tells the case of
        found = [each.form for each in nouns]
    if not (thing or place) or doc.words[at + 1].isupper() or listed[doc.lowers[at]] & ORGANIZATION:
        return _is_whose(doc, at)
    if found and all("Fixd" in form.features for form in found):  # "президент Перу Карл Оден"
        return at > 0 and bool(listed[doc.lowers[at - 1]] & ROLE)
    cases = {form.case for form in found if form.number == "singular"}
    behind = [each.form for each in readings(doc.lowers[at + 1], doc.language) if each.listed]
    named = not behind or any(form.animate for form in behind)
    named = named or (_is_of_office(doc, at) and any(form.case == "nominative" for form in behind))
    return named and "genitive" in cases and "nominative" not in cases


def _is_holder(doc: Document, at: int, last: int) -> bool:
    """As in "глава союза ОДВ Ингвар Морр": an office before what is abbreviated, and two more words of a name."""
    if last - at - 1 != _IN_FULL or listed[doc.lowers[at + 1]] & ORGANIZATION or doc.words[at + 2].isupper():
        return False
    known = readings(doc.lowers[at + 1], doc.language)
    if known and all(each.listed and each.form.kind not in _PERSON for each in known):
        return False  # "директор ООО Новый Порт"
    return _is_of_office(doc, at)


def _is_of_office(doc: Document, at: int) -> bool:
    """Whether an office stands right before what it is an office of."""
    before = doc.lowers[max(0, at - _OF_OFFICE) : at]
    return any(listed[word] & ROLE for word in takewhile(str.isalpha, reversed(before)))


def _is_site(word: str) -> bool:
    return "." in word[1:-1] and word[-1].isascii()


def _is_whose(doc: Document, at: int) -> bool:
    """As in "директор департаменту Мінвугілля Карл Оден": a thing in the genitive, before a name in full."""
    found = [each.form for each in readings(doc.lowers[at], doc.language) if each.listed and each.form.part == "noun"]
    whose = any(form.case == "genitive" for form in found) and not any(form.animate for form in found)
    named = bool(listed[doc.lowers[at + 1]] & FIRST) and at + 2 < len(doc.words)
    return whose and named and doc.capital[at + 2]


def _is_of_biographer(doc: Document, at: int) -> bool:
    """As in "биограф Бельского Энди Морр": a surname in the genitive that the article has in the nominative too, before
    a first name."""
    word = doc.words[at]
    return word.endswith("а") and bool(listed[doc.lowers[at + 1]] & FIRST) and word[:-1].lower() in doc.counts()


def _is_surname(doc: Document, at: int) -> bool:
    """Whether the dictionary has the word as a surname in the nominative, and as nothing else there."""
    own = [
        each.form for each in readings(doc.lowers[at], doc.language) if each.listed and each.form.case == "nominative"
    ]
    return bool(own) and all(form.kind == "surname" for form in own)


def _is_office(doc: Document, run: tuple[int, int]) -> bool:
    """As in "U.S. Secretary of Trade Anna Holm": what ends in an office and goes on behind "of" is no name."""
    return bool(listed[doc.lowers[run[1] - 1]] & ROLE) and doc.lowers[run[1] : run[1] + 1] in (["of"], ["for"])


def _is_sum(doc: Document, run: tuple[int, int]) -> bool:
    """As in "RM6.162 million": the figures go on behind a comma or a full stop without a space."""
    mark = run[1]
    if not doc.words[mark - 1][-1].isdigit() or mark + 1 >= len(doc.words) or doc.words[mark] not in (",", "."):
        return False
    return doc.starts[mark] == doc.ends[mark - 1] and doc.starts[mark + 1] == doc.ends[mark]


def _written(doc: Document, name: _Name) -> str:
    """The fullest form; of an inflected name the form that is listed or nearest to the nominative."""
    first, last = name.ranges[0]
    for low, high in name.ranges:
        if high - low > last - first or (high - low == last - first and _is_initial(doc.words[first])):
            first, last = low, high
    if name.kind == "organization" and doc.language == "uk":
        first, last = _in_nominative(doc, name, (first, last))
    words, written = doc.words[first:last], doc.text[doc.starts[first] : doc.ends[last - 1]]
    if name.kind != "person" or written.isascii() or not any("а" <= word[0].lower() <= "ӿ" for word in words):
        return written
    surnames = frozenset(doc.words[last - 1] for _, last in name.ranges)
    shortest = min(sorted(surnames), key=len)
    if len(words) == 1 and written.startswith(shortest):
        return shortest  # "Одена" beside "Оден"
    if not _is_initial(words[0]):
        first, last = fullest(doc, name.ranges)
    named = nominative(doc.words[first:last], surnames, ukrainian=doc.language == "uk")
    return " ".join(by_surname(doc, named, (first, last), surnames))


def _in_nominative(doc: Document, name: _Name, fullest: tuple[int, int]) -> tuple[int, int]:
    """The first mention of a body, as long as the fullest, whose first word can stand in the nominative."""
    size = fullest[1] - fullest[0]
    of_size = (run for run in [fullest, *name.ranges[:_NAMESAKES]] if run[1] - run[0] == size)
    return next((run for run in of_size if _can_be_nominative(doc.lowers[run[0]])), fullest)


def _can_be_nominative(word: str) -> bool:
    found = readings(word, "uk")
    return not found or any(not each.listed or each.form.case == "nominative" for each in found)


def _runs(doc: Document) -> list[tuple[int, int]]:
    """Maximal runs of capitalized tokens within a sentence, without titles, roles and words that open a sentence."""
    classes = vocabulary(doc.language)
    written = {doc.lowers[sentence.first] for sentence in doc.sentences}.intersection(doc.words)
    words, lowers, capital = doc.words, doc.lowers, doc.capital
    found: list[tuple[int, int]] = []
    current, done = -1, 0
    for start in doc.upper:
        if doc.sentence_of[start] != current:
            current = doc.sentence_of[start]
            sentence = doc.sentences[current]
            first, last = sentence.first, sentence.last
            done = first
            if words[last - 1] != "." and _in_title_case(capital[first:last]):  # a headline
                done = last
            elif words[first].isupper() or ":" in words[first]:
                done = behind_dateline(doc, first, last)
        if start >= done:
            done = _run_end(doc, start, last)
            if _is_first(words, start, first) and (
                _opens_sentence(lowers[start], classes, written, done - start)
                or _is_adverb(doc, start)
                or _is_of_name(doc, start, done)
            ):
                start += 1  # noqa: PLW2901 - the name begins behind the word that opens the sentence
            found += _names_in(doc, start, done)
    return found


def _is_first(words: Sequence[str], start: int, first: int) -> bool:
    """Whether a word opens its sentence, or a quotation at its beginning or behind a colon: "“But Velnair ..."."""
    if start == first:
        return True
    return words[start - 1] in _OPENING and (start - 1 == first or words[start - 2] in _ANNOUNCES)


def _is_adverb(doc: Document, start: int) -> bool:
    """As in "Спочатку Velnair ...": a Russian or Ukrainian word that the dictionary has as nothing but an adverb."""
    if doc.language not in ("ru", "uk") or listed[doc.lowers[start]] & (FIRST | ORGANIZATION):
        return False
    found = readings(doc.lowers[start], doc.language)
    return bool(found) and all(each.listed and each.form.part == "adverb" for each in found)


def _is_of_name(doc: Document, start: int, end: int) -> bool:
    """As in "Беседа Карла Одена", "Форвард Карл Оден": a thing of somebody's, or what he is, opens the sentence, and is
    no part of his name."""
    acronym = end - start > 1 and doc.words[start + 1].isupper() and len(doc.words[start + 1]) > 1
    if acronym and is_text(doc.lowers[start : start + 1], doc.language):
        return True
    if end - start < 2 or doc.lowers[start] < "а" or listed[doc.lowers[start]] & (ORGANIZATION | PROPER | FIRST | ROLE):
        return False
    things = readings(doc.words[start], doc.language)
    if things and all(each.listed and _is_common(each) for each in things) and any(map(_is_somebody, things)):
        return True
    owners = readings(doc.words[start + 1], doc.language)
    thing = all(
        each.listed and each.form.part == "noun" and not (each.form.animate or each.form.kind) for each in things
    )
    owner = any(
        each.form.case == "genitive" and (each.form.kind in ("given", "surname") or not each.listed) for each in owners
    )
    return bool(things) and thing and owner


def _is_common(each: Reading) -> bool:
    return not each.form.kind and each.form.part in ("noun", "adjective")


def _is_somebody(each: Reading) -> bool:
    return each.form.part == "noun" and bool(each.form.animate) and each.form.case == "nominative"


def _in_title_case(capital: Sequence[bool]) -> bool:
    return len(capital) > 4 and capital.count(True) > _TITLE_CASE * len(capital)


def _run_end(doc: Document, start: int, last: int) -> int:
    words, lowers = doc.words, doc.lowers
    organization = listed[lowers[start]] & ORGANIZATION
    end = start + 1
    while end < last and end - start < _LONGEST:
        if words[end][0].isupper():
            told = listed[lowers[end - 1]] & (FIRST | ROLE | TITLE)  # the next word is its holder's or a surname
            if lowers[end] >= "а" and not told and stand_apart(lowers[end - 1], lowers[end], doc.language):
                break
            organization |= listed[lowers[end]] & ORGANIZATION
            end += 1
        elif lowers[end] in _PARTICLES and end + 1 < last and words[end + 1][0].isupper():
            end += 2
        elif lowers[end : end + 2] == ["фон", "дер"] and end + 2 < last and words[end + 2][0].isupper():
            end += 3
        elif organization and lowers[end] in JOINS:
            after = end + 2 if end + 1 < last and lowers[end + 1] == "the" else end + 1
            if lowers[end] == "and" or after >= last or not words[after][0].isupper():
                break
            end = after + 1
        else:
            break
    return end


def _opens_sentence(lower: str, classes: frozenset[str], written: set[str], size: int) -> bool:
    """Whether the capital of a sentence's first word is only that of the sentence; `written`: openings that the text
    has in small letters as well."""
    kinds = listed[lower]
    if lower in classes or kinds & GROUP:
        return True
    if size == 1:
        return (
            (bool(kinds & ORGANIZATION) and not kinds & PROPER)
            or lower in written
            or lower.endswith(("ing", "ly", "ed"))
        )
    return lower in written and not kinds & (FIRST | ROLE)


def _names_in(doc: Document, start: int, end: int) -> list[tuple[int, int]]:
    """The names inside a run: behind the last title or role ("Ukrainian President Volodymyr Zelensky")."""
    if _fills_marks(doc, start, end):
        return [(start, end)]
    kinds = list(map(listed.__getitem__, doc.lowers[start:end]))
    together = reduce(or_, kinds, 0)
    if end - start > 2 and doc.lowers[start] >= "а":
        owner = owner_before_name(doc, start, end, kinds)
        start, kinds = start + owner, kinds[owner:]
    if not together & _WITHIN and (end - start < 3 or not together & FIRST):
        return [(start, end)] if end - start > 1 or (end > start and len(doc.lowers[start]) > 1) else []
    low, high = 0, len(kinds)
    while low < high and kinds[low] & (ARTICLE | DATE):
        low += 1
    while low < high and kinds[high - 1] & DATE:
        high -= 1
    cut = behind_offices(doc, start, kinds, low, high)
    low = next((at for at in range(low, cut) if not kinds[at] & ROLE), cut)
    found = []
    if any(kinds[at] & ORGANIZATION for at in range(low, cut - 1)):
        found.append((start + low, start + cut))
    alone = high - cut == 1
    if cut < high and not (alone and (kinds[cut] & (TITLE | ROLE) or len(doc.lowers[start + cut]) < 2)):
        found.append((start + cut, start + high))
    return found


def _fills_marks(doc: Document, start: int, end: int) -> bool:
    """As in ТОВ «Прем'єр Лізинг»: two words and more in guillemets are one name, whatever each of them means."""
    return end - start > 1 and doc.words[start - 1 : start] == ["«"] and doc.words[end : end + 1] == ["»"]


def _add(
    doc: Document, run: tuple[int, int], kind: EntityKind, names: list[_Name], by_last: dict[str, list[_Name]]
) -> None:
    words = tuple(map(stem, doc.lowers[run[0] : run[1]]))
    for name in by_last.get(words[-1], ()):
        if (
            name.kind == kind
            and (name.words[-1] in _YOUNGER) == (words[-1] in _YOUNGER)
            and (name.words[0] == words[0] or set(words) <= set(name.words) or _abbreviates(words, name.words))
        ):
            name.ranges.append(run)
            if len(words) > len(name.words):
                name.words = words
            return
    name = _Name(words, kind, run)
    names.append(name)
    for last in {words[-1], _surname(words)}:
        namesakes = by_last.setdefault(last, [])
        if len(namesakes) < _NAMESAKES:
            namesakes.append(name)


def _surname(words: tuple[str, ...]) -> str:
    """The last word of a name, or the one before "Jr."."""
    return words[-2] if words[-1] in _YOUNGER and len(words) > _INITIAL else words[-1]


def _is_adjective_of_next(doc: Document, at: int) -> bool:
    """As in "спикера Государственной пограничной службы": a body's name begins, and no person's."""
    behind = doc.lowers[at + 1 : at + 2]
    if not behind or doc.capital[at + 1] or not behind[0][0].isalpha():
        return False
    here, there = readings(doc.lowers[at], doc.language), readings(behind[0], doc.language)
    nominal = ("adjective", "participle", "noun")
    cases = {each.form.case for each in there if each.listed and each.form.part in nominal}
    return any(each.form.part == "adjective" and each.form.case in cases for each in here)


def _abbreviates(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """As in "А. Лен" beside "Анна Лен", or the other way round."""
    initial = _is_initial(words[0]) or _is_initial(name[0])
    return initial and len(words) == len(name) > 1 and words[0][0] == name[0][0] and words[1:] == name[1:]


def _is_initial(word: str) -> bool:
    return len(word) == _INITIAL and word[1] == "."


def _kin(doc: Document, name: _Name) -> bool:
    """As in "his wife, Jana Holm": the surname alone means the one whose wife she is."""
    first = name.ranges[0][0]
    return not _KIN.isdisjoint(doc.lowers[max(0, first - 2) : first])


def _has_last(doc: Document, name: _Name, last: str) -> bool:
    """Whether somebody was called by this very form of the surname in full: "Белькін" is Олег Белькін, and not Віра
    Белькіна, whose name it could be a case of."""
    return last[-1] in _CONSONANTS and any(doc.lowers[high - 1] == last for _, high in name.ranges[:_NAMESAKES])


def _link(
    doc: Document, run: tuple[int, int], names: list[_Name], by_last: dict[str, list[_Name]], known: Words
) -> None:
    """A single word: the surname of somebody named in full, nearest before, or a name of its own behind a title."""
    word = stem(doc.lowers[run[0]])
    title = doc.lowers[run[0] - 1] if run[0] else ""
    found = by_last.get(word) or []
    found = [name for name in found if name.kind != "organization" or len(name.words) == 1]
    if title in ("mrs", "mrs.", "ms", "ms.", "mr", "mr."):
        wrong = known.female if title.startswith("mr") and not title.startswith("mrs") else known.male
        found = [name for name in found if name.words[0] not in wrong] or found
    if len(found) > 1 and doc.lowers[run[0]] >= "а":
        found = [name for name in found if _has_last(doc, name, doc.lowers[run[0]])] or found
    if found:
        before = [name for name in found if name.ranges[0] < run]
        before = [name for name in before if not _kin(doc, name)] or before
        best = max(before, key=lambda name: name.latest(run)) if before else found[0]
        if best.kind == "other":
            best.kind = "person"
        best.short.append(run)
    elif (
        listed[title] & (TITLE | ROLE)
        and not is_country_of(doc, title, run[0])
        and not _is_adjective_of_next(doc, run[0])
    ):
        foreign = doc.language != "en" and doc.words[run[0]].isascii()  # "глава Boro": the firm
        _add(doc, run, "other" if foreign else "person", names, by_last)
