"""The gate on single sentences; the suite of perturbed truths is in tests/eval/perturbed."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.engine.gate import support
from tocsin.engine.gate.verdict import ORDER

SOURCE = (
    "The harbour of Velm, closed since March, may reopen in June, Marta Keel said. "
    '"We did not lose three hundred thousand crowns," Oren Vask told the council of Dorn.'
)

UNSUPPORTED = [
    ("The harbour of Velm will reopen in June.", "modality"),
    ("The harbour of Velm reopened in June, Marta Keel said.", "modality"),
    ("The harbour of Velm may reopen in July, Marta Keel said.", "name"),
    ("The harbour of Dorn may reopen in June, Marta Keel said.", "name"),
    ("The harbour of Velm may reopen in June.", "attribution"),
    ("The harbour of Velm may not reopen in June, Marta Keel said.", "negation"),
    ('"We did lose three hundred thousand crowns," Oren Vask told the council of Dorn.', "negation"),
    ('"We did not lose 300,000 dollars," Oren Vask told the council of Dorn.', "quote"),
    ('"We did not lose four hundred thousand crowns," Oren Vask told the council of Dorn.', "number"),
    ('"We did not lose three hundred thousand crowns," Marta Keel told the council of Dorn.', "order"),
    ("The harbour of Velm may burn in June, Marta Keel said.", "unsupported"),
]


@pytest.mark.parametrize(("sentence", "reason"), UNSUPPORTED)
def test_a_change_of_what_is_said_is_turned_away_with_its_reason(sentence: str, reason: str) -> None:
    answer = support(sentence, SOURCE)
    assert not answer.ok
    assert reason in answer.reasons


@pytest.mark.parametrize(
    "sentence",
    [
        "The harbour of Velm, closed since March, may reopen in June, Marta Keel said.",
        "The harbour of Velm may reopen in June, Marta Keel said.",
        "“We did not lose three hundred thousand crowns,” Oren Vask told the council of Dorn.",
        "Marta Keel said.",
    ],
)
def test_a_shortening_that_changes_nothing_is_kept(sentence: str) -> None:
    assert support(sentence, SOURCE).ok


TURNED_AWAY = """
Orlov resigned. < It is not true that Orlov resigned.
Orlov resigned. < Nobody believes that Orlov resigned.
Orlov resigned. < Keel asked whether Orlov resigned.
The party would split. < If Orlov resigned, the party would split.
Orlov will resign. < Orlov will resign if the court rules against him.
Orlov killed Keel. < Keel killed Orlov.
Orlov was killed by Keel. < Orlov killed Keel.
The army lost 30 men. < The army killed 30 rebels and lost 5 men.
The army killed 5 rebels. < The army killed 30 rebels and lost 5 men.
The drone was shot down over Velm. < The drone was reportedly shot down over Velm.
Velm was evacuated. < Velm was nearly evacuated.
All schools in Velm were closed. < Schools in Velm were closed.
Schools in Velm were closed. < Some schools in Velm were closed.
Keel closed the port. < Keel threatened to close the port.
Keel closed the port. < Keel refused to close the port.
Keel murdered Orlov. < Keel killed Orlov.
The dam is safe. < The dam, Keel said, is safe.
Vask will resign. < Vask or Keel will resign.
The port was closed by the army. < The port was closed by the police and opened by the army.
Vask attacked the plan and Keel defended it. < Keel attacked the plan and Vask defended it.
Keel said he would resign. < Oren Vask, who met Keel, said he would resign.
Vask was found. < Vask found the body.
Hundreds fled Velm. < Hundreds of thousands fled Velm.
Sales fell by half. < Sales fell by a third.
Velm beat Dorn 5-2. < Velm beat Dorn 2-5.
The dam is unsafe. < The dam is safe.
Keel was found dead in Velm. < Keel's brother was found dead in Velm.
The mayor resigned on Friday. < The mayor's deputy resigned on Friday after the flood.
Keel, who was born in Velm, won. < Keel beat Orlov, who was born in Velm, and won.
Police shot three protesters. < Three protesters shot police with arrows.
The army was told to withdraw. < The army told the rebels to withdraw.
Vask paid the fine. < Vask was ordered to pay the fine.
The drone hit a hospital. < The drone, the army said, was aimed at a hospital.
The ministry confirmed the deaths. < The ministry neither confirmed nor denied the deaths.
Exports grew. < Exports to Brenland fell while imports grew.
Anna Welk met Oren Vask. < Anna Welk met Oren Vask's lawyer.
Orlov is the president's son. < Orlov is a friend of the president's son.
The law bans smoking. < The law would ban smoking.
Орлов ушёл в отставку. < Орлов отказался уйти в отставку.
Орлов ушёл в отставку. < Кель опроверг, что Орлов ушёл в отставку.
Кель обвинил Орлова. < Орлов обвинил Келя.
Марта ушла. < Мартин ушёл.
Мобилизация начнётся в мае. < По слухам, мобилизация начнётся в мае.
Мобілізація почнеться у травні. < Мобілізація, за чутками, почнеться у травні.
Мобілізація почнеться у травні. < Якщо парламент проголосує, мобілізація почнеться у травні.
Die Brücke ist sicher. < Die Brücke ist nicht sicher.
""".strip().splitlines()

KEPT = """
Keel said Orlov resigned. < Keel said Orlov resigned on Monday.
The army killed 30 rebels. < The army killed 30 rebels and lost 5 men.
Police arrested 12 people. < Police have arrested twelve people.
Prices rose 5 percent. < Prices rose by 5 percent.
The minister said taxes would rise. < The minister said that taxes would rise next year.
Marta Keel resigned on Friday. < The mayor of Velm, Marta Keel, resigned on Friday.
Oren Vask said he would resign. < Oren Vask, who met Keel, said he would resign.
The dam is safe. < The dam, by all accounts a poor one, is safe.
Vask resigned. < Vask and Keel resigned.
The talks caused anger in Velm. < The talks caused growing anger in Velm.
The mayor deplored the shelling. < The mayor deplored the shelling of last August.
Hundreds fled Velm. < Hundreds fled Velm after the shelling of the harbour began.
Keel said on Monday the dam is safe. < The dam is safe, Keel said on Monday.
Три солдата погибли. < Трое солдат погибли.
Die Brücke ist sicher. < Sie kam gestern nach Velm. Die Brücke ist sicher.
""".strip().splitlines()


@pytest.mark.parametrize("line", TURNED_AWAY)
def test_what_the_source_does_not_say_is_turned_away(line: str) -> None:
    sentence, _, source = line.partition(" < ")
    assert not support(sentence, source).ok


@pytest.mark.parametrize("line", KEPT)
def test_what_the_source_says_is_kept(line: str) -> None:
    sentence, _, source = line.partition(" < ")
    assert support(sentence, source).reasons == ()


def test_numbers_in_words_and_in_digits_are_the_same() -> None:
    assert support("The plant lost 300,000 crowns.", "The plant lost three hundred thousand crowns.").ok
    assert support("Завод потерял 300 000 крон.", "Завод потерял триста тысяч крон.").ok


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("300 men were lost.", "Up to 300 men were lost."),
        ("The bag held 455 g of salt.", "The bag held 455 sacks of salt."),
        ("The students left Velm.", "Half of the students left Velm."),
        ("Студенты уехали.", "Половина студентов уехала."),
    ],
)
def test_a_quantity_is_its_unit_and_its_bounds_too(sentence: str, source: str) -> None:
    assert not support(sentence, source).ok


def test_an_attribution_may_go_where_the_claimant_is_kept_beside_the_sentence() -> None:
    sentence, source = "The dam is safe.", "The dam is safe, Marta Keel said."
    assert support(sentence, source).reasons == ("attribution",)
    assert support(sentence, source, attributed=True).ok


def test_the_gravest_fault_decides_how_a_sentence_ranks() -> None:
    source = (
        "The harbour of Velm, closed since March, may reopen in June when the ice has gone, Marta Keel said on Monday."
    )
    many_cuts = support("The harbour of Velm may reopen in June, Marta Keel said.", source)
    derived = support("The reopening of the harbour of Velm may come in June, Marta Keel said on Monday.", source)
    one_lie = support(source.replace("harbour", "prison"), source)
    assert many_cuts.ok
    assert many_cuts.score > derived.score >= one_lie.score


def test_a_noun_made_of_a_verb_ranks_above_a_new_word_and_is_turned_away_like_it() -> None:
    source = "The harbour closed after residents complained about the smoke."
    noun = support("The harbour closed after complaints about the smoke.", source)
    new = support("The harbour closed after rumours about the smoke.", source)
    assert noun.score > new.score
    assert not noun.ok


def test_nothing_is_supported_by_nothing() -> None:
    assert support("Velm burned.", "").score < 0.5
    assert support("", "Velm burned.").reasons == ("empty",)
    assert support(" … ", "Velm burned.").reasons == ("empty",)


words = st.lists(
    st.sampled_from(
        [
            "Velm",
            "may",
            "not",
            "reopen",
            "in",
            "June",
            ",",
            "said",
            "Keel",
            ".",
            "300",
            "km",
            "'",
            '"',
            "«",
            "не",
            "до",
            "три",
        ]
    ),
    max_size=14,
)


@given(words, words)
def test_any_text_gets_an_answer_with_documented_reasons(left: list[str], right: list[str]) -> None:
    answer = support(" ".join(left), " ".join(right))
    assert 0.0 <= answer.score <= 1.0
    assert answer.ok == (answer.verdict != "unsupported")
    assert (answer.verdict == "verbatim") == (not answer.reasons)
    assert set(answer.reasons) <= set(ORDER)


@given(st.text(max_size=60))
def test_every_text_with_a_word_in_it_supports_itself(text: str) -> None:
    answer = support(text, text)
    assert answer.ok or answer.reasons == ("empty",)


def test_time_grows_with_the_source_and_not_with_its_square() -> None:
    def seconds(times: int) -> float:
        taken = []
        for number in range(3):  # the least of three in processor time: other work on the machine is not measured
            source = f"{SOURCE} " * times + str(number)
            started = time.process_time()
            support("The harbour of Velm may reopen in June, and nobody lost crowns.", source)
            taken.append(time.process_time() - started)
        return min(taken)

    seconds(5)
    assert seconds(100) < 15 * max(seconds(20), 0.001)  # five times the text; its square would be 25


REPORT = (
    "The harbour of Velm was closed on Monday after a storm sank two ferries. "
    "Twelve people were taken to the hospital in Dorno, the coast guard said. "
    "Marta Keel, the mayor of Velm, asked the government for boats. "
    "The harbour may open again in June. "
    "Fishermen have lost their nets and wait for help from the government."
)


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("Marta Keel, the mayor of Velm, asked the government for boats.", "verbatim"),
        ("The harbour of Velm was shut on Monday after a storm sank two ferries.", "supported"),
        ("Marta Keel, the mayor of Dorno, asked the fishermen for help.", "unsupported"),
        ("Fourteen people were taken to the hospital in Dorno.", "unsupported"),
        ("Twelve people were not taken to the hospital in Dorno.", "unsupported"),
        ("Marta Keel “will rebuild the harbour” of Velm.", "unsupported"),
        ("Pavel Brandt, the mayor of Velm, asked the government for boats.", "unsupported"),
    ],
)
def test_a_sentence_is_the_texts_own_or_reworded_or_neither(sentence: str, verdict: str) -> None:
    found = support(sentence, REPORT)
    assert (found.verdict, found.ok) == (verdict, verdict != "unsupported"), found


def test_facts_of_two_sentences_made_one_rank_below_a_shortened_one() -> None:
    short = support("Twelve people were taken to the hospital.", REPORT)
    mixed = support("Twelve fishermen were taken to the government in June.", REPORT)
    assert short.score > mixed.score
