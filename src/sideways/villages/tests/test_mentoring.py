"""Saying that one can mentor, and the broker who confirms it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from sideways.people.tests.factories import make_person
from sideways.villages import notice_kinds, presenters, queries, services
from sideways.villages.errors import NotYoursError
from sideways.villages.models import Mentor, Proposal
from sideways.villages.tests.factories import make_mentor, make_project, mentored

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def confirm(mentor, by, *, is_trained=True):
    return services.mentor_confirm(mentor=mentor, is_trained=is_trained, by=by, at=NOW)


def test_an_offer_said_anew_stays_confirmed():
    person = make_person()
    make_mentor(person)
    changed = make_mentor(person, trained=False, done="I ran a bus", limit=4, topics=["volunteers"])

    assert Mentor.objects.get() == changed
    assert (changed.done, changed.limit) == ("I ran a bus", 4)
    assert changed.trained_at is not None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"topics": []}, "topics"),
        ({"topics": ["no-such"]}, "topics"),
        ({"region": "Atlantis"}, "region"),
        ({"limit": 0}, "limit"),
        ({"limit": 6}, "limit"),
        ({"done": ""}, "done"),
    ],
)
def test_what_cannot_be_offered_is_refused(wrong, field):
    with pytest.raises(ValidationError) as refused:
        make_mentor(**wrong)

    assert field in refused.value.message_dict


def test_only_peers_mentor():
    with pytest.raises(NotYoursError):
        make_mentor(make_person(kind="official"))


def test_a_broker_confirms_and_takes_it_back_and_never_their_own():
    broker = make_person(kind="broker")
    mentor, own = make_mentor(trained=False), make_mentor(broker, trained=False)
    for _twice in range(2):
        assert confirm(mentor, broker).trained_by == broker
    for by, which in ((broker, own), (make_person(), mentor), (make_person(kind="operator"), mentor)):
        with pytest.raises(NotYoursError):
            confirm(which, by)

    assert confirm(mentor, broker, is_trained=False).trained_at is None
    assert list(queries.mentors_to_confirm()) == [mentor, own]
    confirm(mentor, broker)
    assert list(queries.mentors_to_confirm()) == [own, mentor]


def test_who_stops_leaves_the_role_open_again():
    project, mentor = make_project(), make_mentor()
    proposal = mentored(project, mentor)
    services.mentor_stop(by=mentor.person, at=NOW)

    assert not Mentor.objects.exists()
    assert Proposal.objects.get(pk=proposal.pk).state == "over"
    assert queries.roles_filled([project])[project.pk] == {}


def test_a_mentor_reads_how_many_projects_they_help():
    mentor = make_mentor(trained=False)

    def told():
        return presenters.load_words(queries.mentoring_of(mentor.person))

    assert told() == "A broker has to confirm your training before projects can ask you."
    confirm(mentor, make_person(kind="broker"))
    assert told() == "You help 0 of 2 projects. Others can ask you."
    for _each in range(2):
        mentored(make_project(), mentor)
    assert told() == "You help 2 of 2 projects: nobody else can ask you."
    make_mentor(mentor.person, resting=True, trained=False)
    assert told() == "You take a rest: no project can ask you."


def test_brokers_hear_of_a_new_mentor_until_one_has_confirmed():
    broker = make_person(kind="broker")
    mentor = make_mentor(trained=False, at=NOW)

    (item,) = notice_kinds.to_confirm(broker, NOW - DAY, NOW)
    assert item.url == "/projects/mentors/"
    assert notice_kinds.to_confirm(mentor.person, NOW, NOW + DAY) == []
    confirm(mentor, broker)
    assert notice_kinds.to_confirm(broker, NOW - DAY, NOW) == []
    concerned = {kind.name: kind.concerns for kind in notice_kinds.KINDS}
    assert concerned["villages.train"](broker)
    assert not concerned["villages.train"](make_person())
    assert not any(concerns(make_person(kind="official")) for concerns in concerned.values())
