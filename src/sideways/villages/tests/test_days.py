"""Matching days: who may rank whom, what comes out, and that nobody else reads it."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from sideways.meetings.models import Meeting
from sideways.people.models import Person
from sideways.people.tests.factories import make_organisation, make_person
from sideways.villages import day_presenters, day_queries, holding, notice_kinds, queries, services, tasks
from sideways.villages.errors import NotNowError, NotYoursError
from sideways.villages.models import Day, Guest, Proposal, Talk, Wish
from sideways.villages.services.keeping import DAYS_KEPT
from sideways.villages.tests.factories import ask, make_day, make_mentor, make_project, mentored, rank

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def close(day, by=None):
    return services.day_close(day=day, by=by or make_person(kind="broker"), at=NOW)


def outcomes(day):
    return {each.project or each.mentor: each.outcome for each in day_queries.guests_of(day)}


def row_of(day, one):
    guests, talks = list(day_queries.guests_of(day)), list(day_queries.talks_of(day))
    guest = next(each for each in guests if one in {each.project, each.mentor})
    return day_presenters.guest_row(day, guest, guests, talks)


def test_those_who_ranked_each_other_are_matched_talk_and_meet():
    shop, bus = make_project(name="Shop"), make_project(name="Bus")
    ann = make_mentor(make_person(name="Ann Able"), limit=1)
    bo = make_mentor(make_person(name="Bo Bold"))
    day = make_day([shop, bus], [ann, bo])
    rank(day, shop, ann, bo)
    rank(day, bus, ann)
    rank(day, ann, bus, shop)
    rank(day, bo, shop)
    for _twice in range(2):
        close(day)

    assert Meeting.objects.count() == Proposal.objects.filter(role="mentor", state="accepted").count() == 2
    filled = queries.roles_filled([shop, bus])
    assert (filled[shop.pk]["mentor"].other, filled[bus.pk]["mentor"].other) == (bo.person, ann.person)
    assert set(outcomes(day).values()) == {"matched"}
    assert row_of(day, shop).matched == ["Bo Bold: your second choice, and you are among theirs."]
    assert row_of(day, ann).matched == [
        f"{bus.made_by.name}, Bus: your first choice, and you are among theirs."
    ]
    assert Talk.objects.count() == 3
    assert {talk.slot for talk in Talk.objects.all()} == {1, 2}
    assert len(row_of(day, shop).talks) == 2
    assert {row.mentor for row in day_presenters.talk_rows(day_queries.talks_of(day))} == {
        "Mentor 1, Ann Able",
        "Mentor 2, Bo Bold",
    }


def test_everybody_without_a_match_reads_why():
    first, second, third, idle = (make_project(name=str(number)) for number in range(4))
    mentor, passed, full = make_mentor(limit=1), make_mentor(), make_mentor(limit=1)
    day = make_day([first, second, third, idle], [mentor, passed, full])
    mentored(make_project(name="Elsewhere"), full)
    rank(day, first, mentor, passed)
    rank(day, second, mentor)
    rank(day, third, passed, full)
    rank(day, mentor, first, second)
    rank(day, passed, first)
    rank(day, full, third)
    close(day)

    assert outcomes(day) == {
        first: "matched",
        second: "no_room_left",
        third: "no_room_left",
        idle: "ranked_nobody",
        mentor: "matched",
        passed: "others_ranked_higher",
        full: "no_room",
    }
    assert row_of(day, second).outcome == "The mentors who ranked you too took projects they ranked higher."


def test_who_is_not_looking_any_more_is_left_out_and_told_so():
    closed, found, left, shop = (make_project(name=str(number)) for number in range(4))
    mentor, other = make_mentor(), make_mentor()
    day = make_day([closed, found, left, shop], [mentor, other])
    for project in (closed, found, left, shop):
        rank(day, project, mentor)
    rank(day, mentor, closed, found, left)
    services.project_close(project=closed, by=closed.made_by, at=NOW)
    mentored(found, other)
    Person.objects.filter(pk=left.made_by_id).update(kind="official")
    services.mentor_confirm(mentor=other, is_trained=False, by=make_person(kind="broker"), at=NOW)
    close(day)

    gone = {closed, found, left, other}
    assert {one for one, outcome in outcomes(day).items() if outcome == "not_looking"} == gone
    assert Meeting.objects.count() == 1
    assert outcomes(day)[mentor] == "ranked_nobody"


def test_nobody_is_paired_with_whom_they_excluded_nor_suggested_later():
    project, mentor = make_project(), make_mentor()
    other = make_project()
    day = make_day([project, other], [mentor])
    rank(day, project, mentor)
    rank(day, mentor, other, never=[project])
    assert [each.mentor for each in queries.mentors_suggested(project)] == []
    assert [each.mentor for each in queries.mentors_suggested(other)] == [mentor]
    with pytest.raises(NotYoursError):
        ask(project, mentor=mentor)
    close(day)

    assert outcomes(day)[project] == "not_ranked_back"
    rank_again = make_day([other], [mentor])
    rank(rank_again, other, never=[mentor])
    assert queries.mentors_suggested(other) == []


def test_one_ranks_for_oneself_up_to_three_of_the_other_side_each_once():
    house = make_organisation()
    project = make_project(make_person(organisation=house))
    mentors = [make_mentor() for _each in range(4)]
    colleague = make_mentor(make_person(organisation=house))
    own = make_mentor(project.made_by)
    day = make_day([project], [*mentors, colleague, own])

    for picks in (mentors, [mentors[0], mentors[0]], [project], [colleague], [own]):
        with pytest.raises(ValidationError):
            rank(day, project, *picks)
    with pytest.raises(ValidationError):
        rank(day, project, mentors[0], never=[mentors[0]])
    with pytest.raises(NotYoursError):
        services.wishes_say(guest=day.guests.first(), picks=[], excluded=[], by=mentors[0].person)
    for _twice in range(2):
        rank(day, project, mentors[1], never=[mentors[0], mentors[2]])
    assert Wish.objects.count() == 3
    close(day)
    with pytest.raises(NotNowError):
        rank(day, project, mentors[0])


def test_a_broker_opens_and_closes_a_day_and_nobody_else():
    project, mentor, broker = make_project(), make_mentor(), make_person(kind="broker")
    for by in (make_person(), project.made_by, make_person(kind="operator")):
        with pytest.raises(NotYoursError):
            make_day([project], [mentor], by)
    with pytest.raises(ValidationError):
        make_day([project], [])
    pk = uuid4()
    told = services.Invitations(on=NOW.date(), place="Here", projects=[project], mentors=[mentor])
    days = [services.day_open(day_id=pk, invitations=told, by=broker, at=NOW) for _twice in range(2)]
    assert days[0] == days[1] == Day.objects.get()
    assert Guest.objects.count() == 2

    for by in (make_person(), project.made_by):
        with pytest.raises(NotYoursError):
            close(days[0], by)
    Day.objects.all().delete()
    with pytest.raises(NotYoursError):
        close(days[0], broker)


def test_only_who_is_invited_and_brokers_open_a_day():
    project, mentor = make_project(), make_mentor()
    day = make_day([project], [mentor])

    for reader in (project.made_by, mentor.person, make_person(kind="broker")):
        assert day_queries.day_for(reader, day.pk) == day
    for reader in (make_person(), make_person(kind="official"), make_person(kind="guardian")):
        assert day_queries.day_for(reader, day.pk) is None


def test_only_projects_without_a_mentor_and_mentors_with_room_are_offered():
    found, looking, closed = make_project(), make_project(), make_project()
    full = make_mentor(limit=1)
    mentored(found, full)
    services.project_close(project=closed, by=closed.made_by, at=NOW)
    make_mentor(resting=True)
    make_mentor(trained=False)
    free = make_mentor()

    assert list(day_queries.projects_to_invite()) == [looking]
    assert day_queries.mentors_to_invite() == [free]


def test_no_name_is_told_before_two_are_matched():
    project, mentor = make_project(make_person(name="Zia Quill")), make_mentor(make_person(name="Ann Able"))
    day = make_day([project], [mentor])
    guests = list(day_queries.guests_of(day))
    names = " ".join(day_presenters.called(each) for each in guests)

    assert "Mentor 1: I opened a shop" in names
    assert not {"Zia", "Ann"} & set(names.split())
    assert day_presenters.how_many_ranked(guests) == "0 of 2 have ranked somebody."
    assert row_of(day, mentor).title == "You as mentor 1"


def test_guests_hear_that_they_are_invited_and_what_came_out():
    project, mentor = make_project(), make_mentor()
    day = make_day([project], [mentor], at=NOW - 2 * DAY)

    (item,) = notice_kinds.days(project.made_by, NOW - 3 * DAY, NOW)
    assert (item.text, item.url) == (
        "You are invited to rank: Halderby town hall",
        f"/projects/days/{day.pk}/",
    )
    rank(day, project, mentor)
    assert notice_kinds.days(project.made_by, NOW - 3 * DAY, NOW) == []
    close(day)
    (item,) = notice_kinds.days(project.made_by, NOW - DAY, NOW)
    assert item.text == "See what came out: Halderby town hall"
    assert notice_kinds.days(make_person(), NOW - DAY, NOW) == []


def test_a_copy_holds_whom_one_ranked_and_days_are_deleted_in_time():
    project, mentor, broker = make_project(name="Shop"), make_mentor(), make_person(kind="broker")
    day = make_day([project], [mentor], broker, at=NOW)
    rank(day, project, mentor)
    rank(day, mentor, never=[project])

    assert [(each["ranked"], each["left_out"]) for each in holding.export(project.made_by)["days"]] == [
        (["1"], [])
    ]
    assert [(each["ranked"], each["left_out"]) for each in holding.export(mentor.person)["days"]] == [
        ([], ["Shop"])
    ]
    holding.erase(person=broker, choice="", at=NOW)
    holding.erase(person=mentor.person, choice="", at=NOW)
    assert Day.objects.get().opened_by is None
    assert Guest.objects.count() == 1
    assert services.days_forget(at=NOW + DAYS_KEPT) == 0
    assert services.days_forget(at=NOW + DAYS_KEPT + DAY) == 1
    tasks.days_forget.func()


@pytest.mark.once  # so many queries, whoever answers them
def test_a_day_takes_as_many_queries_for_eight_guests_as_for_two(django_assert_num_queries):
    reader = make_person(kind="broker")
    for number in (1, 4):
        day = make_day(
            [make_project() for _each in range(number)], [make_mentor() for _each in range(number)]
        )
        with django_assert_num_queries(3):
            guests, talks = list(day_queries.guests_of(day)), list(day_queries.talks_of(day))
            assert all(day_presenters.guest_row(day, each, guests, talks).title for each in guests)
    assert day_queries.days_for(reader).count() == 2
    assert day_queries.own_guests(day, reader) == []
