"""Names of Russian and Ukrainian speakers: in the nominative, of the right kind, never whose somebody only is."""

from __future__ import annotations

import pytest

from tocsin.engine.claims.speakers.cases import in_nominative, stand_apart
from tocsin.engine.claims.speakers.nominative import nominative
from tocsin.engine.embedded import analyze_text
from tocsin.model import Claimant


def claimants(text: str, language: str) -> list[Claimant | None]:
    claims = [claim for claim in analyze_text(text, language=language).claims if claim.voice != "author"]
    return [claim.claimant for claim in sorted(claims, key=lambda claim: claim.spans[0])]


@pytest.mark.parametrize(
    ("language", "written", "name"),
    [
        ("ru", "официальных лиц", "официальные лица"),
        ("ru", "российском Минфине", "российский Минфин"),
        ("ru", "компании", "компания"),
        ("ru", "новому докладу палаты", "новый доклад палаты"),
        ("ru", "международной группы «Маяк»", "международная группа «Маяк»"),
        ("uk", "повідомленні мерії Дорна", "повідомлення мерії Дорна"),
        ("uk", "матеріалів справи", "матеріали справи"),
        ("uk", "«Віснику державних закупівель»", "«Вісник державних закупівель»"),
    ],
)
def test_a_source_in_an_oblique_case_goes_back_to_the_nominative_of_its_number(
    language: str, written: str, name: str
) -> None:
    assert in_nominative(written, language) == name


@pytest.mark.parametrize(
    ("written", "name", "ukrainian"),
    [
        ("Дмитрием Лебедевым", "Дмитрий Лебедев", False),
        ("Любови Морр", "Любовь Морр", False),
        ("Анны Снеговой", "Анна Снегова", False),
        ("Мохамеду Насеру", "Мохамед Насер", False),
        ("Софії Загорської", "Софія Загорська", True),
        ("Александра Жарова", "Александра Жарова", False),
        ("Ніна Гарт", "Ніна Гарт", True),
        ("Ніни Гарт", "Ніна Гарт", True),
    ],
)
def test_a_persons_name_goes_back_to_the_nominative_unless_it_is_one_already(
    written: str,
    name: str,
    ukrainian: bool,
) -> None:
    assert " ".join(nominative(written.split(), frozenset(), ukrainian=ukrainian)) == name


@pytest.mark.parametrize(("language", "written"), [("ru", "Карвелева"), ("ru", "быстро сказал"), ("uk", "")])
def test_what_the_dictionary_does_not_know_is_left_as_it_is(language: str, written: str) -> None:
    assert in_nominative(written, language) is None


@pytest.mark.parametrize(
    ("language", "text", "name", "kind"),
    [
        ("ru", "Представители МВД сообщили, что мост закрыт.", "Представители МВД", "group"),
        ("ru", "Глава Facebook заявил, что мост построят.", "Глава Facebook", "unnamed"),
        ("uk", "Експерти «Центру громад» встановили, що копії немає.", "Експерти «Центру громад»", "group"),
        ("ru", "Президент и госпожа Лен объявили, что уезжают.", "Президент и госпожа Лен", "group"),
        ("ru", "Пресс-служба Кремля заявила, что мост закрыт.", "Пресс-служба Кремля", "organization"),
        ("ru", "По данным следствия, мост закрыт.", "следствие", "organization"),
        ("ru", "По словам спортсменки, она живёт в Карвеле.", "спортсменка", "unnamed"),
        ("uk", "З матеріалів суду відомо, що слідчі обшукали склад.", "матеріали суду", "organization"),
        ("uk", "За даними правоохоронців, міст закрили.", "правоохоронці", "group"),
        ("uk", "Правоохоронці повідомили, що міст закрили.", "Правоохоронці", "group"),
    ],
)
def test_a_speaker_without_a_name_is_told_by_its_words_and_its_kind(
    language: str, text: str, name: str, kind: str
) -> None:
    assert [(who.name, who.kind) for who in claimants(text, language) if who] == [(name, kind)]


def test_a_lawyer_is_not_whom_he_defends() -> None:
    text = "Суд осудил бойца Виталия Маркина. Адвокат Маркина заявил, что боец был простым солдатом."
    who = claimants(text, "ru")[-1]
    assert who is not None
    assert who.name == "Адвокат Маркина"


@pytest.mark.parametrize(
    ("word", "behind", "language", "apart"),
    [
        ("одесі", "оксану", "uk", True),
        ("киеве", "лену", "ru", True),
        ("лену", "иванову", "ru", False),
        ("президент", "оставии", "ru", False),
        ("мерінії", "карвель", "uk", False),
    ],
)
def test_two_names_in_different_cases_are_two(word: str, behind: str, language: str, apart: bool) -> None:
    assert stand_apart(word, behind, language) is apart


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("ru", "Анна Лен встретила Ирину Морр. Она сказала, что мост закрыт.", "Анна Лен"),
        ("ru", "В Карвеле выступил Иван Лен, а в Дорно была Анна Морр. Он сказал, что мост закрыт.", "Иван Лен"),
        ("ru", "Дело возбудили после убийства аспирантки Анны Лен. Она утверждала, что ей угрожали.", "Она"),
        ("uk", "Софія Лунт виступила в Дорні. Вона сказала, що міст закрито.", "Софія Лунт"),
    ],
)
def test_a_pronoun_is_the_subject_before_it_of_its_gender_and_nobody_who_is_dead(
    language: str, text: str, name: str
) -> None:
    assert [who.name for who in claimants(text, language)[-1:] if who] == [name]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Мэр сказал, что мост могли бы закрыть."),
        ("ru", "В ведомстве сообщили, что вероятнее всего мост закроют."),
        ("uk", "Мер сказав, що міст могли закрити."),
        ("uk", "У відомстві повідомили, що міст імовірно закриють."),
    ],
)
def test_what_only_may_be_is_hedged(language: str, text: str) -> None:
    claims = [claim for claim in analyze_text(text, language=language).claims if claim.voice != "author"]
    assert [claim.hedged for claim in claims] == [True]
