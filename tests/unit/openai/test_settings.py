"""Settings, prices and the documents and template that name them."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from tocsin.engine.openai.local import local_engine
from tocsin.engine.openai.prices import PICO, Price, dollars, price_of
from tocsin.engine.openai.settings import NAMES, PREFIX, OpenAISettings
from tocsin.errors import InvalidInput
from tocsin.local.package import load_template

ROOT = Path(__file__).parents[3]


def settings(**given: str) -> OpenAISettings:
    return OpenAISettings.from_environment({PREFIX + name: value for name, value in {"MODEL": "m", **given}.items()})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MODEL", ""),
        ("MODEL", "x" * 200),
        ("MODEL", "a\nb"),
        ("BASE_URL", "ftp://models.example"),
        ("BASE_URL", "http://models.example/v1"),
        ("BASE_URL", "http://127.0.0.1.models.example/v1"),
        ("BASE_URL", "https://user:secret@models.example/v1"),
        ("BASE_URL", "http://["),
        ("API", "assistants"),
        ("OUTPUT", "xml"),
        ("EFFORT", "great"),
        ("ATTEMPTS", "0"),
        ("ATTEMPTS", "٣"),
        ("DAILY_USD", "-1"),
        ("DAILY_USD", "NaN"),
        ("DAILY_USD", "lots"),
        ("INPUT_PRICE", "Infinity"),
        ("MODELL", "typing error"),
    ],
)
def test_a_setting_that_is_wrong_is_named(name: str, value: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        settings(**{name: value})
    assert raised.value.where == PREFIX + name
    assert "secret@" not in str(raised.value)


def test_a_set_price_counts_before_the_table_and_the_table_before_an_assumed_one() -> None:
    assert settings(MODEL="gpt-4o-mini").price == Price.per_million(Decimal("0.15"), Decimal("0.60"))
    assert settings(MODEL="gpt-4o-mini", INPUT_PRICE="1").price == Price.per_million(Decimal(1), Decimal("0.60"))
    assert settings(MODEL="gpt-4o-mini", OUTPUT_PRICE="0").price == Price.per_million(Decimal("0.15"), Decimal(0))
    assert settings(INPUT_PRICE="0", OUTPUT_PRICE="0").price == Price(0, 0)
    assert settings(MODEL="unheard-of").price.assumed
    for name in ("gpt-4o-mini-2024-07-18", "openai.gpt-oss-20b-1:0", "openai/gpt-4o", "GPT-4o"):
        assert not price_of(name).assumed


def test_an_assumed_price_is_dearer_than_all_that_are_known() -> None:
    text = (ROOT / "shared" / "tocsin" / "engine" / "openai" / "prices.toml").read_text(encoding="utf-8")
    assumed = price_of("unheard-of")
    for model in tomllib.loads(text)["models"]:
        price = price_of(model)
        assert not price.assumed
        assert 0 < price.input < price.output < assumed.output
        assert price.input < assumed.input


@bounds(deadline=None)  # machines are busy
@given(st.integers(0, 10**18))
def test_dollars_are_exact_decimal_text(pico: int) -> None:
    text = dollars(pico)
    assert Decimal(text) * PICO == pico
    assert re.fullmatch(r"\d+(\.\d*[1-9])?", text)


def test_every_variable_of_the_template_is_a_setting() -> None:
    function = load_template(ROOT / "template.yaml")["Resources"]["AnalyzeFunction"]["Properties"]
    variables = function["Environment"]["Variables"]
    assert {name.removeprefix(PREFIX) for name in variables if name.startswith(PREFIX)} <= NAMES


def test_the_document_tells_of_every_setting_and_of_no_other() -> None:
    text = (ROOT / "docs" / "openai.md").read_text(encoding="utf-8")
    assert set(re.findall(rf"`{PREFIX}([A-Z_]+)`", text)) == NAMES


def test_a_key_by_name_is_for_deployments_only() -> None:
    with pytest.raises(InvalidInput, match="OPENAI_API_KEY"):
        local_engine({"TOCSIN_OPENAI_MODEL": "m", "TOCSIN_OPENAI_KEY": "ssm:/x"})


def test_the_costs_in_the_document_are_those_of_the_price_table() -> None:
    text = (ROOT / "docs" / "openai.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([a-z0-9., -]+) \| ([0-9.]+) \| ([0-9.]+) \|$", text, re.MULTILINE)
    stated = {name: (english, other) for names, english, other in rows for name in names.split(", ")}
    assert len(stated) > 10
    for name, (english, other) in stated.items():
        price = price_of(name)
        assert not price.assumed
        assert abs(Decimal(english) - Decimal(price.of(2_500, 1_200)) * 1000 / PICO) <= Decimal("0.005")
        assert abs(Decimal(other) - Decimal(price.of(3_200, 2_000)) * 1000 / PICO) <= Decimal("0.005")
