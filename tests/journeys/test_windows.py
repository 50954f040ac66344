"""Windows are used again: whoever comes next finds nothing of whoever was there before."""

from tests.journeys.conftest import NARROWEST, PHONE

EVERYTHING_KEPT = """async () => [
    sessionStorage.length, localStorage.length, history.length,
    (await indexedDB.databases()).length, (await caches.keys()).length,
]"""
AS_NEW = [0, 0, 2, 0, 0]  # an empty page comes first
PLAIN = "/static/ui/favicon.svg"  # runs no script that would keep something


def test_a_window_that_was_left_is_as_new(windows, live_server):
    # Given somebody who leaves as much as they can
    page = windows.open(NARROWEST, "dark")
    page.route(f"**{PLAIN}", lambda route: route.abort())
    page.context.add_cookies([{"name": "sessionid", "value": "theirs", "url": live_server.url}])
    page.goto(live_server.url + "/accessibility/")
    page.goto(live_server.url + "/")
    page.evaluate(
        """async () => {
            sessionStorage.setItem("a", "1");
            localStorage.setItem("a", "1");
            await new Promise((done) => (indexedDB.open("a").onsuccess = done));
            await caches.open("a");
        }"""
    )
    before = page.evaluate(EVERYTHING_KEPT)
    assert all(kept > new for kept, new in zip(before, AS_NEW, strict=True)), before
    page.context.new_page()

    # When they leave, and somebody comes
    windows.leave(page, live_server.url)
    again = windows.open(PHONE, "light")

    # Then it is the same window, and nothing of theirs is in it
    assert again is page
    assert page.context.pages == [page]
    assert page.context.cookies() == []
    page.goto(live_server.url + PLAIN)
    assert page.evaluate(EVERYTHING_KEPT) == AS_NEW
    assert page.evaluate("[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]") == [360, False]
    windows.leave(page, live_server.url)


def test_a_window_that_was_led_elsewhere_is_not_used_again(windows, live_server):
    page = windows.open(PHONE, "light")
    page.goto("data:text/html,elsewhere")

    windows.leave(page, live_server.url)

    assert page.is_closed()
    assert windows.open(PHONE, "light") is not page
