"""When somebody is looked for: pure sums over a plan that was never saved."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sideways.notices.kinds import NOT_AT_ONCE, NoticeKind
from sideways.notices.models import NoticePlan, Rhythm
from sideways.notices.rules import AT_ONCE_EVERY, due_at, kinds_due, next_look, rhythm_of, told_until

LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 1, 7, 12, tzinfo=LONDON)  # a Wednesday


def plan(**fields):
    return NoticePlan(**{"person_id": 120, "begun_at": NOON, **fields})


def kind(name="lessons", **fields):
    values = {"title": name, "about": "", "source": lambda *_: [], "concerns": lambda _: True}
    return NoticeKind(name=name, **values | fields)


def london(*moment):
    return datetime(*moment, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("rhythm", "expected"),
    [
        (Rhythm.AT_ONCE, NOON + AT_ONCE_EVERY),
        (Rhythm.DAILY, london(2026, 1, 8, 7)),
        (Rhythm.WEEKLY, london(2026, 1, 12, 7)),
        (Rhythm.OFF, None),
    ],
)
def test_next_look_of_each_rhythm(rhythm, expected):
    assert next_look(plan(), rhythm, NOON) == expected


def test_daily_is_today_while_the_hour_is_to_come_and_a_week_is_a_week():
    assert next_look(plan(hour=18), Rhythm.DAILY, NOON) == london(2026, 1, 7, 18)
    assert next_look(plan(hour=12), Rhythm.DAILY, NOON) == london(2026, 1, 8, 12), "after, not at"
    assert next_look(plan(hour=12, weekday=2), Rhythm.WEEKLY, NOON) == london(2026, 1, 14, 12)


def test_people_are_spread_over_the_hour():
    minutes = {next_look(plan(person_id=pk), Rhythm.DAILY, NOON).minute for pk in range(1, 61)}
    assert minutes == set(range(60))


def test_the_hour_is_that_of_the_clock_on_the_wall_in_summer_too():
    before = datetime(2026, 3, 28, 12, tzinfo=UTC)  # the clocks go forward that night
    assert next_look(plan(), Rhythm.DAILY, before).astimezone(UTC) == datetime(2026, 3, 29, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "end", "hour", "expected"),
    [
        (22, 7, 23, london(2026, 1, 8, 7)),
        (22, 7, 2, london(2026, 1, 7, 7)),
        (22, 7, 12, None),
        (9, 17, 12, london(2026, 1, 7, 17)),
        (9, 17, 17, None),
        (9, 9, 9, None),
    ],
)
def test_quiet_hours_delay(start, end, hour, expected):
    moment = london(2026, 1, 7, hour, 5)
    found = next_look(plan(quiet_from=start, quiet_until=end), Rhythm.AT_ONCE, moment - AT_ONCE_EVERY)
    assert found == (expected or moment)


def test_a_choice_the_kind_does_not_have_falls_back_to_its_own():
    chosen = plan(choices={"lessons": "at_once"})
    assert rhythm_of(chosen, kind()) == Rhythm.AT_ONCE
    assert rhythm_of(chosen, kind(rhythms=NOT_AT_ONCE)) == Rhythm.DAILY
    assert rhythm_of(plan(), kind(default=Rhythm.WEEKLY)) == Rhythm.WEEKLY


def test_each_kind_is_due_on_its_own_and_the_person_with_the_first():
    kinds = [kind("often"), kind("daily"), kind("weekly"), kind("never")]
    chosen = plan(choices={"often": "at_once", "weekly": "weekly", "never": "off"})
    assert due_at(chosen, kinds) == NOON + AT_ONCE_EVERY
    assert [k.name for k in kinds_due(chosen, kinds, NOON + AT_ONCE_EVERY)] == ["often"]
    assert [k.name for k in kinds_due(chosen, kinds, NOON + timedelta(days=1))] == ["often", "daily"]

    chosen.told = {"often": (NOON + timedelta(days=1)).isoformat()}
    assert told_until(chosen, kinds[0]) == NOON + timedelta(days=1)
    assert told_until(chosen, kinds[1]) == NOON


def test_who_wants_nothing_is_never_due():
    assert due_at(plan(choices={"lessons": "off"}), [kind()]) is None
    assert kinds_due(plan(choices={"lessons": "off"}), [kind()], NOON + timedelta(days=99)) == []
