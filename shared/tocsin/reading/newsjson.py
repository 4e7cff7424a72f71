"""Articles as JSON: ninjs 1.x, 2.x and 3.x, schema.org (also as JSON-LD in pages), and a plain object of our own.

Sources: IPTC ninjs schemas 1.0 to 3.3; schema.org/NewsArticle.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from tocsin.errors import EmptyDocument, TooLarge, Unreadable, UnsupportedType
from tocsin.reading.bounds import Bounds
from tocsin.reading.draft import Draft
from tocsin.reading.foreign import WHAT
from tocsin.reading.live import live_entries
from tocsin.reading.markup import fragment_text, unescaped
from tocsin.reading.names import authors
from tocsin.reading.standing import Signals, embargo_note

Object = Mapping[str, Any]

_TOKENS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[{]|[\]}]', re.DOTALL)
_MARKUP = re.compile(
    r"</?(?:p|br|div|a|b|i|em|strong|h[1-6]|ul|ol|li|section|blockquote|span)\b[^<>]{0,500}>", re.IGNORECASE
)
_BLOCK = re.compile(r"<(?:p|br|div|h[1-6]|ul|ol|li|section|blockquote)\b", re.IGNORECASE)
_ARTICLE_TYPES_NAMES = (
    "article newsarticle reportagenewsarticle analysisnewsarticle backgroundnewsarticle opinionnewsarticle "
    "reviewnewsarticle askpublicnewsarticle advertisercontentarticle satiricalarticle scholarlyarticle "
    "techarticle report blogposting liveblogposting socialmediaposting"
)
_ARTICLE_TYPES = frozenset(_ARTICLE_TYPES_NAMES.split())
_NOT_FREE = "The publisher says that not all of this article is free to read: what lies behind the wall may be missing."
_MOST_NAMES = 20
_MOST_ITEMS = 1_000
"""How many objects of a JSON-LD graph are looked at."""


def read_json(text: str, content_type: str, bounds: Bounds) -> Draft:
    """The article in a JSON document. Raises `Unreadable` for broken JSON, `UnsupportedType` where none is in it."""
    value = load(text, bounds)
    if isinstance(value, list) and sum(article_in(item, content_type, bounds) is not None for item in value[:2]) > 1:
        raise UnsupportedType("this JSON holds several articles; upload them one by one, so that none is lost")
    draft = article_in(value, content_type, bounds)
    if draft is None:
        raise UnsupportedType(
            "this JSON holds no article that is known; use ninjs, schema.org NewsArticle, "
            "or an object with title, text, url, publisher, published_at, language"
        )
    if not draft.text.strip() and not draft.title and not (draft.signals and draft.signals.status):
        raise EmptyDocument("the JSON article has neither text nor headline")
    return draft


def load(text: str, bounds: Bounds) -> Any:
    """Parse JSON within the bound on nesting."""
    if depth(text, bounds.nesting) > bounds.nesting:
        raise TooLarge(f"the JSON is nested deeper than {bounds.nesting} levels; upload the article alone")
    try:
        return json.loads(text, strict=False)
    except RecursionError as error:
        raise TooLarge("the JSON is nested too deep; upload the article alone") from error
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and text[error.pos :].lstrip()[:1] == "{":
            raise UnsupportedType(f"this is {WHAT['jsonl']}") from error
        raise Unreadable("the JSON is malformed or cut short; export it again and upload that") from error
    except ValueError as error:
        raise Unreadable("the JSON is malformed or cut short; export it again and upload that") from error


def depth(text: str, limit: int) -> int:
    """How deep brackets nest outside strings; stops counting just over `limit`."""
    if text.count("[") + text.count("{") <= limit:
        return 0
    level = deepest = 0
    for token in _TOKENS.finditer(text):
        sign = token.group()
        if sign in "[{":
            level += 1
            deepest = max(deepest, level)
            if deepest > limit:
                break
        elif sign in "]}":
            level -= 1
    return deepest


def article_in(value: Any, content_type: str, bounds: Bounds) -> Draft | None:
    """The first article found in a JSON value, None when there is none."""
    for item in _objects(value):
        if _is_schema_article(item):
            return _schema_org(item, value, content_type, bounds)
        for reader in (_ninjs, _plain):
            draft = reader(item, content_type, bounds)
            if draft is not None:
                return draft
    return None


def schema_articles(value: Any, content_type: str, bounds: Bounds) -> Iterator[Draft]:
    """The schema.org articles in a JSON-LD value, those of `@graph` and `mainEntity` included."""
    return (_schema_org(item, value, content_type, bounds) for item in _objects(value) if _is_schema_article(item))


def page_dates(value: Any) -> Iterator[str]:
    """When the pages of a JSON-LD value, that are no articles by their type, say that they were published."""
    return (date for item in _objects(value) for date in _dates(item, ("datePublished",)))


def _objects(value: Any) -> Iterator[Object]:
    waiting, seen = [value], 0
    while waiting and seen < _MOST_ITEMS:
        item = waiting.pop(0)
        seen += 1
        if isinstance(item, list):
            waiting[:0] = item[:_MOST_ITEMS]
        elif isinstance(item, dict):
            yield item
            waiting.extend(item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage", "item") if key in item)


def _is_schema_article(item: Object) -> bool:
    kinds = item.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and name.rpartition("/")[2].lower() in _ARTICLE_TYPES for name in names)


def _schema_org(item: Object, value: Any, content_type: str, bounds: Bounds) -> Draft:
    """`value` is what the article stands in: authors and publishers may stand elsewhere in it, under their `@id`."""
    body = text_of(item.get("articleBody")) or text_of(item.get("text"))
    live = live_entries(item.get("liveBlogUpdate"), text_of, lambda text: plain_text(text, bounds))
    dates = _dates(item, ("datePublished", "dateCreated", "uploadDate"))
    publisher = names_of(_known(item.get("publisher"), value)) or names_of(item.get("sourceOrganization"))
    return Draft(
        text=live.text if live else plain_text(body or text_of(item.get("description")) or "", bounds),
        content_type=content_type,
        title=text_of(item.get("headline")) or text_of(item.get("name")),
        byline=authors(_people(item, value), (publisher,)),
        publisher=publisher,
        url=text_of(item.get("url")) or _identifier(item.get("mainEntityOfPage")) or text_of(item.get("@id")),
        published_at=(live.newest, *dates) if live and live.newest else dates,
        live=live is not None,
        notes=(_NOT_FREE,) if str(item.get("isAccessibleForFree")).lower() == "false" else (),
        language=text_of(item.get("inLanguage")),
    )


def _ninjs(item: Object, content_type: str, bounds: Bounds) -> Draft | None:
    """Keys are compared in lower case: 3.x writes `versionCreated` where 1.x and 2.x write `versioncreated`."""
    fields = {key.lower(): value for key, value in item.items()}
    body = _ninjs_body(fields, bounds)
    uri, status = text_of(fields.get("uri")), text_of(fields.get("pubstatus"))
    if body is None and uri and status:
        body = ""  # a kill need not tell anything
    if body is None or not fields.keys() & {"uri", "bodies", "headlines", "versioncreated", "standard"}:
        return None
    embargo = fields.get("embargoed")
    return Draft(
        text=body,
        content_type=content_type,
        title=_ninjs_value(fields.get("headlines"), "main")
        or text_of(fields.get("headline_main"))
        or text_of(fields.get("headline"))
        or text_of(fields.get("title")),
        byline=text_of(fields.get("by")) or text_of(fields.get("byline")),
        publisher=names_of(fields.get("infosources"))
        or names_of(fields.get("infosource"))
        or names_of(fields.get("copyrightholder"))
        or names_of(fields.get("source")),
        url=text_of(fields.get("url")) or (uri if uri and uri.startswith("http") else None),
        published_at=_dates(fields, ("versioncreated", "firstcreated", "contentcreated")),
        language=text_of(fields.get("language")),
        notes=embargo_note(text_of(embargo)),
        signals=Signals(
            item=uri,
            version=str(fields.get("version") or ""),
            created=_dates(fields, ("versioncreated",)),
            status=status,
            embargo=text_of(embargo) or (None if embargo in (None, False) else ""),
        ),
    )


def _ninjs_body(fields: Object, bounds: Bounds) -> str | None:
    """`bodies` of 2.x and 3.x, or `body_text` and then any other `body_*` of 1.x."""
    bodies = fields.get("bodies")
    if isinstance(bodies, list):
        found = [b for b in bodies if isinstance(b, dict) and isinstance(b.get("value"), str)]
        found.sort(key=lambda body: body.get("role") not in ("main", None))
        if found:
            return plain_text(found[0]["value"], bounds)
        return _ninjs_description(fields, bounds)
    keys = sorted((key for key in fields if key.startswith("body_")), key=lambda key: (key != "body_text", key))
    for key in keys:
        body = text_of(fields[key])
        if body:
            return plain_text(body, bounds)
    return _ninjs_description(fields, bounds)


def _ninjs_description(fields: Object, bounds: Bounds) -> str | None:
    """What a news item without a body says of itself: a flash, a picture or a video; None for what is no news item."""
    if "versioncreated" not in fields or not any(key.startswith(("headline", "description")) for key in fields):
        return None
    keys = sorted(key for key in fields if key.startswith("description"))
    found = (_ninjs_value(fields[key], "main") or text_of(fields[key]) for key in keys)
    return plain_text(next(filter(None, found), ""), bounds)


def _ninjs_value(values: Any, role: str) -> str | None:
    if not isinstance(values, list):
        return None
    items = sorted((v for v in values if isinstance(v, dict)), key=lambda v: v.get("role") != role)
    return next((text for v in items if (text := text_of(v.get("value")))), None)


def _plain(item: Object, content_type: str, bounds: Bounds) -> Draft | None:
    body = next((t for key in ("text", "body", "content") if (t := text_of(item.get(key)))), None)
    title = text_of(item.get("title")) or text_of(item.get("headline"))
    if body is None and title is None:
        return None
    return Draft(
        text=plain_text(body or "", bounds),
        content_type=content_type,
        title=title,
        byline=names_of(item.get("byline")) or names_of(item.get("author")),
        publisher=names_of(item.get("publisher")) or names_of(item.get("source")),
        url=text_of(item.get("url")),
        published_at=_dates(item, ("published_at", "published", "date")),
        language=text_of(item.get("language")),
    )


def _dates(item: Object, keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text for key in keys if (text := text_of(item.get(key))))


def plain_text(body: str, bounds: Bounds) -> str:
    """A body as text, whether it was given as text, as HTML, or as HTML whose marks are encoded."""
    if not _MARKUP.search(body):
        body = unescaped(body)
    if not _MARKUP.search(body):
        return body
    marked = body if _BLOCK.search(body) else body.replace("\n", "<br>")  # only links and the like between plain lines
    return unescaped(fragment_text(marked, bounds))


def text_of(value: Any) -> str | None:
    """A JSON value as text: strings as they are, the first of a list, the value of a language map."""
    if isinstance(value, list):
        return next((text for item in value[:20] if isinstance(item, str | dict) and (text := text_of(item))), None)
    if isinstance(value, dict):
        value = value.get("@value") or value.get("value") or value.get("name")
    return value if isinstance(value, str) and value.strip() else None


def names_of(value: Any) -> str | None:
    """The names of people or organizations, several joined by a comma."""
    names = [name for name in names_in(value) if not name.startswith(("http://", "https://"))]
    return ", ".join(dict.fromkeys(names)) or None


def names_in(value: Any) -> list[str]:
    """The names of people or organizations, each whole: given and family name may be apart."""
    items = value[:_MOST_NAMES] if isinstance(value, list) else [value]
    return [name for item in items if (name := _whole_name(item) or text_of(item))]


def _whole_name(item: Any) -> str | None:
    if not isinstance(item, dict) or text_of(item.get("name")):
        return None
    return " ".join(filter(None, (text_of(item.get(key)) for key in ("givenName", "familyName")))) or None


def _people(item: Object, value: Any) -> list[str]:
    return names_in(_known(item.get("author"), value)) or names_in(_known(item.get("creator"), value))


def _known(reference: Any, value: Any) -> Any:
    """What an `@id` refers to within `value`; anything else as it is."""
    if isinstance(reference, list):
        return [_known(one, value) for one in reference[:_MOST_NAMES] if not isinstance(one, list)]
    if not isinstance(reference, dict) or "@id" not in reference or names_in(reference):
        return reference
    named = (one for one in _objects(value) if one.get("@id") == reference["@id"] and names_in(one))
    return next(named, reference)


def _identifier(value: Any) -> str | None:
    return text_of(value.get("@id")) if isinstance(value, dict) else text_of(value)
