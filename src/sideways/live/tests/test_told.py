"""Who is told of what: by the rule that decides who may open it, and never of what they did themselves."""

from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from sideways.lessons import services
from sideways.lessons.models import Lesson, LessonUpdate
from sideways.lessons.tests.factories import ALL_SIGNS, make_lesson
from sideways.live import channels
from sideways.live.models import News
from sideways.live.positions import Position
from sideways.live.queries import Item, Listener, Subject, subject_from, told_to
from sideways.live.services import news_add
from sideways.people.models import Person
from sideways.people.tests.factories import make_organisation, make_person
from sideways.people.trust import Audience, visible_to

pytestmark = pytest.mark.django_db

START = Position(0, 0)
LESSON = "lessons.lesson"


def log():
    """Return the log, numbered by its rows on both databases: within one test nothing is committed."""
    return [
        Item(news.pk, Subject(news.channel, news.subject), news.what) for news in News.objects.order_by("pk")
    ]


def after_all():
    return Position(log()[-1].number + 1, log()[-1].number + 1)


def told(*readers, seen=START, **fields):
    return told_to([Listener(reader, seen, **fields) for reader in readers], log())


def test_a_new_lesson_is_told_to_who_may_open_it_and_not_to_its_author():
    house = make_organisation()
    author, peer = make_person(organisation=house), make_person()
    senior, elsewhere = make_person(organisation=house, level=4), make_person(level=5)
    official = make_person(kind=Person.Kind.OFFICIAL)

    lesson = make_lesson(author=author, audience=Audience.LEVEL)

    news = [[LESSON, "shared", str(lesson.pk)]]
    assert told(author, peer, senior, elsewhere, official) == [[], news, [], [], []]


def test_what_is_told_is_what_may_be_opened_for_every_reader():
    house, authors = make_organisation(), [make_person(level=level) for level in (2, 3, 4)]
    authors.append(make_person(organisation=house))
    readers = [
        make_person(organisation=house, level=level, kind=kind) for level in (2, 4) for kind in Person.Kind
    ]
    readers += [
        make_person(level=level, standing=standing) for level in (2, 3) for standing in Person.Standing
    ]
    for author in authors:
        for audience in Audience:
            make_lesson(author=author, audience=audience)

    for reader, news in zip(readers, told(*readers), strict=True):
        may_open = visible_to(Lesson.objects.all(), reader).values_list("pk", flat=True)
        assert {one[2] for one in news} == {str(pk) for pk in may_open}


def test_what_was_seen_is_not_told_again_and_each_listener_has_a_position_of_their_own():
    reader = make_person()
    first = make_lesson()
    after = after_all()
    second = make_lesson()

    both = told_to([Listener(reader, START), Listener(reader, after)], log())

    assert [[one[2] for one in news] for news in both] == [[str(first.pk), str(second.pk)], [str(second.pk)]]


def test_what_its_author_adds_and_changes_is_told():
    author, reader = make_person(), make_person()
    lesson = make_lesson(author=author)
    at, update = timezone.now(), LessonUpdate(id=uuid4(), text="It works now")
    services.lesson_update_add(lesson=lesson, update=update, routes_seen=ALL_SIGNS, by=author, at=at)
    change = services.Change(fields={"advice": "Ring twice"})
    services.lesson_correct(lesson=lesson, change=change, seen_version=1, by=author, at=at)
    services.lesson_update_remove(update=update, by=author)

    [news] = told(reader)

    assert [what for _, what, _ in news] == ["shared", "updated", "changed", "changed"]


def test_a_draft_tells_nobody_anything():
    make_lesson(state="draft")

    assert not News.objects.exists()


@pytest.mark.parametrize(
    "how", ["withdrawn", "narrowed", "erased", "closed to me", "not mine to see", "not there"]
)
def test_a_page_that_shows_what_its_reader_may_no_longer_open_is_told_so(how):
    author, reader = make_person(level=3), make_person()
    lesson = make_lesson(author=author, audience="level" if how == "not mine to see" else "peers")
    at, seen = timezone.now(), after_all()
    if how == "closed to me":
        services.lesson_open_to(lesson=lesson, reader=reader, by=author, at=at)
        services.lesson_narrow_audience(lesson=lesson, audience=Audience.LEVEL, by=author, at=at)
        services.lesson_close_to(lesson=lesson, reader=reader, by=author, at=at)
    elif how == "withdrawn":
        services.lesson_withdraw(lesson=lesson, by=author, at=at)
    elif how == "narrowed":
        services.lesson_narrow_audience(lesson=lesson, audience=Audience.LEVEL, by=author, at=at)
    elif how == "erased":
        services.lessons_erase(person=author, withdraw=True)
    watched = Subject(LESSON, uuid4() if how == "not there" else lesson.pk)

    gone = [[LESSON, "gone", str(watched.id)]]
    assert told(reader, seen=seen, watched=watched, look_again=True) == [gone]


def test_a_page_that_shows_a_lesson_is_told_at_once_when_there_is_news_of_it():
    author, reader = make_person(), make_person()
    lesson = make_lesson(author=author)
    seen = after_all()
    watched = Subject(LESSON, lesson.pk)
    assert told(reader, seen=seen, watched=watched) == [[]]

    services.lesson_withdraw(lesson=lesson, by=author, at=timezone.now())

    assert told(reader, seen=seen, watched=watched) == [[[LESSON, "gone", str(lesson.pk)]]]
    assert told(author, seen=seen, watched=watched) == [[]]  # who may still open it


def test_news_of_a_feature_that_is_not_there_tells_nobody():
    news_add(channel="gone.feature", what=News.What.SHARED, subject=uuid4())

    assert told(make_person()) == [[]]


@pytest.mark.parametrize(
    "text", ["", "lessons.lesson", "lessons.lesson:7", f"gone.feature:{UUID(int=1)}", ":"]
)
def test_a_page_that_shows_nothing_we_know_watches_nothing(text):
    assert subject_from(text) is None


def test_nobody_may_listen_while_nobody_has_said_who_may(monkeypatch):
    assert channels.may_listen(make_person())
    monkeypatch.setattr(channels, "_gates", [])

    assert not channels.may_listen(make_person())


@pytest.mark.parametrize("count", [1, 3])
def test_telling_takes_a_fixed_number_of_queries(django_assert_num_queries, count):
    readers = [make_person() for _ in range(count)]
    lessons = [make_lesson() for _ in range(count)]
    watched = Subject(LESSON, lessons[0].pk)
    items = log()

    with django_assert_num_queries(2):  # the lessons, and what they are filed under
        told_to([Listener(reader, START, watched, look_again=True) for reader in readers], items)
