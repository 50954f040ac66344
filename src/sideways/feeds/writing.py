"""Feeds as other programs read them: Atom (RFC 4287) and JSON Feed 1.1."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from sideways.feeds.lists import Entry
from sideways.feeds.text import readable

ATOM = "application/atom+xml; charset=utf-8"
JSON = "application/feed+json; charset=utf-8"
NOTHING_YET = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: ``page`` is the page it is a feed of, and ``path`` names it for good.

    ``is_secret`` is for one whose address is not to stand in the file.
    """

    title: str
    page: str
    path: str
    entries: Sequence[Entry]
    is_secret: bool = False


class _Atom(Atom1Feed):
    def latest_post_date(self) -> datetime:
        # An empty feed must be the same at every fetch; Django says “now”.
        return max((item["updateddate"] for item in self.items), default=NOTHING_YET)


def atom(feed: Feed) -> bytes:
    """Write a feed as Atom."""
    written = _Atom(
        title=readable(feed.title),
        link=_absolute(feed.page),
        description="",
        language=_language(),
        author_name=readable(settings.SITE_NAME),
        feed_guid=_absolute(feed.path),
        feed_url=None if feed.is_secret else _absolute(feed.path),
    )
    for entry in feed.entries:
        written.add_item(
            title=readable(entry.title),
            link=_absolute(entry.path),
            description=readable(_html(entry)),
            author_name=readable(entry.author) or None,
            pubdate=entry.published,
            updateddate=entry.updated,
            unique_id=_tag(entry),
            categories=[readable(tag) for tag in entry.tags],
        )
    text: str = written.writeString("utf-8")
    return text.encode()


def json_feed(feed: Feed) -> bytes:
    """Write a feed as JSON Feed."""
    written: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": readable(feed.title),
        "home_page_url": _absolute(feed.page),
        "language": _language(),
        "authors": [{"name": readable(settings.SITE_NAME)}],
        "items": [_item(entry) for entry in feed.entries],
    }
    if not feed.is_secret:
        written["feed_url"] = _absolute(feed.path)
    return json.dumps(written, ensure_ascii=False, indent=1).encode()


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": _tag(entry),
        "url": _absolute(entry.path),
        "title": readable(entry.title),
        "content_html": readable(_html(entry)),
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
    }
    if entry.author:
        item["authors"] = [{"name": readable(entry.author)}]
    if entry.tags:
        item["tags"] = [readable(tag) for tag in entry.tags]
    return item


def _html(entry: Entry) -> SafeString:
    return format_html_join(
        "\n", "{}{}", ((_heading(heading), _text(text)) for heading, text in entry.paragraphs)
    )


def _heading(heading: str) -> SafeString | str:
    return format_html("<h4>{}</h4>\n", heading) if heading else ""


def _text(text: str) -> SafeString:
    return mark_safe(linebreaks(text, autoescape=True))  # noqa: S308 (escaped by linebreaks itself)


def _tag(entry: Entry) -> str:
    """Return an id that stays the same whatever becomes of the entry (RFC 4151)."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{entry.published:%Y-%m-%d}:{entry.path}"


def _absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
