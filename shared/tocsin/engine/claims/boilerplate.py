"""Sentences that speak of the page, the outlet or a correction: they are nobody's claims about the world."""

from __future__ import annotations

from typing import Final

from tocsin.text.document import Document, Sentence

_PHRASES: Final = (
    *("subscribe", "newsletter", "sign up for", "sign up to", "click here", "cookies", "on your device", "read more"),
    *(
        "follow us on",
        "welcome to our",
        "live coverage of",
        "our live blog",
        "accepting comments",
        "contributed to this",
    ),
    *(
        "earlier version of this",
        "previous version of this",
        "this article can be",
        "this article was",
        "this story was",
    ),
    *("this story has been", "this article has been", "send questions", "scroll down", "all rights reserved"),
    *("editor's note:", "editor’s note:", "on twitter @", "on twitter at @"),
    *("photograph:", "getty images", "copy photo", "file photo", "photo by", "staff writer"),
    *("please click", "subject to change", "is not responsible for", "for the latest listings"),
    *("watch the video", "download our", "download the app", "advertisement", "listen to the podcast"),
    *("подписывайтесь", "подпишитесь", "читайте также", "читайте нас", "следите за", "фото:", "видео:", "реклама"),
    *(
        "все права",
        "гиперссылк",
        "перепечатк",
        "на правах реклам",
        "использование материалов",
        "письменного разрешения",
    ),
    *("всі права", "гіперпосиланн", "передрук", "на правах реклам", "використання матеріалів", "письмового дозволу"),
    *(
        "за посиланням",
        "переглянути тут",
        "дивіться ",
        "смотрите ",
        "по ссылке",
        "посмотреть здесь",
        "на цьому сайті",
        "на этом сайте",
    ),
    *("письмової згоди", "письменного согласия", "не несет ответственност", "не несе відповідальн"),
    *("може не розділяти", "может не разделять", "не завжди поділяє", "не всегда разделяет"),
    *("при цитировании", "правила использования", "копирование материал", "свидетельство о регистрации"),
    *("зарегистрирован в роскомнадзоре", "главный редактор —", "главный редактор –", "главный редактор:"),
    *("читайте в", "подробнее читайте", "ранее по теме:", "опубликовано:", "источник:"),
    *("при цитуванні", "правила використання", "головний редактор:", "детальніше читайте"),
    *("раніше за темою:", "опубліковано:", "джерело:"),
    *("підписуйтесь", "підпишіться", "читайте також", "читайте нас", "стежте за", "відео:", "підтримайте нас"),
)


_CREDIT: Final = 3
"""Words of whose a picture is, at most."""
_INVITING: Final = ("follow ", "like us", "find us", "join us", "e-mail ", "email ", "contact ", "write to ")
_NETWORKS: Final = ("twitter", "facebook", "instagram", "telegram", "@")


def is_boilerplate(doc: Document, sentence: Sentence) -> bool:
    """Whether the sentence invites, thanks, credits or corrects instead of telling news."""
    text = doc.text[sentence.start : sentence.end].lower()
    if doc.language == "uk":
        text = text.replace("i", "і")  # pages write the Latin letter for the Ukrainian one
    invites = text.startswith(_INVITING) and any(network in text for network in _NETWORKS)
    return invites or _is_caption(text) or any(phrase in text for phrase in _PHRASES)


def _is_caption(text: str) -> bool:
    """As in "Оленячий міст узимку / фото мерії": a stroke parts what a picture shows from whose it is."""
    _, stroke, credit = text.rstrip(" .").rpartition(" / ")
    return bool(stroke) and len(credit.split()) <= _CREDIT
