"""`tocsin analyze`: read files and say what they report, with no AWS at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Console

from tocsin.cli.out import json_line, stdout
from tocsin.cli.show import KEY_CLAIMS, problem, show_analysis
from tocsin.cli.target import JsonOption
from tocsin.codec import to_builtins
from tocsin.errors import Rejected
from tocsin.model import Analysis, Article


def analyze(
    files: Annotated[list[str], typer.Argument(metavar="FILE...|-", help="Files to read; - is the standard input.")],
    all_claims: Annotated[bool, typer.Option("--all", help="Every claim, not only key ones that are sure.")] = False,
    engine: Annotated[
        Literal["embedded", "openai"],
        typer.Option("--engine", help="openai: a model, set up by TOCSIN_OPENAI_MODEL and the like."),
    ] = "embedded",
    as_json: JsonOption = False,
) -> None:
    """Summarize files and list their claims, topics and places, by the embedded engine or a model. Needs no AWS.

    Exits with 1 when a file could not be read; the others are still analyzed.
    """
    from tocsin.reading import read_upload  # noqa: PLC0415  # other commands read no files

    read_article = reader(engine, os.environ)
    console, failed = stdout(), False
    for name in files:
        try:
            data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
            article = read_upload(data, name=None if name == "-" else name)
            analysis = read_article(article)
        except (OSError, Rejected) as error:
            failed = True
            _show_failure(console, name, error, as_json=as_json)
            continue
        if as_json:
            json_line(record(name, article, analysis))
        else:
            show_analysis(console, article, analysis, most_claims=None if all_claims else KEY_CLAIMS)
    raise typer.Exit(1 if failed else 0)


def reader(engine: str, env: Mapping[str, str]) -> Callable[[Article], Analysis]:
    """The engine of that name. Raises `InvalidInput` if it is not set up."""
    if engine == "openai":
        from tocsin.engine.openai.local import local_engine  # noqa: PLC0415  # 0.8 s that only this engine costs

        return local_engine(env).analyze
    from tocsin.aws.engines import embedded  # noqa: PLC0415  # other commands need no engine

    return embedded


def record(name: str, article: Article, analysis: Analysis) -> dict[str, Any]:
    """The article and its analysis as JSON values, with the quote beside every span."""
    return {"file": name, "article": to_builtins(article), "analysis": with_quotes(to_builtins(analysis), article.text)}


def with_quotes(value: Any, text: str) -> Any:
    """Add `quote` to every `{start, end}` in `value`, so that a reader needs no offsets."""
    if isinstance(value, list | tuple):
        return [with_quotes(item, text) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"start", "end"}:
        return {**value, "quote": text[value["start"] : value["end"]]}
    return {key: with_quotes(item, text) for key, item in value.items()}


def _show_failure(console: Console, name: str, error: OSError | Rejected, *, as_json: bool) -> None:
    code = error.code if isinstance(error, Rejected) else "unreadable"
    message = str(error) if isinstance(error, Rejected) else (error.strerror or str(error))
    if as_json:
        json_line({"file": name, "error": {"code": code, "message": message}})
    else:
        problem(console, name, f"{code}: {message}")
