"""A message as HTML that mail clients show: one column, headings in order, light and dark, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from html import escape

from tocsin.channels.parts import Part, line, parts, safe, title, web_links
from tocsin.notify.message import Item, Link, Message, Section

_STYLE = """
:root{color-scheme:light dark;supported-color-schemes:light dark}
body{margin:0;padding:0;background:#f4f4f2;color:#1c1c1a;
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:640px;margin:0 auto;padding:24px 20px 32px;background:#fff;
border-top:4px solid #6b7280;overflow-wrap:anywhere}
main.moderate{border-color:#b45309}main.severe{border-color:#b91c1c}main.extreme{border-color:#7f1d1d}
h1{font-size:21px;line-height:1.3;margin:0 0 12px}h2{font-size:16px;margin:24px 0 6px}
p{margin:0 0 10px}ul{margin:0 0 14px;padding-left:20px}li{margin:0 0 8px}
.label{margin:0 0 4px;font-size:14px;font-weight:600;color:#55554f}
blockquote{margin:4px 0;padding-left:12px;border-left:3px solid #c9c9c4}
a{color:#0b57a4}.links a{display:inline-block;margin:0 16px 6px 0;padding:6px 0;font-weight:600}
.quiet{color:#55554f;font-size:14px}.leave{margin-top:24px}.leave a{display:inline-block;padding:6px 0}
@media (prefers-color-scheme:dark){body{background:#161615;color:#ececea}main{background:#212120;border-color:#9ca3af}
main.moderate{border-color:#f59e0b}main.severe{border-color:#f87171}main.extreme{border-color:#fca5a5}
a{color:#8ec5ff}.quiet,.label{color:#b4b4ae}blockquote{border-color:#55554f}}
"""


def html(message: Message, leave: tuple[str, str]) -> str:
    """What happened, where to go on, then the rest in the order of its importance. `leave`: word and address."""
    alone = message.changed == (message.what,)  # the headline says it already
    shown = replace(
        message, summary="" if message.sections else message.summary, changed=() if alone else message.changed
    )
    head, *rest = parts(replace(shown, first=_behind(message)))
    body = [
        f'<p class="label">{escape(_label(message))}</p>' if _label(message) else "",
        f"<h1>{escape(line(message.what))}</h1>",
        *(f"<p>{escape(one)}</p>" for one in head.lines),
        _links(web_links(message)),
        *map(_section, message.sections),
        *map(_part, rest),
        f'<p class="quiet leave"><a href="{escape(leave[1])}">{escape(leave[0])}</a></p>' if leave[1] else "",
    ]
    return (
        f'<!doctype html>\n<html lang="{message.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">'
        f"<title>{escape(title(message))}</title><style>{_STYLE}</style></head>"
        f'<body><main class="{message.severity}">{"".join(body)}</main></body></html>\n'
    )


def _label(message: Message) -> str:
    """What stands before the headline in a subject: that it is an update, how grave it is, and which watch."""
    before = message.subject.removesuffix(message.what)
    return line(before.rstrip(": ")) if before != message.subject else ""


def _behind(message: Message) -> str:
    """The first line without the headline, which stands above it: where, since when, who says so, how sure."""
    rest = message.first.removeprefix(message.what)
    return rest.lstrip(".!?… ") if rest != message.first else message.first


def _links(links: Iterable[Link]) -> str:
    told = "".join(f'<a href="{escape(link.target)}">{escape(_capital(line(link.name)))}</a>' for link in links)
    return f'<p class="links">{told}</p>' if told else ""


def _part(part: Part) -> str:
    if not part.heading:
        return "".join(f"<p>{escape(one)}</p>" for one in part.lines)
    listed = "".join(f"<li>{escape(one)}</li>" for one in part.lines)
    return f"<h2>{escape(part.heading)}</h2><ul>{listed}</ul>"


def _section(section: Section) -> str:
    if not section.heading:
        return "".join(f'<p class="quiet">{escape(line(item.head))}</p>' for item in section.items)
    return f"<h2>{escape(line(section.heading))}</h2><ul>{''.join(map(_item, section.items))}</ul>"


def _item(item: Item) -> str:
    """A story of a briefing: its headline is the link, its claim stands as it was said."""
    link = next(iter(safe((Link("", item.link),))), None)
    head = escape(line(item.head))
    head = f'<a href="{escape(link.target)}">{head}</a>' if link else f"<strong>{head}</strong>"
    said = f"<blockquote>{escape(line(item.quote))}</blockquote>" if item.quote else ""
    return f'<li>{head}{said}<div class="quiet">{escape(line(item.facts))}</div></li>'


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
