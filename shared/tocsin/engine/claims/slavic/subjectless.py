"""Sentences of Russian and Ukrainian without a subject: "Получил известность в мае" tells of somebody named before."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.slavic.lexicon import slavic, word_classes
from tocsin.text.document import Document
from tocsin.text.morphology import Form, Reading, readings

_WINDOW: Final = 9
"""Tokens from the start among which the verb is looked for: "В годы учёбы с 1971 по 1975 шила"."""
_GENDERS: Final = frozenset(("masculine", "feminine"))
"""A verb in the neuter may be impersonal, one in the plural may mean people in general."""
_NO_NOUN: Final = frozenset(("preposition", "coordinator"))
_BESIDE: Final = 2
"""Tokens between the verb and a name that no dictionary has, at most: farther off it is whose something is."""
_IS: Final = frozenset(("є",))
_READER: Final = frozenset(
    ("вы", "вам", "вас", "вами", "ваш", "ваша", "ваше", "ваши", "ви", "ваші", "вашого", "вашої", "вашего", "вашей")
)
_NO_CLASS: Final[frozenset[str]] = frozenset()
PRESUPPOSES: Final = frozenset(("почему", "зачем", "как", "чому", "навіщо", "як"))
"""Whoever explains this tells that it is so: "объяснил, почему закрыли мост"."""
ABOUT_IT: Final = frozenset((("про", "те"), ("о", "том")))
_MARKS: Final = frozenset('«"“„')
_SPEAKER: Final = frozenset(
    ("мне", "меня", "мной", "мною", "мені", "мене", "мій", "моя", "мой", "моего", "мого", "ми", "мы")
)
_COPULAS: Final = frozenset(("—", "–", "-"))
_FINITE: Final = frozenset(("verb", "predicative"))
_PREDICATES: Final = frozenset(("verb", "infinitive", "predicative"))
_VERBAL: Final = ("л", "ла", "ло", "ли", "в", "ет", "ит", "ут", "ют", "ть", "ти", "є", "ть")
_PASSIVE: Final = ("ений", "ена", "ене", "ені", "аний", "ана", "ане", "ані", "тий", "та", "те", "ті")
_SELDOM: Final = 0.1
"""As in "в честь", which is an old infinitive as well."""
_LIFE: Final = frozenset(
    (
        *("окончить", "закончить", "родиться", "жениться", "учиться", "поступить", "переехать", "служить"),
        *("закінчити", "народитися", "одружитися", "навчатися", "вчитися", "вступити", "переїхати", "служити"),
    )
)
"""Only a person does that, and no body."""
_FAR: Final = 20
"""Tokens from the start among which the verb is looked for behind an aside."""
_CLAUSE: Final = frozenset(("relative", "question", "complementizer", "subordinator", "pronoun"))
_BRACKETS: Final = frozenset('()«»:“„"')
_RARE: Final = 0.02
"""A reading with a smaller share is not meant."""


def tells_readers(doc: Document, first: int, last: int) -> bool:
    """Whether a sentence is no news: a caption without a predicate, words to the reader ("вам доведеться"), or one with
    the address of a link in it."""
    lowers, words = doc.lowers[first:last], doc.words[first:last]
    if not _SPEAKER.isdisjoint(lowers) and _speaks(doc, first, last):
        return True
    if _only_answers(doc, first, last):
        return True
    if not _READER.isdisjoint(lowers) or any("://" in word for word in words):
        return True
    if not _COPULAS.isdisjoint(words) and _has_nominative(doc, first, first + _dash_at(words)):
        return False
    plain = (doc.lowers[at] for at in range(first, last) if at == first or not doc.capital[at])
    if any(_can_be_predicate(lower, doc.language) for lower in plain):
        return False
    return doc.language != "uk" or not any(_is_passive(doc, at) for at in range(first + 1, last - 1))


def _only_answers(doc: Document, first: int, last: int) -> bool:
    """Whether a sentence says that a question was answered, and not how: "Мер розповів, коли відкриють міст.", "Про те,
    які кораблі зайдуть, повідомив мер."."""
    if (doc.lowers[first], doc.lowers[first + 1]) in ABOUT_IT and _asks(doc, first + 3, last):
        return True
    comma = next((at for at in range(first + 1, last) if doc.words[at] == ","), last)
    told = slavic(doc.language).cues.get(doc.lowers[comma - 1], ())
    says = any(cue.part == "verb" and "C" in cue.frames for cue, _ in told)
    return says and "," not in doc.words[comma + 1 : last] and _asks(doc, comma + 1, last)


def _asks(doc: Document, at: int, last: int) -> bool:
    """Whether a question opens at `at`, or behind a preposition there."""
    classes = word_classes(doc.language)
    opening = [classes.get(word, _NO_CLASS) for word in doc.lowers[at : min(at + 2, last)]]
    if not opening or doc.lowers[at] in PRESUPPOSES:
        return False
    asks = ["question" in each and "complementizer" not in each for each in opening]
    return asks[0] or (len(asks) > 1 and asks[1] and (doc.lowers[at + 1] == "ли" or "preposition" in opening[0]))


def _is_passive(doc: Document, at: int) -> bool:
    """As in "Будинок зведений у травні": what the Ukrainian dictionary has as an adjective, right behind the noun that
    it agrees with, and before no noun of its own."""
    if not doc.lowers[at].endswith(_PASSIVE):
        return False
    found = [each.form for each in readings(doc.lowers[at], "uk") if each.listed and each.form.part == "adjective"]
    own = [form for form in found if form.case == "nominative" and not doc.capital[at]]
    nouns = [each.form for each in readings(doc.lowers[at - 1], "uk") if each.form.case == "nominative"]
    before = any(_fits(form, noun) for form in own for noun in nouns) or (doc.capital[at - 1] and not nouns)
    behind = [each.form for each in readings(doc.lowers[at + 1], "uk") if each.form.case == "nominative"]
    return bool(own) and before and not any(_fits(form, noun) for form in own for noun in behind)


def _fits(form: Form, noun: Form) -> bool:
    alike = form.number == noun.number and (form.number == "plural" or form.gender == noun.gender)
    return noun.part == "noun" and alike


def _speaks(doc: Document, first: int, last: int) -> bool:
    """Whether "I" or "me" stands there outside of quotation marks: somebody's words without marks, or a column."""
    quoted = [(quote.open, quote.close) for quote in doc.quotes if quote.close > first and quote.open < last]
    return any(
        doc.lowers[at] in _SPEAKER and not doc.words[at][1:].isupper() and not any(a <= at <= b for a, b in quoted)
        for at in range(first, last)
    )


def _dash_at(words: list[str]) -> int:
    return next(at for at, word in enumerate(words) if word in _COPULAS)


def _has_nominative(doc: Document, first: int, last: int) -> bool:
    """A name, or what can be the subject: there is none in "Торік – десять випадків"."""
    dated = "preposition" in word_classes(doc.language).get(doc.lowers[first], ())  # "С 2016 года — советник"
    return any(
        not dated if doc.words[at][0].isdigit() else (doc.capital[at] and at > first) or _can_be_nominative(doc, at)
        for at in range(first, last)
    )


def _can_be_nominative(doc: Document, at: int) -> bool:
    found = readings(doc.lowers[at], doc.language)
    return not found or any(
        not each.listed or (each.form.case == "nominative" and each.share > _RARE) for each in found
    )


def _can_be_predicate(lower: str, language: str) -> bool:
    """Also a word that the dictionary lacks, which may be one."""
    found = readings(lower, language)
    return any(
        each.form.part in _PREDICATES or (each.form.part in ("adjective", "participle") and not each.form.case)
        for each in found
        if each.share > _SELDOM
    ) or (bool(found) and not found[0].listed and lower.endswith(_VERBAL))


def lacks_subject(doc: Document, first: int, last: int) -> bool:
    """Whether the sentence opens with a verb in the past, masculine or feminine, and no word in its first clause can be
    the verb's subject."""
    end = next((at for at in range(first, last) if doc.words[at] in ",(;:—–"), last)
    for at in range(first, min(first + _WINDOW, end)):
        if doc.lowers[at] in _IS:
            return not any(_is_subject(doc, i) for i in range(first, end) if i != at)
        gender = _past_gender(doc, at)
        if gender:
            return not any(_may_be_subject(doc, i, at, gender) for i in range(first, end) if i != at)
    return end < last and _verb_behind(doc, first, end, last)


def _verb_behind(doc: Document, first: int, end: int, last: int) -> bool:
    """As in "Праправнук короля; принадлежал к ветви ...", "После смерти брата, 5 мая, взошёл на престол": the verb
    stands behind a mark, and nothing that can be its subject before it."""
    if doc.words[end] == ";":
        gender = _past_gender(doc, end + 1)
        return bool(gender) and is_person(doc, first) and not any(_is_finite(doc, at) for at in range(first, end))
    classes, verb = word_classes(doc.language), None
    for at in range(first, min(last, first + _FAR)):
        if not _CLAUSE.isdisjoint(classes.get(doc.lowers[at], ())) or doc.words[at] in _BRACKETS:
            return False
        if _is_finite(doc, at):
            verb = at
            break
    gender = _past_gender(doc, verb) if verb is not None and verb > end else ""
    if not gender or verb is None:
        return False
    stop = next((at for at in range(verb, last) if doc.words[at] in ",(;:—–"), last)
    return not any(_may_be_subject(doc, at, verb, gender, far=True) for at in range(first, stop) if at != verb)


def is_person(doc: Document, at: int) -> bool:
    """Whether a common noun in the nominative means somebody: "праправнук", "лауреат"."""
    found = readings(doc.lowers[at], doc.language)
    return any(each.form.animate and each.form.case == "nominative" and not each.form.kind for each in found[:1])


def _is_finite(doc: Document, at: int) -> bool:
    return any(each.form.part in _PREDICATES for each in readings(doc.lowers[at], doc.language)[:1])


def _is_subject(doc: Document, at: int) -> bool:
    """As in "Сьогодні Лен є суддею" and "Суддею є Лен", unlike "Сьогодні є суддею районного суду": a name, a number, a
    mark, or what can be in the nominative."""
    if doc.words[at] in _MARKS or doc.words[at][0].isdigit():
        return True
    classes = word_classes(doc.language).get(doc.lowers[at], ())
    if not _NO_NOUN.isdisjoint(classes) or (
        at and "preposition" in word_classes(doc.language).get(doc.lowers[at - 1], ())
    ):
        return False
    found = [each for each in readings(doc.lowers[at], doc.language) if each.share > _RARE]
    if not any(each.listed for each in found):
        return doc.capital[at]
    cases = {each.form.case for each in found}
    return "nominative" in cases and "genitive" not in cases  # "суддею суду області"


def opens_with_infinitive(doc: Document, first: int, last: int) -> bool:
    """Whether a sentence is an item of what is to be done, and no news: "Відстояти інтереси держави в «Карвелі»."."""
    found = readings(doc.lowers[first], doc.language)
    if not found or any(each.form.part != "infinitive" for each in found):
        return False
    end = next((at for at in range(first, last) if doc.words[at] in ",;:—–"), last)
    behind = (readings(doc.lowers[at], doc.language) for at in range(first + 1, end) if not doc.capital[at])
    return not any(each.form.part in _FINITE and each.share > _SELDOM for found in behind for each in found)


def _past_gender(doc: Document, at: int) -> str:
    found = readings(doc.lowers[at], doc.language)
    past = [each.form.gender for each in found if each.form.part == "verb" and "past" in each.form.features]
    return past[0] if past and len(past) == len(found) and past[0] in _GENDERS else ""


def _may_be_subject(doc: Document, at: int, verb: int, gender: str, *, far: bool = False) -> bool:
    classes = word_classes(doc.language)
    if not _NO_NOUN.isdisjoint(classes.get(doc.lowers[at], ())):
        return False
    begins = at
    while doc.capital[begins] and begins > 1 and doc.capital[begins - 1] and begins - 1 != verb:
        begins -= 1  # "за Карла Лена"
    if begins and "preposition" in classes.get(doc.lowers[begins - 1], ()):
        return False
    found, beside = readings(doc.lowers[at], doc.language), abs(at - verb) <= _BESIDE
    if at > verb and doc.words[at - 1] in _MARKS and not beside:
        return False  # "организовал в порту школу «Бриг»"
    if _tells_of_life(doc, verb) and doc.words[at].isupper() and len(doc.words[at]) > 1:
        return False  # "окончил МГИМО"
    if doc.capital[at] and beside and any("Fixd" in each.form.features for each in found):
        return True  # "Міноборони відхилив", of whatever gender
    return _is_subjects_form(doc, at, verb, gender, far=far)


def _is_subjects_form(doc: Document, at: int, verb: int, gender: str, *, far: bool) -> bool:
    found = readings(doc.lowers[at], doc.language)
    if not any(each.listed for each in found):
        by = [each.form.case == "instrumental" for each in found if each.form.part == "noun"]
        before = far and at < verb and not (doc.capital[at - 1] and not _can_be_nominative(doc, at - 1))
        near = abs(at - verb) <= _BESIDE or before
        return doc.capital[at] and near and not (by and all(by))  # not so "Вместе с Юрием Карвейном участвовал"
    named = abs(at - verb) == 1 and doc.words[at][0].isupper()  # "Оскар уехала", which is a man's first name as well
    return any(_agrees(each, gender) or (named and _is_called(each)) for each in found if each.share > _RARE)


def _is_called(reading: Reading) -> bool:
    return reading.form.kind in ("given", "surname") and reading.form.case == "nominative"


def _tells_of_life(doc: Document, verb: int) -> bool:
    return any(each.lemma in _LIFE for each in readings(doc.lowers[verb], doc.language))


def _agrees(reading: Reading, gender: str) -> bool:
    form = reading.form
    single = form.case == "nominative" and form.number != "plural"
    return single and form.gender not in (_GENDERS - {gender}) | {"neuter"}
