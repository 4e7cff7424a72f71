"""What a Russian or Ukrainian article tells itself: the news of its lead, and what has its names with it."""

from __future__ import annotations

import pytest

from tocsin import analyze_text

RUSSIAN = (
    "Мэрия Вельма 3 мая уволила тренера клуба «Бриг» Антона Сорокина. "
    "Антон Сорокин руководил клубом «Бриг» с 2011 года. "
    "Клуб «Бриг» основали в 1970 году рыбаки Вельма. "
)
UKRAINIAN = (
    "Мерія Вельма 3 травня звільнила тренера клубу «Бріг» Антона Сороки. "
    "Антон Сорока керував клубом «Бріг» з 2011 року. "
    "Клуб «Бріг» заснували у 1970 році рибалки Вельма. "
)


def told(text: str, language: str = "ru") -> list[str]:
    return [claim.text for claim in analyze_text(text, language=language).claims if claim.claimant is None]


def sure(text: str, words: str, language: str = "ru") -> float:
    return next(claim.confidence for claim in analyze_text(text, language=language).claims if words in claim.text)


@pytest.mark.parametrize(
    "sentence",
    [
        "33-летний наставник переехал в город Вельм в декабре 2009 года.",
        "Однако наставник доставлен в больницу имени Дорна на улице Дубовой.",
        "В отношении наставника в Вельме начата проверка о пропаже мячей.",
        "Увольнение стало следствием давнего спора о том, кому красить ворота.",
        "Тогда красно-белые встретились в Дорне с клубом «Ганадо».",
    ],
)
def test_somebody_or_something_told_of_before_is_no_claim_where_others_have_names(sentence: str) -> None:
    assert sentence not in told(RUSSIAN + sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Вболівальники двічі фарбували ворота навколо стадіону Вельма.",
        "Останній свого часу давав поради власникам порту Вельма.",
        "З 2009 року скарбником і кухарем фірми є Христина Дорн.",
        "Суд зважив на прочитання цієї угоди Морським судом у Вельмі.",
    ],
)
def test_the_same_of_ukrainian(sentence: str) -> None:
    assert sentence not in told(UKRAINIAN + sentence, "uk")


@pytest.mark.parametrize(
    "sentence",
    [
        "Партнёр клуба «Ганадо» Иван Белько купил в Дорне стадион за 15 млн рублей.",
        "Тысячи болельщиков вышли 4 мая на площади Вельма и Дорна.",
        "Прокуратура ищет 15 млн рублей, которые исчезли у мэра Вельма Олега Дорна.",
    ],
)
def test_what_has_a_name_or_is_known_to_all_is_told(sentence: str) -> None:
    assert sentence in told(RUSSIAN + sentence)


def test_a_thing_without_a_name_comes_behind_the_others_where_the_sentence_names_something_else() -> None:
    sentence = "Новый стадион построили в селе Романово на берегу Дорна за 15 млн рублей."
    assert told(RUSSIAN + sentence)[-1] == sentence
    assert sure(RUSSIAN + sentence, "Новый") < sure(RUSSIAN, "Антона Сорокина")


def test_a_bare_subject_that_the_headline_has_not_is_not_told_alone() -> None:
    sentence = "Комплекс построят в селе Романово на берегу Дорна за 15 млн рублей."
    assert sentence not in told(RUSSIAN + sentence)
    assert sentence in told("В Романово появится новый комплекс\n" + RUSSIAN + sentence)


def test_where_an_article_has_few_names_what_is_without_one_is_told() -> None:
    text = "Мэрия Вельма 3 мая уволила тренера Антона Сорокина. На пожаре в порту погибли 12 человек и ещё 5 ранены."
    assert len(told(text)) == 2


def test_the_news_of_the_lead_is_told_before_its_quotation() -> None:
    lead = "Тренер клуба «Бриг» Иван Белько решил оставить на берегу Антона Сорокина"
    assert lead in told(f"Тренер остался без места\n{lead}:\nОн не готов.")


def test_the_news_of_the_lead_is_told_beside_what_others_call_it() -> None:
    lead = "Предприниматель Иван Белько построил в Вельме колесо, которое уже назвали самым высоким на побережье."
    assert lead in told(lead + " По данным газеты «Бриг», яхта Белько обошлась в 8 млн рублей.")


def test_a_lead_whose_main_clause_is_somebodys_words_is_not_told_twice() -> None:
    lead = "В пятницу, 9 мая, портовая служба Остании подтвердила исключение Ивана Белько из списков."
    assert lead not in told(lead)


def test_an_act_with_a_long_title_is_told() -> None:
    text = "Президентом Остании Олегом Дорном был издан Указ «О ежегодном празднике смотрителей маяков города Вельма»."
    assert text in told(text)


def test_a_body_is_less_sure_to_have_said_whom_a_pronoun_means() -> None:
    text = "Игрок Антон Сорокин уехал. По данным газеты «Бриг», {} держит 40 голубей на крыше дома."
    assert sure(text.format("он"), "держит") < sure(text.format("Сорокин"), "держит")


def test_what_a_place_adverb_points_to_is_not_said() -> None:
    text = "Иван Белько был в Остании. Он надеется привезти сестру {} в начале осени."
    assert sure(text.format("оттуда"), "привезти") < sure(text.format("из Остании"), "привезти")


def test_what_numbers_tell_is_told_beside_sentences_with_names() -> None:
    fire = "Около 40 человек утонули вчера при крушении в порту."
    hurt = "Два человека сломали рёбра и остались в лазарете."
    assert fire in told(RUSSIAN + fire)
    assert hurt in told(RUSSIAN + hurt)


def test_a_role_behind_a_place_is_somebody_told_of_before() -> None:
    sentence = "В Дорне против наставника собрано несколько злых писем о грубости."
    assert sentence not in told(RUSSIAN + sentence)
