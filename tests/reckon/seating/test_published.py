"""Schedules that the literature says exist, and those it says do not."""

import pytest

from reckon.seating import Argument, seat
from reckon.seating.checks import broken_rules, counted
from tests.reckon.seating.rooms import room, rows_of


@pytest.mark.parametrize(
    ("n_tables", "n_seats", "n_rounds"),
    [
        (5, 3, 7),  # Kirkman 1850: fifteen schoolgirls
        (8, 4, 10),  # Aguado 2004: thirty-two golfers; all but one other met
        (8, 4, 9),
        (10, 6, 4),
        (15, 8, 5),
        (7, 4, 9),  # the resolvable (28, 4, 1) design
        (5, 5, 6),  # the affine plane of order 5
        (6, 3, 8),  # nearly Kirkman triple system on 18
    ],
)
def test_seat_reaches_the_known_schedule_without_repeats(n_tables, n_seats, n_rounds):
    problem = room(n_tables * n_seats, n_tables, n_rounds)

    result = seat(problem)

    rows = rows_of(problem, result.plan)
    assert broken_rules(problem, rows) == []
    assert counted(problem, rows).repeats == 0
    assert result.proven_optimal


def test_seat_proves_that_an_eleventh_round_of_golf_repeats():
    problem = room(32, 8, 11)

    result = seat(problem, time_limit_seconds=1)

    # After ten rounds everybody has one person left to meet and three seats to fill.
    assert result.bounds.repeats.value == 32 * 2 // 2
    assert result.bounds.repeats.argument is Argument.ENOUGH_OTHERS


def test_seat_meets_every_profession_but_never_its_own_in_a_spare_round_of_the_plane():
    # 48 people of eight professions at eight tables of six: a round of the plane of order 8 that
    # is not used keeps each profession apart in the four that are.
    result = seat(room(48, 8, 4, n_professions=8))

    assert (result.score.repeats, result.score.same_profession) == (0, 0)


@pytest.mark.parametrize(
    ("n_people", "n_tables", "n_rounds", "n_professions"),
    [(26, 5, 4, 5), (41, 4, 3, 3), (60, 5, 3, 12), (100, 8, 4, 10)],
)
def test_tables_that_seat_more_than_there_are_tables_repeat_no_more_than_they_must(
    n_people, n_tables, n_rounds, n_professions
):
    result = seat(room(n_people, n_tables, n_rounds, n_professions=n_professions))

    assert result.score.key()[:2] == result.bounds.key()[:2]
    assert result.bounds.repeats.argument is Argument.TABLES
