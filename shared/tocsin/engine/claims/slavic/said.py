"""Verbs as Russian and Ukrainian cues: what stands on either side of "сообщил", and who says it."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Body, Range
from tocsin.engine.claims.lexicon import Cue
from tocsin.engine.claims.reach import content_left
from tocsin.engine.claims.scene import emit
from tocsin.engine.claims.slavic.contents import Right, content_behind
from tocsin.engine.claims.slavic.heads import ANYONE, asked_by, can_be, head_strength, is_noun
from tocsin.engine.claims.slavic.inserted import read_as_reported, read_behind_clause
from tocsin.engine.claims.slavic.lexicon import is_text
from tocsin.engine.claims.slavic.narration import without_narration
from tocsin.engine.claims.slavic.objects import read_accused, read_object_first
from tocsin.engine.claims.slavic.phrases import is_light, is_verb
from tocsin.engine.claims.slavic.quotations import read_behind_quote
from tocsin.engine.claims.slavic.refusals import says_nothing
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.shared import subject_before
from tocsin.engine.claims.slavic.subjects import find_subject, object_left, subject_left, subject_right
from tocsin.engine.claims.slavic.taken_up import SUCH, read_taken_up, takes_up
from tocsin.engine.claims.slavic.told_in import place_told
from tocsin.engine.claims.slavic.verbs import looks_finite
from tocsin.engine.claims.slavic.words import has, is_negated, lower_at
from tocsin.text.morphology import readings

_AS: Final = frozenset(("как", "як"))
_OBJECTS: Final = frozenset(("его", "её", "ее", "их", "меня", "нас", "вас", "його", "її", "їх", "мене", "вас"))
_FOLLOWS: Final = frozenset(("следует", "вытекает", "явствует", "випливає"))
"""As in "из документа следует, что"."""
_CALLS: Final = ("назв", "назыв")
_OF_SOMETHING: Final = frozenset(
    (
        *("передумать", "согласиться", "отказаться", "ошибиться", "сомневаться", "попытаться", "помочь", "мочь"),
        *("передумати", "погодитися", "відмовитися", "помилитися", "сумніватися", "спробувати", "допомогти", "могти"),
    )
)
_CLAUSE: Final = 2
"""Words, with "что", of a clause that is no more than its verb."""
_SOMEBODY: Final = frozenset(("masculine", "feminine"))
_CLAUSE_LONG: Final = 12
"""Tokens before a cue among which its clause begins."""
_FEW: Final = 3
"""Words that say what somebody calls a thing, at most."""
_RULES: Final = {"C": "that", "Q": "colon", "I": "infinitive", "B": "clause", "O": "preposition"}
_FOUND: Final = frozenset(
    (
        *("виявилося", "виявилось", "з'ясувалося", "з’ясувалося", "з'ясувалось", "з’ясувалось", "виявляється"),
        *("оказалось", "выяснилось", "оказывается"),
    )
)
_ANNOUNCES: Final = ("объяв", "назв", "назыв", "раскр", "анонс", "обнарод", "оголо", "озвуч")
_ANNOUNCED: Final = frozenset(
    (
        *("дата", "имя", "причина", "список", "итог", "победитель", "название", "деталь", "подробность", "состав"),
        *("срок", "сумма", "ім'я", "ім’я", "перелік", "підсумок", "переможець", "назва", "подробиця", "склад", "сума"),
    )
)
_ABOUT_WHICH: Final = frozenset((("о", "чем"), ("о", "чём"), ("про", "що")))
_PREDICATES: Final = frozenset(("verb", "infinitive", "predicative", "numeral"))
_NOMINAL: Final = frozenset(("noun", "adjective", "participle", "pronoun"))


def read_verb(s: SlavicScene, at: int, cue: Cue, form: str) -> bool:
    negated = is_negated(s, at)
    start = at - 1 if negated else at
    kind = cue.frames.get("C") or cue.frames.get("Q") or next(iter(cue.frames.values()))
    as_at = start - 1
    while as_at > s.low and has(s, as_at, "adverb", "time"):
        as_at -= 1  # "як раніше повідомляв портал"
    if lower_at(s, as_at) in _AS and "C" in cue.frames:
        return read_as_reported(s, at, as_at, kind)
    if says_nothing(s, at, start):
        return True
    if (
        ("Q" in cue.frames and read_behind_quote(s, at, start, kind))
        or ("N" in cue.frames and not takes_up(s, at) and read_object_first(s, at, start, cue, negated=negated))
        or _read_about_which(s, at, start, kind)
    ):
        return True
    body = content_behind(s, at, cue)
    if (
        (body is None or body.frame not in "CQ" or _tells_which(s, body))
        and not {"C", "N"}.isdisjoint(cue.frames)
        and takes_up(s, at)
    ):
        teller = subject_left(s, start, at) or subject_right(s, at + 1, s.high, at)
        return read_taken_up(s, teller, (start, at + 1), kind, negated=negated)
    if body is None:
        accused = form == "plural" and read_accused(s, at, start, cue, negated=negated)
        return accused or (form != "gerund" and read_behind_clause(s, at, start, cue, kind, negated=negated))
    return _read_said(s, at, cue, form, body)


def _tells_which(s: SlavicScene, body: Right) -> bool:
    """As in "Про це заявив представник фірми, що належить місту": Ukrainian has "що" for "яка" as well."""
    if body.frame != "C" or s.doc.language != "uk":
        return False
    that = body.content[0][0]
    return s.lowers[that] == "що" and looks_finite(lower_at(s, that + 1), "uk")


def _read_about_which(s: SlavicScene, at: int, start: int, kind: str) -> bool:
    """As in "Мост закроют, о чём сообщил мэр": the clause before is what is said."""
    comma = start - 3
    if comma <= s.low or s.words[comma] != "," or (s.lowers[start - 2], s.lowers[start - 1]) not in _ABOUT_WHICH:
        return False
    source, left = subject_right(s, at + 1, s.high, at), content_left(s, comma)
    if source is None or left is None:
        return False
    emit(s, Body([left], kind, "reported"), source, (start, at + 1))
    return True


def _read_said(s: SlavicScene, at: int, cue: Cue, form: str, body: Right) -> bool:
    """What stands right of the cue, and who says it."""
    start = at - is_negated(s, at)
    content, frame, right, direct = body
    if frame == "I" and s.lowers[s.low] in _FOUND and s.words[s.low + 1] == ",":
        return True  # "Виявилося, що фірма хоче збудувати центр": the author's finding, and not what the firm says
    source = find_subject(s, at, start, right, form) or (subject_before(s, start, at) if frame in "CQ" else None)
    if source is None and frame == "C" and s.lowers[at] in _FOLLOWS:
        source = place_told(s, s.low, start, of=True)
    if source is None and (frame == "I" or (frame == "N" and form != "plural")):
        return False
    if source is None and (frame in "BO" or (frame == "N" and _has_object(s, start - 1))):
        return False  # "его приветствовали толпы": what stands behind is who does it
    if frame in "CB" and not direct:
        content = without_narration(s, at, content)
    if _is_no_claim(s, content, frame, form, start, nobody=source is None):
        return True
    rule = "quote" if direct else _RULES.get(frame, "phrase")
    if source is not None and (
        (frame == "N" and _is_behind_object(s, source, start, content))
        or (frame == "I" and _is_object_first(s, source, start))
    ):
        content, rule = [(s.low, content[-1][1])], "reported"
    if source is None and frame == "N":
        if asked_by(s.lowers[at], s.doc.language).gender in _SOMEBODY:
            return True  # "опублікувала звіт": one who was named before, and is not here
        whom = object_left(s, start)
        content = [(whom[0], content[-1][1])] if whom is not None and is_noun(s, whom[1] - 1) else content
        rule = "passive"  # "в городе объявили тревогу": somebody did, and the text does not say who
    kind = cue.frames.get(frame) or cue.frames.get("C") or cue.frames.get("Q") or next(iter(cue.frames.values()))
    emit(s, Body(content, _of_text(s, kind, source), rule, direct), source, (start, at + 1), negated=start < at)
    return True


def _of_text(s: SlavicScene, kind: str, source: Range | None) -> str:
    """As in "угода передбачає, що": a treaty provides, and foresees nothing."""
    text = source is not None and is_text(s.lowers[source[0] : source[1]], s.doc.language)
    return "statement" if text and kind == "estimate" else kind


def _is_no_claim(s: SlavicScene, content: list[Range], frame: str, form: str, start: int, *, nobody: bool) -> bool:
    """Whether the words right of a cue at `start` tell nothing by themselves; `nobody` says them."""
    inside, verb = [i for first, last in content for i in range(first, last)], start + (s.lowers[start] in ("не", "ні"))
    if frame == "B":
        return _in_relative(s, start)  # "итоги которого мэр не признал, в порту начались гуляния"
    if frame == "C":
        broken = not any(_tells(s, i) for first, last in content for i in range(first + 1, last))
        somebody = form == "gerund" or asked_by(s.lowers[verb], s.doc.language).gender in _SOMEBODY
        lost = nobody and somebody and s.doc.language == "ru"
        return lost or broken or _only_verb(s, content[0])  # "нагадав, що у 2008 рр."
    if frame == "Q":
        return bool(inside) and not any(s.words[i][0].isalpha() for i in inside)  # "вказали номери: 24-07 та 24-08"
    if frame in "IN" and ((form == "gerund" and s.doc.language == "ru") or _is_stump(s, content[0], start)):
        return True  # "выдвинулся, пообещав снизить налоги": the sentence tells it whole, if at all
    if frame != "N" or not nobody:
        return False
    # "Причиною аварії назвали дощ": the author says what it was called; "о свадьбе объявили только сейчас"
    return _is_called_first(s, start) or not any(is_noun(s, i) for i in range(*content[0]))


def _is_behind_object(s: SlavicScene, source: Range, start: int, content: list[Range]) -> bool:
    """As in "Звинувачення проти себе Лен називає замовними": a word or two, and what they are said of opens the
    sentence."""
    few = len(content) == 1 and (content[0][1] - content[0][0] <= _FEW or _is_called_first(s, start))
    if not few or source[1] != start or source[0] <= s.low or any(s.words[at] == "," for at in range(s.low, start)):
        return False
    return is_noun(s, s.low) and not any(is_verb(s, at) for at in range(s.low, start))


def _is_object_first(s: SlavicScene, source: Range, start: int) -> bool:
    """As in "Порожні труби фірма пропонує заповнити": what is to be done to it stands before whoever says so."""
    if source[1] != start or source[0] <= s.low:
        return False
    before = range(s.low, source[0])
    if any(s.words[at] in ",:—–«»" or is_verb(s, at) or is_light(s, at) for at in before):
        return False
    if has(s, s.low, "preposition") or any(head_strength(s, at, ANYONE) for at in before):
        return False
    last = source[0] - 1
    return is_noun(s, last) and can_be(s, last, "accusative") and not has(s, last - 1, "preposition")


def _is_called_first(s: SlavicScene, start: int) -> bool:
    """As in "Причиной аварии в порту называют старую дамбу": what it is called stands before, in the instrumental."""
    called = lower_at(s, start).startswith(_CALLS)
    return called and any(each.form.case == "instrumental" for each in readings(s.lowers[s.low], s.doc.language))


def _is_stump(s: SlavicScene, content: Range, start: int) -> bool:
    """As in "не подтвердил эту информацию", "сына, которого они не хотят потерять": what it is stands elsewhere."""
    first, last = content
    words = tuple(word for word in s.lowers[first:last] if word != ".")
    if words in SUCH or _only_announces(s, first, start) or _is_called_nothing(s, content, start):
        return True
    comma = next((i for i in range(start - 1, s.low, -1) if s.words[i] == ","), None)
    return len(words) == 1 and comma is not None and any(has(s, i, "relative") for i in range(comma, start))


def _in_relative(s: SlavicScene, start: int) -> bool:
    """Whether the cue stands in a clause with "который"."""
    for at in range(start - 1, max(s.low, start - _CLAUSE_LONG) - 1, -1):
        if has(s, at, "relative"):
            return True
        if s.words[at] == ",":
            return False
    return False


def _is_called_nothing(s: SlavicScene, content: Range, start: int) -> bool:
    """As in "назвал Лена, мэра порта, | человеком года": what he is called stands behind, and is cut off."""
    verb = start + (s.lowers[start] in ("не", "ні"))
    if not s.lowers[verb].startswith(_CALLS) or lower_at(s, content[1]) != ",":
        return False
    called = any(
        each.form.case == "instrumental" for at in range(*content) for each in readings(s.lowers[at], s.doc.language)
    )
    return not called and not any(s.of_token[at] >= 0 for at in range(*content))


def _only_verb(s: SlavicScene, content: Range) -> bool:
    """As in "что передумал": no more than a verb that says nothing without its object."""
    inside = [at for at in range(*content) if s.words[at][0].isalnum()]
    few = len(inside) <= _CLAUSE and inside
    return bool(few) and any(each.lemma in _OF_SOMETHING for each in readings(s.lowers[inside[-1]], s.doc.language))


def _only_announces(s: SlavicScene, first: int, start: int) -> bool:
    """As in "объявил дату своей отставки", "назвал имя посла": what it is stands elsewhere."""
    verb = start + (s.lowers[start] in ("не", "ні"))
    if not s.lowers[verb].startswith(_ANNOUNCES):
        return False
    return any(
        each.lemma in _ANNOUNCED and each.form.case == "accusative"
        for each in readings(s.lowers[first], s.doc.language)
    )


def _tells(s: SlavicScene, at: int) -> bool:
    """A word that a clause is about or says something with: it has neither only where it breaks off."""
    found = readings(s.lowers[at], s.doc.language)
    return (
        s.of_token[at] >= 0
        or (not found and s.words[at].isalpha())
        or any(
            (each.listed or s.doc.capital[at])
            and (each.form.part in _PREDICATES or (each.form.part in _NOMINAL and each.form.case in ("nominative", "")))
            for each in found
        )
    )


def _has_object(s: SlavicScene, at: int) -> bool:
    """As in "его назвали", "которую уже назвали"."""
    return any(lower_at(s, i) in _OBJECTS or (at > s.low and has(s, i, "relative")) for i in (at - 1, at))
