"""Real browsers for the journeys, with and without JavaScript."""

import os

import pytest
from django.core.cache import cache

from tests.everything import chromium
from tests.journeys.soundness import NARROWEST, Inspector
from tests.journeys.visitor import PHONE, WIDE, Visitor
from tests.journeys.windows import Windows

__all__ = ["NARROWEST", "PHONE", "WIDE"]

# Playwright's synchronous interface runs inside an event loop; Django would refuse the database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def _javascript(item):
    return not hasattr(item, "callspec") or item.callspec.params.get("javascript", True)


# Long ones, and those that see every part of every page once: the others then find little that is new.
FIRST = ("test_every_page", "test_real_network", "test_components")
# The way from a lesson to its reader, what is searched, waits for news, and is planned under a lock. What
# the other journeys ask of the database, tests of services and queries ask on both, and the promise asks
# each address on both.
ON_BOTH_DATABASES = {
    "test_a_lesson_is_shared_in_few_taps_and_words",
    "test_a_peer_finds_it_in_the_list_by_filters_and_by_search",
    "test_withdrawn_it_is_gone_for_everybody_at_once",
    "test_who_writes_sees_who_met_the_same",
    "test_a_slip_and_another_name_find_what_was_meant",
    "test_open_pages_say_at_once_what_is_new",
    "test_a_broker_looks_at_a_round_changes_it_and_sends_it_out",
}


def pytest_collection_modifyitems(items):
    for item in (each for each in items if each.nodeid.startswith("tests/journeys/")):
        item.add_marker(pytest.mark.journey)
        item.add_marker(pytest.mark.django_db(transaction=True))
        if chromium() is None:
            item.add_marker(pytest.mark.skip(reason="there is no chromium in /usr/bin on this machine"))
        # What a page does without scripts does not hang on the database.
        if item.originalname not in ON_BOTH_DATABASES or not _javascript(item):
            item.add_marker(pytest.mark.once)
    items.sort(key=lambda item: item.path.stem not in FIRST)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    plain = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    # Each page would get a frame of its own in the browser, and that is a third of what a page costs there.
    same_frame = ["--disable-features=RenderDocument"]
    one_process = ["--renderer-process-limit=1"]  # for all pages of a window, one after the other
    arguments = quiet + plain + same_frame + one_process
    return {**browser_type_launch_args, "executable_path": chromium(), "args": arguments}


@pytest.fixture(scope="session")
def inspector():
    return Inspector()


@pytest.fixture(autouse=True)
def _no_tries_counted_yet():
    cache.clear()  # rate limits are kept there


@pytest.fixture(params=[True, False], ids=["javascript", "no-javascript"])
def javascript(request):
    return request.param


# What everybody does (join, sign in, share, find, search) goes both ways, and so does what scripts change. Of
# the journeys through pages that have no scripts of their own, one goes without any and the others with them;
# where there is one journey, it goes without. `test_every_page` opens each page with its scripts, and
# `test_components` shows what the scripts of all pages do.
with_javascript = pytest.mark.parametrize("javascript", [True], ids=["javascript"], indirect=True)
without_javascript = pytest.mark.parametrize("javascript", [False], ids=["no-javascript"], indirect=True)


@pytest.fixture(scope="session")
def windows(browser):
    return Windows(browser)


@pytest.fixture
def new_visitor(windows, live_server, javascript, inspector):
    """Return a function that gives a visitor with a window; each journey runs with and without JavaScript."""
    visitors = []

    def make(viewport=PHONE, colour_scheme="light", kind=Visitor, address=live_server.url):
        page = windows.open(viewport, colour_scheme)
        visitor = kind(page, address, javascript=javascript, inspector=inspector)
        visitors.append(visitor)
        return visitor

    yield make
    for visitor in visitors:
        visitor.leaves()
        windows.leave(visitor.page, visitor.address)


@pytest.fixture
def visitor(new_visitor):
    return new_visitor()
