import io
import json
import zipfile
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from sideways.common.audit import audit
from sideways.common.models import AuditRow
from sideways.notices.models import OutgoingEmail
from sideways.notices.tests.factories import make_email
from sideways.people import holdings
from sideways.people.deletions import deletions_of
from sideways.people.holdings import Deletion, Holding
from sideways.people.models import Person, Topic
from sideways.people.services import person_close
from sideways.people.tests.factories import make_person
from sideways.ui.dates import day

pytestmark = pytest.mark.django_db
PASSWORD = "a password of mine"


@pytest.fixture
def ann():
    person = make_person(
        email="ann@example.org", name="Ann Example", password=PASSWORD, outcode="OL9", lat=1.0
    )
    person.topics.set(Topic.objects.all()[:1])
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    Authenticator.objects.create(user=person, type="recovery_codes", data={"seed": "topsecretseed"})
    SocialAccount.objects.create(user=person, provider="oidc", uid="ann-at-work")
    return person


@pytest.fixture
def signed_in(client, ann):
    client.post(reverse("account_login"), {"login": ann.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


@pytest.fixture
def lessons(monkeypatch):
    """A feature that holds something and leaves a choice."""
    erased = []
    monkeypatch.setattr(holdings, "_holdings", {})
    holdings.register(
        Holding(
            name="lessons",
            export=lambda person: [{"went_wrong": f"Told by {person.name}"}],
            erase=lambda **call: erased.append((call["person"].name, call["choice"])),
            goes="Your drafts",
            stays="Lessons you shared, with nothing that leads back to you",
            question="What happens to your lessons?",
            choices=(("leave", "Leave them"), ("withdraw", "Withdraw them")),
        )
    )
    return erased


def files_in(response):
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_download_holds_everything_and_no_secret(signed_in, ann, lessons):
    audit(action="person_vouch", subject=ann, at=timezone.now(), reason="Known for years")
    make_email(to=ann.email, subject="Waits")
    response = signed_in.post(reverse("people:download"))

    files = files_in(response)
    mine = json.loads(files["data.json"])
    assert response["Content-Disposition"] == 'attachment; filename="my-data.zip"'
    assert mine["about_you"]["name"] == "Ann Example"
    assert mine["e-mail_addresses"][0]["email"] == "ann@example.org"
    assert mine["accounts_elsewhere"][0]["uid"] == "ann-at-work"
    assert mine["what_was_done_to_your_account"][0]["detail"] == {"reason": "Known for years"}
    assert mine["e-mails_that_wait"][0]["subject"] == "Waits"
    assert mine["lessons"] == [{"went_wrong": "Told by Ann Example"}]
    for text in files.values():
        assert "topsecretseed" not in text
        assert ann.password not in text


def test_the_page_in_the_download_can_be_read_without_us(signed_in, ann, monkeypatch):
    ann.name = "<script>Ann</script>"
    ann.save()
    page = files_in(signed_in.post(reverse("people:download")))["index.html"]

    assert "<h2>About you</h2>" in page
    assert "&lt;script&gt;Ann&lt;/script&gt;" in page
    assert "<script" not in page
    assert "src=" not in page
    assert 'href="/' not in page
    assert "http" not in page


def test_download_is_only_ones_own(client, ann):
    client.force_login(make_person(name="Bob"))

    files = files_in(client.post(reverse("people:download")))

    assert "Bob" in files["index.html"]
    assert "Bob" in files["data.json"]
    assert not any("Ann Example" in text for text in files.values())


def test_what_goes_and_what_stays_is_told_before(signed_in, lessons):
    page = signed_in.get(reverse("people:close")).content.decode()

    assert "Your drafts" in page
    assert "with nothing that leads back to you" in page
    assert "What happens to your lessons?" in page


def test_closing_leaves_nothing_that_names_the_person(signed_in, ann, lessons):
    audit(action="person_decline", subject=ann, at=timezone.now(), reason="Ann Example is unknown here")
    make_email(to="ann@example.org", subject="Old news")

    response = signed_in.post(reverse("people:close"), {"sure": "on", "lessons": "withdraw"})

    assert response["Location"] == reverse("people:closed")
    assert lessons == [("Ann Example", "withdraw")]
    left = Person.objects.get(pk=ann.pk)
    assert (left.standing, left.is_active, left.name, left.level) == ("closed", False, "", None)
    assert not left.has_usable_password()
    assert not left.topics.exists()
    for model in (EmailAddress, Authenticator, SocialAccount, UserSession):
        assert not model.objects.filter(user=ann).exists(), model
    everything = json.dumps([*Person.objects.values(), *AuditRow.objects.values()], default=str)
    assert "Ann" not in everything
    assert "ann@" not in everything
    assert [email.subject for email in OutgoingEmail.objects.all()] == ["Sideways: your account is closed"]


def test_a_choice_not_made_is_asked_for(signed_in, ann, lessons):
    response = signed_in.post(reverse("people:close"), {"sure": "on"})

    assert "Choose one" in response.content.decode()
    ann.refresh_from_db()
    assert ann.standing == "active"


def test_closing_needs_the_tick(signed_in, ann):
    assert "Tick the box to close" in signed_in.post(reverse("people:close"), {}).content.decode()
    ann.refresh_from_db()
    assert ann.is_active


def test_closing_asks_for_the_password_again_after_a_while(client, ann):
    client.force_login(ann)

    response = client.get(reverse("people:close"))

    assert response["Location"].startswith(reverse("account_reauthenticate"))


def test_closing_ends_every_session(client, ann):
    client.force_login(ann)
    client.get(reverse("people:you"))
    person_close(person=ann, choices={}, by=ann, at=timezone.now())

    assert client.get(reverse("people:you"))["Location"].startswith(reverse("account_login"))
    assert not Session.objects.filter(session_key__in=UserSession.objects.values("session_key")).exists()


def test_closing_twice_changes_nothing(ann, lessons):
    first = person_close(person=ann, choices={}, by=ann, at=timezone.now())
    second = person_close(person=ann, choices={}, by=ann, at=timezone.now())

    assert first.email == second.email
    assert lessons == [("Ann Example", "leave")]
    assert AuditRow.objects.filter(action="person_close").count() == 1


def test_nobody_signs_in_to_a_closed_account_and_the_address_is_free_again(client, ann):
    person_close(person=ann, choices={}, by=ann, at=timezone.now())

    client.post(reverse("account_login"), {"login": "ann@example.org", "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    client.post(
        reverse("account_signup"),
        {"email": "ann@example.org", "password1": "three long words", "declaration": "on"},
    )
    assert Person.objects.get(email="ann@example.org").pk != ann.pk


def test_ones_data_page_shows_the_dates_that_concern_one(signed_in, ann, monkeypatch):
    at = timezone.now()
    audit(action="join_finish", subject=ann, at=at - timedelta(days=10))
    soon = Deletion(at + timedelta(days=1), "Your draft")
    monkeypatch.setattr(holdings, "_holdings", {})
    holdings.register(Holding(name="a", export=list, erase=lambda **call: None, dates=lambda person: [soon]))

    told = [(each.what, day(each.on)) for each in deletions_of(ann)]
    page = signed_in.get(reverse("people:data")).content.decode()

    assert told == [
        ("Your draft", day(soon.on)),
        ("That you are signed in with Unknown browser", day(at + timedelta(days=14))),
        ("The oldest entry in the log of your account", day(at + timedelta(days=720))),
    ]
    for what, on in told:
        assert what in page
        assert on in page


def test_the_pages_about_ones_data_are_there(signed_in):
    assert "Download my data" in signed_in.get(reverse("people:data")).content.decode()
    assert "Your account is closed" in signed_in.get(reverse("people:closed")).content.decode()


def test_a_feature_that_leaves_no_choice_is_asked_nothing(signed_in, ann, monkeypatch):
    erased = []
    monkeypatch.setattr(holdings, "_holdings", {})
    holdings.register(Holding(name="notes", export=list, erase=lambda **call: erased.append(call["choice"])))

    signed_in.post(reverse("people:close"), {"sure": "on"})

    assert erased == [""]
