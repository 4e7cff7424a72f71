"""The openai engine against a real HTTP server: what it makes of answers, and what becomes of every failure."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from tests.openai_server.server import Act, Asked, Running, Script, always, in_turn, openai_server

from tocsin.engine.embedded import analyze_text
from tocsin.engine.openai.account import LocalAccount
from tocsin.engine.openai.ask import request_id
from tocsin.engine.openai.engine import OpenAIEngine
from tocsin.engine.openai.prices import PICO, Price
from tocsin.engine.openai.prompt import instructions, prompt_version
from tocsin.engine.openai.retry import Timing
from tocsin.engine.openai.settings import OpenAISettings
from tocsin.model import Analysis, Article

pytestmark = pytest.mark.integration

KEY = "sk-test-0123456789"
TEXT = """The Veldanian defence ministry will call up ten thousand reservists, minister Orla Brandt said on Monday.

"Nobody who studies will be drafted," Brandt promised in Port Lessing. Queues of cars formed at the border crossing.

Jonas Hale, who leads the opposition, visited a school. The number of reservists may rise to twelve thousand in June.
"""
ARTICLE = Article("a1", TEXT, title="Veldania calls up reservists", language="en")
GOOD: dict[str, Any] = {
    "summary": [
        {
            "sentences": [1],
            "text": "The Veldanian defence ministry will call up ten thousand reservists, minister Orla Brandt said.",
        }
    ],
    "claims": [
        {"sentences": [2], "text": "Nobody who studies will be drafted", "claimant": "Brandt"},
        {"sentences": [5], "text": "The number of reservists may rise to twelve thousand in June.", "claimant": None},
    ],
    "topics": [{"id": "mobilization", "sentences": [1]}],
}
OK = Act(json.dumps(GOOD))


class Pauses(list[float]):
    """Sleeps in no time and remembers."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def settings_for(server: Running, **changes: Any) -> OpenAISettings:
    price = Price.per_million(Decimal(1), Decimal(2))
    plain = OpenAISettings("test-model", server.url, price=price, call_seconds=3.0, article_seconds=20.0)
    return replace(plain, **changes)


def engine_for(server: Running, *, pauses: Pauses | None = None, **changes: Any) -> OpenAIEngine:
    account = changes.pop("account", None) or LocalAccount(Decimal(1))
    observe = changes.pop("observe", lambda _: None)
    timing = Timing(sleep=pauses if pauses is not None else Pauses(), chance=lambda: 0.5)
    return OpenAIEngine(settings_for(server, **changes), account, lambda: KEY, timing=timing, observe=observe)


def analyzed(script: Script, **changes: Any) -> tuple[Analysis, Running]:
    with openai_server(script) as server:
        return engine_for(server, **changes).analyze(ARTICLE), server


def fell_back(analysis: Analysis) -> bool:
    """The embedded engine's analysis, whole, with a note that says so."""
    embedded = analyze_text(TEXT, ARTICLE.title, "en")
    return replace(analysis, notes=(), usage=embedded.usage) == embedded and "embedded engine did" in analysis.notes[-1]


def with_answer(**changes: Any) -> Act:
    return Act(json.dumps({**GOOD, **changes}))


@pytest.mark.parametrize("api", ["chat", "responses"])
@pytest.mark.parametrize("output", ["schema", "json"])
def test_an_answer_becomes_claims_with_exact_spans_and_its_cost(api: str, output: str) -> None:
    analysis, server = analyzed(always(OK), api=api, output=output)
    assert analysis.versions.engine == "openai/1 test-model"
    assert analysis.versions.prompt == prompt_version()
    assert [s.text for s in analysis.summary.sentences] == [GOOD["summary"][0]["text"]]
    found = {claim.text: claim for claim in analysis.claims if claim.engine == "openai"}
    quote = found["Nobody who studies will be drafted"]
    assert TEXT[quote.spans[0].start : quote.spans[0].end] == quote.text
    assert (quote.voice, quote.kind, quote.claimant and quote.claimant.name) == ("direct", "promise", "Orla Brandt")
    assert found["The number of reservists may rise to twelve thousand in June."].hedged
    assert (analysis.usage.input_tokens, analysis.usage.output_tokens, analysis.usage.cost_usd) == (1000, 200, "0.0014")
    assert len(server.asked) == 1
    assert server.asked[0].headers["authorization"] == f"Bearer {KEY}"


def test_the_article_is_data_in_a_message_of_its_own_and_the_instructions_are_always_the_same() -> None:
    _, server = analyzed(always(OK))
    system, user = server.asked[0].messages
    assert (system["role"], user["role"]) == ("system", "user")
    assert system["content"] == instructions()
    assert server.asked[0].article["sentences"]["2"].startswith('"Nobody who studies')
    schema = server.asked[0].body["response_format"]["json_schema"]
    assert schema["strict"] is True
    assert "border-queues" in json.dumps(schema)


@pytest.mark.parametrize(("api", "field"), [("chat", "reasoning_effort"), ("responses", "reasoning")])
def test_how_long_a_model_thinks_is_said_only_where_it_is_set(api: str, field: str) -> None:
    _, server = analyzed(always(OK), api=api)
    assert field not in server.asked[0].body
    _, server = analyzed(always(OK), api=api, effort="low")
    assert server.asked[0].body[field] in ("low", {"effort": "low"})
    plain = settings_for(server)
    assert request_id(plain, []) != request_id(replace(plain, effort="low"), [])


def claim(text: str, sentences: list[int], claimant: str | None = None) -> dict[str, Any]:
    return {"sentences": sentences, "text": text, "claimant": claimant}


RISE = "The number of reservists may rise to twelve thousand in June."
NOBODY = "Nobody who studies will be drafted"
BAD_ITEMS: dict[str, dict[str, Any]] = {
    "a number that is not there": {"claims": [claim(RISE.replace("twelve", "fifty"), [5])]},
    "another speaker": {"claims": [claim(NOBODY, [2], "Jonas Hale")]},
    "a speaker from nowhere": {"claims": [claim(NOBODY, [2], "Ada Lovelace")]},
    "a speaker for the author's words": {"claims": [claim(RISE, [4, 5], "Jonas Hale")]},
    "a hedge gone": {"claims": [claim(RISE.replace("may", "will"), [5])]},
    "a negation gone": {"claims": [claim("who studies will be drafted", [2], "Brandt")]},
    "sentences that are not there": {"claims": [claim(NOBODY, [77, -1])]},
    "an invented summary": {"summary": [{"sentences": [1], "text": "War is over."}]},
    "a topic without words for it": {"topics": [{"id": "nuclear-risk", "sentences": [1, 2, 3, 4, 5]}]},
}


@pytest.mark.parametrize("wrong", BAD_ITEMS.values(), ids=BAD_ITEMS.keys())
def test_what_the_sentences_do_not_carry_is_dropped_and_counted(wrong: dict[str, Any]) -> None:
    [kind] = wrong
    analysis, _ = analyzed(always(with_answer(**wrong)))
    assert analysis.versions.engine.startswith("openai/")
    kinds = {"claims": "claim", "summary": "summary", "topics": "topic"}
    assert sum(dropped.count for dropped in analysis.dropped if dropped.item == kinds[kind]) == 1
    assert not any(claim.engine == "openai" for claim in analysis.claims) or kind != "claims"
    assert "War is over" not in analysis.summary.text
    assert "nuclear-risk" not in {topic.id for topic in analysis.topics}


def test_what_the_embedded_engine_is_sure_of_stays_whatever_the_model_leaves_out() -> None:
    embedded = analyze_text(TEXT, ARTICLE.title, "en")
    analysis, _ = analyzed(always(Act('{"summary": [], "claims": [], "topics": []}')))
    assert {t.id for t in analysis.topics} == {t.id for t in embedded.topics}
    assert {c.id for c in analysis.claims} == {c.id for c in embedded.claims if c.confidence >= 0.75}
    assert analysis.summary == embedded.summary
    without, _ = analyzed(always(Act('{"summary": [], "claims": [], "topics": []}')), keep_sure=False)
    assert without.claims == ()


TRANSIENT = {
    "rate-limit": Act(status=429, headers={"Retry-After": "0"}),
    "server-error": Act(status=500),
    "overloaded": Act(status=503),
    "dropped": Act(drop=True),
    "timeout": Act(hang=True),
    "drip": Act(drip=True),
    "header-drip": Act(drip_headers=True),
}


@pytest.mark.parametrize("failures", [1, 2, 3])
@pytest.mark.parametrize("failure", TRANSIENT.values(), ids=TRANSIENT.keys())
def test_a_passing_failure_is_tried_again_and_only_the_last_one_calls_the_embedded_engine(
    failure: Act, failures: int
) -> None:
    script = in_turn([*[failure] * failures, OK])
    slow = failure.hang or failure.drip or failure.drip_headers
    # Real seconds pass where the server makes them pass; a call may then take 0.3.
    seconds = {"call_seconds": 0.3} if slow else {}
    analysis, server = analyzed(script, **seconds)
    assert len(server.asked) == min(failures + 1, 3)
    assert fell_back(analysis) if failures == 3 else analysis.versions.engine.startswith("openai/")


FINAL = {
    "bad key": (Act(status=401), "engine-misconfigured"),
    "forbidden": (Act(status=403), "engine-misconfigured"),
    "no such model": (Act(status=404, code="model_not_found"), "engine-misconfigured"),
    "no credit": (Act(status=429, code="insufficient_quota"), "engine-misconfigured"),
    "redirect": (Act(status=302, headers={"Location": "http://127.0.0.1:9/"}), "engine-misconfigured"),
    "bad request": (Act(status=400, code="content_filter"), "engine-answer-invalid"),
    "refusal": (Act(refusal="I cannot"), "engine-answer-invalid"),
    "content filter": (Act("{}", finish="content_filter"), "engine-answer-invalid"),
    "junk": (Act(raw=b"\x00\xff<html>" * 50), "engine-answer-invalid"),
    "no choice": (Act(raw=b'{"choices": []}'), "engine-answer-invalid"),
    "not its api": (Act(raw=b"[1, 2, 3]"), "engine-answer-invalid"),
    "compressed": (Act(raw=b"\x1f\x8b", headers={"Content-Encoding": "gzip"}), "engine-unavailable"),
    "endless": (Act(raw=b" " * 3_000_000), "engine-unavailable"),
}


@pytest.mark.parametrize("attempt", [1, 2, 3])
@pytest.mark.parametrize(("act", "code"), FINAL.values(), ids=FINAL.keys())
def test_a_failure_that_no_retry_helps_gives_the_embedded_analysis_with_the_reason(
    act: Act, code: str, attempt: int
) -> None:
    seen: list[str] = []
    analysis, server = analyzed(in_turn([*[Act(status=500)] * (attempt - 1), act]), observe=seen.append)
    assert fell_back(analysis)
    assert code in analysis.notes[-1]
    assert seen[:1] == [code]
    assert len(server.asked) == (3 if code == "engine-unavailable" else attempt)
    assert KEY not in analysis.notes[-1]
    assert "secret words" not in analysis.notes[-1]


MENDED = {
    "not json": "Here is what I found: nothing",
    "empty": " ",
    "wrong schema": '{"summary": "x"}',
    "unknown topic": json.dumps({**GOOD, "topics": [{"id": "aliens", "sentences": [1]}]}),
    "extra key": json.dumps({**GOOD, "severity": "extreme"}),
    "half": json.dumps(GOOD)[:200],
}


@pytest.mark.parametrize("api", ["chat", "responses"])
@pytest.mark.parametrize("text", MENDED.values(), ids=MENDED.keys())
def test_an_answer_of_the_wrong_form_is_asked_for_once_more(text: str, api: str) -> None:
    analysis, server = analyzed(in_turn([Act(text), OK]), api=api, output="json")
    assert analysis.versions.engine.startswith("openai/")
    assert analysis.usage.input_tokens == 2000
    assert [message["role"] for message in server.asked[1].messages] == ["system", "user", "assistant", "user"]
    again, server = analyzed(always(Act(text)), api=api, output="json")
    assert fell_back(again)
    assert (len(server.asked), again.usage.input_tokens) == (2, 2000)


@pytest.mark.parametrize("failures", [1, 2, 3])
@pytest.mark.parametrize("first", [True, False], ids=["before the answer", "before its repair"])
def test_the_repair_round_has_tries_of_its_own(failures: int, first: bool) -> None:
    busy, bad = [Act(status=503)] * failures, Act("{")
    script = in_turn([*busy, bad, OK] if first else [bad, *busy, OK])
    analysis, server = analyzed(script, output="json")
    last = failures == 3
    assert fell_back(analysis) if last else analysis.versions.engine.startswith("openai/")
    assert analysis.usage.input_tokens == (0 if last and first else 1000 if last else 2000)
    assert len(server.asked) == (3 if last and first else 4 if last else failures + 2)


def test_fenced_json_is_read() -> None:
    analysis, server = analyzed(always(Act(f"```json\n{json.dumps(GOOD)}\n```")), output="json")
    assert (len(server.asked), analysis.versions.engine[:6]) == (1, "openai")


def test_an_answer_that_does_not_fit_is_asked_for_in_halves() -> None:
    def cut_when_long(_: int, asked: Asked) -> Act:
        numbers = list(asked.article["sentences"])
        item = {"sentences": [int(numbers[0])], "text": asked.article["sentences"][numbers[0]]}
        return Act(
            json.dumps({"summary": [item], "claims": [], "topics": []}), finish="length" if len(numbers) > 3 else "stop"
        )

    analysis, server = analyzed(cut_when_long)
    assert [list(asked.article["sentences"]) for asked in server.asked] == [
        ["1", "2", "3", "4", "5"],
        ["1", "2"],
        ["3", "4", "5"],
    ]
    assert len(analysis.summary.sentences) == 2
    assert analysis.usage.input_tokens == 3000


def test_an_answer_that_never_fits_ends_with_the_embedded_engine() -> None:
    analysis, server = analyzed(always(Act("{", finish="length")))
    assert fell_back(analysis)
    assert len(server.asked) == 1 + 2 + 4


def test_the_wait_is_what_the_server_asked_for_and_never_past_the_time_that_is_left() -> None:
    pauses = Pauses()
    analyzed(in_turn([Act(status=429, headers={"Retry-After": "7"}), OK]), pauses=pauses)
    assert pauses == [7.25]
    pauses = Pauses()
    analysis, server = analyzed(always(Act(status=429, headers={"Retry-After": "3600"})), pauses=pauses)
    assert (pauses, len(server.asked)) == ([], 1)
    assert fell_back(analysis)


def test_a_dead_endpoint_is_left_alone_and_found_again_and_the_alarm_comes_once() -> None:
    now, seen = [0.0], list[str]()
    timing = Timing(clock=lambda: now[0], sleep=lambda _: None, chance=lambda: 0.0)
    with openai_server(always(Act(status=500))) as server:
        settings = settings_for(server, attempts=1)
        engine = OpenAIEngine(settings, LocalAccount(Decimal(1)), lambda: KEY, timing=timing, observe=seen.append)
        for _ in range(10):
            assert fell_back(engine.analyze(ARTICLE))
        assert len(server.asked) == 3
        assert seen.count("engine-down") == 1
        server.script = always(OK)
        now[0] += 61
        assert engine.analyze(ARTICLE).versions.engine.startswith("openai/")
        assert engine.analyze(ARTICLE).versions.engine.startswith("openai/")


def test_a_bad_key_is_tried_once_and_not_for_every_article() -> None:
    seen: list[str] = []
    with openai_server(always(Act(status=401))) as server:
        engine = engine_for(server, observe=seen.append)
        for _ in range(5):
            assert fell_back(engine.analyze(ARTICLE))
        assert len(server.asked) == 1
        assert seen.count("engine-down") == 1


def test_the_same_article_is_never_paid_twice() -> None:
    account = LocalAccount(Decimal(1))
    with openai_server(always(OK)) as server:
        first = engine_for(server, account=account).analyze(ARTICLE)
        assert engine_for(server, account=account).analyze(ARTICLE) == first
        assert len(server.asked) == 1
        engine_for(server, account=account).analyze(replace(ARTICLE, title="Another title"))
        assert len(server.asked) == 2
    assert account.spent == 2 * 0.0014 * PICO


def test_without_money_for_the_dearest_answer_nobody_is_asked() -> None:
    analysis, server = analyzed(always(OK), account=LocalAccount(Decimal("0.001")))
    assert fell_back(analysis)
    assert "budget-spent" in analysis.notes[-1]
    assert server.asked == []


def test_a_server_that_tells_no_usage_is_paid_the_most_that_it_can_have_cost() -> None:
    account = LocalAccount(Decimal(1))
    analysis, _ = analyzed(always(replace(OK, usage=None)), account=account)
    assert analysis.usage.output_tokens == 3000
    assert account.spent > 0.006 * PICO


def test_a_long_article_is_read_in_parts_and_a_part_that_fails_is_the_embedded_engine_s() -> None:
    paragraphs = [
        f'The Selm rose {n} metres, mayor Ina Sol said. "Boats number {n} will sail," Sol promised.'
        for n in range(3, 43)
    ]
    article = Article("long", "\n\n".join(paragraphs), language="en")

    def first_claim(_: int, asked: Asked) -> Act:
        numbers = list(asked.article["sentences"])
        if "1" in numbers:
            return Act(status=400)
        number = next(n for n in numbers if asked.article["sentences"][n].startswith('"'))
        text = asked.article["sentences"][number].split(",")[0].strip('"')
        return Act(
            json.dumps(
                {"summary": [], "topics": [], "claims": [{"sentences": [int(number)], "text": text, "claimant": "Sol"}]}
            )
        )

    with openai_server(first_claim) as server:
        analysis = engine_for(server, part_tokens=400).analyze(article)
    shown = sorted(int(number) for asked in server.asked for number in asked.article["sentences"])
    assert shown == list(range(1, 81))
    assert sum(claim.engine == "openai" for claim in analysis.claims) == len(server.asked) - 1
    assert any("1 of" in note for note in analysis.notes)
    embedded = analyze_text(article.text, None, "en")
    assert len(analysis.claims) >= len(embedded.claims)
