import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from sideways.common.models import AuditRow
from sideways.notices.models import OutgoingEmail
from sideways.notices.services import emails_send
from sideways.people.errors import JoiningUnfinishedError, NotAllowedError
from sideways.people.queries import people_to_vouch_for
from sideways.people.services import person_decline, person_let_in, person_vouch
from sideways.people.tests.factories import make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return make_organisation(name="The Trust")


@pytest.fixture
def broker(trust):
    return make_person(kind="broker", organisation=trust)


def test_a_broker_sees_only_the_people_of_the_own_organisation_and_its_parts(client, trust, broker):
    ours = make_person(name="Ann Ours", standing="waiting", organisation=trust)
    ward = make_person(name="Bob Part", standing="waiting", organisation=make_organisation(parent=trust))
    make_person(name="Cid Elsewhere", standing="waiting")
    make_person(name="Dee Held", standing="held", organisation=trust)
    make_person(name="Eve Nowhere", standing="waiting", organisation=None, outcode="OL9")
    client.force_login(broker)

    page = client.get(reverse("people:vouches")).content.decode()

    assert ours.name in page
    assert ward.name in page
    assert not any(name in page for name in ("Cid Elsewhere", "Dee Held", "Eve Nowhere"))


def test_an_operator_sees_everybody_who_waits(client):
    make_person(name="Eve Nowhere", standing="waiting", organisation=None, outcode="OL9")
    client.force_login(make_person(kind="operator"))

    assert "Eve Nowhere" in client.get(reverse("people:vouches")).content.decode()


def test_a_vouch_lets_in_is_logged_and_told(client, trust, broker):
    person = make_person(standing="waiting", organisation=trust)
    client.force_login(broker)

    for _twice in range(2):
        assert client.post(reverse("people:vouch", args=[person.pk])).status_code == 302

    person.refresh_from_db()
    assert (person.standing, person.vouched_by) == ("active", broker)
    assert AuditRow.objects.filter(action="person_vouch", by=broker).count() == 1
    emails_send(at=timezone.now())
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        ([person.email], "Sideways: you can start")
    ]


def test_a_decline_needs_a_reason_and_sends_back_to_the_answers(client, trust, broker):
    person = make_person(standing="waiting", organisation=trust)
    client.force_login(broker)
    url = reverse("people:decline", args=[person.pk])

    assert "Say why" in client.post(url, {"reason": " "}).content.decode()
    for _twice in range(2):
        client.post(url, {"reason": "I do not know you"})

    person.refresh_from_db()
    assert person.standing == "joining"
    assert "I do not know you" in OutgoingEmail.objects.get(to=person.email).text


@pytest.mark.parametrize("standing", ["waiting", "held", "active", "closed"])
def test_a_broker_gets_404_for_people_of_others(client, broker, standing):
    stranger = make_person(standing=standing)
    client.force_login(broker)

    assert client.post(reverse("people:vouch", args=[stranger.pk])).status_code == 404
    assert client.get(reverse("people:decline", args=[stranger.pk])).status_code == 404
    stranger.refresh_from_db()
    assert stranger.standing == standing


def test_a_broker_cannot_let_in_who_is_held(client, trust, broker):
    held = make_person(standing="held", organisation=trust)
    client.force_login(broker)

    assert client.post(reverse("people:vouch", args=[held.pk])).status_code == 404
    with pytest.raises(NotAllowedError):
        person_let_in(person=held, by=broker, reason="ok", at=timezone.now())
    held.refresh_from_db()
    assert held.standing == "held"


def test_nobody_vouches_for_themselves(broker):
    with pytest.raises(NotAllowedError):
        person_vouch(person=broker, by=broker, at=timezone.now())


@pytest.mark.parametrize("kind", ["practitioner", "guardian", "official", "funder", "regulator"])
def test_for_other_accounts_there_is_no_such_page(client, trust, kind):
    person = make_person(standing="waiting", organisation=trust)
    client.force_login(make_person(kind=kind, organisation=trust))

    for name, arguments in (("vouches", []), ("vouch", [person.pk]), ("decline", [person.pk])):
        assert client.post(reverse(f"people:{name}", args=arguments)).status_code in {404, 405}
        if name != "vouch":
            assert client.get(reverse(f"people:{name}", args=arguments)).status_code == 404
    person.refresh_from_db()
    assert person.standing == "waiting"


def test_a_broker_who_waits_vouches_for_nobody(client, trust):
    client.force_login(make_person(kind="broker", standing="waiting", organisation=trust))

    assert client.get(reverse("people:vouches")).status_code == 404


@pytest.mark.parametrize("count", [1, 10])
def test_the_queue_takes_the_same_number_of_queries(client, trust, broker, django_assert_num_queries, count):
    for _number in range(count):
        make_person(standing="waiting", organisation=trust)
    client.force_login(broker)

    with django_assert_num_queries(6):
        page = client.get(reverse("people:vouches")).content.decode()

    assert page.count("card__title") == count


def test_a_service_refuses_what_the_page_would_not_offer(trust, broker):
    stranger = make_person(standing="waiting")
    nowhere = make_person(standing="waiting", organisation=None, outcode="OL9")
    for person in (stranger, nowhere):
        with pytest.raises(NotAllowedError):
            person_decline(person=person, by=broker, reason="no", at=timezone.now())


def test_somebody_whose_answers_are_missing_is_not_let_in():
    held = make_person(standing="held", level=None)

    with pytest.raises(JoiningUnfinishedError):
        person_let_in(person=held, by=make_person(kind="operator"), reason="ok", at=timezone.now())


def test_the_queue_of_anybody_else_is_empty():
    make_person(standing="waiting")

    assert not people_to_vouch_for(make_person()).exists()
