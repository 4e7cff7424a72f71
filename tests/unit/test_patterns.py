"""Regular expressions over strangers' texts: none searches for an end from each of many beginnings."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

# The parser of the standard library has no public name.
codes: Any = import_module("re._constants")
parser: Any = import_module("re._parser")
ROOT = Path(__file__).parents[2] / "shared/tocsin"


def patterns() -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Every pattern that the sources compile from a constant."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile":
                written = node.args[0]
                if isinstance(written, ast.Constant):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", re.compile(written.value)


def begins_again(pattern: re.Pattern[Any]) -> str | None:
    """A beginning that the run without a bound behind it takes too, so that each one is tried to the end."""
    parsed = list(parser.parse(pattern.pattern, pattern.flags))
    if len(parsed) < 3 or parsed[0][0] is not codes.LITERAL or parsed[1][0] is not codes.MAX_REPEAT:
        return None
    begin, (_, most, inside) = chr(parsed[0][1]), parsed[1][1]
    if most is not codes.MAXREPEAT:
        return None
    try:
        again = any(item[0] is codes.ANY for item in inside) or _takes(inside, begin)
    except TypeError:
        return None
    return begin if again else None


def _takes(inside: Any, letter: str) -> bool:
    for code, value in inside:
        if code is codes.IN:
            negated = value[0][0] is codes.NEGATE
            named = {chr(v) for c, v in value if c is codes.LITERAL}
            return negated != (letter in named)
        if code is codes.NOT_LITERAL:
            return chr(value) != letter
    return False


def test_no_pattern_seeks_an_end_from_each_of_many_beginnings() -> None:
    found = list(patterns())
    assert len(found) > 100
    assert [name for name, pattern in found if begins_again(pattern)] == []


def test_the_shape_is_told_from_those_that_are_sound() -> None:
    assert begins_again(re.compile(r"<[^>]*>"))
    assert begins_again(re.compile(r"<.*>"))
    assert not begins_again(re.compile(r"<[^<>]*>"))
    assert not begins_again(re.compile(r"<[^>]{0,300}>"))
