"""Who is read as the speaker of a Russian or Ukrainian sentence: by case, number, gender and animacy."""

from __future__ import annotations

import pytest

from tocsin.engine.embedded import analyze_text


def speakers(text: str, language: str) -> list[str | None]:
    """The words that name the claimant of each attributed claim."""
    claims = analyze_text(text, language=language).claims
    mentions = [claim.claimant.mention if claim.claimant else None for claim in claims if claim.voice != "author"]
    return [text[at.start : at.end] if at else None for at in mentions]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Изначально полиция сообщала, что стрелок задержан.", "полиция"),
        ("17 ноября министр Оставии заявил, что мост закроют.", "министр Оставии"),
        ("Летом 2018 года 41% жителей считали, что глава региона работает хорошо.", "41% жителей"),
        ("Вместо него фабрика решила нанять двух инженеров.", "фабрика"),
        ("Через час после начала ЧП Раков сообщил, что пожар ликвидирован.", "Раков"),
        ("Рыбачки, в свою очередь, утверждают, что сети порвали тюлени.", "Рыбачки"),
        ("Сам сторож нехотя признаётся: «Я с утра ещё не завтракал».", "сторож"),
        ("Источник в правительстве сообщил, что маяк продан.", "Источник в правительстве"),
        ("Мост закроют, сообщил во вторник представитель мэрии Карвеля.", "представитель мэрии Карвеля"),
        ("Как сообщил РИА Оставия представитель мэрии, мост закроют в мае.", "представитель мэрии"),
        ("Мост закроют, сообщает газета Merin Morning Herald.", "газета Merin Morning Herald"),
        ("Гребцы и лоцманы клуба потребовали покрасить лодки.", "Гребцы и лоцманы клуба"),
    ],
)
def test_a_russian_speaker_is_a_noun_phrase_in_the_nominative(text: str, speaker: str) -> None:
    assert speakers(text, "ru") == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("9 травня цього року портова комісія відмовилася оглянути причал.", "портова комісія"),
        ("Спочатку рибалки хотіли відкрити пекарню.", "рибалки"),
        ("Відтак остравська фірма у 2013 повідомила, що судитиметься.", "остравська фірма"),
        ("Костенюк, зокрема, нагадав, що закон уже внесено.", "Костенюк"),
        ("Апеляційний суд із таким висновком не погодився і вирішив, що договір чинний.", "Апеляційний суд"),
        ("Своє запізнення на пором він пояснив тим, що годував собаку.", "він"),
        ("Як повідомив «Вільній думці» колишній мер Карвеля, міст закриють.", "колишній мер Карвеля"),
    ],
)
def test_a_ukrainian_speaker_is_a_noun_phrase_in_the_nominative(text: str, speaker: str) -> None:
    assert speaker in speakers(text, "uk")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Рыбаков предлагают возить на работу от самых ворот.", "ru"),
        ("Этот мост собирались назвать Речным ещё в апреле.", "ru"),
        ("Маяк училища планують перетворити на морський музей.", "uk"),
        ("Через два тижні майстерню, яка торгувала сухою рибою, вирішили розпустити.", "uk"),
        ("На её карьеру книга повлияла сильно: она написала несколько книг.", "ru"),
    ],
)
def test_the_object_of_a_verb_speaks_for_nobody(text: str, language: str) -> None:
    assert speakers(text, language) == []
