"""Text for short messages: how much fits into one depends on its letters (3GPP TS 23.038)."""

from __future__ import annotations

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
    flat = " ".join(text.split())
    plain = flat.translate(_PLAIN)
    if _is_gsm7(plain):
        return _cut(plain, GSM7_UNITS, "...", gsm=True)
    return _cut(flat, UCS2_UNITS, "…", gsm=False)


def fit_around(head: str, body: str, tail: str) -> str:
    """`head`, `body` and `tail` as one message; where they are too long the body is cut, and the tail left out where
    it would take more than half.
    """
    head, body, tail = (" ".join(f"|{part}|".split())[1:-1] for part in (head, body, tail))
    plain = [part.translate(_PLAIN) for part in (head, body, tail)]
    gsm = all(map(_is_gsm7, plain))
    head, body, tail = plain if gsm else (head, body, tail)
    most = GSM7_UNITS if gsm else UCS2_UNITS
    measure = units if gsm else _ucs2
    tail = tail if measure(tail) * 2 <= most else ""
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
