"""`tocsin ingest`: upload files and folders, and wait for what becomes of each."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tocsin.cli.out import add_row, json_line, plain_table, stderr, stdout
from tocsin.cli.target import JsonOption, StackOption, StateOption, Target, find_target
from tocsin.errors import InvalidInput

if TYPE_CHECKING:
    from tocsin.aws.records import Upload

UPLOAD_THREADS = 8
POLL_SECONDS = 0.5
FIELDS = ("publisher", "url", "published-at", "title", "byline", "language", "csv-columns")
"""Names of metadata that are read (docs/uploads.md)."""
VISIBLE = "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) != "%")
"""Left as it is in metadata; the rest is percent-encoded UTF-8."""
DONE = frozenset({"analyzed", "duplicate", "rejected", "split", "embargoed", "failed"})
STATE_STYLE = {"analyzed": "green", "split": "green", "duplicate": "yellow", "embargoed": "yellow"} | {
    "rejected": "red",
    "failed": "bold red",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    file: str
    upload: str
    state: str
    article: str | None = None
    code: str | None = None
    reason: str | None = None
    notes: tuple[str, ...] = ()


def ingest(  # noqa: PLR0917  # typer reads the options from the parameters
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Files, and folders with all that is in them.")
    ],
    metadata: Annotated[
        list[str] | None,
        typer.Option(
            "--metadata",
            metavar="NAME=VALUE",
            help=f"What is known of all these files; NAME is one of {', '.join(FIELDS)}.",
        ),
    ] = None,
    timeout: Annotated[float, typer.Option("--timeout", min=1, help="Seconds to wait for the outcomes.")] = 300,
    stack: StackOption = None,
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Upload articles and wait for the outcome of each: analyzed, duplicate, rejected with the reason.

    Exits with 1 if an outcome is missing after the time-out or a file failed; a rejected file is an outcome.
    """
    files, said = list(files_in(paths)), metadata_in(metadata or [])
    target = find_target(stack, state)
    outcomes = ingest_files(target, files, timeout=timeout, console=stderr(), metadata=said)
    if as_json:
        for outcome in outcomes:
            json_line(outcome)
    else:
        show_outcomes(stdout(), outcomes)
    raise typer.Exit(0 if all(outcome.state in DONE - {"failed"} for outcome in outcomes) else 1)


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and those in the folders named, in order. Raises `InvalidInput` for a path that is not there."""
    for path in paths:
        if path.is_dir():
            inside = (file for file in sorted(path.rglob("*")) if file.is_file())
            yield from (
                file for file in inside if not any(part.startswith(".") for part in file.relative_to(path).parts)
            )
        elif path.is_file():
            yield path
        else:
            raise InvalidInput("no such file or folder", where=str(path))


def metadata_in(pairs: Iterable[str]) -> dict[str, str]:
    """Pairs as `publisher=Oldmere Post`, in the ASCII that S3 takes. Raises `InvalidInput` for what is no such pair."""
    said = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if name.strip() not in FIELDS or not equals:
            raise InvalidInput(f"is NAME=VALUE, NAME one of {', '.join(FIELDS)}", where=f"--metadata {pair}")
        said[name.strip()] = quote(value.strip(), safe=VISIBLE)
    return said


def ingest_files(  # each is said by name
    target: Target,
    files: list[Path],
    *,
    timeout: float,
    console: Console,
    batch: str | None = None,
    metadata: Mapping[str, str] | None = None,
) -> list[Outcome]:
    """Upload `files` and wait until each has an outcome or `timeout` seconds are over.

    `batch` names the folder they go to; a random one by default, so that the same file uploaded again is a new upload.
    """
    from tocsin.aws.keys import upload_id  # noqa: PLC0415  # loads the AWS side

    folder = batch or secrets.token_hex(8)
    keys = [
        f"uploads/{folder}/{number:05d}/{quote(file.name, safe=' ()[]&,;=+@')[:200]}"
        for number, file in enumerate(files)
    ]
    ids = [upload_id(key) for key in keys]
    with _progress(console) as progress:
        sent = progress.add_task("uploaded", total=len(files))
        done = progress.add_task("settled", total=len(files))
        with ThreadPoolExecutor(UPLOAD_THREADS) as pool:
            for _ in pool.map(lambda key, file: _put(target, key, file, metadata or {}), keys, files):
                progress.advance(sent)
        settled: dict[str, Upload] = {}
        deadline = time.monotonic() + timeout
        while len(settled) < len(ids) and time.monotonic() < deadline:
            waiting = [upload for upload in ids if upload not in settled]
            settled.update(_settled(target, waiting))
            progress.update(done, completed=len(settled))
            if len(settled) < len(ids):
                time.sleep(POLL_SECONDS)
    return [_outcome(str(file), upload, settled.get(upload)) for file, upload in zip(files, ids, strict=True)]


def show_outcomes(console: Console, outcomes: list[Outcome]) -> None:
    """A table with a line for each file, and the sums."""
    table = plain_table("file", "outcome", "article or reason")
    for outcome in outcomes:
        why = f"{outcome.code}: {outcome.reason}" if outcome.code else outcome.article or outcome.reason
        told = "\n".join(filter(None, (why, *outcome.notes)))
        add_row(table, _short(outcome.file), outcome.state, told, style=STATE_STYLE.get(outcome.state, ""))
    console.print(table)
    states = sorted({outcome.state for outcome in outcomes})
    sums = ", ".join(f"{sum(outcome.state == state for outcome in outcomes)} {state}" for state in states)
    console.print(f"{len(outcomes)} files: {sums}")


def _short(file: str) -> str:
    """The path from here where the file is below, else as given."""
    path = Path(file)
    return str(path.relative_to(Path.cwd())) if path.is_absolute() and path.is_relative_to(Path.cwd()) else file


def _put(target: Target, key: str, file: Path, metadata: Mapping[str, str]) -> None:
    bucket = target.services.settings.bucket
    target.services.clients.s3.put_object(Bucket=bucket, Key=key, Body=file.read_bytes(), Metadata=metadata)


def _settled(target: Target, ids: list[str]) -> dict[str, Upload]:
    found = target.services.uploads.known(ids)
    return {upload: known for upload, known in found.items() if known.state in DONE}


def _outcome(file: str, upload: str, known: Upload | None) -> Outcome:
    if known is None:
        return Outcome(file, upload, "waiting", reason="no outcome yet; ask again with the upload's id")
    parts = f"into {known.parts} parts: GET /v1/uploads/{upload}/parts" if known.state == "split" else None
    return Outcome(file, upload, known.state, known.article, known.code, known.reason or parts, known.notes)


def _progress(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
