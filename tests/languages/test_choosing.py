"""Which language a reader gets, once there is more than one. Django brings some Welsh of its own."""

from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.utils import translation

from sideways.ui.dates import day, moment

LOCALE = "django.middleware.locale.LocaleMiddleware"


def test_with_one_language_caches_are_told_of_none(client, db):
    response = client.get("/", headers={"Accept-Language": "cy"})

    assert 'lang="en-gb"' in response.text
    assert "Accept-Language" not in response["Vary"]


@pytest.fixture
def with_welsh(settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("cy", "Cymraeg")]
    settings.MIDDLEWARE = [LOCALE, *settings.MIDDLEWARE]


def test_reader_gets_the_language_their_browser_asks_for_without_a_cookie(client, db, with_welsh):
    for asked, given in [("cy", "cy"), ("en", "en-gb"), ("fr", "en-gb")]:
        response = client.get("/", headers={"Accept-Language": asked})

        assert f'lang="{given}"' in response.text
        assert "Accept-Language" in response["Vary"]
        assert settings.LANGUAGE_COOKIE_NAME not in response.cookies


def test_dates_are_written_in_the_language_of_the_page(with_welsh):
    with translation.override("cy"):
        assert day(date(2026, 1, 5)) == "5 Ionawr 2026"


def test_moment_that_was_written_in_one_language_is_written_anew_in_another(with_welsh):
    at = datetime(2026, 1, 5, 15, 15, tzinfo=UTC)
    assert moment(at) == "5 January 2026 at 3:15pm"

    with translation.override("cy"):
        assert "Ionawr" in moment(at)
