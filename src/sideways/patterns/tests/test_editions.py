"""What is published and when: small cells, differences between days, and lessons that go."""

import itertools
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sideways.lessons import services as lesson_services
from sideways.lessons.models import Lesson
from sideways.lessons.tests.factories import ALL_SIGNS, make_lesson
from sideways.patterns import queries, rules, services
from sideways.patterns.models import Edition, Pattern, PatternMember
from sideways.patterns.tests.factories import BOILERS, NOTES, TRIBUNALS, make_theme, publish
from sideways.people.models import Person
from sideways.people.services import person_close
from sideways.people.tests.factories import make_organisation, make_person
from sideways.people.trust import organisations_behind, written_by

pytestmark = pytest.mark.django_db
in_python = pytest.mark.once  # what is counted in Python from rows that both databases give
NEXT_MONTH = timedelta(days=32)


def author_of(lesson):
    return next(p for p in Person.objects.all() if lesson.pk in written_by("lessons.lesson", p))


def withdraw(lesson):
    lesson_services.lesson_withdraw(lesson=lesson, by=author_of(lesson), at=timezone.now())


def words_shown():
    return {word for shown in queries.patterns_shown() for word in shown.words}


@in_python
def test_two_themes_are_told_apart_and_by_their_words():
    notes, boilers = make_theme(NOTES), make_theme(BOILERS, n=7)

    publish()

    first, second = queries.patterns_shown()
    assert {"boiler", "plumber"} & set(first.words)
    assert {"pharmacy", "dosette"} & set(second.words)
    assert set(PatternMember.objects.filter(pattern=first.pk).values_list("lesson", flat=True)) == {
        lesson.pk for lesson in boilers
    }
    assert (first.lessons, second.lessons) == (5, 5)
    assert set(PatternMember.objects.values_list("lesson", flat=True)) >= {lesson.pk for lesson in notes}


@in_python
@pytest.mark.parametrize(
    ("n", "n_organisations", "is_shown"), [(4, 4, False), (5, 2, False), (5, 3, True), (6, 6, True)]
)
def test_fewer_than_five_lessons_or_three_organisations_are_not_shown(n, n_organisations, is_shown):
    make_theme(BOILERS)
    make_theme(NOTES, n=n, n_organisations=n_organisations)

    publish()

    assert ("dosette" in words_shown()) is is_shown
    assert "boiler" in words_shown()


def test_organisations_of_somebody_who_moved_count_once():
    make_theme(BOILERS)
    author, elsewhere = make_person(), make_organisation()
    make_theme(NOTES, n=4, n_organisations=1)
    lessons = [make_lesson(author=author, trying="Go on", went_wrong=NOTES) for _ in range(3)]
    author.organisation = elsewhere
    author.save()
    lesson_services.lessons_file_under_post(person=author)

    publish()

    assert len(organisations_behind("lessons.lesson", [lessons[0].pk])[lessons[0].pk]) == 2
    assert "dosette" not in words_shown()


def test_lessons_whose_author_left_count_for_no_organisation():
    make_theme(BOILERS)
    lessons = make_theme(NOTES, n=6, n_organisations=3)
    author = author_of(lessons[0])
    assert organisations_behind("lessons.lesson", [lessons[0].pk])[lessons[0].pk]

    person_close(person=author, choices={"lessons": "leave"}, by=author, at=timezone.now())

    assert organisations_behind("lessons.lesson", [lessons[0].pk]) == {lessons[0].pk: frozenset()}


@in_python
def test_a_word_of_one_organisation_is_never_published():
    make_theme(BOILERS, n=10)
    make_theme(TRIBUNALS, n=10)
    about = "Dosette boxes were wrong"
    make_theme(about)
    make_theme(about + ". Zanzibarium", n=3, n_organisations=1)
    make_theme(about + ". Quixotium", n=4, n_organisations=2)
    make_theme(about + ". Commonium", n=4, n_organisations=3)

    publish()

    stored = {word for pattern in Pattern.objects.all() for word, _ in pattern.words}
    assert "commonium" in stored
    assert not {"zanzibarium", "quixotium"} & stored


def test_figures_come_on_the_first_of_a_month_and_stay():
    make_theme(BOILERS)
    make_theme(NOTES, n=9)
    publish()
    before = queries.patterns_shown()

    make_theme(NOTES, n=1)
    publish()
    assert queries.patterns_shown() == before

    services.edition_make(at=timezone.now() + NEXT_MONTH)
    after = queries.patterns_shown()
    assert [shown.lessons for shown in after] == [10, 5]
    assert {shown.pk for shown in after} == {shown.pk for shown in before}, "links last"
    assert Edition.objects.count() == 1


def test_a_month_without_patterns_is_not_made_again_in_between():
    publish()
    make_theme(BOILERS)
    make_theme(NOTES)

    publish()

    assert queries.patterns_shown() == []
    assert queries.newest_edition() is not None


def test_two_workers_publish_once(monkeypatch):
    make_theme(BOILERS)
    make_theme(NOTES)
    themes_in = services.problem.themes_in

    def meanwhile_another(*given):
        monkeypatch.setattr(services.problem, "themes_in", themes_in)
        publish()
        return themes_in(*given)

    monkeypatch.setattr(services.problem, "themes_in", meanwhile_another)

    assert services.edition_make(at=timezone.now()) is False
    assert Pattern.objects.count() == 2


@pytest.mark.parametrize("how", ["withdraw", "correct", "delete"])
def test_a_lesson_that_goes_is_counted_no_more_from_the_next_request(how):
    make_theme(BOILERS)
    lessons = make_theme(NOTES, n=10, n_organisations=10)
    publish()
    assert [shown.lessons for shown in queries.patterns_shown()] == [10, 5]

    lesson = Lesson.objects.get(pk=lessons[0].pk)
    if how == "withdraw":
        withdraw(lesson)
    elif how == "delete":
        author = author_of(lesson)
        person_close(person=author, choices={"lessons": "withdraw"}, by=author, at=timezone.now())
    else:
        change = lesson_services.Change(
            fields={"went_wrong": "The tablets went missing"}, topics=(), routes_seen=ALL_SIGNS
        )
        lesson_services.lesson_correct(
            lesson=lesson, change=change, seen_version=lesson.version, by=author_of(lesson), at=timezone.now()
        )

    assert [shown.lessons for shown in queries.patterns_shown()] == [5, 5]


@pytest.mark.parametrize(("n", "n_organisations"), [(5, 5), (8, 3)])
def test_a_pattern_that_becomes_too_small_is_gone_at_once(n, n_organisations):
    make_theme(BOILERS)
    lessons = make_theme(NOTES, n=n, n_organisations=n_organisations)
    publish()
    assert "dosette" in words_shown()
    pk = next(shown.pk for shown in queries.patterns_shown() if "dosette" in shown.words)

    withdraw(lessons[0])

    assert "dosette" not in words_shown()
    assert queries.pattern_shown(pk) is None


def test_the_next_night_drops_the_row_of_a_withdrawn_lesson():
    make_theme(BOILERS)
    lesson = make_theme(NOTES)[0]
    publish()
    withdraw(lesson)
    assert PatternMember.objects.filter(pk=lesson.pk).exists()

    publish()

    assert not PatternMember.objects.filter(pk=lesson.pk).exists()


@in_python
def test_services_and_professions_show_only_from_five_lessons_and_three_organisations():
    make_theme(BOILERS, n=10)
    make_theme(TRIBUNALS, n=10)
    organisations = [make_organisation() for _ in range(5)]
    for profession, n, spread in [("nurse", 6, 5), ("gp", 7, 2), ("work_coach", 4, 4)]:
        for i in range(n):
            author = make_person(profession=profession, organisation=organisations[i % spread])
            lesson = make_lesson(author=author, trying="Go on", went_wrong=NOTES)
            Lesson.objects.filter(pk=lesson.pk).update(
                profession=profession, service=author.profession.service
            )

    publish()

    shown = next(shown for shown in queries.patterns_shown() if "dosette" in shown.words)
    assert shown.lessons == 15
    assert shown.professions == [("nurse", 5)]
    assert shown.services == [("nhs", 10)]


@in_python
def test_what_is_told_more_than_usual_is_said_and_growth_goes_by_quarters():
    make_theme(TRIBUNALS, n=6, days_ago=100)
    make_theme(BOILERS, n=14, n_organisations=5, days_ago=200)
    make_theme(NOTES, n=3, days_ago=300)
    make_theme(NOTES, n=9, days_ago=5)

    publish()

    boilers, notes, _ = queries.patterns_shown()
    assert (boilers.is_rising, notes.is_rising) == (False, True)
    counts = [count for _, count in notes.growth]
    assert len(counts) == queries.QUARTERS_SHOWN
    assert counts == sorted(counts)
    assert (counts[-3], counts[-1]) == (0, 10)


@in_python
def test_no_figures_in_steps_tell_a_small_one():
    """Try every way 24 lessons may fall on two services that show and a rest that does not."""
    told = {}
    for shown, other, rest in itertools.product(range(5, 25), range(5, 25), range(5)):
        figures = (rules.stepped(shown + other + rest), rules.stepped(shown), rules.stepped(other))
        told.setdefault(figures, set()).add(rest)
    assert all(len(rests) > 1 for rests in told.values())


@in_python
@given(st.lists(st.frozensets(st.integers(1, 6), max_size=3), max_size=6))
def test_organisations_apart_are_never_more_than_can_be_apart(behind):
    most = max(
        len(some)
        for size in range(len(behind) + 1)
        for some in itertools.combinations(behind, size)
        if all(each for each in some) and sum(map(len, some)) == len(frozenset().union(*some))
    )

    counted = rules.organisations_apart(behind)

    assert counted <= most
    assert (counted == 0) == (most == 0)
    if all(len(each) <= 1 for each in behind):
        assert counted == most
    for gone in range(len(behind)):
        left = behind[:gone] + behind[gone + 1 :]
        assert len(frozenset().union(*left)) >= counted - 1


@in_python
def test_a_theme_with_too_few_words_to_publish_is_not_shown():
    make_theme(BOILERS)
    make_theme("Zebras swap pencils for Priya")
    make_theme("Camels leave")

    publish()

    assert not {"camels", "leave"} & words_shown()
    assert Pattern.objects.count() == 2


def test_a_pattern_is_called_by_its_words():
    make_theme(BOILERS)
    make_theme(NOTES)
    publish()

    pattern = Pattern.objects.first()

    assert str(pattern) == ", ".join(word for word, _ in pattern.words[:3])
    assert str(pattern.pk) in str(pattern.members.first())
    assert str(pattern.edition) == f"{pattern.edition.month:%Y-%m}"
