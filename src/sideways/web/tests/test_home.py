import pytest
from django.urls import reverse

from sideways.lessons.models import LessonRelease
from sideways.lessons.tests.factories import make_lesson, make_release
from sideways.people.models import Person
from sideways.people.tests.factories import make_organisation, make_person
from sideways.people.trust import State

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


def page(client, reader=None):
    if reader is not None:
        client.force_login(reader)
    return client.get("/").content.decode()


def test_home_shows_what_happens_now_at_my_level_in_other_professions_first(client):
    make_lesson(author=make_person(), went_wrong="Told by a nurse like me")
    make_lesson(author=make_person(profession="work_coach"), went_wrong="Told by a work coach")

    shown = page(client, make_person())

    assert shown.index("Told by a work coach") < shown.index("Told by a nurse like me")


def test_home_leaves_out_other_levels_what_is_past_and_what_my_juniors_wrote(client):
    organisation = make_organisation()
    me = make_person(level=4, organisation=organisation)
    make_lesson(author=make_person(level=2), went_wrong="Another level")
    make_lesson(author=make_person(level=4), went_wrong="Long ago", stage="looking_back")
    make_lesson(
        author=make_person(level=2, organisation=organisation), audience="peers", went_wrong="My junior"
    )
    make_lesson(author=make_person(level=4), went_wrong="Now, at my level")

    shown = page(client, me)

    assert "Now, at my level" in shown
    assert not any(words in shown for words in ("Another level", "Long ago", "My junior"))


def test_home_without_lessons_says_so(client):
    assert "Nobody at your level says" in page(client, make_person())


def test_home_shows_what_waits_for_me(client):
    me = make_person()
    make_lesson(author=me, state=State.DRAFT, went_wrong="Begun on the bus")
    make_release(
        make_lesson(author=me, went_wrong="Ready for anyone"),
        state=LessonRelease.State.PROPOSED,
        wording={"a": "b"},
    )

    shown = page(client, me)

    assert "You began this and have not shared it." in shown
    assert "Begun on the bus" in shown
    assert "A guardian proposes a wording" in shown


def test_home_shows_what_came_of_mine(client):
    me = make_person()
    lesson = make_lesson(author=me, went_wrong="Mine and answered")
    client.force_login(make_person(profession="gp"))
    client.post(reverse("lessons:echo", args=[lesson.pk]))

    assert "happened to 1 other too" in page(client, me)


def test_home_takes_as_many_queries_whatever_there_is_to_show(client, django_assert_num_queries):
    me = make_person()
    make_lesson(author=me)
    client.force_login(me)
    for more in (1, 9, 90):
        for _ in range(more):
            make_lesson(author=make_person(profession="work_coach"), topics=["fit-notes"])
        client.get("/")

        with django_assert_num_queries(14):
            client.get("/")


def test_first_page_of_a_stranger_tells_true_figures(client):
    make_lesson(author=make_person())
    make_person(profession="work_coach")
    make_person(kind=Person.Kind.FUNDER)

    figures = [row["number"] for row in client.get("/").context["figures"]]

    assert figures == [2, 2, 1]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "official"}, "You see what is public"),
        ({"kind": "funder"}, "You see what is public"),
        ({"kind": "regulator"}, "You see what is public"),
        ({"kind": "guardian"}, "You keep the promise"),
        ({"kind": "operator"}, "You run this service"),
        ({"standing": "waiting"}, "Waiting for somebody to vouch"),
        ({"standing": "held"}, "An operator is looking at your account"),
    ],
)
def test_first_page_of_others_says_what_they_can_do_and_shows_only_public_lessons(client, fields, words):
    make_lesson(author=make_person(), audience="peers", went_wrong="For peers only")
    make_lesson(author=make_person(), audience="public", went_wrong="For anyone")

    shown = page(client, make_person(**fields))

    assert words in shown
    assert "For anyone" in shown
    assert "For peers only" not in shown


def test_somebody_who_has_not_finished_joining_is_sent_to_the_questions(client):
    client.force_login(Person.objects.create(email="new@example.org", standing=Person.Standing.JOINING))

    assert client.get("/").headers["Location"] == reverse("people:join")
    assert client.get(reverse("web:privacy")).status_code == 200
