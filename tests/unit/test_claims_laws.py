"""What holds of the claims and entities of any text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.engine.claims import find_claims
from tocsin.engine.entities import find_entities
from tocsin.text.document import read

PIECES = [
    *(
        "said",
        "that",
        "Holm",
        "the ministry",
        "denied",
        "to",
        "leave",
        "according to",
        "told",
        "him",
        "reported",
        "who",
    ),
    *("was", "accused", "of", "and", "added", "saying", "his", "plan", "claim", "Mr.", "It", "he", "they", "as", "is"),
    *("“", "”", '"', "''", "«", "»", "—", ",", ".", ":", ";", "(", ")", "\n", "\n\n", "?", "!", "'s", "‘", "’", "-"),
    *("сказал", "что", "Морозов", "по словам", "по", "его", "заявили", "в", "министерстве", "як", "повідомив", "що"),
    *("призвал", "не", "покидать", "обещание", "о том", "добавив", "чтобы", "5", "3 000", "😀", "é", "\u202e"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join) | st.text(max_size=80)


@given(TEXTS, st.sampled_from(["en", "ru", "uk", "fr"]))
@settings(deadline=None, max_examples=400)
def test_every_span_of_any_text_lies_inside_it_and_no_text_fails(text: str, language: str) -> None:
    doc = read(text, language=language)
    entities = find_entities(doc, ())
    claims = find_claims(doc, entities, ())
    spans = [span for entity in entities for span in entity.spans]
    for claim in claims:
        spans += claim.spans
        spans += [claim.cue] if claim.cue else []
        spans += [claim.claimant.mention] if claim.claimant and claim.claimant.mention else []
        assert 0 <= claim.salience <= 1
        assert 0 <= claim.confidence <= 1
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


@given(TEXTS, st.sampled_from(["en", "ru", "uk"]))
@settings(deadline=None, max_examples=100)
def test_key_claims_come_first_and_ids_tell_claims_apart(text: str, language: str) -> None:
    doc = read(text, language=language)
    claims = find_claims(doc, find_entities(doc, ()), ())
    assert [claim.salience for claim in claims] == sorted((claim.salience for claim in claims), reverse=True)
    assert len(claims) <= len({(claim.id, claim.spans) for claim in claims})
