import pytest
from django.urls import reverse
from django.utils import timezone

from sideways.notices.models import OutgoingEmail
from sideways.notices.tests.factories import make_email
from sideways.people.tests.factories import make_person

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def operator(client):
    client.force_login(make_person(kind="operator"))
    return client


def failed(**fields):
    return make_email(failed_at=timezone.now(), tries=7, error="SMTPRecipientsRefused: no such box", **fields)


@pytest.mark.parametrize("count", [1, 3])
def test_operator_sees_whom_it_was_for_and_why_it_failed_and_not_what_it_says(
    operator, count, django_assert_num_queries
):
    for number in range(count):
        failed(to=f"ann{number}@example.org", subject="Your code", text="ABC123")
    make_email()

    with django_assert_num_queries(5):
        page = operator.get(reverse("people:emails")).content.decode()

    assert "ann0@example.org" in page
    assert "no such box" in page
    assert "1 e-mail waits" in page
    assert "ABC123" not in page


def test_without_failures_the_page_says_so(operator):
    assert "went out or still waits" in operator.get(reverse("people:emails")).content.decode()


def test_operator_tries_again_and_deletes_and_a_double_click_does_no_harm(operator):
    again, gone = failed(), failed()
    for _twice in range(2):
        operator.post(reverse("people:email_decide", args=[again.pk]), {"do": "again"})
    operator.post(reverse("people:email_decide", args=[gone.pk]), {"do": "delete"})

    assert operator.post(reverse("people:email_decide", args=[gone.pk]), {"do": "delete"}).status_code == 404
    assert operator.post(reverse("people:email_decide", args=[again.pk]), {"do": "read"}).status_code == 404
    assert list(OutgoingEmail.objects.values_list("pk", "failed_at")) == [(again.pk, None)]


@pytest.mark.parametrize("kind", ["practitioner", "broker", "guardian", "official"])
def test_for_anybody_else_there_is_no_such_page(client, kind):
    client.force_login(make_person(kind=kind))
    email = failed()

    assert client.get(reverse("people:emails")).status_code == 404
    assert client.post(reverse("people:email_decide", args=[email.pk]), {"do": "delete"}).status_code == 404
    assert OutgoingEmail.objects.exists()


def test_topics_page_asks_of_each_topic_and_keeps_the_answers(client):
    ann = make_person()
    client.force_login(ann)
    assert "You follow no topic yet" in client.get(reverse("people:you_topics")).content.decode()

    ann.topics.add("fit-notes")
    client.post(reverse("people:you_topics"), {"topic:fit-notes": "shout"})
    assert ann.topicfollow_set.get().how == "normal"
    client.post(reverse("people:you_topics"), {"topic:fit-notes": "watching"})
    assert ann.topicfollow_set.get().how == "watching"
