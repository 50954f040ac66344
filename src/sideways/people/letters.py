"""The e-mails about accounts, in words. None of them says anything that was written in confidence."""

from typing import NamedTuple

from django.conf import settings
from django.urls import reverse


class Letter(NamedTuple):
    """What an e-mail says."""

    subject: str
    text: str


def vouched() -> Letter:
    """Tell somebody that they are in."""
    return Letter(
        f"{settings.SITE_NAME}: you can start",
        f"Somebody has vouched for you. You can now read what your peers learned, and share your own.\n\n"
        f"{_address('web:home')}\n",
    )


def declined(reason: str) -> Letter:
    """Tell somebody that they were not vouched for, why, and what to do."""
    return Letter(
        f"{settings.SITE_NAME}: we could not vouch for you yet",
        f"The person who looked at your answers could not vouch for you. They wrote:\n\n{reason}\n\n"
        f"You can change your answers and ask again:\n{_address('people:join')}\n",
    )


def kind_changed(kind: str) -> Letter:
    """Tell somebody that an operator changed what their account is."""
    return Letter(
        f"{settings.SITE_NAME}: your account has changed",
        f"An operator has changed your account. It is now: {kind}. What you can open here may be different "
        f"from before.\n\n{_address('people:you')}\n",
    )


def closed() -> Letter:
    """Tell somebody that their account is gone."""
    return Letter(
        f"{settings.SITE_NAME}: your account is closed",
        "Your account is closed. Your name, e-mail address and the ways you signed in have been deleted. "
        "This is the last e-mail from us.\n\nIf it was not you who closed it, tell us"
        + (f": {settings.CONTACT_EMAIL}\n" if settings.CONTACT_EMAIL else ".\n"),
    )


def _address(view: str) -> str:
    return settings.SITE_URL + reverse(view)
