"""The tags and filters that templates use without loading them."""

import doctest
import re
from datetime import UTC, date, datetime, timedelta

from django.core.paginator import Paginator
from django.template import engines
from django.utils import timezone

from sideways.ui import dates


def render(source: str, request=None, **context) -> str:
    return engines["django"].from_string(source).render(context, request)


def test_examples_in_dates_are_true():
    found = doctest.testmod(dates)

    assert found.attempted > 5
    assert found.failed == 0


def test_times_are_those_of_the_clock_on_the_wall():
    summer_evening = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    assert render("{{ at|moment }}", at=summer_evening) == "1 July 2026 at 12:30am"
    with timezone.override(UTC):
        assert render("{{ at|moment }}", at=summer_evening) == "30 June 2026 at 11:30pm"


def test_no_date_is_no_words():
    assert render("{{ at|day }}{{ at|clock }}{{ at|moment }}{{ at|ago }}{% when at %}", at=None) == ""


def test_when_says_how_long_ago_and_keeps_the_exact_moment():
    html = render("{% when at %}", at=timezone.now() - timedelta(hours=3))

    assert ">3 hours ago</time>" in html
    assert 'datetime="' in html


def test_when_takes_a_plain_day():
    html = render("{% when at %}", at=date(2020, 1, 5))

    assert html == '<time datetime="2020-01-05" title="5 January 2020">5 January 2020</time>'


def test_pagination_keeps_the_filters_of_the_address(rf):
    request = rf.get("/lessons/", {"topic": ["fit-notes", "discharge"], "page": "2"})

    html = render("{% pagination page %}", request, page=Paginator(range(100), 10).page(2))

    assert "?topic=fit-notes&amp;topic=discharge&amp;page=3" in html
    assert 'aria-current="page"' in html


def test_pagination_of_one_page_is_nothing(rf):
    html = render("{% pagination page %}", rf.get("/"), page=Paginator(range(5), 10).page(1))

    assert html.strip() == ""


def test_module_script_carries_the_nonce_that_the_policy_of_the_page_names(client, db):
    response = client.get("/accounts/login/")

    [nonce] = re.findall(r'<script type="module" src="/static/ui/start.js" nonce="([^"]+)"', response.text)
    assert f"'nonce-{nonce}'" in response["Content-Security-Policy"]
