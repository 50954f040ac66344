"""Who met, from what each says."""

from itertools import product

from tests.shared import of_each

from sideways.meetings.outcome import who_met

ANSWERS = [
    dict(enumerate(said)) for people in (1, 2, 3) for said in product(["yes", "no", ""], repeat=people)
]


def test_a_yes_and_a_week_without_a_no_is_a_meeting():
    assert who_met({1: "yes", 2: ""}, is_waiting=True) is None
    assert who_met({1: "yes", 2: ""}, is_waiting=False) == {1, 2}


def test_a_no_is_believed_by_whoever_says_it():
    assert who_met({1: "yes", 2: "no"}, is_waiting=True) == frozenset()
    assert who_met({1: "yes", 2: "yes", 3: "no"}, is_waiting=False) == {1, 2}
    assert who_met({1: "yes", 2: "", 3: "no"}, is_waiting=False) == frozenset()


@of_each(ANSWERS)
def test_after_the_wait_it_is_always_decided_and_nobody_who_says_no_has_met(answers):
    met = who_met(answers, is_waiting=False)

    assert met is not None
    assert not {who for who, said in answers.items() if said == "no"} & met
    assert bool(met) <= ("yes" in answers.values())


@of_each(ANSWERS)
def test_what_is_decided_early_is_what_is_decided_late(answers):
    early = who_met(answers, is_waiting=True)

    assert early in {None, who_met(answers, is_waiting=False)}
    assert (early is None) == ("" in answers.values())
