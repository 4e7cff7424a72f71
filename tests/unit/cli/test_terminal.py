"""What comes from elsewhere cannot steer the terminal that it is shown on."""

from __future__ import annotations

import io

from rich.text import Text

from tocsin.cli.out import Terminal, add_row, plain_table

HOSTILE = "a\x1b]0;owned\x07\x1b[2Jb\x9b31mc\u202etxt.exe\x7f\rd"


def shown(*things: object) -> str:
    written = io.StringIO()
    Terminal(file=written, width=200, force_terminal=True, color_system="truecolor").print(*things)
    return written.getvalue()


def test_control_characters_in_data_are_shown_and_do_nothing() -> None:
    table = plain_table("name")
    add_row(table, HOSTILE)
    for output in (shown(table), shown(Text(HOSTILE))):
        assert [one for one in ("\x1b]", "\x1b[2J", "\x07", "\x9b", "\u202e", "\x7f", "\r") if one in output] == []
        assert "\N{SYMBOL FOR ESCAPE}]0;owned" in output


def test_what_the_command_itself_colours_stays_coloured() -> None:
    assert "\x1b[1mbold\x1b[0m" in shown(Text("bold", style="bold"))
