"""Names folded for the search, and names in capitals made readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sideways.people.names import folded, spoken


@given(st.text(max_size=80))
def test_folding_twice_is_folding_once(name):
    assert folded(folded(name)) == folded(name)


@given(st.text(max_size=80))
def test_a_folded_name_has_only_letters_digits_and_single_spaces(name):
    words = folded(name).split(" ")
    assert all(word.isalnum() for word in words) or words == [""]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("DR RASOOL", "Dr Rasool"),
        ("THE CHRISTIE NHS FOUNDATION TRUST", "The Christie NHS Foundation Trust"),
        ("BLN PCN", "BLN PCN"),
        ("O'NEILL AND MCDONALD SURGERY", "O'Neill and McDonald Surgery"),
        ("AT MEDICS", "At Medics"),
        ("NHS BATH, SWINDON AND THE NORTH", "NHS Bath, Swindon and the North"),
        ("Barnet, Enfield", "Barnet, Enfield"),
        ("aberdeen city", "aberdeen city"),
    ],
)
def test_capitals_become_words(name, expected):
    assert spoken(name) == expected


@given(st.text(max_size=80))
def test_a_spoken_name_is_found_by_the_same_search(name):
    assert folded(spoken(name)) == folded(name)
