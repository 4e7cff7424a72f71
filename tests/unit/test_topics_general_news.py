"""Kinds of wrong rings and of misses that general news of three languages showed, told again of invented places."""

from __future__ import annotations

import pytest

from tocsin.engine.topics.find import find_topics
from tocsin.text.document import read


def modes_of(text: str, language: str) -> dict[str, str]:
    return {topic.id: topic.mode for topic in find_topics(read(text, language=language))}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Cabin crew of Ostavia Air went on strike and the airline cancelled flights."),
        ("en", "Customs officers walked out on Tuesday, and the union warned that the walkout could last."),
        ("ru", "Бортпроводники «Оставия Эйр» объявили забастовку, компания отменила рейсы."),
        ("uk", "Бортпровідники «Оставія Ейр» оголосили страйк, компанія скасувала рейси."),
    ],
)
def test_a_strike_over_work_is_a_labour_dispute_and_no_protest(language: str, text: str) -> None:
    modes = modes_of(text, language)
    assert modes["labour-disputes"] == "happening"
    assert "protests" not in modes


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A general strike against the new law stopped Dorno."),
        ("ru", "Всеобщая забастовка остановила Дорно."),
        ("uk", "Загальний страйк зупинив Дорно."),
        ("ru", "Митинг против вырубки парка собрал весь Селлин."),
        ("uk", "Мітинг проти вирубки парку зібрав увесь Селлін."),
    ],
)
def test_a_general_strike_and_a_rally_against_something_are_protests(language: str, text: str) -> None:
    assert modes_of(text, language)["protests"] == "happening"


@pytest.mark.parametrize(
    ("language", "text", "topic"),
    [
        ("ru", "Кандидат выступил на митинге сторонников в Дорно.", "protests"),
        ("uk", "Кандидат виступив на мітингу прихильників у Дорно.", "protests"),
        ("ru", "Президент выступил на митинге в Селлине и вспомнил детство.", "protests"),
        ("uk", "Президент виступив на мітингу в Селліні й згадав дитинство.", "protests"),
        ("ru", "В архиве царит беспорядок, признал директор.", "protests"),
        ("ru", "Глава музея покинул пост в знак протеста против нового устава.", "protests"),
        ("uk", "Директор музею пішов із посади на знак протесту проти нового статуту.", "protests"),
        ("en", "The museum's head resigned in protest over its new charter.", "protests"),
        ("uk", "Канцлер зателефонував новобраному президентові Велмарку.", "mobilization"),
        ("uk", "Йдеться про надзвичайний стан, що склався на шахті.", "coups-and-emergencies"),
        ("ru", "Чрезвычайное положение сложилось на руднике.", "coups-and-emergencies"),
        ("ru", "Читатель попадает в плен фантазий.", "prisoners-of-war"),
        ("uk", "Читач потрапляє в полон фантазій.", "prisoners-of-war"),
        ("ru", "Восемь лет он провёл в камере смертников.", "terrorism"),
        ("uk", "Вісім років він провів у камері смертників.", "terrorism"),
        ("ru", "Агентство обсуждает эвакуацию космонавта со станции.", "displacement"),
        ("uk", "Агентство обговорює евакуацію космонавта зі станції.", "displacement"),
        ("en", "The agency discusses the evacuation of an astronaut from the station.", "displacement"),
        ("ru", "Забастовки диспетчеров закрывают небо над Велмарком.", "drones-and-airspace"),
        ("uk", "Страйки диспетчерів закривають небо над Велмарком.", "drones-and-airspace"),
        ("ru", "Демонстранты призывают правительство уйти в отставку.", "cabinet-changes"),
        ("ru", "Парламент меняет банкротное право.", "economic-crisis"),
        ("uk", "Парламент змінює закон про банкрутство.", "economic-crisis"),
        ("en", "Parliament debates a new bankruptcy law for companies.", "economic-crisis"),
        ("ru", "Эпидемия насилия охватила школы, считает педагог.", "epidemics"),
        ("uk", "Крадіжки набули масштабу епідемії, вважає мер.", "epidemics"),
        ("en", "A new strain of the phone virus spreads from handset to handset.", "epidemics"),
        ("ru", "Театралы выразили протест против нового устава.", "protests"),
        ("uk", "Театрали висловили протест проти нового статуту.", "protests"),
        ("en", "The maker of pricier watches opens a shop.", "inflation"),
        ("en", "The advisory panel gives its verdict on the drug on Friday.", "court-decisions"),
        ("en", "The opposition accused foreign firms of secret plans.", "espionage"),
        ("ru", "Министр обещает диверсификацию поставок через газопровод.", "espionage"),
        ("ru", "Министр обещает диверсификацию поставок через газопровод.", "energy-infrastructure"),
        ("uk", "Міністр обіцяє диверсифікацію постачання через газопровід.", "espionage"),
        ("uk", "Йому закидають вимагання підрахувати голоси ще раз.", "organized-crime"),
        ("en", "Two record labels agreed on a truce after years of quarrels.", "peace-talks"),
        ("en", "The bill offers tax cuts for workers.", "labour-disputes"),
        ("ru", "Башню аэропорта эвакуировали из-за тревоги.", "displacement"),
        ("uk", "Вежу аеропорту евакуювали через тривогу.", "displacement"),
        ("en", "Voting closes on Friday for the readers' award.", "elections"),
        ("ru", "Сын рассказал журналистам, что отца арестовали.", "press-freedom"),
        ("uk", "Син розповів журналістам, що батька заарештували.", "press-freedom"),
        ("en", "He told reporters that his father was arrested.", "press-freedom"),
    ],
)
def test_words_of_another_matter_ring_nothing(language: str, text: str, topic: str) -> None:
    assert topic not in modes_of(text, language)


@pytest.mark.parametrize(
    ("language", "text", "topic"),
    [
        ("en", "She is running for governor as an independent candidate.", "elections"),
        ("en", "The presidential debate in Dorno is off.", "elections"),
        ("en", "The Senate seat goes to a special election in June.", "elections"),
        ("ru", "Кандидат в президенты Велмарка опережает соперницу.", "elections"),
        ("uk", "Кандидат у президенти Велмарку випереджає суперницю.", "elections"),
        ("ru", "Выборщики двух штатов отдали голоса Карелу Озу.", "elections"),
        ("uk", "Виборники двох штатів віддали голоси Карелу Озу.", "elections"),
        ("ru", "После победы на выборах партия обещает новые дороги.", "elections"),
        ("uk", "Після перемоги на виборах партія обіцяє нові дороги.", "elections"),
        ("en", "The studio has launched legal action against three websites.", "court-decisions"),
        ("ru", "Суд кантона восстановил арест акций завода.", "court-decisions"),
        ("uk", "Суд кантону відновив арешт акцій заводу.", "court-decisions"),
        ("en", "The supplier will cut gas deliveries to Merinia from Monday.", "energy-infrastructure"),
        ("ru", "Поставщик прекращает поставки газа в Меринию с понедельника.", "energy-infrastructure"),
        ("uk", "Постачальник припиняє постачання газу до Меринії з понеділка.", "energy-infrastructure"),
        ("ru", "Оператор остановил газопровод Селлин — Дорно на ремонт.", "energy-infrastructure"),
        ("uk", "Оператор зупинив газопровід Селлін — Дорно на ремонт.", "energy-infrastructure"),
        ("ru", "На дороге поймали диверсантов, готовивших диверсию.", "espionage"),
        ("en", "Merinia overturns a death sentence.", "court-decisions"),
        ("ru", "В Меринии отменили смертный приговор.", "court-decisions"),
        ("uk", "У Меринії скасували смертний вирок.", "court-decisions"),
        ("en", "Police arrested a man who sent pipe bombs to judges.", "terrorism"),
        ("en", "The imprisoned bloggers of Merinia get letters.", "press-freedom"),
        ("en", "He attacked the policy on immigration.", "migration-policy"),
        ("en", "The president picked Anna Holm as secretary of state.", "cabinet-changes"),
        ("ru", "Президент назначит Анну Хольм на пост министра обороны.", "cabinet-changes"),
        ("uk", "Президент запропонував Анну Гольм на посаду міністра оборони.", "cabinet-changes"),
        ("ru", "«Оставия Эйр» отменила сто авиарейсов.", "transport-disruption"),
        ("uk", "«Оставія Ейр» скасувала сто авіарейсів.", "transport-disruption"),
        ("en", "Jurors at the singer's trial saw the film on Tuesday.", "court-decisions"),
        ("ru", "Несанкционированный митинг в Дорно разогнали.", "protests"),
        ("uk", "Несанкціонований мітинг у Дорно розігнали.", "protests"),
        ("uk", "Новобранців відправили на фронт без навчання.", "mobilization"),
        ("ru", "Журналистку арестовали за статью о порте.", "press-freedom"),
        ("uk", "Журналістку заарештували за статтю про порт.", "press-freedom"),
    ],
)
def test_plain_news_of_a_topic_rings(language: str, text: str, topic: str) -> None:
    assert modes_of(text, language).get(topic) == "happening"


@pytest.mark.parametrize(
    ("language", "text", "mode"),
    [
        ("en", "In the event of victory at the general election the party will cut taxes.", "happening"),
        ("ru", "В случае победы на парламентских выборах партия снизит налоги.", "happening"),
        ("uk", "У разі перемоги на парламентських виборах партія знизить податки.", "happening"),
        ("en", "The premier ruled out a second referendum.", "denied"),
        ("ru", "Премьер исключил проведение референдума.", "denied"),
        ("uk", "Прем'єр виключила ще один референдум.", "denied"),
        ("ru", "Премьер отверг возможность референдума.", "denied"),
        ("uk", "Прем'єр заперечила можливість референдуму.", "denied"),
        ("en", "The premier did not rule out a second referendum.", "happening"),
        ("ru", "Премьер не исключил проведение референдума.", "happening"),
        ("uk", "Прем'єр не виключила ще один референдум.", "happening"),
        ("en", "There is no doubt about the early election, he said.", "happening"),
        ("ru", "Нет сомнений в досрочных выборах, сказал мэр.", "happening"),
        ("uk", "Немає сумнівів у дострокових виборах, сказав мер.", "happening"),
        ("en", "Analysts see two scenarios for the snap election, and the script is known.", "happening"),
        ("ru", "Эксперты видят два сценария досрочных выборов. Первый сценарий проще.", "happening"),
        ("uk", "Експерти бачать два сценарії дострокових виборів. Перший сценарій простіший.", "happening"),
    ],
)
def test_a_vote_is_supposed_denied_or_told_as_fiction_only_where_it_is(language: str, text: str, mode: str) -> None:
    assert modes_of(text, language)["elections"] == mode
