"""Asking, answering, ending: nothing is told before both say yes, and a no looks like silence."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from sideways.common.models import AuditRow
from sideways.meetings.models import Meeting
from sideways.people.models import Person
from sideways.people.tests.factories import make_organisation, make_person
from sideways.villages import notice_kinds, presenters, queries, services
from sideways.villages.errors import NotNowError, NotYoursError
from sideways.villages.models import Proposal
from sideways.villages.services import TIME_TO_ANSWER
from sideways.villages.tests.factories import answer, ask, make_mentor, make_project, mentored, supported

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
OVER = NOW + TIME_TO_ANSWER
DAY = timedelta(days=1)


def roles(project):
    return set(queries.roles_filled([project])[project.pk])


def test_a_mentor_who_says_yes_meets_whoever_made_the_project():
    project, mentor = make_project(), make_mentor()
    proposal = answer(ask(project, mentor=mentor, at=NOW), mentor.person, at=NOW)

    assert roles(project) == {"mentor"}
    meeting = Meeting.objects.get()
    assert proposal.meeting == meeting
    assert {each.person for each in meeting.attendees.all()} == {project.made_by, mentor.person}
    assert meeting.about == project.name
    assert len(meeting.questions) == 3


def test_a_peer_project_fills_the_role_of_both():
    project, other = make_project(), make_project()
    answer(ask(project, peer=other), other.made_by)

    assert roles(project) == roles(other) == {"peer"}
    assert Meeting.objects.get().attendees.count() == 2


def test_anybody_at_a_support_body_can_confirm_and_one_does():
    project, body = make_project(), make_organisation(name="Halder Rural Community Council")
    first, second = make_person(organisation=body), make_person(organisation=body)
    asked = ask(project, body=body)
    for each in (first, second):
        assert list(queries.proposals_to_answer(each, asked.proposed_at)) == [asked]
    with pytest.raises(NotYoursError):
        answer(asked, first, yes=False)
    answer(asked, first)

    assert roles(project) == {"support"}
    assert queries.proposal_for(second, asked.pk, asked.proposed_at) is None
    with pytest.raises(NotYoursError):
        answer(asked, second)


def test_a_body_cannot_support_a_project_of_its_own_and_no_stranger_confirms():
    project, body = make_project(), make_organisation()
    with pytest.raises(NotYoursError):
        ask(project, body=project.made_by.organisation)
    asked = ask(project, body=body)

    for stranger in (make_person(), make_person(organisation=body, kind="funder")):
        with pytest.raises(NotYoursError):
            answer(asked, stranger)
        assert queries.proposal_for(stranger, asked.pk, asked.proposed_at) is None


def told_to_maker(project, until):
    """Return all that whoever made a project can learn at a moment."""
    proposal = Proposal.objects.get()
    rows = presenters.role_rows(
        project,
        queries.roles_filled([project])[project.pk],
        queries.asked_for(project, until),
        project.made_by,
    )
    notices = [
        (item.at, item.text, item.url)
        for kind in notice_kinds.KINDS
        for item in kind.source(project.made_by, NOW - DAY, until)
    ]
    again = [each.pk for each in queries.mentors_suggested(project)]
    page = queries.proposal_for(project.made_by, proposal.pk, until)
    return rows, notices, again, page and page.state


@pytest.mark.parametrize("when", [NOW, NOW + DAY, OVER - DAY, OVER, OVER + DAY])
def test_a_refusal_looks_like_silence_at_every_moment(when):
    project, mentor = make_project(at=NOW), make_mentor(at=NOW)
    asked = ask(project, mentor=mentor, at=NOW)
    silent = told_to_maker(project, when)
    answer(asked, mentor.person, yes=False, at=NOW)

    assert told_to_maker(project, when) == silent
    texts = [text for _at, text, _url in silent[1]]
    expected = ["Mentor: it did not come about this time. A shop for Bleakhope"] if when >= OVER else []
    assert texts == expected


def test_an_answer_leaves_no_row_in_the_audit_log():
    project, mentor = make_project(), make_mentor()
    asked = ask(project, mentor=mentor)
    before = AuditRow.objects.count()
    answer(asked, mentor.person, yes=False)

    assert AuditRow.objects.count() == before


def test_who_said_no_may_still_say_yes_and_after_the_time_nobody_can():
    project, mentor = make_project(), make_mentor()
    asked = ask(project, mentor=mentor, at=NOW)
    answer(asked, mentor.person, yes=False, at=NOW)
    with pytest.raises(NotNowError):
        answer(asked, mentor.person, at=OVER)
    assert queries.proposal_for(mentor.person, asked.pk, OVER) is None

    for _twice in range(2):
        answer(asked, mentor.person, at=OVER - DAY)
    assert Meeting.objects.count() == 1


def test_a_broker_asks_both_sides_and_both_must_say_yes():
    project, mentor = make_project(), make_mentor()
    proposed = ask(project, make_person(kind="broker"), mentor=mentor, at=NOW)
    assert list(queries.proposals_to_answer(project.made_by, NOW)) == [proposed]
    answer(proposed, mentor.person, at=NOW)
    assert roles(project) == set()
    answer(proposed, project.made_by, at=NOW)

    assert roles(project) == {"mentor"}


def test_a_mentor_is_told_at_the_end_alone_when_the_project_said_no():
    project, mentor = make_project(), make_mentor()
    proposed = ask(project, make_person(kind="broker"), mentor=mentor, at=NOW)
    answer(proposed, mentor.person, at=NOW)
    answer(proposed, project.made_by, yes=False, at=NOW)

    assert notice_kinds.came_to_nothing(mentor.person, NOW - DAY, OVER - DAY) == []
    (item,) = notice_kinds.came_to_nothing(mentor.person, NOW - DAY, OVER)
    assert (item.at, item.url) == (OVER, "/projects/")
    assert notice_kinds.came_to_nothing(project.made_by, NOW - DAY, OVER) == []


def test_only_whoever_made_it_and_brokers_ask_for_a_project():
    project, mentor = make_project(), make_mentor()
    for by in (make_person(), mentor.person, make_person(kind="operator")):
        with pytest.raises(NotYoursError):
            ask(project, by, mentor=mentor)
    services.project_close(project=project, by=project.made_by, at=NOW)
    with pytest.raises(NotYoursError):
        ask(project, mentor=mentor)


def test_one_is_asked_for_a_role_at_a_time_and_the_same_id_twice_is_one():
    project, mentor, other = make_project(), make_mentor(), make_mentor()
    pk = uuid4()
    made = [
        services.proposal_make(
            proposal_id=pk,
            project=project,
            candidate=services.Candidate(mentor=mentor),
            by=project.made_by,
            at=NOW,
        )
        for _twice in range(2)
    ]
    assert made[0] == made[1] == Proposal.objects.get()
    with pytest.raises(NotNowError):
        ask(project, mentor=other, at=OVER - DAY)
    with pytest.raises(NotYoursError):
        services.proposal_make(
            proposal_id=pk, project=make_project(), candidate=services.Candidate(), by=project.made_by, at=NOW
        )

    later = ask(project, mentor=other, at=OVER)
    answer(later, other.person, at=OVER)
    with pytest.raises(NotNowError):
        ask(project, mentor=make_mentor(), at=OVER)


@pytest.mark.parametrize("offer", [{"trained": False}, {"resting": True}, {"region": "Scotland"}])
def test_who_would_not_be_suggested_cannot_be_asked(offer):
    project = make_project()
    with pytest.raises(NotYoursError):
        ask(project, mentor=make_mentor(**offer))
    with pytest.raises(NotYoursError):
        ask(project, peer=make_project(topics=["community-transport"]))
    with pytest.raises(NotYoursError):
        ask(project)


def test_a_mentor_at_the_limit_cannot_be_asked_and_cannot_say_yes():
    mentor = make_mentor(limit=1)
    first, second, third = (make_project() for _each in range(3))
    asked = ask(second, mentor=mentor)
    mentored(first, mentor)

    with pytest.raises(NotYoursError):
        ask(third, mentor=mentor)
    with pytest.raises(NotNowError):
        answer(asked, mentor.person)
    assert roles(second) == set()


def test_a_role_filled_meanwhile_is_not_filled_twice():
    project, other, third = (make_project() for _each in range(3))
    asked, waits = ask(project, peer=other), ask(third, peer=project)
    answer(asked, other.made_by)

    with pytest.raises(NotNowError):
        answer(waits, project.made_by)


def test_either_ends_it_and_nobody_is_told_who():
    for number in range(2):
        project, mentor = make_project(), make_mentor()
        proposal = mentored(project, mentor, at=NOW)
        with pytest.raises(NotYoursError):
            services.proposal_end(proposal=proposal, by=make_person(), at=NOW)
        for _twice in range(2):
            services.proposal_end(proposal=proposal, by=(project.made_by, mentor.person)[number], at=NOW)

        assert roles(project) == set()
        assert notice_kinds.came_to_nothing(project.made_by, NOW - DAY, OVER + DAY) == []
        assert queries.proposal_for(mentor.person, proposal.pk, NOW) is None
    proposal.delete()
    with pytest.raises(NotYoursError):
        services.proposal_end(proposal=Proposal(pk=uuid4()), by=mentor.person, at=NOW)


def told_to_mentor(mentor, until):
    """Return all that a mentor can learn at a moment of what they were asked."""
    notices = [
        (item.at, item.text, item.url)
        for kind in notice_kinds.KINDS
        for item in kind.source(mentor.person, NOW - DAY, until)
    ]
    return list(queries.proposals_to_answer(mentor.person, until)), notices


@pytest.mark.parametrize("says_yes", [None, False, True])
def test_what_is_taken_back_looks_to_the_other_side_as_if_its_time_were_over(says_yes):
    project, mentor = make_project(at=NOW), make_mentor(at=NOW)
    asked = ask(project, make_person(kind="broker"), mentor=mentor, at=NOW)
    if says_yes is not None:
        answer(asked, mentor.person, yes=says_yes, at=NOW)
    silent = told_to_mentor(mentor, OVER)
    for _twice in range(2):
        services.proposal_take_back(proposal=asked, by=asked.asked_by, at=NOW)

    assert told_to_mentor(mentor, OVER - DAY) == ([], [])
    assert told_to_mentor(mentor, OVER) == silent
    assert len(silent[1]) == (1 if says_yes else 0)
    assert queries.proposal_for(mentor.person, asked.pk, NOW) is None
    with pytest.raises(NotNowError):
        answer(asked, mentor.person, at=NOW)


def test_whoever_asked_takes_it_back_hears_no_more_of_it_and_asks_another():
    project, mentor = make_project(at=NOW), make_mentor(at=NOW)
    asked = ask(project, mentor=mentor, at=NOW)
    for other in (mentor.person, make_person(kind="broker")):
        assert queries.ask_of(other, asked.pk) is None
        with pytest.raises(NotYoursError):
            services.proposal_take_back(proposal=asked, by=other, at=NOW)
    services.proposal_take_back(proposal=asked, by=project.made_by, at=NOW)

    assert queries.asked_for(project, NOW) == {}
    assert queries.mentors_suggested(project) == []  # nobody is asked again and again
    assert notice_kinds.came_to_nothing(project.made_by, NOW - DAY, OVER) == []
    ask(project, mentor=make_mentor(), at=NOW)


def test_what_both_have_agreed_to_is_not_taken_back():
    proposal = mentored(make_project(), make_mentor(), at=NOW)

    with pytest.raises(NotNowError):
        services.proposal_take_back(proposal=proposal, by=proposal.asked_by, at=NOW)


def test_a_broker_sees_that_they_proposed_somebody_and_another_broker_does_not():
    project, broker = make_project(), make_person(kind="broker")
    asked = ask(project, broker, mentor=make_mentor(), at=NOW)
    waiting = queries.asked_for(project, NOW)

    mine, theirs = (
        presenters.role_rows(project, {}, waiting, each)[0] for each in (broker, make_person(kind="broker"))
    )
    assert (mine.who, mine.proposal_id) == ("You proposed somebody. They have until 20 March 2026.", asked.pk)
    assert (theirs.who, theirs.state, theirs.proposal_id) == ("", "missing", None)


def test_answering_what_is_gone_is_refused():
    project, mentor = make_project(), make_mentor()
    asked = ask(project, mentor=mentor)
    Proposal.objects.all().delete()

    with pytest.raises(NotYoursError):
        answer(asked, mentor.person)


def test_a_mentor_who_stopped_cannot_say_yes():
    project, mentor = make_project(), make_mentor()
    asked = ask(project, mentor=mentor, at=NOW)
    for _twice in range(2):
        services.mentor_stop(by=mentor.person, at=NOW)

    with pytest.raises(NotNowError):
        answer(asked, mentor.person, at=NOW)


def test_a_senior_at_work_is_not_shown_what_a_junior_asks_for():
    house = make_organisation()
    project = make_project(make_person(organisation=house, level=2))
    senior = make_person(organisation=house, level=5)
    asked = ask(project, make_person(kind="broker"), mentor=make_mentor(senior_free := make_person()))
    Person.objects.filter(pk=senior_free.pk).update(organisation=house, level=5)
    moved = Person.objects.get(pk=senior_free.pk)

    for each in (senior, moved):
        assert list(queries.proposals_to_answer(each, asked.proposed_at)) == []
        assert queries.proposal_for(each, asked.pk, asked.proposed_at) is None


def test_others_see_who_supports_a_project_and_no_person():
    project, body = make_project(), make_organisation(name="Halder Rural Community Council")
    there = make_person(name="Rhona Clerk", organisation=body)
    supported(project, body, there)
    mentored(project, make_mentor(make_person(name="Nia Bramwell")))
    filled = queries.roles_filled([project])[project.pk]

    seen = presenters.role_rows(project, filled, {}, make_person())
    assert [row.who for row in seen] == ["", "Halder Rural Community Council", ""]
    own = presenters.role_rows(project, filled, {}, project.made_by)
    assert [row.who for row in own] == [
        "Nia Bramwell",
        "Rhona Clerk, Halder Rural Community Council",
        "",
    ]
    assert presenters.next_step(own) == "Next: ask a project to compare with."


def test_an_id_that_another_project_has_used_is_refused():
    asked = ask(make_project(), mentor=make_mentor())
    other = make_project()

    with pytest.raises(NotYoursError):
        services.proposal_make(
            proposal_id=asked.pk,
            project=other,
            candidate=services.Candidate(mentor=make_mentor()),
            by=other.made_by,
            at=asked.proposed_at,
        )


def test_somebody_who_works_nowhere_has_no_juniors_and_is_asked_all_the_same():
    mentor = make_mentor(make_person(organisation=None))
    asked = ask(make_project(), mentor=mentor)

    assert list(queries.proposals_to_answer(mentor.person, asked.proposed_at)) == [asked]


def test_nothing_is_said_to_speak_for_a_support_body():
    body = make_organisation()
    make_person(organisation=body)

    assert queries.suggestion_of(ask(make_project(), body=body)) is None
    assert queries.suggestion_of(ask(make_project(), mentor=make_mentor())) is not None


def test_a_body_can_be_asked_once_somebody_else_of_it_is_here():
    body = make_organisation()
    maker = make_person(organisation=body)
    assert not queries.has_somebody(body, but=maker)
    make_person(organisation=body, standing=Person.Standing.WAITING)
    assert not queries.has_somebody(body, but=maker)
    make_person(organisation=body)
    assert queries.has_somebody(body, but=maker)
