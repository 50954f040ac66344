from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from sideways.demo.cast import CAST, PASSWORD
from sideways.demo.services import demo_load
from sideways.lessons.models import Lesson, LessonRelease
from sideways.lessons.new_lessons import found_by_searches
from sideways.lessons.queries import alike_on_page, in_list_order, lessons_for_home, lessons_readable
from sideways.lessons.saved_queries import new_since_looked, searches_of
from sideways.patterns.queries import patterns_shown
from sideways.people.models import Organisation, Person
from sideways.people.trust import OVERSIGHT, PEERS, State, visible_to
from sideways.villages.models import Day, Project
from sideways.villages.queries import mentors_suggested, mentors_to_confirm, roles_filled
from sideways.week.models import WeekList
from sideways.week.seals import opened

# It writes through services, which are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def network(django_db_setup, django_db_blocker):
    """The demo network: loaded once for these tests, and rolled back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert demo_load() is True
        yield
        transaction.set_rollback(True)


def test_demo_load_makes_the_network_once(network):
    assert demo_load() is False

    assert Person.objects.count() == 200
    assert Lesson.objects.count() == 61
    assert Lesson.objects.filter(state=State.WITHDRAWN).count() == 1
    assert LessonRelease.objects.filter(state=LessonRelease.State.ASKED).count() == 1
    assert not Organisation.objects.filter(is_demo=False).exists()
    assert not Lesson.objects.filter(is_demo=False).exists()


def test_demo_load_leaves_a_network_with_people_alone():
    Person.objects.all().delete()  # of this test only
    Person.objects.create(email="somebody@example.org")

    assert demo_load() is False
    assert Person.objects.count() == 1


def test_peers_of_the_cast_are_offered_lessons_this_week_and_were_the_week_before(network):
    lists = {(row.person.email, row.monday): opened(row.sealed) for row in WeekList.objects.all()}
    people = Person.objects.filter(email__in=[member.email for member in CAST], kind__in=PEERS)

    assert {email for email, _ in lists} == {person.email for person in people}
    assert all(1 <= len(offered) <= 5 for offered in lists.values())
    nurse = [offered for (email, _), offered in lists.items() if email.startswith("nurse@")]
    assert len(nurse) == 2
    assert all(len(offered) >= 3 for offered in nurse)


def test_nurse_of_the_demo_first_sees_what_a_work_coach_at_her_level_got_wrong_about_fit_notes(network):
    nurse = Person.objects.get(email="nurse@demo.example.org")

    first = lessons_for_home(nurse)[0]

    assert first.profession_id == "work_coach"
    assert first.level == nurse.level
    assert "Fit notes" in first.went_wrong


def test_nurse_of_the_demo_has_saved_a_search_that_has_found_something(network):
    nurse = Person.objects.get(email="nurse@demo.example.org")
    searches = list(searches_of(nurse))

    assert new_since_looked(searches, nurse) == [2]
    found = found_by_searches(nurse, timezone.now() - timedelta(days=30), timezone.now())
    assert len(found) == 2
    assert all(item.text.endswith("Found by: “GP practice”, happening now") for item in found)


def test_two_lessons_of_the_demo_tell_nearly_the_same(network):
    nurse = Person.objects.get(email="nurse@demo.example.org")
    listed = in_list_order(lessons_readable(nurse))[:20]

    assert len(alike_on_page(listed, by_stage=True)) == 1


def test_every_member_of_the_cast_can_sign_in_with_the_password_of_the_demo(client, network):
    for member in CAST:
        client.logout()
        typed = {"login": member.email, "password": PASSWORD}
        assert client.post(reverse("account_login"), typed).headers["Location"] == "/"


def test_oversight_accounts_of_the_demo_see_only_public_lessons(network):
    for reader in Person.objects.filter(kind__in=OVERSIGHT):
        seen = visible_to(Lesson.objects.all(), reader)
        assert {lesson.audience for lesson in seen} == {"public"}
        assert seen.count() == 5


def test_the_demo_shows_patterns_and_tells_them_by_topics(network):
    shown = patterns_shown()

    assert len(shown) >= 3
    assert {"Fit notes", "Hospital discharge"} & {word for pattern in shown for word in pattern.words}


def test_tables_outside_the_vault_name_no_author_of_a_role_only_lesson(network):
    with connection.cursor() as cursor:
        columns = [
            column.name for column in connection.introspection.get_table_description(cursor, "lessons_lesson")
        ]

    assert not any("author" in column for column in columns if column != "named_author_id")
    assert not Lesson.objects.filter(attribution="role", named_author__isnull=False).exists()


def test_the_project_of_the_volunteer_has_two_of_three_roles_and_mentors_to_ask(network):
    project = Project.objects.get(made_by__email="volunteer@demo.example.org")

    assert set(roles_filled([project])[project.pk]) == {"support", "peer"}
    assert len(mentors_suggested(project)) == 2
    assert [mentor.trained_at is None for mentor in mentors_to_confirm()] == [True, False, False]
    assert Day.objects.get().guests.count() == 4
