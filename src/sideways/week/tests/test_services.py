"""Choosing the list of a week: once, nothing twice, and nothing that somebody may not read."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from sideways.lessons import services as lessons
from sideways.lessons.following import Following
from sideways.lessons.tests.factories import make_lesson
from sideways.people.models import Person
from sideways.people.services import person_close
from sideways.people.tests.factories import make_organisation, make_person
from sideways.people.trust import State
from sideways.vault import rotation
from sideways.week import queries, services
from sideways.week.choosing import Why
from sideways.week.models import WeekList
from sideways.week.resealing import weeks_reseal
from sideways.week.rules import monday_of
from sideways.week.seals import opened, sealed
from sideways.week.services import week_choose, weeks_choose
from sideways.week.tasks import weeks_choose as task
from sideways.week.tests.factories import (
    DAY,
    DISCHARGE,
    FIT,
    MEDICINES,
    MONDAY,
    WEDNESDAY,
    WEEK,
    follow,
    ids_offered,
    lists_of,
    make_crowd,
    make_follower,
    offered,
    tell,
)

pytestmark = pytest.mark.django_db


def test_a_list_is_chosen_once_and_stays():
    person, first = make_follower(), tell()

    assert ids_offered(person) == [first.pk]
    tell(days=1)
    assert ids_offered(person) == [first.pk]
    assert ids_offered(person, MONDAY) == [first.pk]
    assert lists_of(person) == 1


def test_nothing_is_offered_in_two_weeks():
    person = make_follower()
    told = {tell(make_crowd()[0], FIT, days=days).pk for days in range(1, 8)}

    weeks = [ids_offered(person, WEDNESDAY + number * WEEK) for number in range(6)]

    assert sum(map(len, weeks)) == len(told)
    assert {pk for week in weeks for pk in week} == told


def test_a_week_begins_on_monday_in_the_time_zone_of_the_site(settings):
    settings.TIME_ZONE = "Europe/London"  # an hour ahead of UTC by then
    sunday, monday = datetime(2026, 7, 5, 22, 59, tzinfo=UTC), datetime(2026, 7, 5, 23, 1, tzinfo=UTC)

    assert [monday_of(sunday), monday_of(monday)] == [date(2026, 6, 29), date(2026, 7, 6)]


def test_nothing_of_ones_own_nothing_said_to_have_happened_and_nothing_used():
    person = make_follower()
    own = tell(person)
    met, used, muted, other = (tell(days=days) for days in (1, 2, 3, 4))
    lessons.lesson_echo(lesson=met, by=person, at=WEDNESDAY)
    lessons.lesson_reuse(
        lesson=used, place="nhs", changed="", routes_seen=frozenset(), by=person, at=WEDNESDAY
    )
    lessons.lesson_follow(lesson=muted, how=Following.MUTED, by=person)

    found = ids_offered(person)

    assert found == [other.pk]
    assert own.pk not in found


def test_only_shared_lessons_at_the_level_that_may_be_read():
    house = make_organisation()
    person = make_follower(level=3, organisation=house)
    junior = make_person(level=2, organisation=house)
    senior = make_person(level=4, organisation=house)
    make_lesson(author=junior, audience="peers", topics=(FIT,), at=MONDAY)
    make_lesson(author=senior, audience="level", topics=(FIT,), at=MONDAY)
    make_lesson(author=make_person(level=2), audience="peers", topics=(FIT,), at=MONDAY)
    make_lesson(author=make_person(level=3), state=State.DRAFT, topics=(FIT,), at=MONDAY)
    make_lesson(author=make_person(level=3), state=State.WITHDRAWN, topics=(FIT,), at=MONDAY)
    make_lesson(author=make_person(level=3), topics=(FIT,), at=WEDNESDAY + DAY)
    seen = make_lesson(author=make_person(level=3), topics=(FIT,), at=MONDAY)

    assert ids_offered(person) == [seen.pk]


def test_a_junior_who_moved_up_to_the_same_level_stays_shut_to_their_former_senior():
    house = make_organisation()
    person = make_follower(level=3, organisation=house)
    before = make_lesson(author=make_person(level=2, organisation=house), topics=(FIT,), at=MONDAY)
    before.level = 3
    before.save()

    assert ids_offered(person) == []


def test_a_muted_topic_is_left_out_unless_the_lesson_is_on_a_watched_one():
    person = make_follower(FIT)
    follow(person, MEDICINES, how="muted")
    follow(person, DISCHARGE, how="watching")
    tell(None, FIT, MEDICINES)
    watched = tell(None, DISCHARGE, MEDICINES)

    assert ids_offered(person) == [watched.pk]


def test_what_somebody_wrote_about_counts_though_they_follow_nothing():
    person = make_person()
    tell(person, DISCHARGE)
    near, _far = tell(None, DISCHARGE), tell(None, MEDICINES, days=60)

    assert offered(person)[0].pk == near.pk
    assert offered(person)[0].why == Why.TOPICS


def test_what_says_much_the_same_as_ones_own_counts_without_any_topic():
    words = "Bariatric mattresses arrived at the wrong ward and blocked discharges"
    person = make_person()
    make_lesson(author=person, went_wrong=words, at=MONDAY)
    alike = make_lesson(author=make_crowd()[0], went_wrong=f"{words} again", at=MONDAY)
    make_lesson(author=make_crowd()[0], trying="Fill posts", went_wrong="Nobody applied", at=MONDAY)

    assert (offered(person)[0].pk, offered(person)[0].why) == (alike.pk, Why.ALIKE)


def test_one_that_others_used_surprises():
    person, near = make_follower(FIT), tell(None, FIT)
    unused, used = tell(None, MEDICINES), tell(None, MEDICINES, days=60)
    lessons.lesson_echo(lesson=used, by=make_person(), at=WEDNESDAY)

    assert ids_offered(person) == [near.pk, used.pk]
    assert unused.pk not in ids_offered(person)


def test_of_an_author_only_what_the_card_shows_counts_for_the_choice():
    # Of so few work coaches only the level shows: it may not be told from the order that they are none.
    person = make_follower()
    own, hidden = (
        tell(make_crowd("nurse")[0], days=1),
        tell(make_person(profession="work_coach"), FIT, MEDICINES),
    )
    shown = tell(make_crowd("gp")[0], days=5)

    assert ids_offered(person) == [shown.pk, own.pk, hidden.pk]


def test_who_goes_by_nothing_gets_no_list_and_one_at_once_when_they_follow_a_topic():
    person, lesson = make_person(), tell()

    assert week_choose(person=person, at=WEDNESDAY) is None
    follow(person, FIT)
    assert ids_offered(person) == [lesson.pk]


def test_where_nothing_is_found_nothing_is_kept_and_the_next_look_finds_what_has_come():
    person = make_follower()

    assert offered(person) == []
    assert lists_of(person) == 0
    lesson = tell()
    assert ids_offered(person) == [lesson.pk]


@pytest.mark.parametrize("kind", ["official", "funder", "regulator", "guardian", "operator"])
def test_who_is_no_peer_gets_no_list(kind):
    person = make_follower(kind=kind)
    tell()

    assert offered(person) == []
    assert lists_of(person) == 0


def test_an_account_that_is_closed_meanwhile_keeps_no_list(monkeypatch):
    person = make_follower()
    tell()
    really = queries.choice_for

    def closes_meanwhile(person, by, at):
        picked = really(person, by, at)
        person_close(person=person, choices={}, by=person, at=at)
        return picked

    monkeypatch.setattr(services, "choice_for", closes_meanwhile)

    assert week_choose(person=person, at=WEDNESDAY) is None
    assert lists_of(person) == 0


def test_what_another_week_was_offered_meanwhile_is_chosen_anew(monkeypatch):
    person, first, second = make_follower(), tell(days=1), tell(days=2)
    really, calls = queries.choice_for, []

    def next_week_is_quicker(person, by, at):
        picked = really(person, by, at)
        if not calls:
            calls.append(1)
            WeekList.objects.create(person=person, monday=monday_of(at) + WEEK, sealed=sealed(picked[:1]))
        return picked

    monkeypatch.setattr(services, "choice_for", next_week_is_quicker)

    assert ids_offered(person) == [second.pk]
    assert ids_offered(person, WEDNESDAY + WEEK) == [first.pk]


def test_the_database_lets_nobody_have_two_lists_for_a_week():
    person = make_follower()
    WeekList.objects.create(person=person, monday=monday_of(WEDNESDAY), sealed=sealed([]))

    with pytest.raises(IntegrityError), transaction.atomic():
        WeekList.objects.create(person=person, monday=monday_of(WEDNESDAY), sealed=sealed([]))


def test_a_row_tells_nothing_of_its_lessons_not_even_how_many_or_when():
    person, lesson = make_follower(), tell()
    full = bytes(week_choose(person=person, at=WEDNESDAY).sealed)

    assert lesson.pk.hex.encode() not in full
    assert str(lesson.pk).encode() not in full
    assert len(full) == len(sealed([])) == len(sealed(offered(person) * 5))
    assert full[:12] == sealed([])[:12]  # version and time of a seal stand there: the time is none


def test_lists_are_sealed_anew_when_the_key_of_the_vault_is_changed(settings):
    person, lesson = make_follower(), tell()
    before = ids_offered(person)
    settings.VAULT_KEYS = ["a newer key", *settings.VAULT_KEYS]

    assert weeks_reseal() == 1
    assert weeks_reseal() == 0
    settings.VAULT_KEYS = settings.VAULT_KEYS[:1]
    assert ids_offered(person) == before == [lesson.pk]
    assert weeks_reseal in rotation.resealers


@pytest.mark.once  # so many queries, whoever answers them
def test_it_takes_the_same_number_of_queries_however_much_there_is():
    def counted(person, at):
        with CaptureQueriesContext(connection) as few:
            assert week_choose(person=person, at=at) is not None
        return len(few)

    reader, later = make_follower(), make_follower()
    tell(reader, FIT)
    tell(later, FIT)
    one = tell()
    lessons.lesson_echo(lesson=one, by=make_person(), at=WEDNESDAY)
    first = counted(reader, WEDNESDAY)
    for days in range(1, 12):
        more = tell(None, FIT, DISCHARGE, days=days)
        lessons.lesson_echo(lesson=more, by=make_person(), at=WEDNESDAY)
    for number in range(1, 3):
        ids_offered(later, WEDNESDAY - number * WEEK)

    assert counted(later, WEDNESDAY) == first <= 32


# On Mondays, by the worker.


def test_on_monday_everybody_who_follows_a_topic_gets_a_list_once():
    people, nobody, muted = [make_follower() for _ in range(2)], make_person(), make_follower(how="muted")
    tell()
    early = WEDNESDAY + 5 * DAY

    assert weeks_choose(at=early) is None
    weeks_choose(at=early)

    assert [lists_of(each) for each in [*people, nobody, muted]] == [1, 1, 0, 0]


def test_on_other_days_the_worker_leaves_it_to_those_who_ask():
    person = make_follower()
    tell()

    for days in range(6):
        weeks_choose(at=MONDAY + DAY + days * DAY)

    assert lists_of(person) == 0


def test_the_worker_goes_on_where_it_ended(monkeypatch):
    monkeypatch.setattr(services, "CHOSEN_AT_ONCE", 2)
    people = [make_follower() for _ in range(3)]
    tell(days=5)

    assert weeks_choose(at=MONDAY) == people[1].pk
    assert weeks_choose(at=MONDAY, after=people[1].pk) is None
    assert [lists_of(each) for each in people] == [1, 1, 1]


def test_one_list_that_breaks_keeps_theirs_from_nobody(monkeypatch, caplog):
    broken, other = make_follower(), make_follower()
    tell(days=5)
    really = services.choice_for

    def breaks(person, by, at):
        if person == broken:
            raise RuntimeError
        return really(person, by, at)

    monkeypatch.setattr(services, "choice_for", breaks)
    weeks_choose(at=MONDAY)

    assert [lists_of(broken), lists_of(other)] == [0, 1]
    assert str(broken.pk) not in caplog.records[-1].getMessage()


def test_the_task_asks_for_more_where_there_may_be_more(monkeypatch):
    asked, last = [], {0: 7, 7: None}
    monkeypatch.setattr(services, "weeks_choose", lambda at, after: asked.append(after) or last[after])

    task.enqueue()  # in tests a task runs at once

    assert asked == [0, 7]


def test_closing_the_account_deletes_all_lists():
    person, other = make_follower(), make_follower()
    tell()
    ids_offered(person)
    ids_offered(other)

    person_close(person=Person.objects.get(pk=person.pk), choices={}, by=person, at=WEDNESDAY)

    assert [lists_of(person), lists_of(other)] == [0, 1]
    assert opened(WeekList.objects.get(person=other).sealed)
