"""The gate over a whole draft analysis."""

from dataclasses import replace

import pytest

from tocsin.engine.gate import admit
from tocsin.model import Analysis, Claim, Claimant, ClaimKind, Dropped, Span, Summary, SummarySentence, Versions

TEXT = (
    "The harbour of Velm was closed on Monday. The dam is not safe, Marta Keel told the council. "
    '"We will not pay 300 crowns," said Oren Vask. Nobody was hurt.'
)


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def claim(text: str, under: str, who: str | None = None, *, engine: str = "openai") -> Claim:
    claimant = Claimant(who, mention=at(who) if who in TEXT else None) if who else None
    return Claim(id="c", text=text, spans=(at(under),), claimant=claimant, engine=engine)


def draft(*claims: Claim, summary: tuple[SummarySentence, ...] = (), engine: str = "openai/1") -> Analysis:
    versions = Versions(engine=engine, taxonomy="t", gazetteer="g")
    return Analysis("en", Summary(summary), claims, (), (), (), versions)


DAM = "The dam is not safe"


@pytest.mark.parametrize(
    ("drafted", "reason"),
    [
        (claim("The dam is safe", DAM, "Marta Keel"), "negation"),
        (claim("The dam is not safe", DAM, "Oren Vask"), "speaker"),
        (claim("The dam is not safe", DAM, "Greta Foss"), "claimant"),
        (claim("The dam is not cheap", DAM, "Marta Keel"), "unsupported"),
        (claim("The dam is not safe", DAM), "attribution"),
        (claim("We will not pay 400 crowns", "We will not pay 300 crowns", "Oren Vask"), "number"),
        (replace(claim("The dam is not safe", DAM), spans=()), "span"),
        (replace(claim("The dam is not safe", DAM), spans=(Span(3, 3),)), "span"),
        (replace(claim("The dam is not safe", DAM), spans=(Span(-1, 9),)), "span"),
        (replace(claim("The dam is not safe", DAM), spans=(Span(0, len(TEXT) + 1),)), "span"),
        (replace(claim("The dam is not safe", DAM), cue=Span(5, 10**9)), "span"),
    ],
)
def test_a_claim_that_the_article_does_not_make_is_dropped_and_counted(drafted: Claim, reason: str) -> None:
    admitted = admit(draft(drafted), TEXT)
    assert admitted.claims == ()
    assert admitted.dropped == (Dropped("claim", reason, 1),)


def test_claims_in_the_articles_words_stay_as_they_are() -> None:
    given = draft(
        claim("The dam is not safe", DAM, "Marta Keel"),
        claim("We will not pay 300 crowns", "We will not pay 300 crowns", "Oren Vask"),
        claim("Nobody was hurt.", "Nobody was hurt."),
    )
    assert admit(given, TEXT) is given


def test_a_span_that_leaves_the_negation_outside_does_not_help_a_model() -> None:
    drafted = claim("pay 300 crowns", "pay 300 crowns", "Oren Vask")
    assert admit(draft(drafted), TEXT).dropped == (Dropped("claim", "negation", 1),)


def test_summary_sentences_are_held_to_the_same_and_counted_after_what_was_dropped_before() -> None:
    true = SummarySentence("The harbour of Velm was closed.", (at("The harbour of Velm was closed on Monday."),))
    false = SummarySentence("The harbour of Dorn was closed.", true.spans)
    nowhere = SummarySentence("The harbour of Velm was closed.", (Span(10**6, 10**6 + 5),))
    given = replace(draft(summary=(true, false, nowhere, false)), dropped=(Dropped("topic", "unknown", 2),))
    admitted = admit(given, TEXT)
    assert admitted.summary.sentences == (true,)
    assert admitted.dropped == (
        Dropped("topic", "unknown", 2),
        Dropped("summary", "name", 2),
        Dropped("summary", "span", 1),
    )


def test_admitting_twice_drops_nothing_more() -> None:
    once = admit(
        draft(claim("The dam is safe", DAM, "Marta Keel"), claim("Nobody was hurt.", "Nobody was hurt.")), TEXT
    )
    assert admit(once, TEXT) is once


def test_what_the_embedded_engine_takes_word_for_word_is_not_read_again() -> None:
    spans = (at("We will not pay"), at("300 crowns"))
    given = replace(claim("We will not pay 300 crowns", DAM, "Oren Vask", engine="embedded"), spans=spans)
    assert admit(draft(given, engine="embedded/1"), TEXT).claims == (given,)


@pytest.mark.parametrize(
    ("text", "words", "cue", "kind", "dropped"),
    [
        ("Marta Keel denied that the dam was safe.", "the dam was safe", "denied", "statement", "negation"),
        ("Marta Keel denied that the dam was safe.", "the dam was safe", "denied", "denial", None),
        ("Marta Keel did not say the dam was safe.", "the dam was safe", "say", "statement", "negation"),
        ("Marta Keel said the dam was safe.", "the dam was safe", "said", "statement", None),
        ("Marta Keel vowed to close the dam.", "close the dam", "vowed to", "promise", None),
        ("Marta Keel may close the dam.", "close the dam", None, "statement", "modality"),
        ("If asked, Marta Keel said, the dam was safe.", "the dam was safe", "said", "statement", "modality"),
        ('"The dam is safe," Marta Keel said. "It will hold."', "The dam is safe", "said", "statement", None),
    ],
)
def test_words_around_a_verbatim_claim_count(
    text: str, words: str, cue: str | None, kind: ClaimKind, dropped: str | None
) -> None:
    def span(part: str) -> Span:
        return Span(text.index(part), text.index(part) + len(part))

    given = Claim(
        id="c",
        text=words,
        spans=(span(words),),
        claimant=Claimant("Marta Keel", mention=span("Marta Keel")),
        cue=span(cue) if cue else None,
        kind=kind,
        engine="openai",
    )
    admitted = admit(draft(given), text)
    assert [drop.reason for drop in admitted.dropped] == ([dropped] if dropped else [])
