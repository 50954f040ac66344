"""The e-mail about a new token, in words."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from sideways.api.models import Token
from sideways.people.letters import Letter
from sideways.ui.dates import day


def token_made(token: Token) -> Letter:
    """Tell somebody that an app can now act for them: a token is a way in."""
    words = {"site": settings.SITE_NAME, "name": token.name, "end": day(token.expires_at)}
    return Letter(
        _("%(site)s: a token for an app was made") % words,
        _(
            "A token called “%(name)s” was made for your account. An app that has it can act for you "
            "until %(end)s."
        )
        % words
        + "\n\n"
        + _("If it was not you, revoke it and change your password:")
        + f"\n{settings.SITE_URL}{reverse('api:tokens')}\n",
    )
