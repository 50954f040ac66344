"""The published patterns for feed readers: the same for everybody.

What a feed says is copied to where nobody can take it back (ADR 0010). So it holds what a pattern is
about and no figure: those change when a lesson is withdrawn.
"""

from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from sideways.feeds.lists import Entry
from sideways.patterns.presenters import title_of
from sideways.patterns.queries import Shown, patterns_shown


def entries() -> list[Entry]:
    """Return the patterns of the newest edition, those with the most lessons first. Two queries."""
    return [_entry(shown) for shown in patterns_shown()]


def _entry(shown: Shown) -> Entry:
    published = timezone.make_aware(datetime.combine(shown.month, time()))
    about = gettext("Words of many lessons: %(words)s. The figures are on the page.")
    return Entry(
        path=reverse("patterns:pattern", args=[shown.pk]),
        title=title_of(shown),
        published=published,
        updated=published,
        paragraphs=(("", about % {"words": ", ".join(shown.words)}),),
    )
