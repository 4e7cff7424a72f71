"""The coarse label: which of the seventeen top-level Media Topics an article belongs to."""

from __future__ import annotations

import pytest

from tocsin.engine.embedded import analyze_text
from tocsin.engine.topics.subject import _Speaking
from tocsin.engine.topics.taxonomy import LANGUAGES, topic_entries

BRIEFS = [
    ("01000000", "en", "The pianist will play all five concertos with the city orchestra at the summer festival."),
    ("02000000", "en", "Detectives arrested a locksmith who is suspected of forty burglaries."),
    ("03000000", "en", "Firefighters rescued six people from a burning boarding house before dawn."),
    ("04000000", "en", "The brewery reported higher profits and bought a rival for nine million crowns."),
    ("05000000", "en", "Pupils in Karvel will sit their final exams on tablets, the headteacher said."),
    ("06000000", "en", "Wolves have returned to the forest, a victory for the conservation of wildlife."),
    ("07000000", "en", "Surgeons at the clinic fitted a patient with a printed heart valve."),
    ("08000000", "en", "Twin sisters who share a birthday with their dog broke a record for blowing bubbles."),
    ("09000000", "en", "Unemployment fell to four percent as employers hired more staff."),
    ("10000000", "en", "Seven recipes for a picnic, from cold soup to a cake without an oven: cooking for lazy days."),
    ("11000000", "en", "The opposition leader asked parliament for an early election after the coalition broke up."),
    ("12000000", "en", "Thousands of pilgrims walked to the monastery for the feast, led by the bishop."),
    ("13000000", "en", "Astronomers found a comet with a new telescope that is run by an algorithm."),
    ("14000000", "en", "Volunteers cook for homeless people and elderly neighbours in a project against poverty."),
    ("15000000", "en", "The goalkeeper saved two penalties and her team won the cup in the last match of the season."),
    ("16000000", "en", "Troops pushed the rebels back from the front line after a night of shelling."),
    ("17000000", "en", "Forecasters expect sunny days with temperatures of up to 30 degrees and little wind."),
    ("01000000", "ru", "Пианист сыграет с оркестром все пять концертов на летнем фестивале."),
    ("02000000", "ru", "Полиция задержала слесаря, подозреваемого в сорока кражах."),
    ("04000000", "ru", "Компания увеличила прибыль и купила завод за девять миллиардов."),
    ("07000000", "ru", "Хирурги клиники поставили пациенту напечатанный клапан сердца."),
    ("12000000", "ru", "Тысячи паломников пришли в монастырь на праздник вместе с епископом."),
    ("15000000", "ru", "Вратарь отбил два пенальти, и команда выиграла кубок в последнем матче сезона."),
    ("17000000", "ru", "Синоптики обещают ясную погоду, температура поднимется до 30 градусов."),
    ("01000000", "uk", "Піаніст зіграє з оркестром усі п'ять концертів на літньому фестивалі."),
    ("02000000", "uk", "Поліція затримала слюсаря, підозрюваного в сорока крадіжках."),
    ("04000000", "uk", "Компанія збільшила прибуток і купила завод за дев'ять мільярдів."),
    ("07000000", "uk", "Хірурги клініки поставили пацієнтові надрукований клапан серця."),
    ("12000000", "uk", "Тисячі паломників прийшли до монастиря на свято разом з єпископом."),
    ("15000000", "uk", "Воротарка відбила два пенальті, і команда виграла кубок в останньому матчі сезону."),
    ("17000000", "uk", "Синоптики обіцяють ясну погоду, температура підніметься до 30 градусів."),
]


@pytest.mark.parametrize(("code", "language", "text"), BRIEFS)
def test_an_article_gets_the_top_level_topic_that_most_of_its_words_speak_for(
    code: str, language: str, text: str
) -> None:
    subject = analyze_text(text, language=language).subject
    assert subject is not None
    assert (subject.iptc, 0 < subject.score <= 1) == (code, True)


def test_a_topic_weighs_more_than_single_words() -> None:
    subject = analyze_text("The mayor, a teacher, said that missiles hit the city.", language="en").subject
    assert subject is not None
    assert subject.iptc == "16000000"


def test_nothing_to_go_by_or_another_language_gives_none() -> None:
    assert analyze_text("Hm.", language="en").subject is None
    assert analyze_text("La police cherche un suspect.", language="fr").subject is None


def test_there_are_the_seventeen_and_every_topic_lies_under_one() -> None:
    codes = set(_Speaking(LANGUAGES).codes)
    assert codes == {f"{number:02}000000" for number in range(1, 18)}
    assert {entry.subject for entry in topic_entries()} <= codes
