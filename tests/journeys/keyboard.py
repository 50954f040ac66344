"""Somebody who has no mouse: only keys, and at each stop the focus must show."""

from tests.journeys.visitor import Visitor

MOST_STOPS = 150
AT = """(target) => {
    const now = document.activeElement;
    return now === target || (target.type === "radio" && now.type === "radio" && now.name === target.name);
}"""
# All about a stop, asked at once: what is wrong with it, whether it is in the foot of the page, and
# whether it is the one looked for, or that one is gone. The focus shows by what the eye can tell of the
# stop: itself, what it labels, what it stands in, with the focus and without. It is in sight when it is on
# the screen, and not wholly behind the bar of the form that says who can read.
STOP = f"""(target) => {{
    const here = ({AT})(target ?? document.body);
    const now = document.activeElement;
    const answer = (wrong) => ({{wrong, here, gone: target && !target.isConnected,
        foot: now.closest("footer") !== null}});
    if (now === document.body) return answer("");
    const seen = () => [now, now.nextElementSibling, now.parentElement].filter(Boolean).flatMap((one) =>
        ["", "::before", "::after"].map((part) => {{
            const style = getComputedStyle(one, part);
            return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow,
                style.backgroundColor, style.borderColor, style.clipPath, style.width].join();
        }})).join("|");
    const focused = seen();
    now.blur();
    const plain = seen();
    now.focus({{preventScroll: true}});
    const shows = now.matches(":focus-visible") && focused !== plain;

    const shown = now.labels?.[0] ?? now;
    const box = shown.getBoundingClientRect();
    const bar = document.querySelector(".lesson-who");
    const {{left, right, top, bottom}} = bar?.getBoundingClientRect() ?? {{}};
    const behind = bar && !bar.contains(now) &&
        box.left >= left && box.right <= right && box.top >= top && box.bottom <= bottom;
    const in_sight = box.bottom > 0 && box.top < innerHeight && !behind;

    const wrong = !shows ? "does not show" : !in_sight ? "is out of sight" : "";
    return answer(wrong && `the focus ${{wrong}} on ${{shown.outerHTML.slice(0, 160)}}`);
}}"""


class Typist(Visitor):
    """Does everything a visitor does, with keys."""

    def stops(self, looking_for=None):
        """Go one stop on; the focus must show there, and be in sight. Return what there is to tell of it."""
        self.page.keyboard.press("Tab")
        stop = self.page.evaluate(STOP, looking_for)
        assert not stop["wrong"], stop["wrong"]
        return stop

    def goes_to(self, target):
        element = target.element_handle()
        here = element.evaluate(AT)
        for _ in range(MOST_STOPS):
            if here:
                return
            stop = self.stops(element)
            here = stop["here"]
            if stop["gone"]:  # the page has replaced it
                element = target.element_handle()
                here = element.evaluate(AT)
        raise AssertionError(f"no number of tabs leads to {target}")

    def press_on(self, target, navigates):
        self.goes_to(target)
        if not navigates:
            self.page.keyboard.press("Enter")
            return
        with self.page.expect_event("load"):
            self.page.keyboard.press("Enter")
        self.finds_the_page_sound()

    def presses(self, name, role="button", exact=False):
        self.press_on(self.page.get_by_role(role, name=name, exact=exact).first, navigates=True)

    def goes_by_menu_to(self, name):
        button = self.page.locator(".menu__button")
        if button.is_visible():
            self.press_on(button, navigates=False)
        link = self.page.get_by_label("Menu").get_by_role("link", name=name, exact=True)
        self.press_on(link, navigates=True)

    def types(self, label, words):
        self.goes_to(self.box(label))
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(words)

    def taps(self, label, of=""):
        answer = self._part(of).get_by_label(label, exact=True)
        answer.wait_for(state="attached")
        self.goes_to(answer)
        if answer.get_attribute("type") == "checkbox":
            if not answer.is_checked():
                self.page.keyboard.press("Space")
        else:
            self._moves_to(answer)
        assert answer.is_checked()

    def _moves_to(self, radio):
        if radio.is_checked():
            return
        if radio.evaluate("(one) => one === document.activeElement"):
            self.page.keyboard.press("Space")
        for _ in range(40):
            if radio.is_checked():
                return
            self.page.keyboard.press("ArrowDown")

    def chooses(self, label, option):
        self.goes_to(self.page.get_by_label(label).and_(self.page.locator("select")))
        self.page.keyboard.type(option)
