"""All words that Tocsin itself says in a message, in the languages that a watch can be told in."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.model import ClaimKind, Polarity
from tocsin.stories.states import Change, State
from tocsin.watches.alert import DISCLAIMER, MsgType
from tocsin.watches.model import Language, Severity
from tocsin.watches.rules import Condition
from tocsin.watches.severity import Certainty


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One language. What stands in braces is filled in; nothing is inflected, so that nothing can be wrongly."""

    polarity: dict[Polarity, str]
    """Before the words of a claim; nothing before what is simply said."""
    hedged: str
    kinds: dict[ClaimKind, str]
    """Kinds that the words alone may not show."""
    states: dict[State, str]
    changes: dict[Change, str]
    certainty: dict[Certainty, str]
    severity: dict[Severity, str]
    types: dict[MsgType, str]
    conditions: dict[Condition, str]
    the_article: str
    one_source: str
    sources: str
    since: str
    published: str
    says: str
    severity_is: str
    places: str
    what_changed: str
    who_says_what: str
    more_claims: str
    why: str
    also: str
    why_follows: str
    more_why: str
    read_on: str
    article: str
    in_tocsin: str
    acknowledge: str
    follows: str
    digest: str
    more: str
    stories: str
    told: dict[str, str]
    """What became of the stories of a digest."""
    cut: str
    surge: str
    expected: str
    disclaimer: str


WORDS: dict[Language, Vocabulary] = {
    "en": Vocabulary(
        polarity={
            "affirmed": "",
            "denied": "denied",
            "doubted": "doubted",
            "refused": "refused",
            "unconfirmed": "not confirmed",
            "undenied": "not denied",
            "unaffirmed": "not affirmed",
        },
        hedged="with reservation",
        kinds={"promise": "a promise", "threat": "a threat", "accusation": "an accusation", "estimate": "an estimate"},
        states={
            "single-source": "one source",
            "corroborated": "borne out by other sources",
            "contradicted": "contradicted",
            "revised": "changed since",
            "withdrawn": "taken back",
        },
        changes={
            "new": "New: {after}",
            "corroborated": "Borne out by {by}: {before}",
            "contradicted": "Contradicted by {by}: {after} (told before: {before})",
            "revised": "Now, says {by}: {after} (told before: {before})",
            "withdrawn": "Taken back by {by}: {before}",
            "reattributed": "One source, not several: {before}",
        },
        certainty={
            "observed": "observed",
            "likely": "well supported",
            "possible": "not borne out yet",
            "unlikely": "disputed or doubtful",
            "unknown": "not judged",
        },
        severity={"minor": "Minor", "moderate": "Moderate", "severe": "Severe", "extreme": "Extreme"},
        types={"alert": "Alert", "update": "Update", "cancel": "Cancelled"},
        conditions={
            "topics.any": "the topic {}",
            "topics.all": "the topic {}",
            "places": "the place {}",
            "least_claims": "at least as many claims; there are {}",
            "words.any": "the words {}",
            "words.all": "the words {}",
            "words.none": "none of the words {}",
            "claimants": "claims of {}",
            "kinds": "claims of this kind: {}",
            "languages": "articles in the language {}",
            "least_severity": "what is reported to be at least so severe: {}",
            "least_origins": "several independent sources; there are {}",
            "states": "claims in this state: {}",
        },
        the_article="the article",
        one_source="one source",
        sources="{} sources",
        since="since",
        published="Published",
        says="says {}",
        severity_is="Severity",
        places="Places",
        what_changed="What changed",
        who_says_what="Who says what",
        more_claims="and {} more claims in the article",
        why="Why you get this: the watch “{}” asks for",
        also="the watch “{}” too: {}",
        why_follows="you got the first alert of this story ({}), and this changes what it told",
        more_why="and {} more",
        read_on="Read on",
        article="the article",
        in_tocsin="in Tocsin",
        acknowledge="acknowledge or mute",
        follows="Follows the alert of {}.",
        digest="Digest",
        more="{} more",
        stories="{} stories",
        told={"contradicted": "contradicted", "withdrawn": "taken back", "changed": "changed", "new": "new"},
        cut="There were more alerts than a digest looks at; the list of alerts has them all.",
        surge="{about}: {count} articles since {since}, where {expected} were to be expected",
        expected="{:.1f} robust standard deviations above the days before.",
        disclaimer=DISCLAIMER,
    ),
    "ru": Vocabulary(
        polarity={
            "affirmed": "",
            "denied": "опровергается",
            "doubted": "под сомнением",
            "refused": "отказ",
            "unconfirmed": "не подтверждено",
            "undenied": "не отрицается",
            "unaffirmed": "не утверждается",
        },
        hedged="с оговоркой",
        kinds={"promise": "обещание", "threat": "угроза", "accusation": "обвинение", "estimate": "оценка"},
        states={
            "single-source": "один источник",
            "corroborated": "подтверждено другими источниками",
            "contradicted": "есть противоречие",
            "revised": "с тех пор изменено",
            "withdrawn": "отозвано",
        },
        changes={
            "new": "Новое: {after}",
            "corroborated": "Подтверждает {by}: {before}",
            "contradicted": "Противоречит {by}: {after} (сообщалось: {before})",
            "revised": "Теперь сообщает {by}: {after} (сообщалось: {before})",
            "withdrawn": "Отзывает {by}: {before}",
            "reattributed": "Один источник, а не несколько: {before}",
        },
        certainty={
            "observed": "наблюдалось",
            "likely": "хорошо подтверждено",
            "possible": "пока без подтверждения",
            "unlikely": "спорно или сомнительно",
            "unknown": "без оценки",
        },
        severity={"minor": "Низкая", "moderate": "Средняя", "severe": "Высокая", "extreme": "Крайняя"},
        types={"alert": "Тревога", "update": "Новое", "cancel": "Отмена"},
        conditions={
            "topics.any": "тема {}",
            "topics.all": "тема {}",
            "places": "место {}",
            "least_claims": "не меньше утверждений; их {}",
            "words.any": "слова {}",
            "words.all": "слова {}",
            "words.none": "без слов {}",
            "claimants": "слова источника {}",
            "kinds": "утверждения такого рода: {}",
            "languages": "статьи на языке {}",
            "least_severity": "сообщения не ниже этой тяжести: {}",
            "least_origins": "несколько независимых источников; их {}",
            "states": "утверждения в этом состоянии: {}",
        },
        the_article="статья",
        one_source="один источник",
        sources="источников: {}",
        since="с",
        published="Опубликовано",
        says="сообщает {}",
        severity_is="Тяжесть",
        places="Места",
        what_changed="Что изменилось",
        who_says_what="Кто что говорит",
        more_claims="и ещё утверждений в статье: {}",
        why="Почему вы это получили: наблюдение «{}» следит за",
        also="также наблюдение «{}»: {}",
        why_follows="вы получили первую тревогу об этом событии ({}), и сказанное в ней изменилось",
        more_why="и ещё {}",
        read_on="Читать дальше",
        article="статья",
        in_tocsin="в Tocsin",
        acknowledge="принять или заглушить",
        follows="Следует за тревогой от {}.",
        digest="Сводка",
        more="ещё {}",
        stories="событий: {}",
        told={"contradicted": "противоречия", "withdrawn": "отозвано", "changed": "изменено", "new": "новое"},
        cut="Тревог было больше, чем помещается в сводку; все они есть в списке тревог.",
        surge="{about}: статей с {since}: {count}, ожидалось {expected}",
        expected="На {:.1f} робастных стандартных отклонений выше прошлых дней.",
        disclaimer="Мониторинг СМИ, не официальное предупреждение. Утверждения принадлежат тем, кто их высказал, и не "
        "являются установленными фактами.",
    ),
    "uk": Vocabulary(
        polarity={
            "affirmed": "",
            "denied": "спростовується",
            "doubted": "під сумнівом",
            "refused": "відмова",
            "unconfirmed": "не підтверджено",
            "undenied": "не заперечується",
            "unaffirmed": "не стверджується",
        },
        hedged="із застереженням",
        kinds={"promise": "обіцянка", "threat": "погроза", "accusation": "звинувачення", "estimate": "оцінка"},
        states={
            "single-source": "одне джерело",
            "corroborated": "підтверджено іншими джерелами",
            "contradicted": "є суперечність",
            "revised": "відтоді змінено",
            "withdrawn": "відкликано",
        },
        changes={
            "new": "Нове: {after}",
            "corroborated": "Підтверджує {by}: {before}",
            "contradicted": "Суперечить {by}: {after} (повідомлялося: {before})",
            "revised": "Тепер повідомляє {by}: {after} (повідомлялося: {before})",
            "withdrawn": "Відкликає {by}: {before}",
            "reattributed": "Одне джерело, а не кілька: {before}",
        },
        certainty={
            "observed": "спостерігалося",
            "likely": "добре підтверджено",
            "possible": "поки без підтвердження",
            "unlikely": "спірно або сумнівно",
            "unknown": "без оцінки",
        },
        severity={"minor": "Низька", "moderate": "Середня", "severe": "Висока", "extreme": "Крайня"},
        types={"alert": "Тривога", "update": "Нове", "cancel": "Скасовано"},
        conditions={
            "topics.any": "тема {}",
            "topics.all": "тема {}",
            "places": "місце {}",
            "least_claims": "не менше тверджень; їх {}",
            "words.any": "слова {}",
            "words.all": "слова {}",
            "words.none": "без слів {}",
            "claimants": "слова джерела {}",
            "kinds": "твердження такого роду: {}",
            "languages": "статті мовою {}",
            "least_severity": "повідомлення не нижче цієї тяжкості: {}",
            "least_origins": "кілька незалежних джерел; їх {}",
            "states": "твердження в цьому стані: {}",
        },
        the_article="стаття",
        one_source="одне джерело",
        sources="джерел: {}",
        since="з",
        published="Опубліковано",
        says="повідомляє {}",
        severity_is="Тяжкість",
        places="Місця",
        what_changed="Що змінилося",
        who_says_what="Хто що каже",
        more_claims="і ще тверджень у статті: {}",
        why="Чому ви це отримали: спостереження «{}» стежить за",
        also="також спостереження «{}»: {}",
        why_follows="ви отримали першу тривогу про цю подію ({}), і сказане в ній змінилося",
        more_why="і ще {}",
        read_on="Читати далі",
        article="стаття",
        in_tocsin="у Tocsin",
        acknowledge="прийняти або заглушити",
        follows="Іде за тривогою від {}.",
        digest="Зведення",
        more="ще {}",
        stories="подій: {}",
        told={"contradicted": "суперечності", "withdrawn": "відкликано", "changed": "змінено", "new": "нове"},
        cut="Тривог було більше, ніж уміщує зведення; усі вони є в списку тривог.",
        surge="{about}: статей з {since}: {count}, очікувалося {expected}",
        expected="На {:.1f} робастних стандартних відхилень вище за минулі дні.",
        disclaimer="Моніторинг ЗМІ, не офіційне попередження. Твердження належать тим, хто їх висловив, і не є "
        "встановленими фактами.",
    ),
}
