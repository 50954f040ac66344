"""Who may say something beside a lesson, how they are shown, and who sees it."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from sideways.comments import queries, rules, services
from sideways.comments.errors import NotYoursError
from sideways.comments.models import Comment
from sideways.comments.tests.factories import advise, answer, ask, make_expert, report, say
from sideways.common.models import AuditRow
from sideways.lessons.errors import FormalRouteFirstError
from sideways.lessons.models import Lesson
from sideways.lessons.services import lesson_narrow_audience, lesson_open_to, lesson_withdraw
from sideways.lessons.tests.factories import make_lesson
from sideways.lessons.tests.telling import HARM
from sideways.people.models import Topic
from sideways.people.services import person_move
from sideways.people.tests.factories import make_organisation, make_person
from sideways.people.trust import State
from sideways.vault.queries import opened

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def seen(lesson, reader):
    return list(queries.comments_of(Lesson.objects.get(pk=lesson.pk), reader))


def test_a_comment_stands_for_peers_and_tells_only_a_role():
    lesson, nurse = make_lesson(), make_person(name="Nia Bramwell")
    comment = say(lesson, nurse)

    assert seen(lesson, make_person()) == [comment]
    assert comment.named_author is None
    assert opened(comment.pk) == {"person": nurse.pk}
    row = AuditRow.objects.get(action="comment.comment")
    assert (row.by, row.subject) == (None, f"comments.comment:{comment.pk}")


def test_the_same_id_twice_is_one_and_anothers_id_is_refused():
    lesson, person, pk = make_lesson(), make_person(), uuid4()
    first = say(lesson, person, comment_id=pk)

    assert say(lesson, person, "Changed", comment_id=pk) == first
    assert Comment.objects.get().text == "Ours rings first"
    with pytest.raises(NotYoursError):
        say(lesson, make_person(), comment_id=pk)
    with pytest.raises(NotYoursError):
        say(make_lesson(), person, comment_id=pk)


def test_a_name_shows_by_choice_only():
    lesson, nurse = make_lesson(), make_person(name="Nia Bramwell")

    assert say(lesson, nurse, with_name=True).named_author == nurse
    assert say(lesson, make_person(name=""), with_name=True).named_author is None


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "official"},
        {"kind": "regulator"},
        {"kind": "funder"},
        {"kind": "guardian"},
        {"kind": "operator"},
        {"standing": "waiting"},
        {"level": 5},
    ],
)
def test_whoever_is_not_in_the_audience_says_nothing_and_reads_nothing(fields):
    lesson = make_lesson()
    say(lesson, make_person())
    other = make_person(**fields)

    with pytest.raises(NotYoursError):
        say(lesson, other)
    assert seen(lesson, other) == []


def test_a_stranger_and_whoever_the_lesson_is_shut_to_read_nothing():
    house = make_organisation()
    author = make_person(organisation=house, level=2)
    lesson = make_lesson(author=author, audience="peers")
    comment = say(lesson, make_person())
    senior = make_person(organisation=house, level=4)

    assert seen(lesson, AnonymousUser()) == []
    assert queries.comment_seen(comment.pk, senior) is None
    assert queries.comment_seen(comment.pk, AnonymousUser()) is None
    assert queries.comment_seen(uuid4(), author) is None
    assert queries.comment_seen(comment.pk, author) == comment


def test_the_seniors_of_whoever_said_it_do_not_see_it_now_or_after_a_move():
    house, other = make_organisation(), make_organisation()
    nurse = make_person(organisation=house, level=2)
    lesson = make_lesson(author=make_person(level=4), audience="peers")
    comment = say(lesson, nurse)
    seniors = [make_person(organisation=house, level=4), make_person(organisation=other, level=4)]

    assert [seen(lesson, each) for each in seniors] == [[], [comment]]
    person_move(person=nurse, organisation=other, level=2, by=nurse, at=NOW)
    assert [seen(lesson, each) for each in seniors] == [[], []]


def test_an_answer_to_what_one_may_not_see_is_not_there():
    house = make_organisation()
    author, nurse = make_person(level=2), make_person(organisation=house, level=2)
    lesson = make_lesson(author=author, audience="peers")
    question = ask(lesson, nurse)
    answered = answer(question, author)
    senior = make_person(organisation=house, level=4)

    assert queries.threads_of(lesson, senior) == []
    assert queries.threads_of(lesson, nurse) == [queries.Thread(comment=question, answers=[answered])]


def test_a_reader_of_another_level_named_by_the_author_reads_and_stays_silent():
    author, chief = make_person(level=2), make_person(level=6)
    lesson = make_lesson(author=author)
    comment = say(lesson, make_person(level=2))
    lesson_open_to(lesson=lesson, reader=chief, by=author, at=NOW)

    assert seen(lesson, chief) == [comment]
    with pytest.raises(NotYoursError):
        say(lesson, chief)


def test_what_peers_said_stays_with_them_when_the_lesson_is_public():
    house = make_organisation()
    author = make_person(organisation=house, level=2)
    lesson = make_lesson(author=author, audience="public")
    comment = say(lesson, make_person(level=2))
    outside = [make_person(organisation=house, level=4), make_person(kind="regulator"), AnonymousUser()]

    assert [seen(lesson, each) for each in outside] == [[], [], []]
    assert seen(lesson, author) == seen(lesson, make_person(level=5)) == [comment]


def test_nobody_reads_what_stands_beside_a_withdrawn_lesson_not_even_its_author():
    author = make_person()
    lesson = make_lesson(author=author)
    say(lesson, make_person())
    lesson_withdraw(lesson=lesson, by=author, at=NOW)

    assert seen(lesson, author) == []
    with pytest.raises(NotYoursError):
        say(lesson, make_person())


def test_a_narrower_lesson_shuts_out_those_who_said_something_before():
    author, other = make_person(level=2), make_person(level=3)
    lesson = make_lesson(author=author, audience="peers")
    comment = say(lesson, other)
    lesson_narrow_audience(lesson=lesson, audience="level", by=author, at=NOW)

    assert queries.comment_seen(comment.pk, other) is None
    assert queries.comment_own(comment.pk, other) == comment


def test_the_author_alone_answers_and_no_row_but_the_vaults_says_who():
    author = make_person(name="Tola Ajayi")
    lesson = make_lesson(author=author)
    question = ask(lesson, make_person())
    answered = answer(question, author)

    assert (answered.kind, answered.named_author, answered.profession) == ("answer", None, None)
    assert opened(answered.pk) == {"person": author.pk}
    with pytest.raises(NotYoursError):
        answer(question, make_person())
    with pytest.raises(NotYoursError):
        answer(say(lesson, make_person()), author)
    again = services.answer_add(
        comment_id=answered.pk, question=question, words=services.Words(text="x"), by=author, at=NOW
    )
    assert again == answered


def test_an_author_asks_themselves_nothing():
    author = make_person()

    assert rules.kinds_for(make_lesson(author=author), author) == []
    assert rules.kinds_for(make_lesson(state=State.DRAFT), author) == []


def test_words_of_harm_go_to_the_formal_route_first_and_nothing_is_not_a_comment():
    lesson, person = make_lesson(), make_person()
    words = services.Words(text=HARM)
    with pytest.raises(FormalRouteFirstError):
        services.comment_add(comment_id=uuid4(), lesson=lesson, words=words, by=person, at=NOW)
    for text in (" ", "a" * 501, "nothing\x00holds"):
        with pytest.raises(ValidationError):
            say(lesson, person, text)
    assert not Comment.objects.exists()


def test_taking_back_deletes_it_with_its_answers_and_every_link():
    author, person = make_person(), make_person()
    lesson = make_lesson(author=author)
    question = ask(lesson, person)
    answered, told = answer(question, author), report(question, make_person())
    with pytest.raises(NotYoursError):
        services.comment_withdraw(comment=question, by=author, at=NOW)
    for _twice in range(2):
        services.comment_withdraw(comment=question, by=person, at=NOW)

    assert not Comment.objects.exists()
    assert [opened(each.pk) for each in (question, answered, told)] == [None, None, None]
    assert AuditRow.objects.filter(action="comment.withdrawn").count() == 1


def test_a_lesson_that_is_gone_takes_no_comment():
    lesson = make_lesson()
    Lesson.objects.filter(pk=lesson.pk).delete()
    with pytest.raises(NotYoursError):
        say(lesson, make_person())


def test_an_expert_advises_on_their_topic_by_name_where_they_read_anyway():
    topic = Topic.objects.get(pk="fit-notes")
    expert = make_expert(topic=topic)
    on_topic, elsewhere = make_lesson(topics=("fit-notes",)), make_lesson()
    shut = make_lesson(author=make_person(level=5), topics=("fit-notes",))

    advice = advise(on_topic, expert)
    assert (advice.named_author, advice.audience) == (expert, "peers")
    for lesson in (elsewhere, shut):
        with pytest.raises(NotYoursError):
            advise(lesson, expert)
    with pytest.raises(NotYoursError):
        advise(on_topic, make_person())


def test_advice_on_a_public_lesson_is_for_anyone_and_needs_a_name():
    lesson = make_lesson(author=make_person(level=2), audience="public")
    expert = make_expert(make_person(name="Edda Expert", level=6))
    advice = advise(lesson, expert)
    say(lesson, make_person(level=2))

    assert seen(lesson, AnonymousUser()) == seen(lesson, make_person(kind="official")) == [advice]
    with pytest.raises(ValidationError):
        advise(lesson, make_expert(make_person(name="")))


def test_an_expert_whose_account_changed_advises_nowhere():
    expert = make_expert()
    expert.kind = "regulator"
    expert.save()
    with pytest.raises(NotYoursError):
        advise(make_lesson(audience="public"), expert)
