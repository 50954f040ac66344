"""Who is named after a title or a part, what to write instead, and what is only called after somebody."""

import pytest

from sideways.clues.persons import persons_in

pytestmark = pytest.mark.once


def instead(text, *marked):
    return [(clue.text, clue.instead) for clue in persons_in(text, [text.index(name) for name in marked])]


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("We told Dr Patel twice", "Dr Patel", "a doctor"),
        ("We told Dr. R. Patel. Twice", "Dr. R. Patel", "a doctor"),
        ("It is Mrs Ward's key", "Mrs Ward", "somebody"),
        ("Mr and Mrs Bird waited", "Mr and Mrs Bird", "a couple"),
        ("PC Ali van Dijk called", "PC Ali van Dijk", "a police officer"),
        ("Sister Doyle knew", "Sister Doyle", "a nurse"),
        ("I asked nurse Joan about it", "nurse Joan", "a nurse"),
        ("Ward sister Joan knew", "Ward sister Joan", "a ward sister"),
        ("I asked administrator Joan", "administrator Joan", "an administrator"),
        (
            "So our lovely work coach Darren Bird rang",
            "our lovely work coach Darren Bird",
            "our lovely work coach",
        ),
        ("The GP, Dr Eze, was out", "The GP, Dr Eze,", "The GP"),
        ("It was signed by our GP, Dr Eze.", "our GP, Dr Eze", "our GP"),
        ("Dr Eze, the consultant, was out", "Dr Eze, the consultant,", "the consultant"),
        ("We rang our GP, Dr Eze and a porter", "Dr Eze", "a doctor"),
        ("My name is Kemi and I wait", "Kemi", "somebody"),
        ("A man called Abdi Jama slept there", "Abdi Jama", "somebody"),
        ("We rang Tunde's mother", "Tunde", "somebody"),
        ("Then Carys Bevan’s son came", "Carys Bevan", "somebody"),
    ],
)
def test_a_name_is_found_with_what_says_who_it_was(text, name, words):
    assert instead(text) == [(name, words)]


@pytest.mark.parametrize(
    "text",
    [
        "The nurse asked the manager, and the manager asked Monday's nurse",
        "Nurse Bank sent nobody and Inspector Training was off",
        "The patient Transport desk shut",
        "Dr Gray's Hospital was full",
        "We used the Doctor Score and the Judge report",
        "my doctor RAND form, our nurse FDs",
        "Mr Mr Mr",
        "a patient was sent to a nurse, a man called in, Ward 7's daughter unit",
        "Dear Sir, J. K.",
        "",
    ],
)
def test_what_is_no_name_is_left_alone(text):
    assert instead(text) == []


def test_who_is_named_once_is_found_again_by_part_of_the_name():
    text = "Dr Joan Patel rang. Joan was late. We like Joan's way. Patel Court and joan are others"

    assert [name for name, _ in instead(text)] == ["Dr Joan Patel", "Joan", "Joan"]


@pytest.mark.parametrize(
    ("text", "marked", "name"),
    [
        ("I rang Helen Marsh", "Helen", "Helen Marsh"),
        ("Then Carys Bevan came", "Bevan", "Carys Bevan"),
        ("I rang Helen de la Cruz about it", "Helen", "Helen de la Cruz"),
        ("I rang Helen al", "Helen", "Helen"),
        ("That is Helen’s key", "Helen", "Helen"),
        ("We sat in Helen's room", "Helen", "Helen"),
        ("We rang Mrs Marsh", "Mrs", "Mrs Marsh"),
    ],
)
def test_a_name_that_a_model_marks_is_taken_whole(text, marked, name):
    assert [found for found, _ in instead(text, marked)] == [name]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("The Marmot review said so", "Marmot"),
        ("Martha's Rule came in", "Martha"),
        ("Lily Ward was full", "Lily"),
        ("He took Apixaban at night", "Apixaban"),
        ("We met in Rochdale", "Rochdale"),
        ("The Landlord came", "Landlord"),
        ("our Bryony form", "Bryony"),
        ("Handover was late, no handover was early", "Handover"),
        ("RH was down", "RH"),
        ("St Helens was far", "St"),
    ],
)
def test_what_a_model_takes_for_a_name_passes_a_sieve(text, marked):
    assert instead(text, marked) == []
