"""The e-mail about a new token, in words."""

from django.conf import settings
from django.urls import reverse

from sideways.api.models import Token
from sideways.people.letters import Letter


def token_made(token: Token) -> Letter:
    """Tell somebody that an app can now act for them: a token is a way in."""
    return Letter(
        f"{settings.SITE_NAME}: a token for an app was made",
        f"A token called “{token.name}” was made for your account. An app that has it can act for you "
        f"until {token.expires_at:%d %B %Y}.\n\nIf it was not you, revoke it and change your password:\n"
        f"{settings.SITE_URL}{reverse('api:tokens')}\n",
    )
