"""The judged questions put to the search over the stored articles, beside a plain match of small letters.

Recall is the share of right articles that a question finds; nDCG@10 (Järvelin, Kekäläinen: "Cumulated gain-based
evaluation of IR techniques", 2002) holds the order against the best one, with gains of 2 and 1; MRR is one over the
place of the first right article. `wrong` counts what is found and does not answer.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from tests.bench.drive import Line, Upload
from tests.bench.memory_aws import Ticking, in_memory

from tocsin.aws.services import Services
from tocsin.engine.embedded import analyze_text
from tocsin.model import Analysis, Article
from tocsin.queries.filters import Filters
from tocsin.queries.search import search
from tocsin.search.question import parts_of, read_question

START = datetime(2031, 5, 4, 9, 30, tzinfo=UTC)
SHOWN = 10
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Asked:
    """One question with what is right, and what was found, the best first."""

    q: str
    kind: str
    right: Mapping[str, int]
    found: tuple[str, ...]

    @property
    def recall(self) -> float:
        return len(set(self.found) & set(self.right)) / len(self.right)

    @property
    def wrong(self) -> tuple[str, ...]:
        return tuple(id_ for id_ in self.found if id_ not in self.right)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(id_ for id_ in self.right if id_ not in self.found)

    @property
    def ndcg(self) -> float:
        best = _gain(sorted(self.right.values(), reverse=True))
        return _gain([self.right.get(id_, 0) for id_ in self.found]) / best

    @property
    def reciprocal(self) -> float:
        return next((1 / at for at, id_ in enumerate(self.found, 1) if id_ in self.right), 0.0)


@dataclass(frozen=True)
class Figures:
    """Of some questions."""

    questions: int
    recall: float
    ndcg: float
    mrr: float
    wrong: int


def _gain(grades: Sequence[int]) -> float:
    return sum(grade / math.log2(at + 1) for at, grade in enumerate(grades[:SHOWN], 1))


def articles() -> list[dict[str, str]]:
    found: list[dict[str, str]] = _read("articles.toml")["articles"]
    return found


def questions() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _read("questions.toml")["questions"]
    return found


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))


@cache
def stored() -> Services:
    """A deployment in memory that read all articles, an hour apart."""
    now = Ticking(START)
    services, clients = in_memory(_analyzed, now)
    line = Line(services, clients)
    for one in articles():
        now.at += timedelta(hours=1)
        data = f"{one['title']}\n\n{one['text']}\n".encode()
        line.feed([Upload(f"{one['id']}.txt", data, now.at, {"publisher": "Ostavia Post", "url": _url(one["id"])})])
    return services


def _analyzed(article: Article) -> Analysis:
    return analyze_text(article.text, article.title, article.language, article.published_at)


def _url(id_: str) -> str:
    return f"https://ostaviapost.example/{id_}"


def ours(asked: Mapping[str, Any]) -> tuple[str, ...]:
    """What the search finds, by its first page."""
    filters = Filters(
        topic=asked.get("topic"), claimant=asked.get("claimant"), kind=asked.get("claims"),
        language=asked.get("language"),
    )  # fmt: skip
    page = search(stored(), read_question(asked["q"]), filters, limit=50)
    return tuple((hit.head.card.url or "").rpartition("/")[2] for hit in page.items)


def plain(asked: Mapping[str, Any]) -> tuple[str, ...]:
    """Articles of the language that have every word of the question as it is typed, those first that have it oftenest.

    Phrases and words behind a minus are kept to. The other filters are not: there is nothing to know them by.
    """
    texts = {one["id"]: _tokens(f"{one['title']} {one['text']}") for one in articles() if _of(asked, one)}
    parts = [(_tokens(part.text), part.no) for part in parts_of(asked["q"])]
    fitting = {id_: text for id_, text in texts.items() if all(_has(text, words) is not no for words, no in parts)}
    wanted = [word for words, no in parts if not no for word in words]
    return tuple(sorted(fitting, key=lambda id_: (-sum(fitting[id_].count(word) for word in wanted), id_)))


def _of(asked: Mapping[str, Any], one: Mapping[str, str]) -> bool:
    return asked.get("language") in {None, one["language"]}


def _tokens(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _has(text: Sequence[str], words: Sequence[str]) -> bool:
    return any(list(text[at : at + len(words)]) == list(words) for at in range(len(text)))


def asked(how: Any) -> list[Asked]:
    return [Asked(one["q"], one["kind"], one["right"], how(one)) for one in questions()]


def figures(asked: Iterable[Asked]) -> Figures:
    every = list(asked)
    count = len(every)
    return Figures(
        count,
        sum(one.recall for one in every) / count,
        sum(one.ndcg for one in every) / count,
        sum(one.reciprocal for one in every) / count,
        sum(len(one.wrong) for one in every),
    )


def by_kind(asked: Sequence[Asked]) -> dict[str, Figures]:
    """Of each kind of question, and of all."""
    kinds = dict.fromkeys(one.kind for one in asked)
    return {**{kind: figures(one for one in asked if one.kind == kind) for kind in kinds}, "all": figures(asked)}
