"""Schedules without repeats, or with the fewest, counted pair by pair."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reckon.seating.bounds import least_pairs
from reckon.seating.designs import design, developed, transversal
from reckon.seating.differences import difference_rows
from reckon.seating.fields import field_tables, prime_power
from reckon.seating.starters import STARTERS


def meetings(schedule):
    count = Counter()
    for tables in schedule:
        for table in range(tables.max() + 1):
            count.update(combinations(np.flatnonzero(tables == table).tolist(), 2))
    return count


def assert_free_of_repeats(schedule, n_tables, n_seats):
    for tables in schedule:
        assert np.bincount(tables, minlength=n_tables).tolist() == [n_seats] * n_tables
    count = meetings(schedule)
    assert max(count.values()) == 1
    assert len(count) == len(schedule) * n_tables * n_seats * (n_seats - 1) // 2


def assert_as_few_repeats_as_tables_allow(schedule, n_tables, n_seats):
    for tables in schedule:
        assert np.bincount(tables, minlength=n_tables).tolist() == [n_seats] * n_tables
    repeats = sum(times - 1 for times in meetings(schedule).values())
    assert repeats == (len(schedule) - 1) * n_tables * least_pairs(n_seats, n_tables)


@pytest.mark.parametrize("order", [2, 3, 4, 5, 7, 8, 9, 16, 25, 27])
def test_field_tables_obey_the_laws_of_a_field(order):
    minus, times = field_tables(order)
    elements = np.arange(order)

    assert (times == times.T).all()
    assert (times[times] == times[:, times]).all()  # (ab)c = a(bc)
    assert (times[1] == elements).all()
    for a in range(1, order):
        assert sorted(times[a]) == elements.tolist()  # every division has one answer
        assert (times[a][minus] == minus[times[a][:, None], times[a][None, :]]).all()  # a(b-c) = ab-ac


def test_field_tables_refuses_an_order_without_a_field():
    with pytest.raises(ValueError, match="no field with 6"):
        field_tables(6)


def test_prime_power_knows_one_is_none():
    assert prime_power(1) is None


@pytest.mark.parametrize("shape", sorted(STARTERS))
def test_stored_starter_turns_into_a_schedule_without_repeats(shape):
    n_tables, n_seats = shape

    schedule = developed(n_tables, n_seats)

    assert_free_of_repeats(schedule, n_tables, n_seats)
    assert len(schedule) == (n_tables * n_seats - 1) // (n_seats - 1)  # nobody could meet more


@pytest.mark.parametrize(
    ("n_tables", "n_seats", "n_rounds"),
    [(4, 4, 5), (5, 5, 6), (9, 3, 13), (16, 4, 21), (8, 2, 15), (8, 4, 9), (7, 6, 7), (1, 6, 1), (27, 3, 40)],
)
def test_transversal_design_is_free_of_repeats_and_as_long_as_known(n_tables, n_seats, n_rounds):
    schedule = transversal(n_tables, n_seats)

    assert len(schedule) == n_rounds
    if n_tables > 1:
        assert_free_of_repeats(schedule, n_tables, n_seats)


@pytest.mark.parametrize(("n_tables", "n_seats"), [(6, 3), (3, 4), (10, 4)])
def test_transversal_design_is_one_round_where_there_is_no_field(n_tables, n_seats):
    assert len(transversal(n_tables, n_seats)) == 1


@given(st.integers(2, 30), st.integers(1, 6), st.integers(1, 5), st.integers(0, 3))
def test_difference_rows_differ_by_another_amount_in_each_column(modulus, n_columns, n_rows, seed):
    rows = difference_rows(modulus, n_columns, n_rows, seed=seed)

    if rows is not None:
        assert rows.shape == (n_rows, n_columns)
        for one, two in combinations(rows, 2):
            assert len(set((one - two) % modulus)) == n_columns


@given(st.integers(2, 24), st.integers(2, 9), st.integers(1, 7))
def test_design_has_the_fewest_repeats_or_is_not_given(n_tables, n_seats, n_rounds):
    found = design(n_tables, n_seats, n_rounds)

    if found is not None:
        assert len(found.schedule) >= n_rounds
        if n_seats <= n_tables:
            assert_free_of_repeats(found.schedule, n_tables, n_seats)
        else:
            assert_as_few_repeats_as_tables_allow(found.schedule, n_tables, n_seats)
        if found.hosts:
            hosts = found.schedule[:n_rounds, :n_tables]
            assert (hosts == np.arange(n_tables)).all()


def test_design_does_not_find_what_does_not_exist():
    assert design(6, 6, 4) is None  # Tarry 1900: no two orthogonal Latin squares of order 6
    assert design(2, 4, 4) is None  # a square of two by two can be cut in three ways only


@pytest.mark.parametrize(
    ("n_tables", "n_seats", "n_rounds"),
    [(2, 3, 2), (2, 4, 3), (3, 4, 3), (3, 6, 4), (4, 7, 4), (5, 8, 5), (5, 10, 6), (7, 30, 7), (6, 9, 2)],
)
def test_design_of_large_tables_is_as_long_as_the_square_allows(n_tables, n_seats, n_rounds):
    found = design(n_tables, n_seats, n_rounds)

    assert len(found.schedule) == n_rounds
    assert_as_few_repeats_as_tables_allow(found.schedule, n_tables, n_seats)
