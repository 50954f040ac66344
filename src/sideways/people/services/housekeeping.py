"""What the worker deletes by itself because nobody needs it any more."""

from datetime import datetime

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from sideways.common.audit import audit_forget_words
from sideways.common.models import AuditRow
from sideways.notices.services import emails_forget
from sideways.people.keeping import INVITATIONS_KEPT, UNFINISHED_KEPT
from sideways.people.models import Invitation, Organisation, Person

FINISHED = ("join_finish", "person_vouch", "person_let_in", "person_kind_grant", "operator_appoint")


@transaction.atomic
def accounts_forget_unfinished(*, at: datetime) -> int:
    """Delete accounts that never finished joining and nobody signed in to for 90 days; return how many.

    Who has been in, and has to answer again, is left alone: there may be lessons behind the account.
    """
    before = at - UNFINISHED_KEPT
    subject = Concat(Value("people.person:"), Cast(OuterRef("pk"), CharField()))
    has_been_in = AuditRow.objects.filter(subject=subject, action__in=FINISHED)
    unfinished = Person.objects.filter(
        Q(last_login=None) | Q(last_login__lte=before),
        ~Exists(has_been_in),
        standing=Person.Standing.JOINING,
        joined_at__lte=before,
    )
    people = list(unfinished)
    for person in people:
        audit_forget_words(subject=person)
        emails_forget(to=person.email)
    Person.objects.filter(pk__in=[person.pk for person in people]).delete()
    proposals_forget()
    return len(people)


def invitations_forget(*, at: datetime) -> int:
    """Delete invitations that were sent 30 days ago, and return how many. An account made of one stays."""
    return Invitation.objects.filter(invited_at__lte=at - INVITATIONS_KEPT).delete()[0]


def proposals_forget() -> int:
    """Delete proposed organisations that nobody belongs to any more, and return how many."""
    proposed = Organisation.objects.filter(standing=Organisation.Standing.PROPOSED, people=None)
    return proposed.delete()[1].get(Organisation._meta.label, 0)
