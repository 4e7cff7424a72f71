"""Russian and Ukrainian claims as outlets print them: two tellers of one sentence, links, asides, questions."""

from __future__ import annotations

import pytest
from tests.unit.test_slavic_reports import names

from tocsin.engine.embedded import analyze_text


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "«Мост закроют», — цитирует её агентство «Порт».", ("она", "Мост закроют")),
        ("ru", "Мост закроют, сообщил «Весне» источник, близкий к мэрии.", ("источник", "Мост закроют")),
        ("ru", "Мост закроют, о чём сообщил в своём канале мэр Лев Оден.", ("Лев Оден", "Мост закроют")),
        ("ru", "Источник сообщил, что, по-видимому, мост закроют.", ("Источник", "по-видимому, мост закроют")),
        ("ru", "«Мост закроют», - рассказал мэр в эфире канала «Дорно 24».", ("мэр", "Мост закроют")),
        ("ru", "Глава порта в видеообращении сообщил, что мост закроют.", ("Глава порта", "мост закроют")),
        ("ru", "Принц Мурад ибн Салмин заявил, что мост закроют.", ("Принц Мурад ибн Салмин", "мост закроют")),
        ("ru", "Газета приводит слова адвоката Евгения Тонкого, что мост закроют.", ("Евгений Тонкий", "мост закроют")),
        ("ru", "Мэр прилетел в порт, где в беседе отметил, что мост закроют.", ("Мэр", "мост закроют")),
        ("ru", "Лев Оден подписал закон, но сообщил, что мост закроют.", ("Лев Оден", "мост закроют")),
        ("ru", "Мэр объяснил, почему закрыли мост.", ("Мэр", "объяснил, почему закрыли мост")),
        ("uk", "Заступник голови служби в області Віктора Лунта сказав, що міст закриють.", None),
        ("uk", "За словами голови служби в області Віктора Лунта, міст закриють.", ("Віктор Лунт", "міст закриють")),
    ],
)  # fmt: skip
def test_the_speaker_is_who_says_it_and_not_what_stands_beside(
    language: str, text: str, expected: tuple[str, str] | None
) -> None:
    assert (names(text, language) == [expected]) is (expected is not None)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Мост закроют. Об этом мэр Лев Оден рассказал в эфире «Дорно», пишет 24 Канал."),
        ("ru", "Мост закроют. Как передаёт портал «Порт», об этом заявил мэр Лев Оден."),
        ("uk", "Міст закриють. Про це під час брифінгу заявив мер Лев Оден, передає УНН."),
    ],
)
def test_of_two_who_pass_one_sentence_on_the_first_to_say_it_is_kept(language: str, text: str) -> None:
    assert names(text, language) == [("Лев Оден", text.partition(".")[0])]


def test_what_is_taken_up_begins_with_what_it_points_back_to() -> None:
    text = "Мост закрыли утром. Из-за этого выросли очереди. Об этом сообщил мэр Лев Оден."
    assert names(text, "ru") == [("Лев Оден", "Мост закрыли утром. Из-за этого выросли очереди")]


def test_links_to_other_articles_are_nobodys_claims() -> None:
    text = (
        "Мэр Лев Оден заявил, что мост закроют.\n"
        "Читайте также\n"
        "- Белкова заявила, что склад сгорел\n"
        "- Полиция рассказала, кто пострадал\n"
    )
    assert names(text, "ru") == [("Лев Оден", "мост закроют")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Что в порту говорят о мосте?"),
        ("ru", "Мэрия не комментирует закрытие моста."),
        ("ru", "Правительство ожидает её возвращения после того, как она починит лодку."),
        ("uk", "Прокурор зазначав у декларації право користування в гуртожитку, що очевидно було його адресою."),
    ],
)
def test_a_question_a_silence_and_a_clause_of_something_else_are_no_claims(language: str, text: str) -> None:
    assert names(text, language) == []


def test_a_denial_is_not_of_what_the_same_speaker_states_beside_it() -> None:
    text = "Порт отрицает причастность к аварии, заявив, что мост был закрыт."
    claims = {claim.text: claim for claim in analyze_text(text, language="ru").claims}
    assert claims["причастность к аварии"].polarity == "denied"
    assert claims["мост был закрыт"].polarity == "affirmed"


def test_a_pronoun_behind_a_quotation_is_nobody_named_inside() -> None:
    text = "Мэр Лев Оден усомнился в переговорах. «Президент Иван Морр приедет один», — считает он."
    assert [name for name, _ in names(text, "ru")] == ["Лев Оден"]


def test_a_source_without_a_name_is_whom_his_words_mean() -> None:
    text = "Мост закроют. Об этом сообщает издание «Порт» со ссылкой на представителя мэрии. По его словам, склад цел."
    assert names(text, "ru")[-1][0] == "представитель мэрии"


def test_an_unresolved_pronoun_is_named_in_the_nominative() -> None:
    assert names("По её словам, мост закроют.", "ru") == [("она", "мост закроют")]


def test_a_police_force_is_no_department_of_it() -> None:
    text = "Управление дорнской полиции заявило, что склад цел. Полиция сообщила, что мост закроют."
    assert names(text, "ru")[-1] == ("Полиция", "мост закроют")
