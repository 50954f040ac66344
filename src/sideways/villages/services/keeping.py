"""What is deleted by itself, and what becomes of it all when somebody leaves."""

from datetime import datetime, timedelta

from django.db import transaction

from sideways.people.models import Person
from sideways.villages.models import Day, Mentor, Project, Proposal

CLOSED_KEPT = timedelta(days=90)
OVER_KEPT = timedelta(days=30)
DAYS_KEPT = timedelta(days=90)


def projects_forget(*, at: datetime) -> int:
    """Delete projects that were closed long ago. Returns how many."""
    gone = Project.objects.filter(state=Project.State.CLOSED, closed_at__lte=at - CLOSED_KEPT)
    count = gone.count()
    gone.delete()
    return count


def proposals_forget(*, at: datetime) -> int:
    """Delete proposals that came to nothing or have ended, with their answers. Returns how many."""
    before = at - OVER_KEPT
    waited = Proposal.objects.filter(state=Proposal.State.WAITING, ends_at__lte=before)
    over = Proposal.objects.filter(state=Proposal.State.OVER, over_at__lte=before)
    return waited.delete()[0] + over.delete()[0]


def days_forget(*, at: datetime) -> int:
    """Delete days that were long ago, with what each ranked. Returns how many."""
    gone = Day.objects.filter(on__lt=(at - DAYS_KEPT).date())
    count = gone.count()
    gone.delete()
    return count


@transaction.atomic
def villages_erase(*, person: Person) -> None:
    """Delete somebody's projects, what they say as a mentor, and their place in projects. Twice is once."""
    Proposal.objects.filter(other=person).delete()
    Project.objects.filter(made_by=person).delete()
    Mentor.objects.filter(person=person).delete()
    Proposal.objects.filter(asked_by=person).update(asked_by=None)
    Mentor.objects.filter(trained_by=person).update(trained_by=None)
    Day.objects.filter(opened_by=person).update(opened_by=None)
