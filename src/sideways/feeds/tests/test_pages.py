"""Feeds and calendar: make an address, see what it holds, revoke it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sideways.feeds import secret, services
from sideways.feeds.models import CALENDAR, PersonalAddress
from sideways.feeds.tests.factories import make_address
from sideways.lessons.tests.factories import make_lesson
from sideways.people.tests.factories import make_person
from sideways.people.trust import State

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

MINE, MAKE = reverse("feeds:mine"), reverse("feeds:make", args=["lessons"])
MAKE_CALENDAR = reverse("feeds:make", args=["calendar"])


@pytest.fixture
def person(client):
    person = make_person()
    client.force_login(person)
    return person


def filled(client, address, **changed):
    """Return the form as it was shown, with what somebody changed."""
    form = client.get(address).context["form"]
    return {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()} | changed


def made(client, address, **changed):
    return client.post(address, filled(client, address, **changed))


def copied(page, view):
    """Return the path of an address shown on a page."""
    return re.search(rf'id="feeds-{view}"[^>]*value="http://127.0.0.1:8000([^"]+)"', page.text)[1]


def test_an_address_is_made_copied_and_works_without_a_session(client, person):
    make_lesson(audience="peers", topics=("fit-notes",))
    make_lesson(audience="peers")
    page = made(client, f"{MAKE}?topic=fit-notes&stage=now&page=2")

    address = PersonalAddress.objects.get()
    assert (address.name, address.filters) == (
        "Lessons: Fit notes, happening now",
        {"stage": "now", "topic": "fit-notes"},
    )
    assert "It is shown only this once" in page.text
    assert "no-store" in page.headers["Cache-Control"]
    client.logout()
    assert client.get(copied(page, "atom")).content.count(b"<entry>") == 1
    assert len(client.get(copied(page, "json")).json()["items"]) == 1


def test_a_calendar_address_is_made_the_same_way(client, person):
    page = made(client, f"{MAKE_CALENDAR}?topic=fit-notes")
    assert PersonalAddress.objects.get().filters == {}
    assert client.get(copied(page, "calendar")).content.startswith(b"BEGIN:VCALENDAR")


def test_a_double_click_makes_one_address_and_shows_it_twice(client, person):
    form = filled(client, MAKE)
    pages = [client.post(MAKE, form) for _ in range(2)]
    assert copied(pages[0], "atom") == copied(pages[1], "atom")
    assert PersonalAddress.objects.count() == 1


def test_an_old_tab_does_not_bring_back_what_was_revoked(client, person):
    form = filled(client, MAKE)
    client.post(MAKE, form)
    client.post(reverse("feeds:revoke", args=[PersonalAddress.objects.get().pk]))
    response = client.post(MAKE, form, follow=True)
    assert response.redirect_chain == [(MINE, 302)]
    assert "You have revoked that address. Make a new one." in response.text


@pytest.mark.parametrize("said", ["", "made up"])
def test_a_secret_that_was_not_offered_is_asked_for_again(client, person, said):
    address = f"{MAKE}?q=letters"
    response = client.post(address, {"name": "Mine", "secret": said}, follow=True)
    assert response.redirect_chain == [(address, 302)]
    assert "That page was too old" in response.text
    stolen = secret.offered_to(make_person())
    assert client.post(address, {"name": "Mine", "secret": stolen}).status_code == 302
    assert not PersonalAddress.objects.exists()


def test_an_address_needs_a_name_and_something_to_follow(client, person):
    assert "Give it a name" in made(client, MAKE, name=" ").text
    assert "invisible character" in made(client, MAKE, name="a\x00").text
    assert client.get(reverse("feeds:make", args=["people"])).status_code == 404


def test_too_many_addresses_are_refused_with_a_sentence(client, person, monkeypatch):
    monkeypatch.setattr(services, "MOST_ADDRESSES", 0)
    assert "Revoke one that you do not use" in made(client, MAKE).text


def test_the_list_says_what_there_is_and_when_it_was_fetched(client, person):
    make_address(person, name="My <reader>", fetched_on=timezone.localdate() - timedelta(days=1))
    make_address(person, CALENDAR, name="My dates")
    make_address(make_person(), name="Of somebody else")
    page = client.get(MINE).text
    assert "My &lt;reader&gt;" in page
    assert "Feed of lessons" in page
    assert "last fetched on" in page
    assert "never fetched yet" in page
    assert "Of somebody else" not in page
    assert "You have no dates now, so it would be empty" in page


def test_the_list_says_what_the_calendar_would_hold(client, person):
    make_lesson(author=person, state=State.DRAFT, at=timezone.now() - timedelta(days=80))
    page = client.get(MINE).text
    assert "A draft will be deleted" in page
    assert "it would be empty" not in page


@pytest.mark.parametrize("n_addresses", [1, 10])
def test_the_list_takes_a_fixed_number_of_queries(client, person, django_assert_num_queries, n_addresses):
    for number in range(n_addresses):
        make_address(person, name=f"Feed {number}", filters={"topic": "fit-notes"})
    with django_assert_num_queries(7):
        client.get(MINE)


def test_a_page_shows_what_an_address_holds_now(client, person):
    for number in range(12):
        make_lesson(
            audience="public", went_wrong=f"Letters number {number} went astray", topics=("fit-notes",)
        )
    address, _ = make_address(person, filters={"topic": "fit-notes"})
    page = client.get(reverse("feeds:address", args=[address.pk]))
    assert "narrowed to Fit notes" in page.text
    assert page.text.count("went astray") == 10
    assert "… and 2 more." in page.text


def test_a_page_says_plainly_that_there_is_nothing(client, person):
    lessons, dates = make_address(person)[0], make_address(person, CALENDAR)[0]
    gone = make_address(person, "a list that is gone")[0]
    assert (
        "no lesson you can read fits it now" in client.get(reverse("feeds:address", args=[lessons.pk])).text
    )
    assert "you have no dates here now" in client.get(reverse("feeds:address", args=[dates.pk])).text
    assert "Nothing" in client.get(reverse("feeds:address", args=[gone.pk])).text


def test_a_calendar_shows_its_entries(client, person):
    make_lesson(author=person, state=State.DRAFT, at=timezone.now() - timedelta(days=80))
    address, _ = make_address(person, CALENDAR)
    assert "A draft will be deleted" in client.get(reverse("feeds:address", args=[address.pk])).text


def test_nobody_opens_or_revokes_the_address_of_another(client, person):
    theirs, _ = make_address(make_person())
    assert client.get(reverse("feeds:address", args=[theirs.pk])).status_code == 404
    assert client.post(reverse("feeds:revoke", args=[theirs.pk])).status_code == 404
    assert client.get(reverse("feeds:revoke", args=[theirs.pk])).status_code == 405
    theirs.refresh_from_db()
    assert theirs.revoked_at is None


def test_revoking_twice_says_the_same(client, person):
    address, _ = make_address(person)
    for _ in range(2):
        response = client.post(reverse("feeds:revoke", args=[address.pk]), follow=True)
        assert "Nothing can be fetched there any more" in response.text
    assert client.get(reverse("feeds:address", args=[address.pk])).status_code == 404
