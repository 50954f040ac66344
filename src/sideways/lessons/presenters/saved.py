"""Saved searches as people read them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, gettext_lazy, ngettext

from sideways.lessons.models import SavedSearch
from sideways.lessons.rules import MOST_SEARCHES
from sideways.search.words import words_in
from sideways.ui.dates import day

NOTHING_SOUGHT = gettext_lazy("Type a word or choose a filter first. Then you can be told of new ones.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRow:
    """One saved search in the list: in plain words, and how much is new to its owner."""

    search: SavedSearch
    words: str
    url: str
    new: int
    news: str


def search_rows(
    searches: Iterable[SavedSearch], words: Iterable[list[str]], new: Iterable[int]
) -> list[SearchRow]:
    """Return the saved searches of a person as they stand in the list."""
    return [
        SearchRow(
            search=search, words=", ".join(said), url=_page(search), new=count, news=_news(search, count)
        )
        for search, said, count in zip(searches, words, new, strict=True)
    ]


def too_many_words() -> str:
    """Say what to do when somebody has as many searches as there may be."""
    sentence = ngettext(
        "You have %(most)s saved search. Stop one you do not need, then save the new one.",
        "You have %(most)s saved searches. Stop one you do not need, then save the new one.",
        MOST_SEARCHES,
    )
    return sentence % {"most": MOST_SEARCHES}


def as_corrected(text: str, meant: Iterable[tuple[str, list[str]]]) -> str:
    """Return what somebody typed with each slip put right, or nothing where there is none.

    >>> as_corrected("Dischrage at night", [("dischrage", ["discharge"])])
    'discharge at night'
    """
    right = {typed: words[0] for typed, words in meant}
    slips = [word for word in words_in(text) if word.plain in right]
    for word in reversed(slips):
        text = text[: word.start] + right[word.plain] + text[word.end :]
    return text if slips else ""


def _page(search: SavedSearch) -> str:
    return f"{reverse('lessons:list')}?{urlencode(search.filters)}"


def _news(search: SavedSearch, count: int) -> str:
    if not count:
        return gettext("Nothing new since you looked on %(day)s") % {"day": day(search.looked_at)}
    sentence = ngettext(
        "%(count)s new since you looked on %(day)s", "%(count)s new since you looked on %(day)s", count
    )
    return sentence % {"count": count, "day": day(search.looked_at)}
