"""Who is independently behind an article: a publisher's family, or the agency whose text it is.

Two reports corroborate one another only if their origins differ. The lists are data and a desk may bring its own, with
its own reliability of each origin in the grades of the Admiralty Code (A completely reliable ... F cannot be judged).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal
from urllib.parse import urlsplit

from tocsin.errors import InvalidResource
from tocsin.model import Article

Reliability = Literal["A", "B", "C", "D", "E", "F"]
UNKNOWN: Reliability = "F"
"""Nobody is graded by default: grading an outlet is the desk's own judgement."""

LEAD = 500
"""Code points at the start in which "Reuters reported" makes the report the agency's."""
_DOMAIN = re.compile(r"(?:www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,})")
_SHARED_LABELS = frozenset({"co", "com", "net", "org", "gov", "edu", "ac", "www"})
_FEWEST_LETTERS = 4
"""Of a name that is held to be a domain's: "post" may be anybody's, "mp" is everybody's."""
CREDIT = 200
"""Code points at the end in which a credit line stands."""
_REPORTS = (
    "reported|reports|reporting|said|says|citing|cited|according|quoted|сообщает|сообщила|сообщило|сообщил|сообщили"
    "|передает|передаёт|пишет|повідомляє|повідомило|повідомила|повідомив|передає"
    "|berichtet|meldet|meldete|rapporte|indique|informó|informa|podaje|podała|poinformowała|bildirdi"
)
_BY = (
    "according to|as reported by|citing|quoted by|сообщает|передает|передаёт|со ссылкой на"
    "|повідомляє|передає|з посиланням на"
    "|laut|meldet|berichtet|selon|d'après|d’après|según|według|podaje"
)


@dataclass(frozen=True, slots=True)
class Origin:
    """`id` is what counts as one voice; an article without publisher and agency speaks for itself alone."""

    id: str
    family: str | None = None
    agency: str | None = None
    reliability: Reliability = UNKNOWN


@dataclass(frozen=True)
class Sources:
    """Families and agencies by their names and domains, and how reliable an origin is held to be."""

    families: Mapping[str, str]
    """Family by normalized brand or domain."""
    agencies: Mapping[str, str]
    agency_patterns: tuple[tuple[str, re.Pattern[str]], ...]
    reliability: Mapping[str, Reliability] = field(default_factory=dict)
    spelled: Mapping[str, str] = field(default_factory=dict)
    """Family by a domain's letters alone, for names that are the domain's in words ("levantepost", "Levante Post")."""

    hosts: Mapping[str, str] = field(default_factory=dict)
    """Family by host, of publishers whose pages told both; empty for a host under which several names sign."""

    def family(self, publisher: str | None, url: str | None) -> str | None:
        """The family of a publisher; one that no list knows is a family of its own.

        The address comes before the name, and a name that is an address counts as one.
        """
        signed = _DOMAIN.fullmatch((publisher or "").strip().lower())
        hosts = [host for host in (_host(url), signed[1] if signed else "") if host]
        for host in hosts:
            if found := self._listed(host):
                return found
        name = "" if signed else _plain(publisher or "")
        known = self.families.get(name) or self.spelled.get(_letters(publisher or ""))
        told = next((family for host in hosts if (family := self.hosts.get(host))), None)
        return known or name.replace(" ", "-") or told or next(iter(hosts), None)

    def told(self, article: Article) -> tuple[str, str] | None:
        """The host and the family that an article tells to be one, if it is news; no family where hosts have several.

        What a list or a desk knows needs nobody to tell: "Reuters" at another's address is no word of whose that is.
        """
        host, signed = _host(article.url), (article.publisher or "").strip().lower()
        name = _plain(signed)
        if not host or not name or _DOMAIN.fullmatch(signed) or self._listed(host):
            return None
        if name in self.families or name in self.agencies:
            return None
        family, before = self.family(article.publisher, None), self.hosts.get(host)
        return None if not family or before in {family, ""} else (host, family if before is None else "")

    def _listed(self, host: str) -> str | None:
        """The family of a host, or of a domain that it lies under."""
        parts = host.split(".")
        names = (".".join(parts[first:]) for first in range(len(parts) - 1))
        return next((found for name in names if (found := self.families.get(name))), None)

    def with_domains(self, families: Mapping[str, str]) -> Sources:
        """These, and families by domain: whatever lies under one is its family, by whichever name it signs.

        What a list knows already stays as it is there.
        """
        fresh = {domain: family for domain, family in families.items() if self._listed(domain) is None}
        letters = {key: family for domain, family in fresh.items() if (key := _letters_of_domain(domain))}
        return replace(self, families={**fresh, **self.families}, spelled={**letters, **self.spelled})

    def agency(self, article: Article) -> str | None:
        """The agency whose text or report an article is, None if it is the publisher's own."""
        for name in (article.publisher, article.byline):
            if name and (found := self.agencies.get(_plain(name))):
                return found
        for agency, pattern in self.agency_patterns:
            text = article.text
            if pattern.search(text[:LEAD]) or (len(text) > LEAD and pattern.search(text[-CREDIT:])):
                return agency
        return None

    def named(self, claimant: str) -> str | None:
        """The origin that a claimant is, if it is an agency or an outlet: "Reuters" who says so is no second voice."""
        name = _plain(claimant)
        if agency := self.agencies.get(name):
            return f"agency:{agency}"
        family = self.families.get(name) or self.spelled.get(_letters(claimant))
        return f"family:{family}" if family else None

    def origin(self, article: Article) -> Origin:
        """The origin of an article by what it says of itself; shared text is judged by who compares texts."""
        family, agency = self.family(article.publisher, article.url), self.agency(article)
        own = f"family:{family}" if family else f"article:{article.id}"
        origin = f"agency:{agency}" if agency else own
        return Origin(origin, family, agency, self.grade(origin))

    def grade(self, origin: str) -> Reliability:
        """How reliable the desk holds an origin to be."""
        return self.reliability.get(origin, UNKNOWN)


@cache
def default_sources() -> Sources:
    """The lists that come with Tocsin."""
    folder = files("tocsin.stories").joinpath("data")
    return read_sources(
        folder.joinpath("publishers.toml").read_text("utf-8"), folder.joinpath("agencies.toml").read_text("utf-8")
    )


def read_sources(publishers: str, agencies: str, reliability: Mapping[str, Reliability] | None = None) -> Sources:
    """Sources out of TOML texts. Raises `InvalidResource`."""
    families, agency_names = _table(publishers, "publishers"), _table(agencies, "agencies")
    patterns = tuple((name, _pattern(entry["names"])) for name, entry in agency_names.items())
    by_name = _keyed(families)
    # An agency's own site is its own family where no owner is listed.
    for key, agency in (by_agency := _keyed(agency_names)).items():
        by_name.setdefault(key, agency)
    return Sources(by_name, by_agency, patterns, dict(reliability or {}))


def _table(text: str, what: str) -> dict[str, dict[str, Any]]:
    import tomllib  # noqa: PLC0415  # 20 ms that only reading the lists must cost

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidResource(str(error), where=what) from error
    for name, entry in table.items():
        if not isinstance(entry, dict) or not all(isinstance(entry.get(part), list) for part in ("names", "domains")):
            raise InvalidResource("has `names` and `domains`, both lists", where=f"{what}.{name}")
    return table


def _keyed(table: Mapping[str, dict[str, Any]]) -> dict[str, str]:
    return {key: name for name, entry in table.items() for key in (*map(_plain, entry["names"]), *entry["domains"])}


def _pattern(names: list[str]) -> re.Pattern[str]:
    """A dateline, a credit in brackets or on a line of its own, or an attribution of the report to the agency."""
    name = f"(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})"
    dateline = rf"\A[^\n]{{0,80}}(?:\n\s*)?[^\n]{{0,60}}\({name}\)\s*[-–—]|\A[^\n.!?]{{0,60}}\b{name}\s*[-–—]{{1,2}}\s"
    credit = rf"\({name}\)|^\s*(?:[Ss]ource: |[Ии]сточник: |[Дд]жерело: )?{name}\.?\s*$"
    report = rf"\b{name}(?:\s\w+){{0,2}}\s(?:{_REPORTS})\b|\b(?:{_BY})\s(?:[\w'’]+\s){{0,3}}{name}\b"
    return re.compile(rf"{dateline}|{credit}|{report}", re.MULTILINE)


def lies_under(url: str, domain: str) -> bool:
    """Whether an address is of a domain or of one below it."""
    host = _host(url)
    return host == domain or host.endswith(f".{domain}")


def _host(url: str | None) -> str:
    """The host of an address, without `www.`; empty where there is none."""
    try:
        return ((urlsplit(url).hostname or "") if url else "").removeprefix("www.")
    except ValueError:
        return ""  # a bracket that is no address of IPv6


def _letters(name: str) -> str:
    """A name without its article, what stands in brackets, spaces and signs; empty where too little is left to tell."""
    bare = re.sub(r"\([^)]*\)", " ", name).casefold()
    letters = "".join(re.findall(r"[^\W_]", re.sub(r"\A\s*the\s", "", bare)))
    return letters if len(letters) >= _FEWEST_LETTERS else ""


def _letters_of_domain(domain: str) -> str:
    """The letters of a domain before what all domains end in: "levante-post.co.uk" has those of "Levante Post"."""
    own = [label for label in domain.split(".")[:-1] if label not in _SHARED_LABELS]
    return _letters("".join(own).removeprefix("the"))


def _plain(name: str) -> str:
    return " ".join(re.findall(r"[\w/]+", name.casefold()))
