"""Topics: a list with how often each came in, one with its patterns, and the editor, which tries one on the archive."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from tocsin.digests.counts import Subject, hour_of
from tocsin.digests.watching import Counts
from tocsin.errors import Conflict, InvalidInput, InvalidTopic
from tocsin.web.request import Reply, redirect
from tocsin.web.routes import Ask, Pages
from tocsin.web.topicform import LANGUAGES, TopicForm, form_of, read_form

if TYPE_CHECKING:
    from tocsin.topics.model import OwnTopic

# The taxonomy and the archive are read by these pages alone.
# ruff: noqa: PLC0415

pages = Pages()
MOST_DAYS, MOST_SEEDS = 90, 10
COUNTED_HOURS = 7 * 24


@pages.page("GET", "topics", scope="read")
def topic_list(ask: Ask) -> Reply:
    from tocsin.engine.topics.taxonomy import topic_entries

    own = ask.services.own_topics.all()
    return ask.show("topics.html", title="Topics", own=own, builtin=topic_entries(), counts=_last_week(ask))


@pages.page("GET", "topics/new", scope="write")
def new_topic(ask: Ask) -> Reply:
    return _editor(ask, form_of(None), "", {})


@pages.page("POST", "topics/new", scope="write")
def create_topic(ask: Ask) -> Reply:
    form = read_form(ask.request.form())
    if "suggest" in ask.request.form():
        return _suggested(ask, form, "")
    topic, wrong = _read(form, "")
    if topic is None or "try" in ask.request.form():
        return _editor(ask, form, "", wrong, topic)
    try:
        kept = ask.services.own_topics.create(topic)
    except (InvalidTopic, Conflict) as error:
        return _editor(ask, form, "", {error.where or "": error.message})
    return redirect(f"../topics/{kept.id}")


@pages.page("GET", "topics/<topic>", scope="read")
def topic_page(ask: Ask, topic: str) -> Reply:
    from tocsin.topics.known import find_topic

    found = find_topic(ask.services, topic)
    versions = ask.services.own_topics.versions(topic) if found.version else []
    return ask.show("topic.html", title=found.label, topic=found, versions=versions, languages=LANGUAGES)


@pages.page("GET", "topics/<topic>/edit", scope="write")
def edit_topic(ask: Ask, topic: str) -> Reply:
    return _editor(ask, form_of(ask.services.own_topics.get(topic)), topic, {})


@pages.page("POST", "topics/<topic>/edit", scope="write")
def change_topic(ask: Ask, topic: str) -> Reply:
    form = read_form(ask.request.form())
    if "suggest" in ask.request.form():
        return _suggested(ask, form, topic)
    changed, wrong = _read(form, topic)
    if changed is None or "try" in ask.request.form():
        return _editor(ask, form, topic, wrong, changed)
    try:
        ask.services.own_topics.change(changed, form.version)
    except InvalidTopic as error:
        return _editor(ask, form, topic, {error.where or "": error.message})
    except Conflict:
        return _editor(ask, form, topic, {"": "somebody else changed this topic meanwhile: load it again"})
    return redirect(f"../{topic}")


@pages.page("POST", "topics/<topic>/remove", scope="write")
def remove_topic(ask: Ask, topic: str) -> Reply:
    from tocsin.topics.known import require_unused

    found = ask.services.own_topics.get(topic)
    require_unused(ask.services, topic)
    ask.services.own_topics.delete(topic, found.version)
    return redirect("../../topics")


def _last_week(ask: Ask) -> Counter[str]:
    """Articles by topic in the last seven days, as the schedule counted them."""
    closed = hour_of(ask.services.now()) - 1
    found: Counter[str] = Counter()
    for hour in Counts(ask.services.table).hours(closed - COUNTED_HOURS + 1, closed).values():
        for key, number in hour.subjects.items():
            subject = Subject.of(key)
            if subject.topic is not None and subject.place is None:
                found[subject.topic] += number
    return found


def _read(form: TopicForm, topic: str) -> tuple[OwnTopic | None, dict[str, str]]:
    """The topic that the form tells, and what is wrong by part; one of the two is empty."""
    from tocsin.topics.checks import entry_of
    from tocsin.topics.model import read_topic

    try:
        found = read_topic({**form.data(), "id": topic or None})
        entry_of(found)
    except InvalidTopic as error:
        return None, {error.where or "": error.message}
    return found, {}


def _suggested(ask: Ask, form: TopicForm, topic: str) -> Reply:
    """The form with the lines that are proposed for its words behind its own."""
    from tocsin.reports.suggest import suggest

    seeds = [line.strip() for line in form.values["seeds"].replace(",", "\n").split("\n") if line.strip()]
    try:
        found = suggest(ask.services, [], seeds[:MOST_SEEDS])
    except InvalidInput:
        return _editor(ask, form, topic, {"seeds": "say which words the topic is about"})
    lines = {one: "\n".join(filter(None, (form.values[one], found.patterns.get(one)))) for one in LANGUAGES}
    return _editor(ask, replace(form, values={**form.values, **lines}), topic, {})


def _editor(ask: Ask, form: TopicForm, topic: str, wrong: dict[str, str], tried: OwnTopic | None = None) -> Reply:
    trial = None
    if tried is not None:
        from tocsin.reports.topics import try_topic

        days = int(form.values["days"]) if form.values["days"].isdecimal() else MOST_DAYS
        with ask.services.turns.alone(ask.signed_in.key):
            trial = try_topic(ask.services, tried, ask.services.now() - timedelta(days=min(MOST_DAYS, max(1, days))))
    return ask.show(
        "topic_edit.html",
        title="Edit topic" if topic else "New topic",
        form=form,
        topic=topic,
        wrong=wrong,
        trial=trial,
        languages=LANGUAGES,
    )
