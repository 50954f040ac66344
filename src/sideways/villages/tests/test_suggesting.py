"""Who is suggested for a role, in which order, and why."""

from datetime import date

import pytest
from django.utils import timezone

from sideways.people.models import Encounter, Person
from sideways.people.services import encounters_record
from sideways.people.tests.factories import make_organisation, make_person
from sideways.villages import presenters, queries, services
from sideways.villages.errors import NotYoursError
from sideways.villages.tests.factories import ask, make_mentor, make_project, mentored

pytestmark = pytest.mark.django_db
OLDHAM, LEEDS = {"lat": 53.54, "lon": -2.11}, {"lat": 53.8, "lon": -1.55}


def mentors_for(project):
    return [each.mentor for each in queries.mentors_suggested(project)]


def reasons(project, suggestions):
    return [presenters.suggestion_row(project, each).reason for each in suggestions]


def test_who_shares_most_topics_comes_first_then_the_nearest():
    project = make_project(topics=["village-shops", "volunteers"])
    far = make_mentor(make_person(**LEEDS))
    near = make_mentor(make_person(**OLDHAM))
    unlike = make_mentor(make_person(**OLDHAM), topics=["community-transport"])
    both = make_mentor(make_person(**LEEDS), topics=["village-shops", "volunteers"])

    assert mentors_for(project) == [both, near, far, unlike]
    assert reasons(project, queries.mentors_suggested(project)) == [
        "Has done the same (Finding and keeping volunteers and Village shops), within 50 miles.",
        "Has done the same (Village shops), within 5 miles.",
        "Has done the same (Village shops), within 50 miles.",
        "Has done something else, within 5 miles.",
    ]


def test_a_mentor_at_two_of_two_is_never_suggested():
    mentor = make_mentor()
    first, second, third = (make_project() for _each in range(3))
    mentored(first, mentor)
    assert mentors_for(third) == [mentor]

    ended = mentored(second, mentor)
    assert mentors_for(third) == []
    services.proposal_end(proposal=ended, by=mentor.person, at=ended.proposed_at)
    assert mentors_for(third) == [mentor]
    mentored(third, mentor)
    assert mentors_for(make_project()) == []
    services.project_close(project=first, by=first.made_by, at=ended.proposed_at)
    assert mentors_for(make_project()) == [mentor]


def test_only_who_may_help_is_suggested():
    house = make_organisation()
    maker = make_person(organisation=house)
    project = make_project(maker)
    make_mentor(trained=False)
    make_mentor(resting=True)
    make_mentor(region="Scotland")
    make_mentor(maker)
    make_mentor(make_person(organisation=house))
    Person.objects.filter(pk=make_mentor().person_id).update(kind="regulator")
    Person.objects.filter(pk=make_mentor().person_id).update(standing="closed")
    here = make_mentor(region="North West")

    assert mentors_for(project) == [here]


def test_nobody_is_suggested_twice_for_one_project():
    project, mentor = make_project(), make_mentor()
    ask(project, mentor=mentor)

    assert mentors_for(project) == []
    assert mentors_for(make_project()) == [mentor]


def test_where_a_place_would_tell_who_it_is_no_distance_is_told():
    project = make_project()
    chief = make_mentor(make_person(level=7, **OLDHAM))
    nowhere = make_mentor(make_person(), topics=["volunteers"])

    assert mentors_for(project) == [chief, nowhere]
    assert reasons(project, queries.mentors_suggested(project)) == [
        "Has done the same (Village shops).",
        "Has done something else, and helps anywhere.",
    ]


def test_nothing_of_a_mentor_is_told_but_what_they_wrote():
    person = make_person(name="Nia Bramwell", email="nia@example.org", **OLDHAM)
    make_mentor(person)
    project = make_project()
    row = presenters.suggestion_row(project, queries.mentors_suggested(project)[0])

    for secret in ("Nia", "nia@", person.organisation.name, str(person.pk)):
        assert secret not in f"{row.title} {row.text} {row.reason}"


def test_a_peer_project_shares_a_topic_and_has_no_peer_yet():
    project = make_project(topics=["village-shops", "volunteers"])
    near = make_project(name="Near")
    alike = make_project(name="Alike", outcode="LS1", topics=["village-shops", "volunteers"])
    make_project(name="Unlike", topics=["community-transport"])
    make_project(project.made_by, name="Mine too")
    closed = make_project(name="Closed")
    services.project_close(project=closed, by=closed.made_by, at=closed.made_at)
    taken, other = make_project(name="Taken"), make_project(name="Its peer")
    asked = ask(taken, peer=other)
    services.proposal_answer(proposal=asked, says_yes=True, by=other.made_by, at=asked.proposed_at)

    found = queries.peers_suggested(project)
    assert [each.peer for each in found] == [alike, near]
    assert reasons(project, found)[1] == "Does the same now (Village shops), within 5 miles."


def test_a_peer_of_the_same_organisation_or_asked_before_is_not_suggested():
    house = make_organisation()
    project = make_project(make_person(organisation=house))
    colleague = make_project(make_person(organisation=house))
    other = make_project()
    assert [each.peer for each in queries.peers_suggested(project)] == [other]

    ask(other, peer=project)
    assert queries.peers_suggested(project) == []
    assert [each.peer for each in queries.peers_suggested(other)] == [colleague]


@pytest.mark.once  # so many queries, whoever answers them
def test_suggestions_take_as_many_queries_for_ten_as_for_two(django_assert_num_queries):
    project = make_project()
    project = queries.project_for(project.made_by, project.pk)
    for _each in range(2):
        for _more in range(4):
            make_mentor()
            make_project()
        with django_assert_num_queries(4):
            assert len(queries.mentors_suggested(project)) > 3
        with django_assert_num_queries(2):
            assert len(queries.peers_suggested(project)) > 3


def test_a_mentor_whom_the_keeper_has_met_is_suggested_only_where_nobody_else_is_left():
    project, met, new = make_project(), make_mentor(), make_mentor()
    encounters_record(people=[project.made_by, met.person], how=Encounter.How.TABLE, on=date(2026, 3, 10))
    assert [each.mentor for each in queries.mentors_suggested(project)] == [new]
    with pytest.raises(NotYoursError):
        ask(project, mentor=met)

    services.proposal_take_back(proposal=ask(project, mentor=new), by=project.made_by, at=timezone.now())
    (left,) = queries.mentors_suggested(project)
    assert left.mentor == met
    assert presenters.reason(left).endswith("The two have met before: nobody new has room now.")


def test_a_broker_who_keeps_a_card_has_met_many_and_its_caller_nobody():
    project, met = make_project(make_person(kind="broker"), on_behalf=True), make_mentor()
    make_mentor()
    encounters_record(people=[project.made_by, met.person], how=Encounter.How.TABLE, on=date(2026, 3, 10))

    found = queries.mentors_suggested(project)
    assert met in {each.mentor for each in found}
    assert not any(each.have_met for each in found)
