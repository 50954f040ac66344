import logging
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from sideways.common import health
from sideways.common.models import ScheduledJob
from sideways.common.retention import all_kinds
from sideways.people.tests.factories import make_person
from sideways.ui.dates import day
from sideways.web import errors

pytestmark = pytest.mark.django_db
frame = pytest.mark.once  # the frame of a page holds no rows


@frame
@pytest.mark.parametrize("name", ["accessibility", "privacy", "cannot_keep_secret"])
def test_pages_about_the_service_are_open_to_anyone(client, name):
    assert client.get(reverse(f"web:{name}")).status_code == 200


@frame
@pytest.mark.parametrize(
    ("contact", "words"), [("help@example.org", "help@example.org"), ("", "has not given a contact")]
)
def test_pages_about_the_service_say_whom_to_ask(client, settings, contact, words):
    settings.CONTACT_EMAIL = contact

    assert words in client.get(reverse("web:privacy")).content.decode()
    assert words in client.get(reverse("web:accessibility")).content.decode()


@frame
def test_search_keeps_the_words(client):
    assert client.get("/search/?q=fit+note").headers["Location"] == "/lessons/?q=fit+note"


def test_health_says_live_and_ready(client):
    assert client.get("/health/live").json() == {"status": "live"}
    assert client.get("/health/ready").json() == {"status": "ready"}


@pytest.mark.parametrize(("fault", "words"), [("silent", "does not answer"), ("behind", "not up to date")])
def test_health_says_when_pages_would_fail(client, monkeypatch, fault, words):
    def plan(self, targets):
        if fault == "silent":
            raise DatabaseError
        return ["a migration"]

    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", plan)

    response = client.get("/health/ready")

    assert response.status_code == 503
    assert words in response.json()["status"]


def test_privacy_tells_every_kind_of_data_and_up_to_which_day_it_is_gone(client):
    ran = timezone.now()
    ScheduledJob.objects.create(name="sideways.lessons.tasks.drafts_forget", started_at=ran)

    page = client.get(reverse("web:privacy")).content.decode()

    for kind in all_kinds():
        assert escape(str(kind.what)) in page
        assert escape(str(kind.until)[1:]) in page
    assert page.count("Deleted up to") == 1
    assert f"Deleted up to {day(ran - timedelta(days=90))}" in page


@frame
@pytest.mark.parametrize("path", ["/", "/lessons/", "/privacy/"])
def test_no_page_may_be_kept_by_a_cache(client, path):
    response = client.get(path)

    assert response.headers["Cache-Control"] == "no-store, private"
    assert "HX-Request" in response.headers["Vary"]


@frame
def test_no_page_asks_anybody_else_for_anything(client):
    policy = client.get("/").headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "http" not in policy


@frame
def test_page_that_is_not_there_says_what_to_do(client, caplog):
    with caplog.at_level(logging.CRITICAL, logger="django.request"):
        response = client.get("/nothing-here/")

    assert response.status_code == 404
    assert "<h1" in response.content.decode()


@frame
@pytest.mark.parametrize(
    ("handler", "status"),
    [
        (errors.bad_request, 400),
        (errors.forbidden, 403),
        (errors.csrf_failure, 403),
        (errors.server_error, 500),
    ],
)
def test_every_error_has_a_page(handler, status):
    request = RequestFactory().get("/")
    request.user = make_person()

    response = handler(request)

    assert response.status_code == status
    assert "<h1" in response.content.decode()


@frame
def test_menu_offers_each_kind_what_it_can_do(client):
    offered = {}
    for kind in ("practitioner", "broker", "guardian", "operator", "funder"):
        client.force_login(make_person(kind=kind))
        offered[kind] = {link.label for link in client.get("/").context["menu"]}

    assert "Share what went wrong" in offered["practitioner"] & offered["broker"]
    assert "Share what went wrong" not in offered["funder"] | offered["guardian"] | offered["operator"]
    assert "Vouch" in offered["broker"] & offered["operator"]
    assert "Lessons to release" in offered["guardian"]


@frame
def test_every_link_of_the_menu_leads_somewhere(client):
    for kind in ("practitioner", "broker", "guardian", "operator", "funder"):
        client.force_login(make_person(kind=kind))
        for link in client.get("/").context["menu"]:
            assert client.get(link.url).status_code == 200, (kind, link)
        client.force_login(make_person(kind=kind))
