"""Registering and changing webhooks: who may, what happens twice, what is shown once."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.languages.pseudo import pseudo_language

from sideways.common.models import AuditRow
from sideways.people import holdings
from sideways.people.services import person_close
from sideways.people.tests.factories import make_organisation, make_person
from sideways.webhooks import services, signing
from sideways.webhooks.errors import AddressRefusedError, NotYourWebhookError, WebhookRefusedError
from sideways.webhooks.models import Delivery, Webhook
from sideways.webhooks.tests.factories import made_webhook, make_webhook

pytestmark = pytest.mark.django_db
on_the_page = pytest.mark.once  # a page shows what services and queries keep
NOW = timezone.now()
URL = "https://intranet.example.org/hook"
OTHERS = ["practitioner", "guardian", "official", "funder", "regulator"]


@pytest.fixture
def broker():
    return make_person(kind="broker")


@pytest.fixture
def as_broker(client, broker):
    client.force_login(broker)
    return client


@pytest.fixture
def webhook(broker):
    return make_webhook(URL, by=broker, at=NOW)


def list_of(person):
    return reverse("webhooks:organisation", args=[person.organisation_id])


def page(name, webhook, *more):
    return reverse(f"webhooks:{name}", args=[webhook.pk, *more])


def form(url=URL):
    return {"url": url, "webhook_id": str(uuid4())}


def secret_in(response):
    return re.search(r"whsec_[A-Za-z0-9+/=]+", response.content.decode())[0]


def test_a_broker_registers_an_address_and_reads_its_secret_once(as_broker, broker):
    response = as_broker.post(list_of(broker), form())

    webhook = Webhook.objects.get()
    assert signing.opened(webhook.secret) == secret_in(response)
    assert (webhook.url, webhook.organisation, webhook.created_by) == (URL, broker.organisation, broker)
    assert "no-store" in response["Cache-Control"]
    for address in (list_of(broker), page("webhook", webhook), page("secret", webhook)):
        assert "whsec_" not in as_broker.get(address).content.decode()
    assert AuditRow.objects.get(action="webhook_create").by == broker


def test_a_form_sent_twice_makes_one_and_shows_one_secret(as_broker, broker):
    sent = form()

    first, second = (secret_in(as_broker.post(list_of(broker), sent)) for _ in range(2))

    assert first == second
    assert Webhook.objects.count() == 1


def test_a_form_sent_again_later_or_by_another_shows_no_secret(broker, webhook):
    def again(by, at):
        services.webhook_create(
            webhook_id=webhook.pk, organisation=webhook.organisation, url=URL, by=by, at=at
        )

    with pytest.raises(WebhookRefusedError):
        again(broker, NOW + timedelta(minutes=11))
    with pytest.raises(WebhookRefusedError):
        again(make_person(kind="operator"), NOW)
    services.webhook_secret_renew(webhook=webhook, seen=1, by=broker, at=NOW)
    with pytest.raises(WebhookRefusedError):
        again(broker, NOW)


def test_an_address_is_registered_once_and_five_are_enough(as_broker, broker):
    as_broker.post(list_of(broker), form())
    assert "registered already" in as_broker.post(list_of(broker), form()).content.decode()
    for number in range(4):
        as_broker.post(list_of(broker), form(f"{URL}/{number}"))

    assert (
        "An organisation can have 5 addresses"
        in as_broker.post(list_of(broker), form(f"{URL}/5")).content.decode()
    )
    assert Webhook.objects.count() == 5


@on_the_page
@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "Enter an address"),
        ("http://intranet.example.org/", "not an address of"),
        ("https://169.254.169.254/latest/meta-data", "not on the public internet"),
        ("https://me:secret@a.example/", "Leave out any name"),
        ("https://a.example/\x00", "cannot be stored"),
    ],
)
def test_an_address_we_do_not_send_to_is_refused_with_the_reason(as_broker, broker, settings, url, sentence):
    settings.DEVELOPMENT = False
    sentence = "must start with https://" if sentence == "not an address of" else sentence

    assert sentence in as_broker.post(list_of(broker), form(url)).content.decode()
    assert not Webhook.objects.exists()
    with pytest.raises(AddressRefusedError):
        made_webhook(url, by=broker)


def test_an_operator_sees_to_every_organisation(client, webhook):
    client.force_login(make_person(kind="operator"))

    assert (
        URL in client.get(reverse("webhooks:organisation", args=[webhook.organisation_id])).content.decode()
    )
    assert client.get(page("webhook", webhook)).status_code == 200


def every_answer(client, webhook):
    delivery = Delivery.objects.create(
        webhook=webhook, kind="test", happened_at=NOW, due_at=NOW, failed_at=NOW
    )
    posts = [page(name, webhook) for name in ("test", "pause", "resume", "secret", "remove")]
    answers = {client.post(url, {"seen": 1}).status_code for url in posts}
    answers |= {client.get(page(name, webhook)).status_code for name in ("webhook", "secret", "remove")}
    answers.add(client.post(page("again", webhook, delivery.pk)).status_code)
    listed = reverse("webhooks:organisation", args=[webhook.organisation_id])
    return answers | {client.get(listed).status_code, client.post(listed, form(f"{URL}/x")).status_code}


@on_the_page
@pytest.mark.parametrize("kind", OTHERS)
def test_for_everybody_else_there_is_no_such_page(client, webhook, kind):
    client.force_login(make_person(kind=kind, organisation=webhook.organisation))

    assert every_answer(client, webhook) == {404}
    assert list(Webhook.objects.values_list("pk", "paused_at")) == [(webhook.pk, None)]


def test_a_broker_of_another_organisation_or_who_waits_finds_nothing(client, webhook):
    client.force_login(make_person(kind="broker"))
    assert every_answer(client, webhook) == {404}
    waiting = make_person(kind="broker", standing="waiting", organisation=webhook.organisation)
    client.force_login(waiting)
    assert every_answer(client, webhook) == {404}


def test_services_refuse_what_the_pages_would_not_offer(webhook):
    other, at = make_person(kind="broker"), NOW
    delivery = Delivery.objects.create(webhook=webhook, kind="test", happened_at=NOW, due_at=NOW)
    attempts = [
        lambda: services.webhook_create(
            webhook_id=uuid4(), organisation=webhook.organisation, url=URL, by=other, at=at
        ),
        lambda: services.webhook_secret_renew(webhook=webhook, seen=1, by=other, at=at),
        lambda: services.webhook_pause(webhook=webhook, by=other, at=at),
        lambda: services.webhook_resume(webhook=webhook, by=other, at=at),
        lambda: services.webhook_delete(webhook=webhook, by=other, at=at),
        lambda: services.webhook_test(webhook=webhook, by=other, at=at),
        lambda: services.delivery_retry(delivery=delivery, by=other, at=at),
    ]
    for attempt in attempts:
        with pytest.raises(NotYourWebhookError):
            attempt()


def test_a_proposed_organisation_has_none(client):
    operator, proposed = make_person(kind="operator"), make_organisation(standing="proposed")
    client.force_login(operator)

    assert client.get(reverse("webhooks:organisation", args=[proposed.pk])).status_code == 404
    assert client.get(reverse("webhooks:organisation", args=[999_999])).status_code == 404


def test_a_new_secret_is_shown_once_and_the_page_sent_twice_makes_one(as_broker, webhook):
    url = page("secret", webhook)
    seen = re.search(r'name="seen" value="(\d+)"', as_broker.get(url).content.decode())[1]

    first, second = (secret_in(as_broker.post(url, {"seen": seen})) for _ in range(2))

    assert first == second
    webhook.refresh_from_db()
    assert webhook.secret_number == 2
    assert signing.opened(webhook.secret) == first
    assert webhook.secret_before_until > NOW


@on_the_page
@pytest.mark.parametrize("seen", ["1", "7", "x", ""])
def test_a_new_secret_from_an_old_tab_changes_nothing(as_broker, broker, webhook, seen):
    for number in (1, 2):
        services.webhook_secret_renew(webhook=webhook, seen=number, by=broker, at=NOW)

    response = as_broker.post(page("secret", webhook), {"seen": seen}, follow=True)

    assert "Nothing has changed" in response.content.decode()
    webhook.refresh_from_db()
    assert webhook.secret_number == 3


def test_a_test_is_queued_once_and_sent_soon(
    as_broker, webhook, monkeypatch, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as soon:
        for _twice in range(2):
            as_broker.post(page("test", webhook))

    assert [delivery.kind for delivery in webhook.deliveries.all()] == ["test"]
    assert len(soon) == 1


def test_paused_it_is_sent_nothing_until_somebody_resumes(as_broker, webhook):
    as_broker.post(page("test", webhook))
    for _twice in range(2):
        as_broker.post(page("pause", webhook))

    shown = as_broker.get(page("webhook", webhook)).content.decode()
    assert "Paused. Nothing is sent." in shown
    assert "Try again" not in shown
    as_broker.post(page("test", webhook))
    delivery = webhook.deliveries.get()
    as_broker.post(page("again", webhook, delivery.pk))
    assert webhook.deliveries.get().failed_at is not None

    for _twice in range(2):
        as_broker.post(page("resume", webhook))
    assert "Try again" in as_broker.get(page("webhook", webhook)).content.decode()
    for _twice in range(2):
        as_broker.post(page("again", webhook, delivery.pk))
    assert webhook.deliveries.get().failed_at is None
    actions = AuditRow.objects.filter(subject=f"webhooks.webhook:{webhook.pk}").values_list(
        "action", flat=True
    )
    assert sorted(actions) == ["webhook_create", "webhook_pause", "webhook_resume"]


def test_a_message_of_another_webhook_is_not_there(as_broker, webhook):
    other = make_webhook()
    theirs = Delivery.objects.create(webhook=other, kind="test", happened_at=NOW, due_at=NOW, failed_at=NOW)

    assert as_broker.post(page("again", webhook, theirs.pk)).status_code == 404


def test_removing_asks_first_and_forgets_all(as_broker, broker, webhook):
    as_broker.post(page("test", webhook))
    assert "Remove this webhook?" in as_broker.get(page("remove", webhook)).content.decode()

    as_broker.post(page("remove", webhook))
    assert as_broker.post(page("remove", webhook)).status_code == 404
    services.webhook_delete(webhook=webhook, by=broker, at=NOW)

    assert not Webhook.objects.exists()
    assert not Delivery.objects.exists()
    assert AuditRow.objects.filter(action="webhook_delete").count() == 1


@on_the_page
def test_the_page_says_what_came_of_each_message(as_broker, webhook):
    row = {"webhook": webhook, "kind": "lesson.public", "subject": "x", "happened_at": NOW, "due_at": NOW}
    Delivery.objects.create(**row)
    Delivery.objects.create(**row, tries=1, answer="It answered 500")
    Delivery.objects.create(**row, tries=1, answer="It answered 204", sent_at=NOW)
    Delivery.objects.create(**row, tries=7, answer="It answered 503", failed_at=NOW)
    Webhook.objects.update(failing_since=NOW)

    shown = as_broker.get(page("webhook", webhook)).content.decode()

    for words in (
        "It has not taken messages since",
        "Waits to be sent.",
        "It answered 500. The next try is on",
        "Taken after 1 try. It answered 204.",
        "Not taken after 7 tries. It answered 503. Kept until",
    ):
        assert words in shown
    Webhook.objects.update(failing_since=None)
    assert "A message is on its way." in as_broker.get(page("webhook", webhook)).content.decode()
    Delivery.objects.update(sent_at=NOW, failed_at=None)
    assert "All messages have been taken." in as_broker.get(page("webhook", webhook)).content.decode()
    Webhook.objects.update(failing_since=NOW, paused_at=NOW)
    assert "because it did not take messages" in as_broker.get(page("webhook", webhook)).content.decode()


@on_the_page
@pytest.mark.parametrize(
    ("stored", "told"),
    [
        ("It answered 503", "⟦It answered 503⟧"),
        ("It did not answer within 10 seconds", "⟦It did not answer within 10 seconds⟧"),
        ("The connection failed", "⟦The connection failed⟧"),
    ],
)
def test_what_came_of_a_message_is_told_in_the_language_of_the_reader(as_broker, webhook, stored, told):
    at = {"happened_at": NOW, "due_at": NOW, "failed_at": NOW}
    Delivery.objects.create(webhook=webhook, kind="test", tries=7, answer=stored, **at)

    with pseudo_language():
        assert told in as_broker.get(page("webhook", webhook)).content.decode()


@pytest.mark.once  # so many queries, whoever answers them
@pytest.mark.parametrize("count", [1, 5])
def test_the_pages_take_the_same_number_of_queries(as_broker, broker, django_assert_num_queries, count):
    hooks = [make_webhook(f"{URL}/{number}", by=broker) for number in range(count)]
    for _number in range(count):
        Delivery.objects.create(webhook=hooks[0], kind="test", happened_at=NOW, due_at=NOW)

    with django_assert_num_queries(4):
        as_broker.get(list_of(broker))
    with django_assert_num_queries(6):
        as_broker.get(page("webhook", hooks[0]))


@on_the_page
def test_the_organisations_page_leads_there_for_whoever_sees_to_it(as_broker, broker, client):
    shown = as_broker.get(reverse("people:organisation", args=[broker.organisation_id])).content.decode()
    assert list_of(broker) in shown
    client.force_login(make_person(organisation=broker.organisation))
    shown = client.get(reverse("people:organisation", args=[broker.organisation_id])).content.decode()
    assert list_of(broker) not in shown


def test_who_registered_it_takes_that_away_and_is_forgotten_while_it_stays(broker, webhook):
    assert json.loads(json.dumps(holdings.export_of(broker)["webhooks"], default=str)) == [
        {"address": URL, "organisation": str(broker.organisation), "registered_at": str(NOW)}
    ]

    person_close(person=broker, choices={}, by=broker, at=NOW)

    webhook.refresh_from_db()
    assert (webhook.created_by, webhook.paused_at) == (None, None)
