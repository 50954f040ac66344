"""Busy times on the person's pages: read a file, look, keep, replace, delete."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.languages.pseudo import pseudo_language

from sideways.busy import forms, views
from sideways.busy.models import BusyCalendar, BusyTime
from sideways.busy.reading import read
from sideways.busy.services import busy_times_keep
from sideways.busy.tests.calendars import calendar, event
from sideways.people.tests.factories import make_person

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

BUSY, READ, KEEP, REMOVE = (reverse(f"busy:{name}") for name in ("busy", "read", "keep", "remove"))


@pytest.fixture(autouse=True)
def _read_here(monkeypatch):
    """Read in this process: the one of its own is tried in test_bounds and costs half a second each time."""
    monkeypatch.setattr(views, "calendar_read", read)


@pytest.fixture
def person(client):
    person = make_person()
    client.force_login(person)
    return person


def in_days(days, clock="090000"):
    return f"DTSTART:{timezone.now() + timedelta(days=days):%Y%m%d}T{clock}Z"


def sent(client, raw, name="my calendar.ics"):
    return client.post(READ, {"file": SimpleUploadedFile(name, raw)})


def offered(page):
    return {"offered": page.context["offered"]}


def test_a_file_is_looked_at_and_then_kept(client, person):
    page = sent(
        client, calendar(event(in_days(3)), event(in_days(4), uid="2"), event("DTSTART:soon", uid="3"))
    )
    assert not BusyCalendar.objects.exists()
    assert [each["number"] for each in page.context["figures"]] == [3, 2, 2]
    assert "my calendar.ics:19: DTSTART is “soon”" in page.text
    assert "Zq secret title" not in page.text

    page = client.post(KEEP, offered(page), follow=True)

    assert page.redirect_chain == [(BUSY, 302)]
    assert page.text.count("busy-bar__time") == 2
    assert BusyTime.objects.filter(person=person).count() == 2


def test_a_double_click_keeps_once_and_an_old_tab_replaces_nothing_newer(client, person):
    old, new = sent(client, calendar(event(in_days(3)))), sent(client, calendar(event(in_days(5))))
    for _ in range(2):
        client.post(KEEP, offered(new))
    page = client.post(KEEP, offered(old), follow=True)
    assert "A newer file has been read since, and stays." in page.text
    assert f"{BusyTime.objects.get().starts_at:%Y%m%d}" in in_days(5)


def test_the_reading_of_somebody_else_is_not_kept(client, person):
    page = sent(client, calendar(event(in_days(3))))
    client.force_login(make_person())
    again = client.post(KEEP, offered(page), follow=True)
    assert "That page was too old. Read the file again." in again.text
    assert "That page was too old" in client.post(KEEP, follow=True).text
    assert not BusyCalendar.objects.exists()


def test_a_file_of_nothing_ahead_can_be_kept_too(client, person):
    page = sent(client, calendar(event("DTSTART:20200101T090000Z")))
    assert "Nothing in this file makes you busy" in page.text
    page = client.post(KEEP, offered(page), follow=True)
    assert "You are not busy at any time until then." in page.text
    assert "It would replace what was read on" in sent(client, calendar()).text


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"name,level\n", "my calendar.ics:1: This is not a calendar file."),
        (calendar(event("DTSTART:soon")), "my calendar.ics:7: DTSTART is “soon”"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_file_line_and_reason(client, person, raw, words):
    page = sent(client, raw)
    assert page.status_code == 422
    assert words in page.text
    assert "Keep these" not in page.text


def test_the_reason_is_told_in_the_language_of_the_page(client, person):
    with pseudo_language():
        page = sent(client, calendar(event("DTSTART:soon")))
    assert "my calendar.ics:7: ⟦DTSTART is “soon”. It must be a day or a time" in page.text


def test_a_form_without_a_file_asks_for_one(client, person):
    assert "Choose a calendar file" in client.post(READ).text
    assert "This file is empty" in sent(client, b"").text


def test_a_large_file_is_refused_before_it_is_read(client, person, monkeypatch):
    monkeypatch.setattr(views, "LIMIT_BYTES", 100)
    page = sent(client, calendar(event()))
    assert (page.status_code, "larger than 5 MB" in page.text) == (413, True)
    monkeypatch.setattr(views, "LIMIT_BYTES", 10_000)
    monkeypatch.setattr(forms, "LIMIT_BYTES", 100)
    assert "larger than 5 MB" in sent(client, calendar(event())).text


def test_a_file_from_another_site_is_refused(person):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person)
    assert sent(strict, calendar(event())).status_code == 403


def test_later_days_are_folded_away(client, person):
    start = datetime.now(UTC).replace(hour=9, minute=0) + timedelta(days=1)
    days = [start + timedelta(days=number) for number in range(16)]
    busy_times_keep(
        person=person, spans=[(day, day + timedelta(hours=1)) for day in days], read_at=timezone.now()
    )
    assert "Show 2 later days" in client.get(BUSY).text


def test_a_time_that_has_begun_is_told_from_now(client, person):
    now = timezone.now()
    busy_times_keep(person=person, spans=[(now - timedelta(days=3), now + timedelta(hours=2))], read_at=now)
    assert len(client.get(BUSY).context["days"]) <= 2


@pytest.mark.parametrize("n_times", [1, 60])
def test_the_page_takes_a_fixed_number_of_queries(client, person, django_assert_num_queries, n_times):
    start = timezone.now() + timedelta(days=1)
    spans = [(start + timedelta(hours=2 * n), start + timedelta(hours=2 * n + 1)) for n in range(n_times)]
    busy_times_keep(person=person, spans=spans, read_at=timezone.now())
    with django_assert_num_queries(4):
        client.get(BUSY)


def test_deleting_deletes_all_and_twice_says_the_same(client, person):
    busy_times_keep(person=person, spans=[], read_at=timezone.now())
    for _ in range(2):
        page = client.post(REMOVE, follow=True)
        assert "Nothing of your calendar is kept." in page.text
        assert "We know nothing of your calendar yet." in page.text
    assert not BusyCalendar.objects.exists()


def test_nobody_sees_the_busy_times_of_another(client, person):
    busy_times_keep(person=make_person(), spans=[], read_at=timezone.now())
    assert "We know nothing of your calendar yet." in client.get(BUSY).text
