"""What an article tells that no desk may miss: which sentences of its own are told, and what stands first."""

from __future__ import annotations

import pytest

from tocsin import analyze_text

RUSSIAN = "Мэр Вельма Антон Сорокин 3 мая открыл мост через Дорну."
UKRAINIAN = "Мер Вельма Антон Сорока 3 травня відкрив міст через Дорну."


def own(text: str, language: str | None = None) -> list[str]:
    return [claim.text for claim in analyze_text(text, language=language).claims if claim.voice == "author"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Парламент Остравии принял указ о починке «усов» старых причалов.",
        "Антон Сорокин нанял второго сторожа, прозванного «вечно сонным», для пристани Вельма.",
        "Антон Сорокин продал три парома с «бородой» на носу купцам из Вельма.",
    ],
)
def test_a_sentence_with_a_word_or_two_between_marks_is_the_articles(sentence: str) -> None:
    assert sentence in own(f"{RUSSIAN} {sentence}", "ru")


@pytest.mark.parametrize(
    "sentence",
    [
        "Мерія Вельма обрала лоцмана за звичаєм «без зайвих слів» у понеділок.",
        "На кошти Остравії працюють рибні притулки «Дорна», «Вельм», «Карвель» та «Бриг».",
    ],
)
def test_so_is_one_with_a_term_or_several_names_between_marks(sentence: str) -> None:
    assert sentence in own(f"{UKRAINIAN} {sentence}", "uk")


@pytest.mark.parametrize(
    "sentence",
    [
        "«Мы победили» — так кончилась его долгая речь на площади в Вельме.",
        "Антон Сорокин ответил им всем: «Моста не будет».",
        "Антон Сорокин «с высокой долей вероятности» уедет из Вельма до конца мая.",
    ],
)
def test_what_somebody_said_between_marks_is_not(sentence: str) -> None:
    assert sentence not in own(f"{RUSSIAN} {sentence}", "ru")


def test_a_mark_that_none_closes_behind_a_noun_keeps_no_lead_out() -> None:
    lead = '18 мая в морском музее Вельма состоится открытие выставки "Порт «Вельм».'
    assert lead in own(f"{lead} {RUSSIAN}", "ru")


def test_a_title_with_its_comma_inside_the_marks_is_a_name() -> None:
    sentence = "In “The Long Harbour,” the sisters Holm tell of the lighthouse keepers of Ostavia."
    assert sentence in own(f"Velm opened its film week on Monday with two films. {sentence}")
    assert own("“Great,” Holm told the crew of the Anna Brandt and left the harbour of Velm.") == []


def test_an_article_in_which_few_speak_tells_more_itself() -> None:
    piers = ["Anna", "Berta", "Carl", "Dora", "Emil", "Fritz", "Gustav", "Hanna", "Ida", "Josef"]
    told = [f"The port of Velm opened the pier {name} to ships from Merinia." for name in piers]
    assert set(own(" ".join(told))) == set(told[:8])
    spoken = [f'"The road to the pier {name} is closed," Karl Oden said.' for name in piers]
    assert set(own(" ".join([*told, *spoken]))) == set(told[:4])


@pytest.mark.parametrize(
    "sentence",
    [
        "Fog ended his dream of rowing for the crew of Merinia, however.",
        "Holm will start next to Brandt in the boat of the Velm crew, which is No.",
        "A look at the three harbours of Ostavia • Velm and the old town of Dorno.",
        "By Anna Holm Special for the Herald the port of Velm has been open to ships for years.",
    ],
)
def test_what_leans_or_is_a_piece_of_the_page_is_not_told(sentence: str) -> None:
    assert sentence not in own(f"Anna Holm won the regatta of Velm on Sunday. {sentence}")


def test_a_sentence_without_a_name_gives_way_unless_it_tells_of_somebody_new() -> None:
    known = [f"The port of Velm opened pier {word} to ships from Merinia." for word in "ABC"]
    new = "A baker who had never been to sea has set out to row across the bay."
    old = "Tug masters managed to tow the barge out of the shallows by nightfall."
    told = own(" ".join([*known, new, old]))
    assert new in told
    assert old not in told


def test_a_name_that_opens_a_sentence_or_what_a_country_has_one_of_is_a_name() -> None:
    told = own(
        "The port of Velm opened the pier Anna to ships. The race in Velm was won by a boat of Brandts. "
        "The port of Velm has a pier called Berta now. The bay of Velm is open to boats from Merinia. "
        "Brandts had asked for more sail than the judges of a regatta allow. "
        "The state sent a nurse to the old keeper of the lighthouse."
    )
    assert "Brandts had asked for more sail than the judges of a regatta allow." in told
    assert "The state sent a nurse to the old keeper of the lighthouse." in told


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ru", "4 мая 1941, Дорно, Остравия) — ныряльщик, столяр, звонарь и рыбак."),
        ("ru", "В 1987 году основал артель канатчиков-любителей «Бриг» вместе с Андреем Карвейном."),
        ("ru", "Вместе с Юрием Карвейном участвовал в постройке моста имени Одена через Дорну."),
        ("ru", "С 3 мая 2014 года — главный лоцман порта города Вельма."),
    ],
)
def test_a_sentence_that_begins_in_brackets_or_has_no_subject_is_not_told(language: str, sentence: str) -> None:
    assert sentence not in own(f"{RUSSIAN} {sentence}", language)


@pytest.mark.parametrize(
    ("language", "before", "sentence"),
    [
        ("ru", RUSSIAN, "При этом Антон Сорокин никогда не закрывал порт для кораблей Остравии."),
        ("uk", UKRAINIAN, "Таким чином, новий причал порту Вельма обійшовся громаді в 58 млн грн."),
        ("ru", RUSSIAN, "Оскар уехала из порта Вельма на пароме в начале мая."),
        (
            "uk",
            UKRAINIAN + " Депутат Вельмської облради Оден пішов.",
            "Вельмська облрада забрала в рибалок чотири старі склади біля міста.",
        ),
        ("uk", UKRAINIAN, "Договір про позичку човнів з Вельма у Карвелі був складений 9 травня."),
        ("ru", RUSSIAN, "Почти 70 лодок были украдены."),
        ("uk", UKRAINIAN, "Навесні минулого року Міноборони віддав катери двом рибальським артілям."),
        ("uk", UKRAINIAN, "Меринійська фірма «Dorno & Sons, Ltd.» за 415 тис. доларів пофарбує маяк порту."),
        ("uk", UKRAINIAN, "Раніше компанії з «Бригу» полагодили чотири пороми порту за 31 млн грн."),
        ("uk", UKRAINIAN, "ДП «Служба з догляду за маяками й буями у Вельмі» наймає лоцманів до кінця травня."),
    ],
)
def test_a_sentence_that_names_what_it_tells_of_is_told(language: str, before: str, sentence: str) -> None:
    assert sentence in own(f"{before} {sentence}", language)


def test_the_news_of_the_lead_stands_first() -> None:
    text = (
        "Merinia closed the crossing at Karvel on Monday. "
        '"We counted 12 kilometres of cars and 3,000 people," said Ilka Toren, spokeswoman of the service. '
        "Anto Brezh, the interior minister of Merinia, promised that Karvel would open again by Friday."
    )
    assert analyze_text(text).claims[0].text == "Merinia closed the crossing at Karvel on Monday."


def test_a_doubtful_claim_is_never_among_the_first_five_before_surer_ones() -> None:
    text = (
        "Merinia closed the crossing at Karvel on Monday. The port of Velm had 3,000 visitors on Sunday. "
        "Critics of 12 parties fear the 3,000 soldiers at Karvel. Opponents hope for the 400 trains to Karvel. "
        '"The crossing at Karvel is closed," said Ilka Toren. Ilka Toren said that 40 drivers had left Karvel. '
        "Karl Oden said that 12 ships were waiting in Velm. Anna Holm said that the bridge of Velm was open."
    )
    sure = [claim.confidence >= 0.6 for claim in analyze_text(text).claims]
    assert not all(sure)
    assert all(sure[: min(5, sum(sure))])
    saliences = [claim.salience for claim in analyze_text(text).claims]
    assert saliences == sorted(saliences, reverse=True)


def test_what_a_doubtful_claim_without_a_verb_was_read_from_is_told_as_well() -> None:
    sentence = "The Velm crew have voiced an intention to protest before the next race."
    assert sentence in own(f"The race at Velm ended in a protest on Sunday. {sentence}")
