"""When several people can all meet: right for any spans, and across the days when the clocks change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sideways.meetings import slots
from sideways.meetings.slots import LONDON

BEGIN = datetime(2026, 10, 24, tzinfo=UTC)
HALF_HOURS = st.integers(0, 96)
SPANS = st.lists(
    st.tuples(HALF_HOURS, st.integers(1, 20)).map(
        lambda pair: (
            BEGIN + timedelta(minutes=30 * pair[0]),
            BEGIN + timedelta(minutes=30 * (pair[0] + pair[1])),
        )
    ),
    max_size=8,
)
OCTOBER, MARCH = date(2026, 10, 25), date(2027, 3, 28)


def moments(spans):
    """Return the same as half hours, the plain way."""
    step, found = timedelta(minutes=30), set()
    for start, end in spans:
        while start < end:
            found.add(start)
            start += step
    return found


@given(st.lists(SPANS, min_size=1, max_size=4))
def test_shared_time_is_what_everybody_offers(of_each):
    together = slots.shared(of_each)

    assert moments(together) == set.intersection(*(moments(spans) for spans in of_each))
    assert together == slots.merged(together)


@given(st.lists(SPANS, min_size=1, max_size=3))
def test_the_order_of_people_and_of_their_times_does_not_matter(of_each):
    assert slots.shared(of_each) == slots.shared([spans[::-1] for spans in reversed(of_each)])


@given(SPANS, st.sampled_from([30, 45, 60, 120]))
def test_a_start_leaves_room_for_the_whole_meeting(spans, minutes):
    free = slots.merged(spans)
    for start in slots.starts(free, minutes, after=BEGIN + timedelta(hours=3)):
        assert slots.fits(free, (start, start + timedelta(minutes=minutes)))
        assert start > BEGIN + timedelta(hours=3)


@given(SPANS, SPANS)
def test_touching_is_sharing_some_time(ours, theirs):
    touched = any(slots.touches(ours, span) for span in theirs)

    assert touched == bool(slots.shared([ours, theirs]))


def test_nobody_shares_nothing():
    assert slots.shared([]) == []
    assert slots.shared([[], [(BEGIN, BEGIN + timedelta(hours=1))]]) == []


@pytest.mark.parametrize(
    ("day", "begins", "ends", "hours"),
    [
        (date(2026, 10, 24), time(22), time(6), 9),  # the night in which an hour comes twice
        (date(2027, 3, 27), time(22), time(6), 7),  # the night that lacks an hour
        (date(2026, 12, 1), time(22), time(6), 8),
        (date(2026, 12, 1), time(7), time(15), 8),
        (OCTOBER, time(1, 30), time(1, 30), 25),  # from the first half past one to the next day's
        (OCTOBER, time(1), time(1, 30), 1.5),  # the first one o'clock, the second half past
        (MARCH, time(1), time(1, 30), 0.5),  # neither is on the clocks: half past two it shows
        (MARCH, time(1), time(2), 1),  # the very hour that is left out: from two to three
        (MARCH, time(1, 30), time(2, 15), 0.75),  # from half past two
    ],
)
def test_a_shift_by_the_clocks_on_the_wall(day, begins, ends, hours):
    start, end = slots.on_day(day, begins, ends)

    assert (end - start).total_seconds() == hours * 3600


@given(
    st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.times(), st.times(), st.sampled_from([OCTOBER, MARCH])
)
def test_a_span_is_never_empty_and_says_what_the_clocks_do(day, begins, ends, changing):
    for each in (day, changing):
        start, end = slots.on_day(each, begins, ends)
        assert timedelta(0) < end - start <= timedelta(hours=25)
        local = start.astimezone(LONDON)
        if local.time() != begins:  # only where the clocks leave an hour out
            assert (local.date().month, local.hour) == (3, 2)
