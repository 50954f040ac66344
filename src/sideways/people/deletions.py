"""What of a person's is deleted by itself, and when."""

from collections.abc import Iterator

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils.translation import gettext as _

from sideways.common.keeping import AUDIT_KEPT
from sideways.people.holdings import Deletion, all_holdings
from sideways.people.models import Person
from sideways.people.queries import log_of
from sideways.people.templatetags.people import browser


def deletions_of(person: Person) -> list[Deletion]:
    """Return what of the person's is deleted by itself, the soonest first."""
    found = [deletion for holding in all_holdings() for deletion in holding.dates(person)]
    return sorted([*found, *_of_account(person)], key=lambda deletion: deletion.on)


def _of_account(person: Person) -> Iterator[Deletion]:
    sessions = {each.session_key: each for each in UserSession.objects.filter(user=person)}
    for key, ends in Session.objects.filter(pk__in=sessions).values_list("session_key", "expire_date"):
        words = {"browser": browser(sessions[key].user_agent)}
        yield Deletion(ends, _("That you are signed in with %(browser)s") % words)
    first = log_of(person).last()
    if first is not None:
        yield Deletion(first.at + AUDIT_KEPT, _("The oldest entry in the log of your account"))
