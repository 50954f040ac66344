"""Sending what waits, to a real server: order, patience, giving up, pausing, titles that were taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sideways.common.models import AuditRow
from sideways.lessons import services as lessons
from sideways.lessons.tests.factories import make_lesson
from sideways.notices.models import OutgoingEmail
from sideways.notices.services.outbox import WAITS
from sideways.people.tests.factories import make_person
from sideways.webhooks import services, tasks
from sideways.webhooks.models import Delivery, Webhook
from sideways.webhooks.services import changes_look, deliveries_send, delivery_retry, webhook_test
from sideways.webhooks.services import sending as delivering
from sideways.webhooks.tests.factories import made_webhook, make_webhook

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def broker():
    return make_person(kind="broker")


@pytest.fixture
def webhook(receiver, broker):
    return make_webhook(receiver.url, by=broker, at=NOW)


def lesson_becomes_public(words="Letters came a week late", **fields):
    lesson = make_lesson(audience="public", went_wrong=words, **fields)
    changes_look(at=NOW)
    return lesson


def titles(receiver):
    return [message["title"] for message in receiver.messages]


def test_messages_arrive_in_order_and_are_kept_without_their_subject(receiver, webhook):
    for number in range(3):
        lesson_becomes_public(f"Letter {number}")

    assert deliveries_send(at=NOW) == 3
    assert deliveries_send(at=NOW) == 0

    assert titles(receiver) == ["Letter 0", "Letter 1", "Letter 2"]
    rows = webhook.deliveries.all()
    assert {(row.sent_at, row.subject, row.tries, row.answer) for row in rows} == {
        (NOW, "", 1, "It answered 204")
    }


def test_a_message_carries_the_signatures_that_are_good_today(receiver, broker):
    from sideways.webhooks import signing

    made = made_webhook(receiver.url, by=broker, at=NOW)
    renewed = services.webhook_secret_renew(webhook=made.webhook, seen=1, by=broker, at=NOW)

    for days, good in ((0, [renewed.secret, made.secret]), (2, [renewed.secret])):
        at = NOW + timedelta(days=days)
        webhook_test(webhook=made.webhook, by=broker, at=at)
        deliveries_send(at=at)
        headers, body = receiver.arrived[-1]
        proof = signing.headers(headers["webhook-id"], body, with_secrets=good, at=at)
        assert {name: headers[name] for name in proof} == proof
        assert headers["content-type"] == "application/json"


def test_what_follows_waits_until_the_one_before_was_taken(receiver, webhook):
    for number in range(2):
        lesson_becomes_public(f"Letter {number}")
    receiver.answers = [500]

    assert deliveries_send(at=NOW) == 0
    assert deliveries_send(at=NOW + WAITS[0] / 2) == 0
    assert titles(receiver) == ["Letter 0"]
    assert deliveries_send(at=NOW + WAITS[0]) == 2
    assert titles(receiver) == ["Letter 0", "Letter 0", "Letter 1"]
    assert receiver.messages[0]["id"] == receiver.messages[1]["id"]


def test_one_address_that_fails_holds_up_no_other(receiver, webhook):
    other = make_webhook("http://127.0.0.1:9/")
    lesson_becomes_public()

    assert deliveries_send(at=NOW) == 1
    assert len(receiver.arrived) == 1
    assert other.deliveries.get().answer == "The connection failed"


def test_a_title_that_was_taken_back_is_not_sent(receiver, webhook):
    author = make_person()
    lesson = lesson_becomes_public(author=author)
    receiver.answers = [500]
    deliveries_send(at=NOW)
    lessons.lesson_withdraw(lesson=lesson, by=author, at=NOW)
    changes_look(at=NOW)

    deliveries_send(at=NOW + WAITS[0])

    assert [message["kind"] for message in receiver.messages[1:]] == ["lesson.not_public"]
    assert Delivery.objects.filter(sent_at=None).count() == 0


def give_up(receiver, at=NOW):
    """Let the next message fail until nobody tries any more; return when that was."""
    for wait in [timedelta(0), *WAITS]:
        at += wait
        receiver.answers = [503]
        deliveries_send(at=at)
    return at


def test_after_the_last_wait_it_is_given_up_and_the_next_one_goes(receiver, webhook, broker):
    for number in range(2):
        lesson_becomes_public(f"Letter {number}")
    at = give_up(receiver)

    first = webhook.deliveries.first()
    assert (first.failed_at, first.tries, first.answer) == (at, len(WAITS) + 1, "It answered 503")
    assert deliveries_send(at=at) == 1
    assert titles(receiver)[-1] == "Letter 1"

    delivery_retry(delivery=first, by=broker, at=at)
    assert deliveries_send(at=at) == 1
    assert titles(receiver)[-1] == "Letter 0"


def test_an_address_that_fails_for_days_is_paused_and_its_brokers_are_told(receiver, webhook, broker):
    at = NOW
    for _message in range(6):
        webhook.refresh_from_db()
        assert webhook.paused_at is None or at - NOW > timedelta(days=3)
        lesson_becomes_public()
        at = give_up(receiver, at + timedelta(minutes=1))

    webhook.refresh_from_db()
    assert webhook.paused_at is not None
    letter = OutgoingEmail.objects.get()
    assert letter.to == broker.email
    assert "a webhook is paused" in letter.subject
    assert f"/webhooks/{webhook.pk}/" in letter.text
    assert "Letters" not in letter.text
    assert AuditRow.objects.get(action="webhook_pause").by is None
    assert not webhook.deliveries.filter(sent_at=None, failed_at=None).exists()
    assert deliveries_send(at=at + timedelta(days=1)) == 0


def test_without_a_broker_the_operators_are_told():
    operator, other = make_person(kind="operator"), make_person(kind="operator")
    make_person(kind="operator", standing="closed")
    webhook = make_webhook("http://127.0.0.1:9/", by=make_person(kind="broker"), at=NOW - timedelta(days=9))
    webhook.created_by.kind = "practitioner"
    webhook.created_by.save()
    Webhook.objects.update(failing_since=NOW - timedelta(days=4))
    lesson_becomes_public()
    Delivery.objects.update(tries=len(WAITS))

    deliveries_send(at=NOW)

    assert {letter.to for letter in OutgoingEmail.objects.all()} == {operator.email, other.email}


def test_one_that_is_taken_ends_the_time_of_failing(receiver, webhook):
    lesson_becomes_public()
    receiver.answers = [500]
    deliveries_send(at=NOW)
    webhook.refresh_from_db()
    assert webhook.failing_since == NOW

    deliveries_send(at=NOW + WAITS[0])

    webhook.refresh_from_db()
    assert webhook.failing_since is None


def test_two_workers_never_send_to_one_address_at_once(receiver, webhook):
    lesson_becomes_public()
    Webhook.objects.update(busy_until=NOW + timedelta(minutes=1))

    assert deliveries_send(at=NOW) == 0
    assert deliveries_send(at=NOW + timedelta(minutes=1)) == 1  # the other worker has died
    webhook.refresh_from_db()
    assert webhook.busy_until is None


def test_a_claim_lost_to_another_worker_sends_nothing(receiver, webhook, monkeypatch):
    lesson_becomes_public()
    taken_meanwhile = list(delivering.webhooks_due(NOW))
    Webhook.objects.update(busy_until=NOW + timedelta(minutes=1))
    monkeypatch.setattr(delivering, "webhooks_due", lambda _at: taken_meanwhile)

    assert deliveries_send(at=NOW) == 0
    assert receiver.arrived == []


def test_a_worker_that_dies_in_between_sends_it_again_with_the_same_id(receiver, webhook, monkeypatch):
    lesson_becomes_public()
    real = delivering.post

    def dies(*message):
        real(*message)
        raise SystemExit

    monkeypatch.setattr(delivering, "post", dies)
    with pytest.raises(SystemExit):
        deliveries_send(at=NOW)
    monkeypatch.setattr(delivering, "post", real)

    assert deliveries_send(at=NOW + delivering.CLAIMED_FOR) == 1
    assert len({message["id"] for message in receiver.messages}) == 1
    assert len(receiver.messages) == 2


def test_a_turn_and_a_run_have_an_end(receiver, webhook, monkeypatch):
    monkeypatch.setattr(delivering, "MOST_IN_A_TURN", 2)
    for _number in range(3):
        lesson_becomes_public()
    assert deliveries_send(at=NOW) == 2
    assert deliveries_send(at=NOW) == 1

    lesson_becomes_public()
    monkeypatch.setattr(delivering, "LONGEST_RUN_SECONDS", -1)
    assert deliveries_send(at=NOW) == 0


def test_a_long_turn_ends_with_the_run(receiver, webhook, monkeypatch):
    for _number in range(2):
        lesson_becomes_public()
    monkeypatch.setattr(delivering, "LONGEST_RUN_SECONDS", 30)
    clock = iter([0.0, 1.0, 2.0, 99.0])
    monkeypatch.setattr(delivering.time, "monotonic", lambda: next(clock))

    assert deliveries_send(at=NOW) == 1


def test_a_secret_that_cannot_be_opened_is_told_as_such(receiver, webhook, settings):
    lesson_becomes_public()
    settings.VAULT_KEYS = ["another key"]

    assert deliveries_send(at=NOW) == 0
    assert "the key of the vault has changed" in webhook.deliveries.get().answer
    assert receiver.arrived == []


def test_what_was_taken_goes_after_a_week_and_what_failed_after_a_month(webhook):
    def row(**fields):
        return Delivery.objects.create(
            webhook=webhook, kind="test", happened_at=NOW, due_at=NOW + timedelta(days=99), **fields
        )

    kept = [
        row(sent_at=NOW - timedelta(days=6)),
        row(failed_at=NOW - timedelta(days=29)),
        row(),
    ]
    row(sent_at=NOW - timedelta(days=7))
    row(failed_at=NOW - timedelta(days=30))

    deliveries_send(at=NOW)

    assert list(webhook.deliveries.all()) == kept


def test_the_worker_looks_and_sends_every_minute(receiver, webhook, settings):
    make_lesson(audience="public", went_wrong="Letters came a week late")

    tasks.webhooks_run.enqueue()

    assert titles(receiver) == ["Letters came a week late"]
    assert settings.SCHEDULE["sideways.webhooks.tasks.webhooks_run"] == timedelta(minutes=1)


def test_without_an_address_the_worker_remembers_nothing():
    make_lesson(audience="public")

    tasks.webhooks_run.enqueue()

    from sideways.webhooks.models import ToldLesson

    assert not ToldLesson.objects.exists()


@pytest.mark.once  # so many queries, whoever answers them
@pytest.mark.parametrize("count", [1, 5])
def test_a_run_with_nothing_due_takes_the_same_number_of_queries(count, django_assert_num_queries):
    for _number in range(count):
        make_webhook()

    with django_assert_num_queries(2):
        deliveries_send(at=NOW)
