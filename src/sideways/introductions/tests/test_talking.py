import json
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from sideways.introductions.errors import IntroductionOverError, NotYourIntroductionError
from sideways.introductions.models import Introduction, TalkRequest
from sideways.introductions.services import (
    apart_add,
    seals_destroy,
    talk_answer,
    talk_ask,
    talk_take_back,
    talks_close_due,
    talks_forget,
    wish_pause,
    wish_set,
)
from sideways.introductions.services.wishes import Wanted
from sideways.introductions.talk_queries import may_ask_to_talk, talks_asked_by, talks_to
from sideways.introductions.tests.factories import ask_to_talk, make_nurse, make_peer, make_work_coach
from sideways.lessons.conversations import conversations_of
from sideways.lessons.models import Lesson
from sideways.lessons.presenters.trail import talked_sentence
from sideways.lessons.services import lesson_withdraw
from sideways.lessons.tests.factories import make_lesson
from sideways.meetings.models import Meeting
from sideways.people.tests.factories import make_organisation, make_person
from sideways.vault.models import BlindToken, SealedIdentity

pytestmark = pytest.mark.django_db
NOW = timezone.now()
WEEK = timedelta(days=7)


def rows_of(*models):
    """Return all rows of all plain tables of these models as text."""
    with connection.cursor() as cursor:
        found = []
        for model in models:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            found += [[str(value) for value in row] for row in cursor.fetchall()]
    return json.dumps(found)


def test_asking_reaches_the_author_and_names_neither_in_any_column():
    author, asker = make_nurse(), make_work_coach()
    request = ask_to_talk(asker, author, at=NOW)

    assert [talk.request for talk in talks_to(author, NOW)] == [request]
    assert [talk.asker for talk in talks_to(author, NOW)] == [asker]
    assert list(talks_asked_by(asker)) == [request]
    assert not talks_asked_by(author).exists()
    assert {field.name for field in TalkRequest._meta.get_fields()} == {
        "id", "lesson", "asked_at", "ends_at", "declined", "over_at",
    }  # fmt: skip


def test_a_yes_makes_an_introduction_that_names_no_lesson_and_leaves_no_request():
    author, asker = make_nurse(), make_work_coach()
    request = ask_to_talk(asker, author, at=NOW, went_wrong="Notes lay in a drawer")
    lesson = request.lesson

    introduction = talk_answer(request=request, by=author, says_yes=True, at=NOW)

    assert introduction is not None
    assert (introduction.state, introduction.source) == ("accepted", "lesson")
    assert {party.person for party in introduction.parties.all()} == {author, asker}
    assert not TalkRequest.objects.exists()
    stored = rows_of(Introduction, Meeting, type(introduction.parties.get(person=author)))
    assert str(lesson.pk) not in stored.replace("-", "") + stored
    assert lesson.pk.hex not in stored
    assert "drawer" not in stored
    assert not SealedIdentity.objects.filter(pk=request.pk)
    assert not BlindToken.objects.filter(subject=request.pk)


def test_the_trail_counts_in_fives_those_who_met_and_tells_its_author_how_many():
    author, reader = make_nurse(), make_work_coach()
    lesson = make_lesson(author=author, talk=Lesson.Talk.VIDEO, audience="peers")

    def told(by):
        return talked_sentence(conversations_of(lesson, by), is_mine=by == author)

    for number in range(1, 6):
        introduction = talk_answer(
            request=talk_ask(lesson=lesson, by=make_work_coach(), at=NOW), by=author, says_yes=True, at=NOW
        )
        assert conversations_of(lesson, author) == number - 1  # what is only arranged counts for nothing
        Meeting.objects.filter(pk=introduction.meeting_id).update(
            state=Meeting.State.MET, starts_at=NOW, ends_at=NOW + WEEK
        )
        assert told(author).startswith("One person has" if number == 1 else f"{number} people have")
        assert told(reader) == ("" if number < 5 else "At least 5 people have talked with the author.")

    declined = talk_ask(lesson=lesson, by=make_work_coach(), at=NOW)
    talk_answer(request=declined, by=author, says_yes=False, at=NOW)
    assert told(author).startswith("5 people")
    assert conversations_of(lesson, make_person(kind="official")) == 0
    lesson = lesson_withdraw(lesson=lesson, by=author, at=NOW)
    assert conversations_of(lesson, author) == 0


def test_which_lesson_a_meeting_came_of_only_the_key_tells_and_it_goes_with_the_lesson():
    author = make_nurse()
    request = ask_to_talk(make_work_coach(), author, at=NOW)
    introduction = talk_answer(request=request, by=author, says_yes=True, at=NOW)
    (entry,) = BlindToken.objects.filter(subject=introduction.meeting_id)

    assert str(request.lesson_id).encode() not in bytes(entry.keyword) + bytes(entry.token)
    seals_destroy([request.lesson_id])
    assert not BlindToken.objects.filter(subject=introduction.meeting_id)


def test_the_order_of_the_two_does_not_say_who_wrote():
    one, other = make_nurse(), make_work_coach()
    for author, asker in ((one, other), (other, one)):
        request = ask_to_talk(asker, author)
        introduction = talk_answer(request=request, by=author, says_yes=True, at=NOW)
        assert introduction is not None
        assert [party.person for party in introduction.parties.all()] == [one, other]


def test_a_no_can_become_a_yes_and_is_forgotten_with_the_time():
    author, asker = make_nurse(), make_work_coach()
    request = ask_to_talk(asker, author, at=NOW)
    assert talk_answer(request=request, by=author, says_yes=False, at=NOW) is None
    assert [talk.request.declined for talk in talks_to(author, NOW)] == [True]
    silent = ask_to_talk(asker, author, at=NOW)

    assert talks_close_due(at=NOW + WEEK - timedelta(seconds=1)) == 0
    assert talks_close_due(at=NOW + WEEK) == 2
    told = [
        {name: value for name, value in row.items() if name not in {"id", "lesson_id"}}
        for row in TalkRequest.objects.values()
    ]
    assert told[0] == told[1]
    assert not talks_to(author, NOW + WEEK)
    with pytest.raises(NotYourIntroductionError):
        talk_answer(request=silent, by=author, says_yes=True, at=NOW + WEEK)


def test_only_the_author_answers_and_only_the_asker_takes_back():
    author, asker = make_nurse(), make_work_coach()
    request = ask_to_talk(asker, author)
    for by in (asker, make_nurse()):
        with pytest.raises(NotYourIntroductionError):
            talk_answer(request=request, by=by, says_yes=True, at=NOW)
    with pytest.raises(NotYourIntroductionError):
        talk_take_back(request=request, by=author)
    talk_take_back(request=request, by=asker)
    assert not TalkRequest.objects.exists()
    assert not SealedIdentity.objects.filter(pk=request.pk)


def test_asking_twice_is_once_and_three_authors_are_enough():
    asker = make_work_coach()
    request = ask_to_talk(asker, make_nurse())
    assert talk_ask(lesson=request.lesson, by=asker, at=NOW) == request
    for _ in range(2):
        ask_to_talk(asker, make_nurse())
    with pytest.raises(IntroductionOverError):
        ask_to_talk(asker, make_nurse())
    assert TalkRequest.objects.count() == 3


def test_who_may_ask_by_what_the_lesson_shows():
    lesson = make_lesson(author=make_nurse(), audience="peers")
    assert may_ask_to_talk(lesson, make_work_coach())
    for reader in (
        None,
        make_work_coach(level=3),
        make_work_coach(standing="waiting"),
        make_person(kind="guardian"),
        make_person(kind="official"),
    ):
        assert not may_ask_to_talk(lesson, reader)
    wider = make_work_coach(level=3)
    wish_set(person=wider, wanted=Wanted(capacity=1, widen_level=True))
    assert may_ask_to_talk(lesson, wider)
    closed = make_lesson(author=make_nurse(), audience="peers", talk=Lesson.Talk.NO)
    assert not may_ask_to_talk(closed, make_work_coach())


def test_whose_own_lesson_it_is_asks_nobody():
    author = make_nurse()
    with pytest.raises(NotYourIntroductionError):
        ask_to_talk(author, author)


@pytest.mark.parametrize(
    "what", ["same employer", "apart", "own profession", "paused", "withdrawn", "held", "no talk"]
)
def test_what_would_tell_of_the_author_is_never_said_and_the_author_is_not_asked(what):
    author, asker = make_nurse(), make_work_coach()
    if what == "own profession":
        asker = make_nurse()
    lesson = make_lesson(author=author, audience="peers")
    Lesson.objects.update(profession=None)  # told by the level alone, as in a small group
    lesson.refresh_from_db()
    request = talk_ask(lesson=lesson, by=asker, at=NOW)
    if what == "same employer":
        asker.organisation = author.organisation
    elif what == "held":
        asker.standing = "held"
    asker.save()
    if what == "apart":
        apart_add(person=author, words=asker.email, at=NOW)
    elif what == "paused":
        wish_pause(person=author, until=NOW + WEEK, at=NOW)
    elif what == "withdrawn":
        Lesson.objects.update(state="withdrawn", withdrawn_at=NOW)
    elif what == "no talk":
        Lesson.objects.update(talk="no")

    assert talks_to(author, NOW) == []
    with pytest.raises(NotYourIntroductionError):
        talk_answer(request=request, by=author, says_yes=True, at=NOW)
    assert list(talks_asked_by(asker)) == [request]


def test_who_reads_a_lesson_no_longer_is_not_shown_to_its_author():
    author, asker = make_nurse(), make_work_coach(level=3)
    wish_set(person=asker, wanted=Wanted(capacity=1, widen_level=True))
    wish_set(person=author, wanted=Wanted(capacity=1, widen_level=True))
    ask_to_talk(asker, author)
    assert talks_to(author, NOW)

    Lesson.objects.update(audience="level")
    assert not talks_to(author, NOW)


def test_a_title_goes_from_the_page_when_the_lesson_can_no_longer_be_read(client):
    asker = make_work_coach()
    ask_to_talk(asker, make_nurse(), trying="Join up", went_wrong="Notes lay in a drawer")
    client.force_login(asker)
    assert "drawer" in client.get("/introductions/").content.decode()
    Lesson.objects.update(state="withdrawn", withdrawn_at=NOW)
    told = client.get("/introductions/").content.decode()
    assert "drawer" not in told
    assert "A lesson you can no longer read" in told


def test_a_senior_of_the_author_cannot_ask():
    house = make_organisation()
    author, senior = make_nurse(organisation=house), make_peer("work_coach", organisation=house, level=3)
    wish_set(person=senior, wanted=Wanted(capacity=1, widen_level=True))
    with pytest.raises(NotYourIntroductionError):
        ask_to_talk(senior, author)


def test_what_ended_is_forgotten_with_its_seal_after_90_days():
    request = ask_to_talk(make_work_coach(), make_nurse(), at=NOW)
    talks_close_due(at=NOW + WEEK)
    quarter = NOW + WEEK + timedelta(days=90)

    assert talks_forget(at=quarter - timedelta(seconds=1)) == 0
    assert talks_forget(at=quarter) == 1
    assert not SealedIdentity.objects.filter(pk=request.pk)


@pytest.mark.once  # so many queries, whoever answers them
def test_reading_who_asks_takes_a_fixed_number_of_queries(django_assert_max_num_queries):
    author = make_nurse()
    for _ in range(4):
        ask_to_talk(make_work_coach(), author)
    with django_assert_max_num_queries(10):
        assert len(talks_to(author, NOW)) == 4
