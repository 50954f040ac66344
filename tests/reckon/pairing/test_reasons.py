"""Every group and everybody left over gets a sentence."""

import pytest

from reckon.pairing import Unmatched, group_reason, unmatched_reason
from tests.reckon.pairing.people import a_problem


def test_reason_of_a_pair_names_level_professions_topics_and_distance():
    problem = a_problem(
        2,
        profession=["nurse", "employment adviser"],
        topics=[("damp", "fit notes", "data"), ("fit notes", "damp")],
        latitude=[53.5, 53.6],
        waited=[0, 2],
    )

    assert group_reason(problem, (0, 1)) == (
        "Both at level 2: a nurse and an employment adviser who both chose damp and fit notes, "
        "11.1 km apart; one has waited 2 rounds."
    )


def test_reason_of_a_three_names_only_what_all_share():
    problem = a_problem(
        3,
        profession=["GP", "NHS manager", "youth worker"],
        topics=[("damp", "data"), ("damp",), ("damp", "data")],
        waited=[1, 0, 0],
    )

    assert group_reason(problem, (0, 1, 2)) == (
        "All three at level 2: a GP, an NHS manager and a youth worker who all chose damp, "
        "in the same place; one has waited 1 round."
    )


def test_reason_without_shared_topics_claims_none():
    assert "chose" not in group_reason(a_problem(2, topics=[("a",), ("b",)]), (0, 1))


@pytest.mark.parametrize("reason", Unmatched)
def test_everybody_left_over_gets_a_sentence(reason):
    sentence = unmatched_reason(a_problem(2, max_km=[12.5, 40]), 0, reason)

    assert sentence.endswith(".")
    assert "level 2" in sentence or reason is Unmatched.OTHERS_PAIRED
    assert ("12.5 km" in sentence) == (reason is Unmatched.NOBODY_NEAR)
