"""Parts of a rule that could never hold are refused when it is saved, with what may have been meant.

A misspelt topic or a place without an entry is a watch that looks sound and stays silent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from difflib import get_close_matches

from tocsin.errors import InvalidInput, InvalidWatch
from tocsin.watches.model import Rule, Watch

MOST_OFFERED = 3
_LIKE = 0.7
"""Likeness from which a name is offered: two letters in seven are wrong."""
_SMALL = 3
"""Letters of words that name nothing ("and", "at")."""
_LANGUAGES = """
aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et
eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk
kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny
oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk
tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
"""The codes of ISO 639-1."""
_COUNTRIES_FOR_LANGUAGES = {"ua": "uk", "cz": "cs", "gr": "el", "jp": "ja", "cn": "zh", "dk": "da", "ir": "fa"}
"""Country codes that stand where a language's is meant and are no language's own."""


def known_parts(watch: Watch, topics: Mapping[str, str]) -> Watch:
    """`watch` with its places by the ids of the gazetteer; `topics` are labels by id.

    Raises `InvalidWatch` pointing to the first part that no article can meet.
    """
    rule = watch.rule
    _each("rule.topics.any", rule.topics.any, lambda value: known_topic(value, topics))
    _each("rule.topics.all", rule.topics.all, lambda value: known_topic(value, topics))
    places = _each("rule.places", rule.places, known_place)
    _each("rule.languages", rule.languages, known_language)
    for where, phrases in _phrases(rule).items():
        _each(where, phrases, _whole_words)
    _check_contradiction(rule)
    return replace(watch, rule=replace(rule, places=tuple(dict.fromkeys(places))))


def known_topic(value: str, topics: Mapping[str, str]) -> str:
    """`value` if it is a topic's id. Raises `InvalidInput` with the nearest ones."""
    if value in topics:
        return value
    by_name = {name: topic for topic, label in topics.items() for name in _names(topic, label)}
    near = get_close_matches(value.casefold(), by_name, n=MOST_OFFERED, cutoff=_LIKE)
    offered = [f"`{topic}`" for topic in dict.fromkeys(by_name[name] for name in near)]
    raise InvalidInput(f"is no topic{_meant(offered)} `GET /v1/topics` lists all", where="topic")


def _names(topic: str, label: str) -> list[str]:
    """What somebody may call a topic: its id, its label, and their words but for the small ones."""
    words = [word for word in (*topic.split("-"), *label.casefold().split()) if len(word) > _SMALL]
    return [topic, label.casefold(), *words]


def known_place(value: str) -> str:
    """The id of a place in any case ("ge" is GE). Raises `InvalidInput` with places of that name."""
    from tocsin.engine.places import find_named, known_id  # noqa: PLC0415  # loaded for rules with places alone

    if (found := known_id(value)) is not None:
        return found
    offered = [
        f"`{entry.id}` ({entry.name}, {entry.kind}{f' in {entry.country}' if entry.kind != 'country' else ''})"
        for entry in find_named(value, MOST_OFFERED)
    ]
    raise InvalidInput(f"is no place's id{_meant(offered)} `tocsin places NAME` finds more", where="place")


def known_language(value: str) -> str:
    """`value` if some language has this code. Raises `InvalidInput`."""
    if len(value) == 3 or value in _LANGUAGES.split():  # ISO 639-3 has some 8,000, of which no list is kept
        return value
    meant = _COUNTRIES_FOR_LANGUAGES.get(value)
    raise InvalidInput(f"is no language of ISO 639-1{_meant([f'`{meant}`'] if meant else [])}")


def _each(where: str, values: tuple[str, ...], check: Callable[[str], str]) -> tuple[str, ...]:
    found = []
    for number, value in enumerate(values):
        try:
            found.append(check(value))
        except InvalidInput as error:
            raise InvalidWatch(f"`{value}` {error.message}", where=f"{where}[{number}]") from error
    return tuple(found)


def _phrases(rule: Rule) -> dict[str, tuple[str, ...]]:
    words = rule.words
    return {
        "rule.words.any": words.any,
        "rule.words.all": words.all,
        "rule.words.none": words.none,
        "rule.claimants": rule.claimants,
    }


def _whole_words(phrase: str) -> str:
    """A `*` stands for any ending of a word: anywhere else it would be sought as a star. Raises `InvalidInput`."""
    words = phrase.split()
    if all("*" not in word.rstrip("*") and word.rstrip("*") for word in words):
        return phrase
    meant = " ".join(f"{word.replace('*', '')}*" if "*" in word else word for word in words if word.strip("*"))
    raise InvalidInput(
        f"has a * that is not at a word's end, where alone it stands for an ending{_meant([f'`{meant}`'])}"
    )


def _check_contradiction(rule: Rule) -> None:
    """What is wanted may not be ruled out: each of `all`, and at least one of `any`."""
    none = {_folded(phrase) for phrase in rule.words.none}
    barred = [f"rule.words.all[{n}]" for n, phrase in enumerate(rule.words.all) if _folded(phrase) in none]
    if rule.words.any and all(_folded(phrase) in none for phrase in rule.words.any):
        barred.append("rule.words.any")
    if barred:
        raise InvalidWatch("is wanted here and ruled out by words.none", where=barred[0])


def _folded(phrase: str) -> str:
    return " ".join(phrase.casefold().split())


def _meant(offered: list[str]) -> str:
    return f": did you mean {' or '.join(offered)}?" if offered else "."
