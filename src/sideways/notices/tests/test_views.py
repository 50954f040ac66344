"""The pages of notices, and the way out of e-mails that needs neither cookie nor account."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sideways.notices.letters import SALT, unsubscribe_url
from sideways.notices.models import NoticePlan
from sideways.notices.services import notices_see, plans_begin
from sideways.people.tests.factories import make_person

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
HOUR = timedelta(hours=1)
TIMES = {"hour": "8", "weekday": "4", "quiet_from": "22", "quiet_until": "7"}


@pytest.fixture
def ann(client, happened):
    person = make_person()
    client.force_login(person)
    return person


def listed(client):
    return client.get(reverse("notices:list")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list_is_newest_first_with_every_kind_in_a_fixed_number_of_queries(
    client, ann, happened, count, django_assert_num_queries
):
    now = timezone.now()
    happened.page = [now - (number + 2) * HOUR for number in range(count)]
    happened.post = [now - HOUR]

    with django_assert_num_queries(3):
        page = listed(client)

    assert page.index("Secret Post") < page.index("Secret Seen on the page")
    assert page.count("Secret ") == count + 1


def test_list_goes_back_thirty_days_and_says_when_there_is_nothing(client, ann, happened):
    happened.post = [timezone.now() - timedelta(days=31)]

    assert "Nothing happened in the last 30 days" in listed(client)
    assert "Mark all as seen" not in listed(client)


def test_what_came_since_the_last_visit_is_marked_until_it_is_seen(client, ann, happened):
    now = timezone.now()
    happened.post = [now - HOUR, now - 3 * HOUR]
    assert listed(client).count(">New<") == 2, (
        "looking at a page changes nothing: a GET may be sent by anybody"
    )

    client.post(reverse("notices:seen"), {"until": (now - 2 * HOUR).isoformat()})
    assert listed(client).count(">New<") == 1
    client.post(reverse("notices:seen"), {"until": "no such time"})
    assert listed(client).count(">New<") == 0


@pytest.mark.parametrize("until", ["", "2026-99-99T00:00", "2026-01-01T00:00", "9999-01-01T00:00:00+00:00"])
def test_a_time_that_is_none_or_to_come_counts_as_now(client, ann, until):
    client.post(reverse("notices:seen"), {"until": until})

    assert NoticePlan.objects.get().seen_at <= timezone.now()


def test_a_time_before_all_that_is_shown_marks_nothing(client, ann, happened):
    happened.post = [timezone.now() - HOUR]

    client.post(reverse("notices:seen"), {"until": "0001-01-01T00:00:00+14:00"})

    assert listed(client).count(">New<") == 1


def test_an_older_tab_marks_nothing_back(ann):
    now = timezone.now()
    for until in (now, now - HOUR):
        notices_see(person=ann, until=until, at=now)

    assert NoticePlan.objects.get().seen_at == now


def test_with_scripts_the_button_turns_into_a_sentence(client, ann):
    response = client.post(reverse("notices:seen"), headers={"HX-Request": "true"})

    assert "no longer marked as new" in response.content.decode()
    assert "HX-Request" in response.headers["Vary"]


def test_choices_are_kept_and_shown_again(client, ann):
    answers = TIMES | {"kind:post": "at_once", "kind:slow": "off"}
    for _double_click in range(2):
        response = client.post(reverse("notices:choices"), answers)
        assert response.headers["Location"] == reverse("notices:list")

    plan = NoticePlan.objects.get()
    assert plan.choices == {"post": "at_once", "slow": "off"}
    assert (plan.hour, plan.weekday, plan.quiet_from, plan.quiet_until) == (8, 4, 22, 7)
    page = client.get(reverse("notices:choices")).content.decode()
    assert page.count("checked") == 2
    assert "Seen on the page" not in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind:slow": "at_once"}, "Select a valid choice"),
        ({"kind:post": ""}, "Choose an answer: Post"),
        ({"hour": "24"}, "Select a valid choice"),
        ({"quiet_until": ""}, "Choose both the beginning and the end"),
        ({"quiet_from": ""}, "Choose both the beginning and the end"),
    ],
)
def test_choices_that_cannot_be_are_told(client, ann, wrong, sentence):
    answers = TIMES | {"kind:post": "daily", "kind:slow": "daily"} | wrong

    assert sentence in client.post(reverse("notices:choices"), answers).content.decode()
    assert not NoticePlan.objects.exists()


def test_who_has_nothing_to_choose_is_told_so(client, happened):
    client.force_login(make_person(level=6))

    assert "There is nothing to choose" in client.get(reverse("notices:choices")).content.decode()


@pytest.mark.parametrize("name", ["list", "choices", "seen"])
def test_nobody_sees_notices_without_signing_in(name):
    address = reverse(f"notices:{name}")
    client = Client()
    response = client.post(address) if name == "seen" else client.get(address)

    assert response.headers["Location"].startswith(reverse("account_login"))


@pytest.fixture
def stop(happened, settings):
    settings.DEMO = False  # its bar of people has a form of its own
    person = make_person()
    plans_begin(at=timezone.now())
    return unsubscribe_url(person.pk, ["post"]).removeprefix(settings.SITE_URL)


def test_one_click_stops_the_emails_without_cookie_or_account(stop):
    stranger = Client(enforce_csrf_checks=True)
    for _twice in range(2):
        response = stranger.post(stop, {"List-Unsubscribe": "One-Click"})
        assert response.status_code == 200

    assert not response.cookies
    assert NoticePlan.objects.get().choices == {"post": "off"}


def test_opening_the_link_stops_nothing_and_offers_the_button(stop):
    stranger = Client()
    response = stranger.get(stop)

    assert "You would get no more e-mails about" in response.content.decode()
    assert not response.cookies
    assert NoticePlan.objects.get().choices == {}


# A signature holds the time: as a name it would be another one in each worker.
@pytest.mark.parametrize(
    "token",
    ["guessed", pytest.param(signing.dumps([1, "post"], salt="another"), id="signed for another page")],
)
def test_a_link_that_nobody_signed_is_not_found(happened, token):
    address = reverse("notices:unsubscribe", args=[token])

    assert Client().get(address).status_code == 404
    assert Client().post(address).status_code == 404


def test_a_link_outlives_the_account_and_the_kind(happened):
    token = signing.dumps([999_999, "post"], salt=SALT)
    assert Client().post(reverse("notices:unsubscribe", args=[token])).status_code == 200

    ann = make_person()
    plans_begin(at=timezone.now())
    token = signing.dumps([ann.pk, "post", "no such kind"], salt=SALT)
    Client().post(reverse("notices:unsubscribe", args=[token]))
    assert NoticePlan.objects.get().choices == {"post": "off"}


def test_somebody_who_still_joins_can_stop_emails_too(stop):
    client = Client()
    client.force_login(make_person(standing="joining"))

    assert client.get(stop).status_code == 200
