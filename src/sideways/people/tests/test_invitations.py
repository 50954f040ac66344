"""Answering an invitation: an account only by saying yes, with the declaration; and what it vouches for."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.urls import reverse
from django.utils import timezone

from sideways.common.models import AuditRow
from sideways.notices.models import OutgoingEmail
from sideways.notices.tests.factories import make_email
from sideways.people.errors import NotAllowedError
from sideways.people.invitation_links import token_of
from sideways.people.models import Invitation, Person
from sideways.people.services import (
    invitation_accept,
    invitation_decline,
    invitation_take_back,
    join_finish,
    person_move,
)
from sideways.people.tasks import invitations_forget
from sideways.people.tests.factories import make_organisation, make_person

pytestmark = pytest.mark.django_db
PASSWORD = "three words remembered"


@pytest.fixture
def council():
    return make_organisation(name="Oldham Council", code="LA:OLD")


@pytest.fixture
def broker(council):
    return make_person(kind="broker", name="Bea Brook", organisation=council, email="bea@example.org")


def invitation(**fields):
    return Invitation.objects.create(**{"email": "ann@example.org", "invited_at": timezone.now(), **fields})


def test_saying_yes_makes_an_account_with_the_declaration_and_the_answers(client, broker, council):
    made = invitation(name="Ann", profession_id="nurse", level=2, organisation=council, invited_by=broker)
    link = reverse("people:invited", args=[token_of(made)])
    assert "Bea Brook" in client.get(link).content.decode()

    done = client.post(link, {"password1": PASSWORD, "declaration": "on"})

    person = Person.objects.get(email="ann@example.org")
    assert done["Location"] == reverse("people:join")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert person.independence_declared_at is not None
    assert (person.standing, person.level, person.organisation, person.region) == (
        "joining", 2, council, "North West",
    )  # fmt: skip
    assert EmailAddress.objects.get(user=person).verified
    assert UserSession.objects.filter(user=person).count() == 1  # so that they can see and end it
    assert "Check your answers" in client.get(reverse("people:join")).content.decode()
    client.post(reverse("people:join"))
    person.refresh_from_db()
    assert (person.standing, person.vouched_by) == ("active", broker)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("change", ["level", "inviter", "profession missing", "none"])
def test_an_invitation_vouches_for_its_very_post_only_while_the_inviter_may(broker, council, change):
    made = invitation(
        name="Ann",
        profession_id=None if change == "profession missing" else "nurse",
        level=4,
        organisation=council,
        invited_by=broker,
    )
    person = invitation_accept(invitation=made, password=PASSWORD, at=timezone.now())
    if change == "level":
        person_move(person=person, organisation=council, level=2, by=person, at=timezone.now())
    if change == "inviter":
        Person.objects.filter(pk=broker.pk).update(kind="practitioner")
    Person.objects.filter(pk=person.pk).update(profession="nurse")

    expected = Person.Standing.ACTIVE if change == "none" else Person.Standing.WAITING
    assert join_finish(person=person, at=timezone.now()).standing == expected


def test_an_invitation_from_the_command_line_vouches_too(council):
    made = invitation(name="Ann", profession_id="nurse", level=2, organisation=council)
    person = invitation_accept(invitation=made, password=PASSWORD, at=timezone.now())

    assert join_finish(person=person, at=timezone.now()).standing == Person.Standing.ACTIVE


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"password1": PASSWORD}, "Tick the box if it is true of you."),
        ({"declaration": "on"}, "Choose a password"),
        ({"password1": "short", "declaration": "on"}, "too short"),
        ({"password1": "ann@example.org", "declaration": "on"}, "too similar"),
    ],
)
def test_without_password_or_declaration_there_is_no_account(client, sent, told):
    people = Person.objects.count()

    page = client.post(reverse("people:invited", args=[token_of(invitation())]), sent)

    assert told in page.content.decode()
    assert Person.objects.count() == people


def test_saying_no_deletes_what_was_told_and_twice_is_once(client):
    link = reverse("people:invited", args=[token_of(invitation())])
    make_email(to="ann@example.org")

    assert "are gone" in client.post(link, {"no": "1"}).content.decode()
    assert client.post(link, {"no": "1"}).status_code == 404
    assert not Invitation.objects.exists()
    assert not OutgoingEmail.objects.exists()


def test_a_link_works_once_and_an_old_or_altered_one_never(client):
    made = invitation()
    link = reverse("people:invited", args=[token_of(made)])
    invitation_accept(invitation=made, password=PASSWORD, at=timezone.now())

    assert client.get(link)["Location"] == reverse("account_login")
    with pytest.raises(NotAllowedError):
        invitation_accept(invitation=made, password=PASSWORD, at=timezone.now())
    invitation_decline(invitation=made)
    assert Invitation.objects.exists()  # the account has said yes: no is said by closing it
    other = invitation(email="bob@example.org")
    altered = token_of(other)[:-2] + "xx"
    assert client.get(reverse("people:invited", args=[altered])).status_code == 404
    Invitation.objects.filter(pk=other.pk).update(email="other@example.org")
    assert client.get(reverse("people:invited", args=[token_of(other)])).status_code == 404


def test_a_link_ends_after_thirty_days(client, monkeypatch):
    link = reverse("people:invited", args=[token_of(invitation())])
    later = timezone.now().timestamp() + timedelta(days=30, minutes=1).total_seconds()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)

    assert client.get(link).status_code == 404


def test_who_is_signed_in_or_has_joined_meanwhile_makes_no_second_account(client):
    made = invitation()
    link = reverse("people:invited", args=[token_of(made)])
    make_person(email="Ann@example.org")
    people = Person.objects.count()

    answer = client.post(link, {"password1": PASSWORD, "declaration": "on"})
    assert answer["Location"] == reverse("account_login")
    client.force_login(make_person())
    assert client.get(link)["Location"] == reverse("people:join")
    assert Person.objects.count() == people + 1


def test_invitations_nobody_answered_are_deleted_after_thirty_days():
    kept = invitation(email="new@example.org")
    invitation(invited_at=timezone.now() - timedelta(days=30))

    invitations_forget.enqueue()

    assert list(Invitation.objects.all()) == [kept]


def test_who_invited_takes_it_back_and_its_link_opens_no_more(client, broker, council):
    made = invitation(organisation=council, invited_by=broker)
    link = reverse("people:invited", args=[token_of(made)])
    make_email(to="Ann@example.org")
    other = make_email(to="bob@example.org")
    client.force_login(broker)
    assert "Take back" in client.get(reverse("people:invite")).content.decode()

    address = reverse("people:invitation_take_back", args=[made.pk])
    done = client.post(address, follow=True).content.decode()
    again = client.post(address, follow=True).content.decode()

    assert "You took back the invitation of ann@example.org." in done
    assert "answered or taken back already" in again
    client.logout()
    assert "was taken back" in client.get(link).content.decode()
    assert list(OutgoingEmail.objects.values_list("pk", flat=True)) == [other.pk]
    assert AuditRow.objects.filter(action="invitation_take_back", by=broker).count() == 1


def test_nobody_takes_back_what_they_do_not_see_or_what_was_answered(broker, council):
    at = timezone.now()
    elsewhere = invitation(email="far@example.org", organisation=make_organisation())
    answered = invitation(organisation=council)
    ours = invitation(email="near@example.org", organisation=council)
    invitation_accept(invitation=answered, password=PASSWORD, at=at)
    colleague = make_person(organisation=council)

    for by, made in ((broker, elsewhere), (broker, answered), (colleague, ours)):
        with pytest.raises(Invitation.DoesNotExist):
            invitation_take_back(invitation_id=made.pk, by=by, at=at)

    assert Invitation.objects.count() == 3


def test_taking_back_leaves_the_other_e_mails_of_an_account_alone(broker, council):
    make_person(email="Ann@example.org")
    made = invitation(organisation=council)
    letter = make_email(to="ann@example.org")

    invitation_take_back(invitation_id=made.pk, by=broker, at=timezone.now())

    assert list(OutgoingEmail.objects.all()) == [letter]


def test_saying_yes_to_what_was_taken_back_meanwhile_is_told(client, broker, council, monkeypatch):
    made = invitation(organisation=council)
    link = reverse("people:invited", args=[token_of(made)])
    monkeypatch.setattr("sideways.people.invitation_links.invitation_of", lambda _token: made)
    invitation_take_back(invitation_id=made.pk, by=broker, at=timezone.now())

    answer = client.post(link, {"password1": PASSWORD, "declaration": "on"})

    assert answer.status_code == 404
    assert "was taken back" in answer.content.decode()
    assert not Person.objects.filter(email="ann@example.org").exists()
