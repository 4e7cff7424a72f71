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
        return _cut(plain, GSM7_UNITS, "...")
    return _cut(flat, UCS2_UNITS, "…")


def units(text: str) -> int:
    """What `text` takes: septets if GSM 7 has all of its letters, else UTF-16 code units."""
    if _is_gsm7(text):
        return sum(2 if letter in GSM7_EXTENDED else 1 for letter in text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _is_gsm7(text: str) -> bool:
    return all(letter in GSM7_BASIC or letter in GSM7_EXTENDED for letter in text)


def _cut(text: str, most: int, mark: str) -> str:
    if units(text) <= most:
        return text
    left = most - len(mark)
    kept = 0
    for letter in text:
        left -= units(letter) if most == GSM7_UNITS else len(letter.encode("utf-16-le", "surrogatepass")) // 2
        if left < 0:
            break
        kept += 1
    return text[:kept].rstrip() + mark
