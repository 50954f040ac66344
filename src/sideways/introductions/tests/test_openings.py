"""What people who are introduced may begin with: nothing that a lesson by role would give away."""

import pytest

from sideways.introductions.openings import opening_questions
from sideways.introductions.tests.factories import make_nurse, make_work_coach
from sideways.lessons.tests.factories import make_lesson

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    return make_nurse(name="Nia Bramwell"), make_work_coach(name="Leila Haddad")


def test_each_is_asked_about_the_lesson_they_put_their_name_to(two):
    nurse, coach = two
    make_lesson(author=nurse, attribution="named", topics=("hospital-discharge",))
    make_lesson(author=coach, attribution="named", topics=("fit-notes", "falls"))

    assert opening_questions(two, "Care at home") == [
        "Hospital discharge: what has happened since one of you wrote about it?",
        "Falls and Fit notes: what has happened since one of you wrote about it?",
        "Where does it jam between us: Care at home?",
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        {"attribution": "role"},
        {"attribution": "named", "state": "withdrawn"},
        {"attribution": "named", "state": "draft"},
    ],
)
def test_nothing_else_of_theirs_is_asked_about(two, hidden):
    make_lesson(author=two[0], topics=("falls",), **hidden)

    asked = opening_questions(two, "")

    assert len(asked) == 3
    assert not any("Falls" in question for question in asked)


def test_a_lesson_that_the_other_cannot_read_is_not_asked_about(two):
    nurse, _coach = two
    lesson = make_lesson(author=nurse, attribution="named", topics=("falls",))
    assert "Falls" in opening_questions(two, "")[0]
    type(lesson).objects.filter(pk=lesson.pk).update(level=6)
    assert "Falls" not in " ".join(opening_questions(two, ""))
