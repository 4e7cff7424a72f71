"""Text for short messages: how much fits into one depends on its letters (3GPP TS 23.038)."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.notify import visible

GSM7_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM7_EXTENDED = frozenset("^{}\\[~]|€")
"""Two septets each."""
GSM7_UNITS = 140
"""Of the 160 that one message holds: what an operator puts before it must fit too."""
UCS2_UNITS = 70
_PLAIN = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "–": "-", "—": "-", "…": "..."}
)


def fit(text: str) -> str:
    """`text` on one line, cut so that it is sent as one message in the alphabet that it needs."""
    flat = visible.flat(text)
    plain = flat.translate(_PLAIN)
    if _is_gsm7(plain):
        return _cut(plain, GSM7_UNITS, "...", gsm=True)
    return _cut(flat, UCS2_UNITS, "…", gsm=False)


def fit_around(head: str, body: str, tails: Sequence[str]) -> str:
    """`head`, `body` and the first of `tails` with which they are one message; where none is, the body is cut before
    the first that takes no more than half.
    """
    parts = [visible.flat(f"|{part}|")[1:-1] for part in (head, body, *tails)]
    plain = [part.translate(_PLAIN) for part in parts]
    gsm = all(map(_is_gsm7, plain))
    head, body, *behind = plain if gsm else parts
    most, measure = (GSM7_UNITS, units) if gsm else (UCS2_UNITS, _ucs2)
    whole = (tail for tail in behind if measure(head) + measure(body) + measure(tail) <= most)
    tail = next(whole, None) or next((tail for tail in behind if measure(tail) * 2 <= most), "")
    room = most - measure(head) - measure(tail)
    return fit(f"{head}{body if measure(body) <= room else _cut(body, room, '...' if gsm else '…', gsm=gsm)}{tail}")


def units(text: str) -> int:
    """What `text` takes: septets if GSM 7 has all of its letters, else UTF-16 code units."""
    if _is_gsm7(text):
        return sum(2 if letter in GSM7_EXTENDED else 1 for letter in text)
    return _ucs2(text)


def _is_gsm7(text: str) -> bool:
    return all(letter in GSM7_BASIC or letter in GSM7_EXTENDED for letter in text)


def _ucs2(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _cut(text: str, most: int, mark: str, *, gsm: bool) -> str:
    measure = units if gsm else _ucs2
    if measure(text) <= most:
        return text
    left = max(0, most - len(mark))
    kept = 0
    for letter in text:
        left -= measure(letter)
        if left < 0:
            break
        kept += 1
    return text[:kept].rstrip() + mark
