"""What has a day in somebody's calendar: a draft that ends, lessons that wait for a guardian.

A calendar is often an employer's. So nothing here names a lesson: neither by its words nor by its
id, which would tell who wrote it once somebody else opens the same address. That a guardian has
proposed a wording to an author has no entry at all: together with the day it would do the same.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sideways.feeds.dates import DatedThing
from sideways.lessons import queries, rules
from sideways.lessons.keeping import DRAFTS_KEPT
from sideways.people.models import Person
from sideways.ui.dates import ago

# Who writes and shares within weeks never has an entry: its day would tell when they wrote.
TOLD_BEFORE = timedelta(days=14)


def drafts_ending(person: Person, at: datetime) -> Iterator[DatedThing]:
    """Yield a day for each of a person's drafts that is deleted within two weeks."""
    for draft in queries.drafts_untouched_since(person, at - DRAFTS_KEPT + TOLD_BEFORE):
        if draft.changed_at is not None:
            yield DatedThing(
                key=f"draft:{draft.pk}",
                title=_("A draft will be deleted"),
                text=_("Change it before then to keep it."),
                starts=timezone.localdate(draft.changed_at + DRAFTS_KEPT),
                path=reverse("lessons:mine"),
                changed_at=draft.changed_at,
                sequence=int((draft.changed_at - draft.started_at).total_seconds()),
            )


def releases_waiting(person: Person, at: datetime) -> Iterator[DatedThing]:
    """Yield one entry for a guardian, today, as long as anything waits: how many, and since when."""
    if not rules.may_release(person):
        return
    asked = list(queries.releases_waiting_for(person).values_list("asked_at", flat=True))
    if asked:
        today = timezone.localdate(at)
        lessons = ngettext(
            "%(count)s lesson waits for a guardian", "%(count)s lessons wait for a guardian", len(asked)
        )
        yield DatedThing(
            key=f"releases:{person.pk}",
            title=lessons % {"count": len(asked)},
            text=_("The one that has waited longest was asked for %(ago)s.") % {"ago": ago(asked[0], at)},
            starts=today,
            path=reverse("lessons:releases"),
            changed_at=max(
                [*asked, timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)]
            ),
            sequence=today.toordinal(),
        )
