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
    *("підписуйтесь", "підпишіться", "читайте також", "читайте нас", "стежте за", "відео:", "підтримайте нас"),
)


_INVITING: Final = ("follow ", "like us", "find us", "join us", "e-mail ", "email ", "contact ", "write to ")
_NETWORKS: Final = ("twitter", "facebook", "instagram", "telegram", "@")


def is_boilerplate(doc: Document, sentence: Sentence) -> bool:
    """Whether the sentence invites, thanks, credits or corrects instead of telling news."""
    text = doc.text[sentence.start : sentence.end].lower()
    invites = text.startswith(_INVITING) and any(network in text for network in _NETWORKS)
    return invites or any(phrase in text for phrase in _PHRASES)
