"""Lines that name their speaker before a colon: "Kremlin: no second wave", and the turns of a transcript."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from tocsin.engine.claims.draft import Body, Range
from tocsin.engine.claims.reach import same_paragraph
from tocsin.engine.claims.scene import Scene, emit
from tocsin.engine.claims.slavic.lexicon import says_things
from tocsin.engine.claims.slavic.reminders import LABELS
from tocsin.engine.claims.speakers.names import kinds, name_words
from tocsin.engine.dateline import behind_dateline
from tocsin.text.morphology import readings

_QUESTION: Final = (["Q"], ["A"])
"""Who asks and who answers is not said."""
_LABELS: Final = LABELS | frozenset(
    (
        *(
            "breaking",
            "exclusive",
            "update",
            "updated",
            "watch",
            "live",
            "video",
            "videos",
            "photos",
            "opinion",
            "analysis",
        ),
        *("correction", "explainer", "explained", "factbox", "podcast", "review", "editorial", "letters", "interview"),
        *(
            "timeline",
            "quiz",
            "gallery",
            "graphic",
            "note",
            "warning",
            "profile",
            "related",
            "background",
            "source",
            "credit",
            "caption",
            "photo",
            "image",
            "видео",
            "фото",
            "интервью",
            "анализ",
        ),
        *("мнение", "срочно", "обновлено", "эксклюзив", "відео", "інтерв'ю", "аналіз", "думка", "терміново"),
        *("оновлено", "ексклюзив", "file", "image", "category", "файл", "изображение", "категория", "зображення"),
    )
)
"""What a headline opens with to say what it is, not who speaks, and what pages of a wiki have."""

_HEADING: Final = 7
"""Tokens from the colon on of a line that may be a heading or a credit rather than somebody's words."""
_ENDS: Final = frozenset('.!?…”"»')


def read_headline(s: Scene, cues: Container[str]) -> None:
    """A line "Kremlin: no second wave", or a turn "ANCHOR: Good evening. ..." of a transcript."""
    words = s.words
    low = behind_dateline(s.doc, s.low, s.high)
    colon = next((at for at in range(low, min(s.high, low + 6)) if words[at] == ":"), None)
    if colon is None or colon == low or s.high - colon < 3 or not _opens_paragraph(s):
        return
    speaker = range(low, colon)
    if s.low and s.high - colon < _HEADING and words[s.high - 1] not in _ENDS:
        return  # "Profile: Anna Holm", a heading between paragraphs
    named = all(words[at][0].isupper() for at in speaker) or (not s.low and _names_office(s, speaker))
    label = (colon == low + 1 and s.doc.lowers[low] in _LABELS) or (colon > low + 1 and _is_thing(s, low))
    if words[low:colon] == ["A"]:
        _read_answer(s, colon)
        return
    if not named or label or words[low:colon] in _QUESTION or any(s.lowers[at] in cues for at in speaker):
        return
    last = _paragraph_end(s)
    if not all(words[at].isupper() for at in speaker) and (
        last != s.number or (words[s.high - 1] == "." and low == s.low and s.low > 0)
    ):
        return
    end = s.doc.sentences[last].last
    direct = s.of_token[colon + 1] >= 0 and s.of_token[end - 1] >= 0
    body = Body([(colon + 1, end)], "statement", "headline", direct)
    emit(s, body, (low, colon), (colon, colon + 1))


def _read_answer(s: Scene, colon: int) -> None:
    """As in "A: It stays open.", where the text says whose interview it is."""
    speaker = _interviewee(s)
    if speaker is not None:
        end = s.doc.sentences[_paragraph_end(s)].last
        emit(s, Body([(colon + 1, end)], "statement", "headline"), speaker, (colon, colon + 1))


def _interviewee(s: Scene) -> Range | None:
    """Tokens of the name in "an interview with Minister Karl Oden"."""
    for at in s.doc.upper:
        if at > 1 and s.lowers[at - 1] == "with" and s.lowers[at - 2].startswith("interview"):
            end = at + 1
            while end < len(s.words) and s.words[end][0].isupper():
                end += 1
            return at, end
    return None


def _names_office(s: Scene, speaker: range) -> bool:
    """As in "Harbour chief: ferries will stop": the article's first line begins with an office or a body."""
    known = name_words()
    return all(s.words[at][0].isalpha() for at in speaker) and any(
        known.is_a(kind, s.doc.lowers[at]) for at in speaker for kind in ("role", "organization", "group")
    )


def _is_thing(s: Scene, at: int) -> bool:
    """As in "Пожар в Дорно: что известно": a noun that is nobody and says nothing, by the dictionary."""
    lower, language = s.lowers[at], s.doc.language
    if language not in ("ru", "uk") or s.words[at].isupper() or kinds(lower):
        return False
    found = readings(lower, language)
    thing = all(
        each.listed and each.form.part == "noun" and not (each.form.animate or each.form.kind) for each in found
    )
    return bool(found) and thing and not any(says_things(each.lemma, language) for each in found)


def _opens_paragraph(s: Scene) -> bool:
    return not s.number or not same_paragraph(s, s.low - 1, s.low)


def _paragraph_end(s: Scene) -> int:
    """Number of the paragraph's last sentence."""
    last = s.number
    sentences = s.doc.sentences
    while last + 1 < len(sentences) and same_paragraph(s, sentences[last].last - 1, sentences[last + 1].first):
        last += 1
    return last
