"""Webhooks, lists, domains and failed e-mails, for those who look after an organisation or the site."""

import pytest
from django.utils import timezone

from sideways.api.tests.callers import App
from sideways.notices.models import OutgoingEmail
from sideways.notices.tests.factories import make_email
from sideways.people.models import Invitation, Organisation
from sideways.people.tests.factories import make_organisation, make_person
from sideways.webhooks.models import Delivery, Webhook
from sideways.webhooks.tests.factories import make_webhook

# These answers tell what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

URL = "https://intranet.halder.gov.uk/hook"
PEOPLE = "email,name\nines@example.org,Ines Invited\n"
BODIES = "code,name,service\nOWN:1,Hollin Vale Carers,voluntary\n"


@pytest.fixture
def house():
    return make_organisation(name="Halder Council")


@pytest.fixture
def broker(house):
    return make_person(kind="broker", organisation=house)


@pytest.fixture
def app(broker):
    return App(broker)


@pytest.fixture
def operator():
    return App(make_person(kind="operator"))


def test_an_address_is_registered_told_its_secret_once_and_removed(app, house):
    path = f"/organisations/{house.pk}/webhooks"
    made = app.post(path, {"url": URL})
    (listed,) = app.get(path).json()["items"]

    assert made.status_code == 201
    assert made.json()["secret"]
    assert listed == {name: made.json()[name] for name in listed}
    assert "secret" not in listed
    assert (listed["url"], listed["paused"], listed["secret_number"]) == (URL, False, 1)
    assert app.get(f"/webhooks/{listed['id']}").json() == listed
    assert "registered already" in str(app.post(path, {"url": URL}).json())

    assert app.delete(f"/webhooks/{listed['id']}").status_code == 204
    assert not Webhook.objects.exists()


@pytest.mark.parametrize("url", ["ftp://halder.gov.uk/", "https://127.0.0.1/", "nonsense"])
def test_an_address_we_do_not_send_to_is_refused(app, house, url):
    assert app.post(f"/organisations/{house.pk}/webhooks", {"url": url}).status_code == 422
    assert not Webhook.objects.exists()


def test_it_is_tested_paused_resumed_and_given_a_new_secret(app, broker):
    path = f"/webhooks/{make_webhook(URL, by=broker).pk}"

    for _twice in range(2):
        assert app.post(f"{path}/test").json()["state"] == "A message is on its way."
    assert Delivery.objects.get().kind == "test"
    assert app.put(f"{path}/paused").json()["paused"] is True
    assert app.delete(f"{path}/paused").json()["paused"] is False
    renewed = app.post(f"{path}/secret", {"seen": 1}).json()
    assert renewed["secret_number"] == 2
    assert app.post(f"{path}/secret", {"seen": 1}).json() == renewed  # the same request again
    Webhook.objects.update(secret_number=5)
    assert "meanwhile" in str(app.post(f"{path}/secret", {"seen": 1}).json())


def test_messages_are_listed_and_sent_again(app, broker):
    webhook, now = make_webhook(URL, by=broker), timezone.now()
    failed = Delivery.objects.create(
        webhook=webhook,
        kind="test",
        happened_at=now,
        due_at=now,
        failed_at=now,
        tries=7,
        answer="It answered 503",
    )

    (message,) = app.get(f"/webhooks/{webhook.pk}/messages").json()["items"]
    assert (message["id"], message["failed"]) == (failed.pk, True)
    assert "It answered 503" in message["what"]
    for _twice in range(2):
        assert app.post(f"/webhooks/{webhook.pk}/messages/{failed.pk}/again").status_code == 204
    failed.refresh_from_db()
    assert (failed.failed_at, failed.tries) == (None, 0)
    assert app.post(f"/webhooks/{webhook.pk}/messages/{failed.pk + 1}/again").status_code == 404


def test_another_organisations_addresses_are_not_there(app):
    theirs = make_webhook(URL)

    assert app.get(f"/webhooks/{theirs.pk}").status_code == 404
    assert app.get(f"/organisations/{theirs.organisation_id}/webhooks").status_code == 404


def test_people_of_a_list_are_invited_after_a_look(app):
    seen = app.post("/invitations", {"csv": PEOPLE, "preview": True}).json()

    assert (seen["done"], seen["figures"][0]) == ("", {"label": "To invite", "number": "1"})
    assert not Invitation.objects.exists()

    done = app.post("/invitations", {"csv": PEOPLE, "preview": False}).json()
    again = app.post("/invitations", {"csv": PEOPLE, "preview": False}).json()
    assert done["done"].startswith("Invited 1")
    assert "Nothing was sent" in again["done"]
    (listed,) = app.get("/invitations").json()["items"]
    assert (listed["email"], listed["what"]) == ("ines@example.org", "Ines Invited, Halder Council")

    assert app.delete(f"/invitations/{listed['id']}").status_code == 204
    assert app.delete(f"/invitations/{listed['id']}").status_code == 404
    assert app.get("/invitations").json()["items"] == []


def test_what_is_wrong_with_a_list_is_told_by_line_and_names_no_folder_of_ours(app):
    refused = app.post("/invitations", {"csv": "email,name\nnobody,Ann\nalso nobody,Bea\n", "preview": False})

    told = [each["detail"] for each in refused.json()["errors"]]
    assert refused.status_code == 422
    assert [sentence.partition(",")[0] for sentence in told] == ["people.csv", "people.csv"]
    assert not Invitation.objects.exists()


def test_a_list_of_organisations_is_imported_after_a_look(operator):
    seen = operator.post("/organisations/import", {"csv": BODIES, "preview": True}).json()
    assert (seen["done"], seen["parts"][0]["title"]) == ("", "New")
    assert not Organisation.objects.filter(code="OWN:1").exists()

    done = operator.post("/organisations/import", {"csv": BODIES, "preview": False}).json()
    assert done["done"] == "Imported 1 rows: 1 new and 0 changed organisations."
    assert Organisation.objects.filter(code="OWN:1").exists()
    assert operator.post("/organisations/import", {"csv": "a,b\n1,2\n", "preview": True}).status_code == 422


def test_domains_that_vouch_are_listed_added_and_removed(operator, house):
    path = f"/organisations/{house.pk}/domains"

    for _twice in range(2):
        assert operator.put(f"{path}/halder.gov.uk").status_code == 204
    assert operator.get(path).json() == {"items": [{"domain": "halder.gov.uk", "let_in": 0}]}
    assert operator.put(f"{path}/gmail.com").status_code == 422
    for _twice in range(2):
        assert operator.delete(f"{path}/halder.gov.uk").status_code == 204
    assert operator.get(path).json() == {"items": []}


def test_emails_that_could_not_be_sent_are_tried_again_or_deleted_and_not_read(operator):
    one, other = (make_email(failed_at=timezone.now(), error="No such box", tries=7) for _ in range(2))

    listed = operator.get("/emails/failed").json()["items"]
    assert {each["id"] for each in listed} == {one.pk, other.pk}
    assert set(listed[0]) == {"id", "to", "subject", "tries", "failed_at", "error"}
    assert operator.post(f"/emails/{one.pk}/again").status_code == 204
    assert operator.delete(f"/emails/{other.pk}").status_code == 204
    assert OutgoingEmail.objects.get().failed_at is None
