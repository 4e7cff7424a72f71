"""A topic as a form: flat fields of text, to and from the schema of the taxonomy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from tocsin.errors import InvalidTopic

if TYPE_CHECKING:
    from tocsin.topics.model import OwnTopic

LANGUAGES: Final = ("en", "ru", "uk")
FIELDS: Final = ("label", "definition", "iptc", "related", "subject", "blame", "words", "seeds", "days", *LANGUAGES)
DAYS: Final = "30"


@dataclass(frozen=True)
class TopicForm:
    """The fields as they are typed; `words` has a list a line (`dam: dam dams reservoir`)."""

    values: dict[str, str]
    version: int

    def data(self) -> dict[str, Any]:
        """The topic as its JSON. Raises `InvalidTopic` for a word list without a name."""
        v = self.values
        return {
            "label": v["label"],
            "definition": v["definition"],
            "iptc": v["iptc"] or None,
            "related": v["related"].replace(",", " ").split(),
            "subject": v["subject"] or None,
            "blame": bool(v["blame"]),
            "words": _lists(v["words"]),
            "patterns": {language: v[language] for language in LANGUAGES if v[language]},
        }


def read_form(fields: Mapping[str, Sequence[str]]) -> TopicForm:
    """What was sent."""
    values = {name: "\n".join(fields.get(name, [])).replace("\r", "").strip() for name in FIELDS}
    version = fields.get("version", ["0"])[-1]
    return TopicForm({**values, "days": values["days"] or DAYS}, int(version) if version.isdecimal() else 0)


def form_of(topic: OwnTopic | None) -> TopicForm:
    """The form of a topic, or an empty one."""
    if topic is None:
        return TopicForm({**dict.fromkeys(FIELDS, ""), "days": DAYS}, 0)
    values = {
        "label": topic.label,
        "definition": topic.definition,
        "iptc": topic.iptc or "",
        "related": " ".join(topic.related),
        "subject": topic.subject or "",
        "blame": "on" if topic.blame else "",
        "words": "\n".join(f"{name}: {words}" for name, words in topic.words.items()),
        "seeds": "",
        "days": DAYS,
    }
    return TopicForm({**values, **{one: topic.patterns.get(one, "").strip() for one in LANGUAGES}}, topic.version)


def _lists(text: str) -> dict[str, str]:
    found = {}
    for number, line in enumerate(filter(str.strip, text.split("\n")), 1):
        name, colon, words = line.partition(":")
        if not colon:
            raise InvalidTopic(f"line {number} has no name before its words, as `dam: dam dams`", where="words")
        found[name.strip()] = words.strip()
    return found
