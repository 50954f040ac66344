"""Windows of a browser, which one visitor leaves and the next one finds as new."""

from tests.journeys.visitor import COUNTER, PATIENCE_MS

EMPTY = "about:blank"


class Windows:
    """A new window starts a process, reads the style sheet and compiles every script (and axe) for the first
    time: as much work as three pages. So windows are used again, each with cookies of its own. What the next
    visitor must not find is taken away as one leaves; `test_windows.py` looks for it."""

    def __init__(self, browser):
        self._browser, self._free = browser, []

    def open(self, viewport, colour_scheme):
        """Return the page in a window that nobody has used, or that has been left."""
        page = self._free.pop() if self._free else self._new()
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=colour_scheme)
        return page

    def _new(self):
        context = self._browser.new_context(locale="en-GB")
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(COUNTER)
        return context.new_page()

    def leave(self, page, address):
        """Take away what the visitor of a site left: tabs, cookies, what was stored or intercepted, the way
        back. A window that was led elsewhere, or closed, is not used again."""
        if page.is_closed() or not page.url.startswith((address, EMPTY)):
            page.context.close()
            return
        for tab in page.context.pages:
            if tab is not page:
                tab.close()
        page.unroute_all()
        tools = page.context.new_cdp_session(page)
        if page.url != EMPTY:  # no script of ours: it would be lost where the page is just leading to another
            session = {"securityOrigin": address, "isLocalStorage": False}
            tools.send("DOMStorage.clear", {"storageId": session})
        tools.send("Storage.clearDataForOrigin", {"origin": address, "storageTypes": "all"})
        page.goto(EMPTY)  # ends its streams and its scripts
        page.context.clear_cookies()
        page.mouse.move(0, 0)
        tools.send("Page.resetNavigationHistory")
        tools.detach()
        self._free.append(page)
