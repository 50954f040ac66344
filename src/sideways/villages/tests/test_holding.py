"""What people hear, take away and leave behind."""

from datetime import UTC, datetime, timedelta

import pytest

from sideways.people.tests.factories import make_organisation, make_person
from sideways.villages import holding, notice_kinds, queries, services, tasks
from sideways.villages.models import Mentor, Project, Proposal
from sideways.villages.services import TIME_TO_ANSWER
from sideways.villages.services.keeping import CLOSED_KEPT, OVER_KEPT
from sideways.villages.tests.factories import answer, ask, make_mentor, make_project, mentored, supported

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def texts(items):
    return [item.text for item in items]


def test_each_side_hears_what_it_is_asked_and_never_a_name():
    body = make_organisation()
    there = make_person(organisation=body)
    project, other = make_project(make_person(name="Zia Quill")), make_project()
    mentor = make_mentor()
    ask(project, mentor=mentor, at=NOW)
    ask(project, peer=other, at=NOW)
    ask(project, body=body, at=NOW)

    heard = [notice_kinds.asked(each, NOW - DAY, NOW) for each in (mentor.person, other.made_by, there)]
    assert [texts(items) for items in heard] == [
        ["A project asks you to be its mentor: A shop for Bleakhope"],
        ["A project would like to compare with yours: A shop for Bleakhope"],
        ["A project asks your organisation to be its support body: A shop for Bleakhope"],
    ]
    assert notice_kinds.asked(project.made_by, NOW - DAY, NOW) == []
    assert notice_kinds.asked(mentor.person, NOW, NOW + DAY) == []


def test_whoever_made_it_hears_of_a_broker_and_of_what_was_found():
    project, mentor = make_project(), make_mentor()
    proposed = ask(project, make_person(kind="broker"), mentor=mentor, at=NOW)
    assert texts(notice_kinds.asked(project.made_by, NOW - DAY, NOW)) == [
        "A broker proposes a mentor: A shop for Bleakhope"
    ]
    answer(proposed, project.made_by, at=NOW)
    assert notice_kinds.asked(project.made_by, NOW - DAY, NOW) == []
    answer(proposed, mentor.person, at=NOW)

    (item,) = notice_kinds.found(project.made_by, NOW - DAY, NOW)
    assert (item.text, item.url) == ("Mentor found: A shop for Bleakhope", f"/projects/{project.pk}/")
    assert notice_kinds.found(mentor.person, NOW - DAY, NOW) == []


def test_a_copy_holds_projects_mentoring_and_answers():
    broker, person = make_person(kind="broker"), make_person()
    project = make_project(person, at=NOW)
    mentor = make_mentor(person, trained=False)
    services.mentor_confirm(mentor=mentor, is_trained=True, by=broker, at=NOW)
    mentored(make_project(name="Theirs"), mentor)

    mine = holding.export(person)
    assert [each["name"] for each in mine["projects"]] == [project.name]
    assert mine["mentoring"][0]["topics"] == ["Village shops"]
    assert [(each["name"], each["answer"]) for each in mine["asked_of_you"]] == [("Theirs", "Yes")]
    assert holding.export(broker)["mentors_confirmed"] == [{"at": NOW}]
    assert holding.export(make_person())["mentoring"] == []


def test_leaving_deletes_all_of_it_and_the_role_is_open_again():
    person, broker = make_person(), make_person(kind="broker")
    make_project(person)
    theirs, body = make_project(), make_organisation()
    mentor = make_mentor(person, trained=False)
    services.mentor_confirm(mentor=mentor, is_trained=True, by=broker, at=NOW)
    mentored(theirs, mentor)
    supported(theirs, body, there := make_person(organisation=body))
    kept = make_mentor(trained=False)
    services.mentor_confirm(mentor=kept, is_trained=True, by=broker, at=NOW)
    for each in (person, there, broker):
        for _twice in range(2):
            holding.erase(person=each, choice="", at=NOW)

    assert list(Project.objects.all()) == [theirs]
    assert list(Mentor.objects.all()) == [kept]
    assert Mentor.objects.get().trained_by is None
    assert not Proposal.objects.exists()
    assert queries.roles_filled([theirs]) == {theirs.pk: {}}


def test_what_came_to_nothing_and_what_was_closed_is_deleted_in_time():
    closed, project = make_project(), make_project()
    services.project_close(project=closed, by=closed.made_by, at=NOW)
    ask(project, mentor=make_mentor(), at=NOW)
    ended = supported(project, body := make_organisation(), make_person(organisation=body))
    services.proposal_end(proposal=ended, by=project.made_by, at=NOW)
    late = NOW + TIME_TO_ANSWER + OVER_KEPT

    assert services.proposals_forget(at=NOW + OVER_KEPT - DAY) == 0
    assert services.proposals_forget(at=late) == 2
    assert services.projects_forget(at=NOW + CLOSED_KEPT - DAY) == 0
    assert services.projects_forget(at=NOW + CLOSED_KEPT) == 1
    assert list(Project.objects.all()) == [project]


def test_the_regular_jobs_run(settings):
    make_project()
    tasks.projects_forget.func()
    tasks.proposals_forget.func()

    assert Project.objects.count() == 1
    for job in ("projects_forget", "proposals_forget"):
        assert f"sideways.villages.tasks.{job}" in settings.SCHEDULE
