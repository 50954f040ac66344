"""What is deleted by itself."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from sideways.meetings.models import Attendee, Meeting, Slot
from sideways.meetings.services.meeting import meetings_settle

DETAILS_KEPT = timedelta(days=30)
QUIET_FOR = timedelta(days=90)
State = Meeting.State


@transaction.atomic
def meetings_tidy(*, at: datetime) -> int:
    """Settle what is over, end what nobody arranges, delete what is needed no more; say how many went.

    Times offered go once the meeting is over, place, link and step-free needs 30 days after, and what did
    not come about as a whole.
    """
    meetings_settle(at=at)
    Meeting.objects.filter(state=State.ARRANGING, changed_at__lte=at - QUIET_FOR).update(
        state=State.ENDED, changed_at=at, changed_by=None
    )
    done = Q(attendee__meeting__state__in=[State.MET, State.ENDED])
    over = Q(attendee__meeting__ends_at__lte=at)
    Slot.objects.filter(done | over | Q(ends_at__lte=at)).delete()
    past = Q(ends_at__lte=at - DETAILS_KEPT)
    old = Meeting.objects.filter(past)
    old.exclude(place="", link="").update(place="", link="")
    Attendee.objects.filter(meeting__in=old, step_free=True).update(step_free=False)
    never = Q(starts_at=None, changed_at__lte=at - DETAILS_KEPT) | past
    gone = Meeting.objects.filter(never, state=State.ENDED).exclude(attendees__met=Attendee.Met.YES)
    return gone.delete()[1].get(Meeting._meta.label, 0)
