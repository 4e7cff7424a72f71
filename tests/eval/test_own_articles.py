"""Our own labelled articles are sound, and the engine reads them no worse than the floors say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tocsin.engine.topics.taxonomy import topic_entries
from tocsin.evaluation import below, measure_own, read_floors
from tocsin.evaluation.own import read_articles
from tocsin.text.document import read

HERE = Path(__file__).parent
ARTICLES = HERE / "own" / "articles.jsonl"


def test_there_are_enough_articles_in_each_language() -> None:
    languages = Counter(article.language for article in read_articles(ARTICLES))
    assert languages["en"] >= 11
    assert languages["ru"] >= 7
    assert languages["uk"] >= 7


def test_ids_are_unique_and_lengths_are_those_of_briefs() -> None:
    articles = read_articles(ARTICLES)
    assert len({article.id for article in articles}) == len(articles)
    assert all(60 <= len(read(a.text, language=a.language).words) <= 250 for a in articles)


def test_every_claim_is_words_of_its_article_and_every_topic_is_in_the_taxonomy() -> None:
    topics = {entry.id for entry in topic_entries()}
    for article in read_articles(ARTICLES):
        assert article.topics <= topics, article.id
        for claim in article.claims:
            assert claim.voice in {"direct", "indirect"}, article.id
            for span in (*claim.quotes, *([claim.mention] if claim.mention else [])):
                quote = article.text[span.start : span.end]
                assert quote == quote.strip() != "", article.id


def test_the_engine_reads_our_articles_no_worse_than_the_floors() -> None:
    broken = below(measure_own(ARTICLES), read_floors(HERE / "floors.json"))
    assert not broken, broken


@pytest.mark.parametrize("language", ["ru", "uk"])
@pytest.mark.parametrize("figure", ["claims.content", "topics"])
def test_russian_and_ukrainian_are_at_most_ten_points_below_english(language: str, figure: str) -> None:
    figures = measure_own(ARTICLES)
    assert figures[f"own/{language}/{figure}"] >= figures[f"own/en/{figure}"] - 0.10
