"""The engine's laws on hostile text: vocabulary of three languages with quotes, figures, marks, any Unicode."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.fuzz.laws import check_analysis, check_pair, check_stories, check_time, check_upload
from tests.fuzz.pieces import FIGURES, FRAMES, MARKS, vocabulary

PROFILE = settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)
FEWER = settings(PROFILE, max_examples=60)
"""Reading HTML costs a hundred times what a short text does."""

WORDS = st.sampled_from(vocabulary())
PIECES = st.one_of(
    *(WORDS, WORDS, WORDS.map(str.upper), WORDS.map(lambda word: word * 60)),
    *(st.sampled_from(MARKS), st.sampled_from(FIGURES), st.sampled_from(FRAMES)),
    st.text(st.characters(codec=None), max_size=6),
)
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(("", " ", " "))).map("".join), max_size=60).map("".join)
CUT_SHORT = (
    "The mayor of Harn accused the guard of theft, but the guard denied this accusation and rejected that claim too.",
    "“We know ,” said Ada Krohn , 45 , who had been told that up to 300 men left , according to the ministry .",
    "Министр Орлов заявил , что мост закрыт , а мэр Харна опроверг это . — Да , — сказал он , — около 300 человек .",
    "Міністр Орлов заявив , що міст закрито , а мер Харна спростував це . « Так , — сказав він . — Десь 300 людей » .",
)
LANGUAGES = st.sampled_from((None, "en", "ru", "uk", "de", "und", ""))
TYPES = st.sampled_from(
    ("text/html", "text/plain", "application/json", "text/markdown", "message/rfc822", "application/pdf", "", "x")
)


def encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def page(parts: tuple[str, str, str]) -> bytes:
    title, text, more = parts
    return encoded(f"<html><head><title>{title}</title></head><article><p>{text}</p><p>{more}</p></article>")


def document(parts: tuple[str, str, str]) -> bytes:
    title, text, more = parts
    return json.dumps({"title": title, "text": text, "published_at": more, "url": more, "language": title}).encode()


def mail(parts: tuple[str, str, str]) -> bytes:
    title, text, more = parts
    return encoded(f"From: {more}\nSubject: {title}\nDate: {more}\nContent-Type: text/plain\n\n{text}")


PARTS = st.tuples(TEXTS, TEXTS, TEXTS)
UPLOADS = st.one_of(st.binary(max_size=200), TEXTS.map(encoded), PARTS.map(page), PARTS.map(document), PARTS.map(mail))


@PROFILE
@given(TEXTS, st.none() | TEXTS, LANGUAGES)
def test_any_text_is_analyzed_and_every_span_stands_in_it(text: str, title: str | None, language: str | None) -> None:
    check_analysis(text, title=title, language=language)


@pytest.mark.parametrize("text", CUT_SHORT)
def test_a_text_may_end_after_any_of_its_words(text: str) -> None:
    words = text.split()
    for size in range(1, len(words)):
        check_analysis(" ".join(words[:size]))
        check_analysis(" ".join(words[:size]), title=" ".join(words[size:]))


@PROFILE
@given(TEXTS, TEXTS)
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    check_pair(one, other)


@FEWER
@given(UPLOADS, TYPES)
def test_any_upload_is_an_article_that_can_be_stored_or_is_rejected(data: bytes, content_type: str) -> None:
    article = check_upload(data, content_type)
    if article is not None:
        check_analysis(article.text, title=article.title, language=article.language)


@PROFILE
@given(st.lists(TEXTS, max_size=4))
def test_any_article_has_one_story(texts: list[str]) -> None:
    check_stories(texts)


@PROFILE
@given(st.text(max_size=20) | st.datetimes().map(str) | st.sampled_from(("2022-09-21", "2022-09-21T10:00", "")))
def test_any_time_is_read_or_refused(published_at: str) -> None:
    check_time(published_at)
