"""Every error that Tocsin raises on purpose.

TocsinError                  base; `code` is stable and safe to program against
├── Rejected                 an upload that cannot become an article; final, never retried
│   ├── EmptyDocument        no bytes, or no text in them
│   ├── NoText               a page or message whose text is elsewhere: drawn by scripts, behind a check, attached
│   ├── UnsupportedType      neither text nor one of the formats that are read
│   ├── Unreadable           truncated or malformed in a format that is read
│   ├── Encrypted            needs a password
│   ├── TooLarge             over a bound: bytes, text, pages, nesting, unpacking ratio, time
│   └── Unsafe               entity or archive bombs and the like
├── InvalidInput             a request, a watch, a cursor or a setting that is wrong; says which part
│   ├── InvalidCursor        a page token that this list did not hand out
│   ├── InvalidWatch         a watch whose rule cannot be evaluated; `where` points to the part
│   ├── InvalidTopic         a topic that may not be in force; `where` points to the part or the line
│   └── InvalidResource      a data file (taxonomy, lexicon, gazetteer) that fails its schema; `where` is file and line
├── NotFound                 no such article, watch, alert, upload
│   └── Removed              an article that was taken down, and does not come back unless that is allowed
├── Conflict                 somebody else wrote first; read again
├── Denied                   no key, an unknown key, or a key without the scope
├── FetchError               something of the network that could not be had
│   ├── FetchForbidden       a URL, or an address behind it, that may not be asked
│   ├── FetchFailed          no connection, no valid certificate, an answer that breaks off
│   ├── FetchTooSlow         not within the time
│   └── FetchTooLarge        more than the bound, packed or unpacked
├── LocalStackError          the local stack could not be built, started, deployed or found
└── EngineError              an engine could not answer; the embedded engine is the last resort
    ├── EngineUnavailable    connection, time-out, rate limit, server error: worth another try
    ├── EngineMisconfigured  bad key, unknown model: no retry helps
    ├── EngineAnswerInvalid  refusal, cut short, not the schema, after the repair round
    └── BudgetSpent          the cap of the day or month is reached
"""

from __future__ import annotations

from typing import ClassVar


class TocsinError(Exception):
    """Base of all errors raised on purpose. The message says what to do and is safe to show."""

    code: ClassVar[str] = "error"

    def __init__(self, message: str, *, where: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.where = where

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class Rejected(TocsinError):
    code = "rejected"


class EmptyDocument(Rejected):
    code = "empty-document"


class NoText(Rejected):
    code = "no-text"


class UnsupportedType(Rejected):
    code = "unsupported-type"


class Unreadable(Rejected):
    code = "unreadable"


class Encrypted(Rejected):
    code = "encrypted"


class TooLarge(Rejected):
    code = "too-large"


class Unsafe(Rejected):
    code = "unsafe"


class InvalidInput(TocsinError):
    code = "invalid-input"


class InvalidCursor(InvalidInput):
    code = "invalid-cursor"


class InvalidWatch(InvalidInput):
    code = "invalid-watch"


class InvalidTopic(InvalidInput):
    code = "invalid-topic"


class InvalidResource(InvalidInput):
    code = "invalid-resource"


class NotFound(TocsinError):
    code = "not-found"


class Removed(NotFound):
    code = "removed"


class Conflict(TocsinError):
    code = "conflict"


class Denied(TocsinError):
    code = "denied"


class FetchError(TocsinError):
    code = "fetch-error"


class FetchForbidden(FetchError):
    code = "fetch-forbidden"


class FetchFailed(FetchError):
    code = "fetch-failed"


class FetchTooSlow(FetchError):
    code = "fetch-too-slow"


class FetchTooLarge(FetchError):
    code = "fetch-too-large"


class LocalStackError(TocsinError):
    code = "local-stack"


class EngineError(TocsinError):
    code = "engine-error"


class EngineUnavailable(EngineError):
    code = "engine-unavailable"


class EngineMisconfigured(EngineError):
    code = "engine-misconfigured"


class EngineAnswerInvalid(EngineError):
    code = "engine-answer-invalid"


class BudgetSpent(EngineError):
    code = "budget-spent"
