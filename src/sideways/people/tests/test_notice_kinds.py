"""What each kind of notice about accounts tells whom."""

from datetime import UTC, datetime, timedelta

import pytest

from sideways.notices import kinds
from sideways.notices.models import NoticePlan
from sideways.notices.services import plans_begin
from sideways.notices.tests.factories import make_email
from sideways.people import notice_kinds, services
from sideways.people.holdings import erase, export_of
from sideways.people.models import Person
from sideways.people.tests.factories import make_organisation, make_person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def broker():
    return make_person(kind="broker")


@pytest.fixture
def operator():
    return make_person(kind="operator")


def newcomer(**fields):
    person = make_person(standing="joining", name="Vera Cole", email="vera@example.org", **fields)
    return services.join_finish(person=person, at=NOW)


def tells(source, person, since=NOW - DAY, until=NOW):
    return [item.text for item in source(person, since, until)]


def test_brokers_hear_who_waits_at_their_own_place_until_it_is_answered(broker):
    vera = newcomer(organisation=broker.organisation)
    newcomer_elsewhere = make_person(standing="joining")
    services.join_finish(person=newcomer_elsewhere, at=NOW)

    assert tells(notice_kinds.vouches, broker) == ["Vera Cole waits for somebody to vouch"]
    assert tells(notice_kinds.vouches, broker, since=NOW) == []
    services.person_vouch(person=vera, by=broker, at=NOW)
    assert tells(notice_kinds.vouches, broker) == []


def test_who_moves_begins_to_wait_when_they_move_and_not_again_with_the_next_move(broker):
    vera = make_person(name="Vera Cole", organisation=broker.organisation)
    elsewhere = make_organisation()
    services.person_move(person=vera, organisation=elsewhere, level=2, by=vera, at=NOW)
    services.person_move(person=vera, organisation=broker.organisation, level=2, by=vera, at=NOW + DAY)

    assert tells(notice_kinds.vouches, broker) == ["Vera Cole waits for somebody to vouch"]


def test_who_waited_hears_that_somebody_vouched_or_did_not(broker):
    vera = newcomer(organisation=broker.organisation)
    assert tells(notice_kinds.account, vera) == []
    services.person_decline(person=vera, by=broker, reason="Who?", at=NOW)
    assert tells(notice_kinds.account, vera) == ["Your account: was sent back to the answers"]

    services.join_finish(person=vera, at=NOW)
    services.person_vouch(person=vera, by=broker, at=NOW + DAY)
    assert tells(notice_kinds.account, vera, until=NOW + DAY)[0] == "Your account: was vouched for"


def test_operators_hear_who_is_held_and_what_was_proposed_until_it_is_answered(operator):
    held = services.person_email_changed(person=make_person(email="a@communities.gov.uk"), at=NOW)
    assert tells(notice_kinds.held, operator) == [f"{held} is held until you have looked"]
    services.person_let_in(person=held, by=operator, reason="Known", at=NOW)
    assert tells(notice_kinds.held, operator) == []

    vera = make_person(standing="joining")
    hall = services.organisation_propose(
        name="Bleakhope Larder", service="community", outcode="OL9", by=vera, at=NOW
    )
    assert tells(notice_kinds.organisations, operator) == ["Bleakhope Larder is not listed yet"]
    services.organisation_accept(organisation=hall, by=operator, at=NOW)
    assert tells(notice_kinds.organisations, operator) == []


def test_operators_hear_of_emails_that_could_not_be_sent_and_not_to_whom(operator):
    make_email(subject="Your code", failed_at=NOW)
    make_email(subject="Waits")

    assert tells(notice_kinds.emails, operator) == ["“Your code” could not be sent"]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("practitioner", {"people.account"}),
        ("broker", {"people.account", "people.vouches"}),
        (
            "operator",
            {"people.account", "people.vouches", "people.held", "people.organisations", "people.emails"},
        ),
        ("regulator", {"people.account"}),
    ],
)
def test_each_kind_concerns_only_those_whose_work_it_is(kind, expected):
    concerned = {each.name for each in kinds.kinds_for(make_person(kind=kind))}
    assert {name for name in concerned if name.startswith("people.")} == expected


def test_what_somebody_chose_to_hear_of_is_taken_along_and_taken_out():
    vera = make_person()
    assert export_of(vera)["notices"] == {}
    plans_begin(at=NOW)
    told = export_of(Person.objects.get(pk=vera.pk))["notices"]
    assert told["e-mails"]["New lessons on your topics"] == "Once a day"
    assert told["hour"] == 7

    for _twice in range(2):
        erase(person=vera, choices={}, at=NOW)
    assert not NoticePlan.objects.exists()


def test_how_much_somebody_hears_of_a_topic_survives_a_new_choice_of_topics():
    vera = make_person()
    services.person_interests_set(person=vera, topics=["fit-notes"], travel_km=40)
    services.person_topics_follow(person=vera, choices={"fit-notes": "watching", "not-followed": "muted"})
    services.person_interests_set(person=vera, topics=["fit-notes"], travel_km=24)

    assert list(vera.topicfollow_set.values_list("topic", "how")) == [("fit-notes", "watching")]
    with pytest.raises(ValueError, match="shout"):
        services.person_topics_follow(person=vera, choices={"fit-notes": "shout"})
