"""E-mails in words: what a digest says, and the headers every e-mail carries.

A digest holds the kind, the number and one link. Nothing candid stands in it, and no address of a
lesson: whoever reads over a shoulder, or in the outbox, learns nothing of what somebody wrote.
"""

from collections.abc import Iterable
from email.utils import parseaddr
from typing import Any, NamedTuple

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext, ngettext

from sideways.notices.kinds import MOST_ITEMS
from sideways.notices.models import OutgoingEmail
from sideways.notices.queries import News

SALT = "notices.unsubscribe"


class Letter(NamedTuple):
    """A digest, in both forms."""

    subject: str
    text: str
    html: str
    unsubscribe_url: str


def digest_letter(person: Any, news: list[News]) -> Letter:
    """Write what is new to somebody."""
    with translation.override(settings.LANGUAGE_CODE):
        rows = [
            {
                "title": one.kind.title,
                "words": _news_words(one),
                "unsubscribe_url": unsubscribe_url(person.pk, [one.kind.name]),
            }
            for one in news
        ]
        everything = unsubscribe_url(person.pk, [one.kind.name for one in news])
        context = {
            "rows": rows,
            "site_name": settings.SITE_NAME,
            "notices_url": settings.SITE_URL + reverse("notices:list"),
            "choices_url": settings.SITE_URL + reverse("notices:choices"),
        }
        total = sum(len(one.items) for one in news)
        return Letter(
            subject=f"{settings.SITE_NAME}: {_total_words(total)}",
            text=render_to_string("notices/email/digest.txt", context),
            html=render_to_string("notices/email/digest.html", context),
            unsubscribe_url=everything,
        )


def unsubscribe_url(person_id: int, kinds: Iterable[str]) -> str:
    """Return the address that ends e-mails of these kinds for somebody, without signing in."""
    token = signing.dumps([person_id, *kinds], salt=SALT)
    return settings.SITE_URL + reverse("notices:unsubscribe", args=[token])


def unsubscribe_token_read(token: str) -> tuple[int, list[str]]:
    """Return whom and what a token is about. Raises signing.BadSignature when nobody signed it here."""
    person_id, *kinds = signing.loads(token, salt=SALT)
    return person_id, kinds


def headers_of(email: OutgoingEmail) -> dict[str, str]:
    """Return the headers of an e-mail. The Message-ID is the row's own: a second copy is known as one."""
    _name, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    written = int(email.created_at.timestamp() * 1_000_000)
    headers = {"Message-ID": f"<{email.pk}.{written}@{sender.rpartition('@')[2] or 'localhost'}>"}
    if email.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{email.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _news_words(news: News) -> str:
    count = len(news.items)
    day = formats.date_format(timezone.localtime(news.items[0].at), "DATE_FORMAT")
    if count >= MOST_ITEMS:
        return gettext("%(count)d or more new, the newest on %(day)s") % {"count": MOST_ITEMS, "day": day}
    words = ngettext("%(count)d new, on %(day)s", "%(count)d new, the newest on %(day)s", count)
    return words % {"count": count, "day": day}


def _total_words(count: int) -> str:
    if count >= MOST_ITEMS:
        return gettext("%(count)d or more new") % {"count": MOST_ITEMS}
    return ngettext("%(count)d new", "%(count)d new", count) % {"count": count}
