"""Templates filled: escaping always on, times and numbers for people, and what every page has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from gettext import NullTranslations
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from tocsin import __version__
from tocsin.aws.apikeys import allows
from tocsin.aws.services import Services
from tocsin.aws.sessions import Session
from tocsin.notify.message import compose
from tocsin.notify.plain import mail, short
from tocsin.web.request import Reply, Request
from tocsin.web.static import address
from tocsin.web.words import LANGUAGES, words_of

_FOLDER: Final = Path(__file__).parent / "templates"
RTL: Final = frozenset({"ar", "fa", "he", "ur", "ps", "yi", "ckb", "sd", "ug", "dv"})
"""Languages written from right to left (CLDR)."""


class Renderer:
    """The templates, read when they are first shown."""

    def __init__(self, services: Services, sections: frozenset[str]) -> None:
        self._services = services
        self._sections = sections
        """First parts of the paths that there are pages for: the navigation shows no others."""

    def show(self, request: Request, session: Session | None, template: str, **values: Any) -> Reply:
        """A page of `templates/`; `title` is the least that it needs."""
        language = language_of(request)
        words = words_of(language)
        filled = self._templates.get_template(template).render(
            root=request.root,
            here=request.path or "now",
            query=request.query,
            session=session,
            may=_may(session),
            version=__version__,
            now=self._services.now(),
            lang=language,
            _=_translated(words),
            words=words,
            sections=self._sections,
            **values,
        )
        return Reply(filled, headers={"Content-Language": language})

    @cached_property
    def _templates(self) -> Environment:
        loader = FileSystemLoader(_FOLDER)
        env = Environment(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        env.filters |= {"when": when, "day": day, "number": number, "dir": direction, "plural": plural}
        env.globals |= {"asset": address, "compose": compose, "mail": mail, "short": short}
        return env


def language_of(request: Request) -> str:
    """The language of the interface: the reader's choice, else the browser's first that we have."""
    chosen = request.cookies.get("tocsin-lang", "")
    if chosen in LANGUAGES:
        return chosen
    wanted = (
        part.partition(";")[0].strip().lower()[:2] for part in request.headers.get("accept-language", "").split(",")
    )
    return next((language for language in wanted if language in LANGUAGES), "en")


def when(time: datetime | str | None) -> Markup:
    """A time element; a script shows it in the reader's zone, without it stands UTC."""
    moment = _moment(time)
    if moment is None:
        return Markup('<span class="quiet">—</span>')
    return Markup('<time datetime="{}">{} UTC</time>').format(
        moment.isoformat(timespec="seconds"), moment.strftime("%d %b %Y, %H:%M")
    )


def day(time: datetime | str | None) -> str:
    moment = _moment(time)
    return "" if moment is None else moment.strftime("%d %b %Y")


def number(value: float | None) -> str:
    """Grouped in thousands by a thin space, as all three languages read it."""
    if value is None:
        return "—"
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.replace(",", "\u202f")


@pass_context
def plural(context: Context, count: int, one: str, many: str) -> str:
    """A number of things, in the language of the page."""
    words: NullTranslations = context["words"]
    return f"{number(count)} {words.ngettext(one, many, count)}"


def _translated(words: NullTranslations) -> Callable[[str], str]:
    """To a catalogue the empty text is its own head."""
    return lambda text: words.gettext(text) if text else ""


def direction(language: str | None) -> str:
    """`dir` of a text in a language."""
    return "rtl" if (language or "")[:3].rstrip("-_") in RTL else "ltr"


def _moment(time: datetime | str | None) -> datetime | None:
    if isinstance(time, str):
        try:
            time = datetime.fromisoformat(time)
        except ValueError:
            return None
    if time is None:
        return None
    return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)


def _may(session: Session | None) -> Callable[[str], bool]:
    def may(scope: str) -> bool:
        return session is not None and scope in {"read", "write", "admin"} and allows(session.scope, scope)  # type: ignore[arg-type]  # checked

    return may
