"""Made-up news of any length, the same for the same seed, with the names, quotations and figures of real news."""

from __future__ import annotations

import random

_PEOPLE = (
    "Ada Krohn",
    "Ivo Lind",
    "Marta Vesk",
    "Tomas Orel",
    "Lena Brandt",
    "Pavel Horn",
    "Nadia Costel",
    "Erik Saal",
)
_ROLES = (
    "Transport Minister",
    "the mayor of Harn",
    "army spokesman",
    "a driver",
    "the head of the border guard",
    "a teacher",
)
_BODIES = ("The Ministry of Defence", "The border guard", "The city council", "Ostmark Railways", "The Red Crescent")
_PLACES = (
    "Georgia",
    "Finland",
    "Warsaw",
    "Kazakhstan",
    "Ostmark",
    "the town of Harn",
    "Kyiv",
    "Turkey",
    "Velden",
    "Tbilisi",
)
_THINGS = (
    "a second bridge",
    "the new law on military service",
    "a ceasefire",
    "the exchange of prisoners",
    "the budget",
)
_SENTENCES = (
    "{body} said on Monday that at least {n:,} people had crossed into {place} since the order was signed.",
    "“We did not expect so many cars, and we cannot send them back,” said {person}, {role}.",
    "{person} told reporters that {thing} would be ready in {few} weeks, but {body2} denied it.",
    "The queue at the border with {place} was up to {few} kilometres long by the evening, witnesses reported.",
    "According to {person}, {role}, about {few}0 per cent of the men who were called up had no training.",
    "Prices in {place} rose by {few}.5 per cent in September, and a third of the shops were closed.",
    "In {place}, hundreds of residents met in front of the town hall to protest against {thing}.",
    "{person} has promised to protect soldiers who surrender, saying “they will be treated under all conventions”.",
    "It was not clear whether {thing} had anything to do with the visit of {person} to {place}.",
    "The river had been rising for {few} days when a pillar gave way at about 5 a.m.; nobody was hurt.",
    "“They talk about duty, but what kind of duty is this?” {person} asked.",
    "Officials believe that between {few} and 1{few} drones were shot down near {place} during the night.",
    "{body} plans to spend $1.{few} billion on shelters, roads and power lines before the winter.",
    "Many of those who leave have friends in {place}; others sleep in their cars.",
)


def article(words: int, seed: int = 0) -> str:
    """A headline and paragraphs of two to four sentences, about `words` words in all."""
    chance = random.Random(seed)  # noqa: S311 - made-up news needs no secrets
    paragraphs, written = [f"{chance.choice(_BODIES)} speaks of {chance.choice(_THINGS)}"], 7
    while written < words:
        paragraph = " ".join(_sentence(chance) for _ in range(chance.randint(2, 4)))
        paragraphs.append(paragraph)
        written += len(paragraph.split())
    return "\n\n".join(paragraphs)


def _sentence(chance: random.Random) -> str:
    return chance.choice(_SENTENCES).format(
        body=chance.choice(_BODIES),
        body2=chance.choice(_BODIES).replace("The", "the"),
        person=chance.choice(_PEOPLE),
        role=chance.choice(_ROLES),
        place=chance.choice(_PLACES),
        thing=chance.choice(_THINGS),
        n=chance.randint(100, 900_000),
        few=chance.randint(2, 9),
    )
