"""Reads a page as its visitor does, and finds the words that no translator could reach."""

import re
from collections.abc import Collection
from html.parser import HTMLParser

from tests.languages.pseudo import CLOSES, OPENS

READ_ALOUD = {"alt", "title", "aria-label", "placeholder", "aria-description", "summary"}
UNREAD = {"script", "style", "svg", "code"}  # codes are the same in every language
NO_WORDS = re.compile(r"[\W\d_]+")
ADDRESS = re.compile(r"https?://\S+")
BRACKETS = re.compile(f"([{re.escape(OPENS + CLOSES)}])")


class _Page(HTMLParser):
    """Collects what stands outside all brackets. Brackets may span elements, and hold each other."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.depth = 0
        self.unread: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNREAD:
            self.unread.append(tag)
        spoken = READ_ALOUD | ({"value"} if tag == "input" and ("type", "submit") in attrs else set())
        spoken |= {name for name, _ in attrs if name.startswith("data-i18n")}
        self.outside += [_outside(value or "") for name, value in attrs if name in spoken]

    def handle_endtag(self, tag: str) -> None:
        if self.unread and self.unread[-1] == tag:
            self.unread.pop()

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.outside.append(self._outside_here(data))

    def _outside_here(self, text: str) -> str:
        kept = []
        for part in BRACKETS.split(text):
            if part == OPENS:
                self.depth += 1
            elif part == CLOSES:
                self.depth -= 1
            elif self.depth == 0:
                kept.append(part)
        return "".join(kept)


def _outside(text: str) -> str:
    page = _Page()
    return page._outside_here(text)


def untranslatable(html: str, known: Collection[str] = ()) -> list[str]:
    """Return the words of a page outside all brackets, but for what people themselves have written.

    ``known`` is what the database holds: names, texts, addresses.
    """
    page = _Page()
    page.feed(html)
    longest_first = sorted(known, key=len, reverse=True)
    found = []
    for text in page.outside:
        left = " ".join(ADDRESS.sub(" ", text).split())
        if not NO_WORDS.sub("", left):
            continue
        for word in longest_first:
            if word in left:
                left = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", left)
        if NO_WORDS.sub("", left):
            found.append(left.strip())
    return found
