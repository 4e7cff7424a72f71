"""Watches: the list, one with what it rang for, and the editor, which tries a rule on the past before it is saved."""

from __future__ import annotations

from datetime import timedelta

from tocsin.aws.muting import muting_of
from tocsin.errors import Conflict, InvalidInput, InvalidWatch
from tocsin.watches.known import known_parts
from tocsin.watches.model import SEVERITIES, Watch, checked, read_watch
from tocsin.watches.naming import id_of
from tocsin.web.charts import day_bars
from tocsin.web.request import Reply, redirect
from tocsin.web.routes import Ask, Pages
from tocsin.web.watchform import WatchForm, form_of, read_form

pages = Pages()
DAYS, MOST_DAYS, MOST_ARTICLES = 14, 90, 5_000
MAX_GIVEN = 1_000
GIVEN = {
    "name": "name",
    "words_any": "words",
    "words_all": "words_all",
    "words_none": "words_none",
    "topics": "topic",
    "places": "place",
    "claimants": "claimant",
    "kinds": "kind",
    "languages": "language",
}
"""Fields of the editor that the address may fill, and what they are called there."""


@pages.page("GET", "watches", scope="read")
def watch_list(ask: Ask) -> Reply:
    watches = ask.services.watches.all()
    last = {watch.id: ask.services.alerts.page("watch-alert", watch.id, limit=1).items for watch in watches[:50]}
    return ask.show("watches.html", title="Watches", watches=watches, last=last)


@pages.page("GET", "watches/new", scope="write")
def new_watch(ask: Ask) -> Reply:
    """A saved search comes as words, a topic and so on in the query."""
    query = ask.request.query
    given = {field: query.get(name, "")[:MAX_GIVEN] for field, name in GIVEN.items()}
    return _editor(ask, WatchForm(values={**form_of(None).values, **given}, version=0), "", {})


@pages.page("POST", "watches/new", scope="write")
def create_watch(ask: Ask) -> Reply:
    form, watch, wrong = _read(ask, "")
    if watch is None or "try" in ask.request.form():
        return _editor(ask, form, "", wrong, watch)
    try:
        kept = ask.services.watches.create(watch)
    except Conflict:
        return _editor(ask, form, "", {"id": "this id is taken"}, None)
    return redirect(f"../watches/{kept.id}")


@pages.page("GET", "watches/<watch>", scope="read")
def watch_page(ask: Ask, watch: str) -> Reply:
    found = ask.services.watches.get(watch)
    alerts = ask.services.alerts.page("watch-alert", watch, limit=20).items
    muted, form = muting_of(ask.services).of("watch", watch), form_of(found).values
    return ask.show("watch.html", title=found.name, watch=found, form=form, alerts=alerts, muted=muted)


@pages.page("GET", "watches/<watch>/edit", scope="write")
def edit_watch(ask: Ask, watch: str) -> Reply:
    return _editor(ask, form_of(ask.services.watches.get(watch)), watch, {})


@pages.page("POST", "watches/<watch>/edit", scope="write")
def change_watch(ask: Ask, watch: str) -> Reply:
    form, changed, wrong = _read(ask, watch)
    if changed is None or "try" in ask.request.form():
        return _editor(ask, form, watch, wrong, changed)
    try:
        ask.services.watches.change(changed, form.version)
    except Conflict:
        return _editor(ask, form, watch, {"": "somebody else changed this watch meanwhile: load it again"}, None)
    return redirect(f"../{watch}")


@pages.page("POST", "watches/<watch>/switch", scope="write")
def switch_watch(ask: Ask, watch: str) -> Reply:
    found = ask.services.watches.get(watch)
    switched = Watch(**{**{name: getattr(found, name) for name in found.__slots__}, "enabled": not found.enabled})
    ask.services.watches.change(switched, found.version)
    return redirect(f"../{watch}")


@pages.page("POST", "watches/<watch>/remove", scope="write")
def remove_watch(ask: Ask, watch: str) -> Reply:
    found = ask.services.watches.get(watch)
    ask.services.watches.delete(watch, found.version)
    return redirect("../../watches")


def _read(ask: Ask, watch: str) -> tuple[WatchForm, Watch | None, dict[str, str]]:
    """The form, the watch that it tells, and what is wrong by part; one of the last two is empty."""
    form = read_form(ask.request.form())
    try:
        data = form.data()
        id_ = watch or id_of(str(data["name"] or "watch"))
        return form, known_parts(checked(read_watch({**data, "id": id_})), ask.services.topics), {}
    except InvalidWatch as error:
        return form, None, {error.where or "": error.message}
    except InvalidInput as error:
        return form, None, {error.where or "": error.message}


def _editor(ask: Ask, form: WatchForm, watch: str, wrong: dict[str, str], tried: Watch | None = None) -> Reply:
    report = None
    days = min(MOST_DAYS, max(1, int(form.values["days"]) if form.values["days"].isdecimal() else DAYS))
    if tried is not None:
        from tocsin.reports.past import run_backtest  # noqa: PLC0415  # only a trial needs the ledger's logic

        since = ask.services.now() - timedelta(days=days)
        with ask.services.turns.alone(ask.signed_in.key):
            report = run_backtest(ask.services, tried, since, most=MOST_ARTICLES)
    return ask.show(
        "watch_edit.html",
        title="Edit watch" if watch else "New watch",
        form=form,
        watch=watch,
        wrong=wrong,
        report=report,
        bars=day_bars(report.result.days, report.since, report.until) if report else None,
        topics=ask.services.topics,
        severities=SEVERITIES,
    )
