from datetime import timedelta

import pytest
from django.utils import timezone

from sideways.lessons import queries, services
from sideways.lessons.models import Lesson
from sideways.lessons.queries import Filters
from sideways.lessons.tests.factories import make_lesson, make_release
from sideways.people.models import Person
from sideways.people.queries import cells_of
from sideways.people.tests.factories import make_organisation, make_person
from sideways.people.trust import State

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def crowd(profession="nurse", size=5, **fields):
    return [make_person(profession=profession, **fields) for _ in range(size)]


def found(reader, **chosen):
    return set(queries.lessons_filtered(queries.lessons_readable(reader), Filters(**chosen), cells_of()))


def test_lessons_readable_leaves_out_drafts_and_withdrawn_ones_even_my_own():
    author = make_person()
    shared = make_lesson(author=author)
    make_lesson(author=author, state=State.DRAFT)
    make_lesson(author=author, state=State.WITHDRAWN)

    assert list(queries.lessons_readable(author)) == [shared]


@pytest.mark.parametrize("kind", ["official", "funder", "regulator", "guardian", "operator"])
def test_lessons_readable_by_others_than_peers_are_the_public_ones(kind):
    public = make_lesson(audience="public")
    make_lesson(audience="peers")
    make_lesson(audience="level")

    assert list(queries.lessons_readable(make_person(kind=kind))) == [public]


def test_lessons_readable_hide_a_junior_from_a_senior_of_the_same_organisation():
    organisation = make_organisation()
    author = make_person(organisation=organisation)
    lesson = make_lesson(author=author, audience="peers")
    senior = make_person(organisation=organisation, level=4)

    assert list(queries.lessons_readable(senior)) == []
    assert list(queries.lessons_readable(make_person(level=4))) == [lesson]

    services.lesson_open_to(lesson=lesson, reader=senior, by=author, at=NOW)
    assert list(queries.lessons_readable(senior)) == [lesson]

    services.lesson_close_to(lesson=lesson, reader=senior, by=author, at=NOW)
    assert list(queries.lessons_readable(senior)) == []


def test_in_list_order_puts_now_first_and_the_newest_first_inside():
    def lesson(stage, days):
        return make_lesson(stage=stage, audience="public", at=NOW - timedelta(days=days))

    old_now, back, new_now, ended = (
        lesson("now", 9), lesson("looking_back", 0), lesson("now", 1), lesson("just_ended", 3)
    )  # fmt: skip

    assert list(queries.in_list_order(Lesson.objects.all())) == [new_now, old_now, ended, back]


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("UNREAD", True),
        ("unread money", True),
        ("unread elephants", False),
        ("café", True),
        ("CAFÉ", True),
        ("cafe\u0301", True),
        ("100%", True),
        ("10_%", False),
        ("fit notes at work", True),  # a topic's name and a later field
        ("minister", True),  # an update
        ("Person", False),  # nothing of the author is searched
        ("nurse", False),
    ],
)
def test_lessons_matching_looks_for_every_word_in_every_field(text, is_found):
    author = make_person()
    lesson = make_lesson(author=author, advice="Meet in the CAFÉ, it works 100%", topics=("fit-notes",))
    services.lesson_update_add(
        lesson=lesson, update=_update("The Minister wrote"), routes_seen=frozenset(), by=author, at=NOW
    )

    answer = queries.lessons_matching(Lesson.objects.all(), text)
    assert (answer.every and answer.things.exists()) == is_found


def _update(text):
    from sideways.lessons.models import LessonUpdate

    return LessonUpdate(text=text)


def test_lessons_matching_survives_a_very_long_search():
    make_lesson()

    assert not queries.lessons_matching(Lesson.objects.all(), "x" * 100_000 + "\x00 %" * 1000).things.exists()


def test_filters_find_by_what_is_shown():
    reader, *nurses = crowd()
    coaches = crowd("work_coach")
    by_nurse = make_lesson(author=nurses[0], topics=("fit-notes",))
    by_coach = make_lesson(author=coaches[0], stage="looking_back")

    assert found(reader) == {by_nurse, by_coach}
    assert found(reader, profession="nurse") == {by_nurse}
    assert found(reader, service="jobcentre") == {by_coach}
    assert found(reader, stage="looking_back") == {by_coach}
    assert found(reader, topic="fit-notes") == {by_nurse}
    assert found(reader, level="2") == {by_nurse, by_coach}
    assert found(reader, level="3") == set()


def test_filters_leak_nothing_narrower_than_what_is_shown():
    crowd()
    midwife = make_person(profession="midwife")
    lesson = make_lesson(author=midwife, audience="peers")

    assert found(midwife, profession="midwife") == set()
    assert found(midwife, service="nhs") == {lesson}


def test_filters_leak_nothing_once_a_group_has_become_small():
    midwives = crowd("midwife")
    crowd()
    lesson = make_lesson(author=midwives[0], audience="peers")
    assert found(midwives[0], profession="midwife") == {lesson}

    midwives[4].standing = Person.Standing.CLOSED
    midwives[4].save()

    assert found(midwives[0], profession="midwife") == set()
    assert found(midwives[0], service="nhs") == {lesson}
    assert found(midwives[0]) == {lesson}


def test_filters_find_a_named_author_by_true_profession():
    midwife = make_person(profession="midwife")
    lesson = make_lesson(author=midwife, attribution="named")

    assert found(midwife, profession="midwife") == {lesson}


def test_level_is_no_filter_while_few_people_stand_there():
    chief = make_person(level=7)
    make_lesson(author=chief, audience="peers")
    crowd()

    assert found(chief, level="7") == set()
    assert queries.levels_shown(cells_of()) == [2]


def test_lessons_for_home_are_now_at_my_level_from_other_professions_and_on_my_topics_first():
    person = make_person()
    person.topics.set(["fit-notes"])
    mates = crowd() + crowd("work_coach")
    same_profession = make_lesson(author=mates[0], topics=("fit-notes",))
    other = make_lesson(author=mates[5], at=NOW)
    on_topic = make_lesson(author=mates[6], topics=("fit-notes",), at=NOW - timedelta(days=3))
    make_lesson(author=mates[5], stage="looking_back")
    make_lesson(author=make_person(level=3), audience="peers")
    make_lesson(author=person)

    assert list(queries.lessons_for_home(person)) == [on_topic, other, same_profession]


@pytest.mark.once  # so many queries, whoever answers them
@pytest.mark.parametrize("rows", [1, 25])
def test_lessons_for_home_take_a_fixed_number_of_queries(rows, django_assert_num_queries):
    person, mates = make_person(), crowd()
    for number in range(rows):
        make_lesson(author=mates[number % 5], topics=("fit-notes",))

    with django_assert_num_queries(3):  # the vault, the lessons, their topics
        lessons = list(queries.lessons_for_home(person))
        assert [topic.pk for lesson in lessons for topic in lesson.topics.all()] == ["fit-notes"] * rows


def test_stage_counts_count_each_lesson_once():
    lesson = make_lesson(topics=("fit-notes",), audience="public")
    lesson.topics.add("fit-notes")
    make_lesson(stage="just_ended")

    assert queries.stage_counts(Lesson.objects.all()) == {"now": 1, "just_ended": 1, "looking_back": 0}


def test_lessons_written_by_are_drafts_then_shared_then_withdrawn():
    author = make_person()
    withdrawn = make_lesson(author=author, state=State.WITHDRAWN)
    shared = make_lesson(author=author)
    draft = make_lesson(author=author, state=State.DRAFT)
    make_lesson()

    assert list(queries.lessons_written_by(author)) == [draft, shared, withdrawn]


def test_lessons_written_by_are_gone_once_the_account_is_one_of_oversight():
    author = make_person()
    make_lesson(author=author)
    author.kind = Person.Kind.OFFICIAL
    author.save()

    assert list(queries.lessons_written_by(author)) == []


def test_newest_draft_of_is_mine_and_not_shared():
    author = make_person()
    make_lesson(author=author)
    make_lesson(state=State.DRAFT)
    assert queries.newest_draft_of(author) is None

    older = make_lesson(author=author, state=State.DRAFT, at=NOW - timedelta(days=1))
    newer = make_lesson(author=author, state=State.DRAFT, at=NOW)

    assert older != queries.newest_draft_of(author) == newer


def test_releases_wait_oldest_first_and_not_while_withdrawn():
    author = make_person()
    first, second = (make_release(make_lesson(author=author)) for _ in range(2))
    make_release(make_lesson(state=State.WITHDRAWN))

    assert list(queries.releases_waiting_for(make_person(kind="guardian"))) == [first, second]
    assert list(queries.releases_proposed_to(author)) == []


def test_guardian_does_not_find_their_own_lesson_in_the_queue():
    guardian = make_person()
    mine, other = make_release(make_lesson(author=guardian)), make_release(make_lesson())
    guardian.kind = "guardian"
    guardian.save()

    assert list(queries.releases_waiting_for(guardian)) == [other] != [mine]
