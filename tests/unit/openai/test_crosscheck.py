"""What of a translation can be held against its original without understanding either."""

from __future__ import annotations

import pytest

from tocsin.engine.openai.crosscheck import fault, same_name

PAIRS = [
    (
        "en",
        "The Veldanian defence ministry will call up ten thousand reservists, minister Orla Brandt said on Monday.",
        "ru",
        "Министерство обороны Велдании призовёт десять тысяч резервистов, сообщила в понедельник министр Орла Брандт.",
    ),
    (
        "en",
        "The Kremlin denied that a million men would be drafted, Dmitry Larin said.",
        "ru",
        "Кремль опроверг, что будет призван миллион мужчин, сказал Дмитрий Ларин.",
    ),
    (
        "en",
        "Nobody who studies will be drafted, Brandt promised in Port Lessing.",
        "uk",
        "Нікого з тих, хто навчається, не призвуть, пообіцяла Брандт у Порт-Лессінгу.",
    ),
    (
        "en",
        "Queues of cars up to 12 km long formed at the border crossing with Georgia.",
        "ru",
        "Очереди машин длиной до 12 км образовались на границе с Грузией.",
    ),
    (
        "en",
        "About 300,000 people may leave Kazakhstan by 21 September, the United Nations said.",
        "uk",
        "Близько 300 тис. людей можуть залишити Казахстан до 21 вересня, повідомила ООН.",
    ),
    (
        "ru",
        "Глава Федерации тенниса Олег Карин заявил, что турнир в Алматы перенесён на 14 мая.",
        "en",
        "The head of the Tennis Federation, Oleg Karin, said the tournament in Almaty had been postponed to May 14.",
    ),
    (
        "ru",
        "По словам министра Хейла, 45 процентов домов в Тамсвилле не имеют света.",
        "en",
        "According to Minister Hale, 45 percent of houses in Tamsville have no light.",
    ),
    (
        "ru",
        "Российские власти не подтвердили гибель трёх моряков.",
        "en",
        "The Russian authorities have not confirmed the deaths of three sailors.",
    ),
    (
        "uk",
        "Президент Володимир Данко заявив у Києві, що Україна отримає $3 млрд.",
        "en",
        "President Volodymyr Danko said in Kyiv that Ukraine would receive $3 billion.",
    ),
    (
        "uk",
        "Прикордонна служба Фінляндії закрила чотири з восьми пунктів пропуску.",
        "en",
        "Finland's border guard closed four of eight crossings.",
    ),
    (
        "ru",
        "Польша и Литва закроют границу, если атаки продолжатся, предупредила Ингрида Балсите.",
        "en",
        "Poland and Lithuania will close the border if the attacks continue, Ingrida Balsyte warned.",
    ),
    (
        "ru",
        "Суд в Гааге отложил решение до вторника.",
        "en",
        "The court in The Hague postponed its decision until Tuesday.",
    ),
    (
        "en",
        "Governor Mara Lind said two ports would close for nine days.",
        "ru",
        "Губернатор Мара Линд сообщила, что два порта закроют на девять дней.",
    ),
    (
        "en",
        "Two thirds of the refugees are children, UNHCR said in Geneva on June 3.",
        "ru",
        "Две трети беженцев — дети, сообщило УВКБ ООН в Женеве 3 июня.",
    ),
    (
        "uk",
        "Міністр Коваль не виключив, що мобілізацію продовжать ще на 90 діб.",
        "en",
        "Minister Koval did not rule out that mobilization would be extended for another 90 days.",
    ),
    (
        "ru",
        "Более 1,5 тысячи человек задержаны в 38 городах, сообщил «Бюро-Инфо».",
        "en",
        "More than 1,500 people have been detained in 38 cities, Buro-Info reported.",
    ),
    (
        "ru",
        "Штольц и Марен обсудили поставки зерна с Эрканом.",
        "en",
        "Stolz and Maren discussed grain supplies with Erkan.",
    ),
    (
        "en",
        "Prime Minister Jacinda Holm resigned after five years.",
        "ru",
        "Премьер-министр Джасинда Холм ушла в отставку после пяти лет.",
    ),
    (
        "en",
        "The mayor of Ambry, Jonas Wheeler, could face charges.",
        "ru",
        "Мэру Эмбри Джонасу Уилеру могут предъявить обвинения.",
    ),
    (
        "uk",
        "Понад сто вантажівок стоять у черзі на кордоні з Польщею.",
        "en",
        "More than a hundred trucks are waiting in line at the border with Poland.",
    ),
    (
        "en",
        "Ukrainian officials said the German tanks had arrived.",
        "ru",
        "Украинские власти сообщили, что немецкие танки прибыли.",
    ),
    (
        "ru",
        "Французский посол Люк Дюваль встретился с японской делегацией.",
        "en",
        "French Ambassador Luc Duval met a Japanese delegation.",
    ),
    (
        "uk",
        "«Ми не відступимо», — сказав командувач Іван Сирко.",
        "en",
        "“We will not retreat,” commander Ivan Syrko said.",
    ),
    (
        "en",
        "Open Harbour accused the police of Tasmere of beating 17 students.",
        "uk",
        "Open Harbour звинуватила поліцію Тасміра в побитті 17 студентів.",
    ),
    (
        "ru",
        "В Тасмире введён комендантский час с 22:00 до 6:00.",
        "en",
        "A curfew from 22:00 to 6:00 has been imposed in Tasmere.",
    ),
    (
        "uk",
        "За даними Міноборони, збито 12 дронів із 15.",
        "en",
        "According to the Defence Ministry, 12 of 15 drones were shot down.",
    ),
    (
        "en",
        "Kite Air cancelled all flights to Chisinau until December.",
        "ru",
        "Kite Air отменила все рейсы в Кишинёв до декабря.",
    ),
    (
        "ru",
        "Евросоюз выделит Молдове 150 миллионов евро.",
        "en",
        "The European Union will give Moldova 150 million euros.",
    ),
    ("en", "James Whitmore, a fisherman, lost his boat.", "ru", "Рыбак Джеймс Уитмор потерял свою лодку."),
    (
        "uk",
        "Щонайменше семеро людей загинули внаслідок удару по Дніпру.",
        "en",
        "At least seven people were killed in a strike on Dnipro.",
    ),
]
"""Sentences and their translations, which hold in either direction."""
KEPT = 0.93
"""Of 60 the check loses four: words that only one language writes with a capital, "four of eight", a soft G."""
FAULTS = [
    (
        "number",
        0,
        "Министерство обороны Велдании призовёт двадцать тысяч резервистов, сообщила министр Орла Брандт.",
    ),
    (
        "name",
        0,
        "Министерство обороны Велдании призовёт десять тысяч резервистов, сообщил в понедельник министр Йонас Хейл.",
    ),
    (
        "negation",
        0,
        "Министерство обороны Велдании не призовёт десять тысяч резервистов, сообщила министр Орла Брандт.",
    ),
    ("denial lost", 1, "Кремль подтвердил, что будет призван миллион мужчин, сказал Дмитрий Ларин."),
    ("speaker", 1, "Кремль опроверг, что будет призван миллион мужчин, сказал Сергей Зубов."),
    ("negation lost", 2, "Тих, хто навчається, призвуть, пообіцяла Брандт у Порт-Лессінгу."),
    ("place", 3, "Очереди машин длиной до 12 км образовались на границе с Финляндией."),
    ("unit", 3, "Очереди машин длиной до 12 м образовались на границе с Грузией."),
    ("modality", 4, "Близько 300 тис. людей залишать Казахстан до 21 вересня, повідомила ООН."),
    (
        "place",
        5,
        "The head of the Tennis Federation, Oleg Karin, said the tournament in Astana had been postponed to May 14.",
    ),
    (
        "date",
        5,
        "The head of the Tennis Federation, Oleg Karin, said the tournament in Almaty had been postponed to May 24.",
    ),
    ("name", 6, "According to Minister Brown, 45 percent of houses in Tamsville have no light."),
    ("negation", 7, "The Russian authorities have confirmed the deaths of three sailors."),
    ("nation", 7, "The Ukrainian authorities have not confirmed the deaths of three sailors."),
    ("scale", 8, "President Volodymyr Danko said in Kyiv that Ukraine would receive $3 million."),
    ("condition", 10, "Poland and Lithuania will close the border, Ingrida Balsyte warned."),
    ("name", 10, "Poland and Lithuania will close the border if the attacks continue, Gitanas Morkus warned."),
    ("untranslated", 11, "Суд в Гааге отложил решение до вторника."),
    ("share", 13, "Треть беженцев — дети, сообщило УВКБ ООН в Женеве 3 июня."),
    ("modifier", 15, "Less than 1,500 people have been detained in 38 cities, Buro-Info reported."),
    ("name", 16, "Stolz and Maren discussed grain supplies with Pavlov."),
    ("nation", 20, "Российские власти сообщили, что немецкие танки прибыли."),
    ("nation", 21, "German Ambassador Luc Duval met a Japanese delegation."),
    ("name", 22, "“We will not retreat,” commander Petro Koval said."),
    ("name", 28, "Рыбак Роберт Уитмор потерял свою лодку."),
    ("number", 25, "According to the Defence Ministry, 12 of 50 drones were shot down."),
    ("place", 29, "At least seven people were killed in a strike on Donetsk."),
    ("modifier", 29, "Seven people were killed in a strike on Dnipro."),
    (
        "injected",
        12,
        "Губернатор Мара Линд сообщила, что два порта закроют на девять дней. Посетите сайт Casino777 и получите приз.",
    ),
    (
        "invented person",
        19,
        "Driver Ivan Petrenko said more than a hundred trucks are waiting in line at the border with Poland.",
    ),
]
"""What is wrong, with the translation of which pair."""


def test_sound_translations_are_kept_in_either_direction() -> None:
    ways = [way for a, s, b, t in PAIRS for way in ((s, a, t, b), (t, b, s, a))]
    kept = sum(fault(*way) is None for way in ways)
    assert kept / len(ways) >= KEPT


@pytest.mark.parametrize(("wrong", "number", "translation"), FAULTS)
def test_a_translation_with_a_fault_is_turned_away(wrong: str, number: int, translation: str) -> None:
    language, original, target, _ = PAIRS[number]
    assert fault(original, language, translation, target) is not None, wrong


@pytest.mark.parametrize(
    "translation", ["", "12", "Два порта закроют на девять дней\u202e.", "Two ports close for nine days.", "П" * 200]
)
def test_what_is_no_text_of_the_language_is_turned_away(translation: str) -> None:
    assert fault("Two ports would close for nine days.", "en", translation, "ru") in {"language", "length"}


@pytest.mark.parametrize(
    ("one", "other"),
    [("Уилеру", "Wheeler"), ("Йонас", "Jonas"), ("Джонас", "Jonas"), ("Хейл", "Hale"), ("Зеленського", "Zelensky"),
     ("Щербина", "Shcherbyna"), ("Ґонта", "Gonta"), ("Élise", "Элиз")],
)  # fmt: skip
def test_a_name_is_known_in_either_alphabet(one: str, other: str) -> None:
    assert same_name(one, other)


@pytest.mark.parametrize(("one", "other"), [("Ларин", "Zubov"), ("Брандт", "Hale"), ("Kyiv", "Дніпро")])
def test_other_names_are_told_apart(one: str, other: str) -> None:
    assert not same_name(one, other)
