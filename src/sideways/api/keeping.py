"""Tokens of apps, and what is remembered of their requests: why, and for how long."""

from django.utils.translation import gettext_lazy as _

from sideways.api.rules import LONGEST_LIFE
from sideways.api.services import REQUESTS_KEPT
from sideways.common.retention import About, Kind

KINDS = (
    Kind(
        about=About.ACCOUNT,
        what=_("Tokens of your apps: name, what each may do, and the day it was last used"),
        models=("api.token",),
        why=_("So that an app can act for you, and you can stop it. The token itself is stored as a hash."),
        until=_(
            "Until it expires, after a year at most, or you revoke it. All go when your account is held "
            "or becomes another kind"
        ),
        export="apps_and_tokens",
        erasure=_("Deleted: no app can act for you any more."),
        after=LONGEST_LIFE,
        job="sideways.api.tasks.tokens_forget",
    ),
    Kind(
        about=About.NOBODY,
        what=_("That an app has sent a request, as two hashes that name nobody"),
        models=("api.seenrequest",),
        why=_("So that a request sent again is not done twice"),
        until=_("A day"),
        export="Not in it: nothing leads from it to you.",
        erasure=_("Gone within a day."),
        after=REQUESTS_KEPT,
        job="sideways.api.tasks.requests_forget",
        travels=False,
    ),
)
