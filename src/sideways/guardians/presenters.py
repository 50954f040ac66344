"""Words for what guardians asked, and where it stands."""

from datetime import datetime

from django.utils.translation import gettext

from sideways.guardians import rules
from sideways.guardians.models import Unmasking
from sideways.ui.dates import day


def standing_of(request: Unmasking, at: datetime) -> str:
    """Say where a request stands."""
    if rules.has_lapsed(request, at):
        return gettext("Lapsed: nobody answered within 14 days")
    until = rules.open_until(request)
    if until is None:
        return str(request.get_state_display())
    if at < until:
        return gettext("Agreed. You may look until %(day)s") % {"day": day(until)}
    return gettext("Agreed. The seven days are over")


def told_words(request: Unmasking) -> str:
    """Say when the author is told."""
    if request.tell_on is None:
        return gettext("At once")
    return gettext("On %(day)s. %(why)s") % {"day": day(request.tell_on), "why": request.not_told_because}
