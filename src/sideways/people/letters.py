"""The e-mails about accounts, in words. None of them says anything that was written in confidence."""

from typing import NamedTuple

from django.conf import settings
from django.urls import reverse

from sideways.people import invitation_links
from sideways.people.keeping import INVITATIONS_KEPT
from sideways.people.models import Invitation
from sideways.ui.dates import day


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


def known_by_address(domain: str) -> Letter:
    """Tell somebody that their address has let them in."""
    return Letter(
        f"{settings.SITE_NAME}: you can start",
        f"Your address at {domain} says where you work, so nobody has to vouch for you. You can now read "
        f"what your peers learned, and share your own.\n\n{_address('web:home')}\n",
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


def invited(invitation: Invitation, *, has_account: bool) -> Letter:
    """Invite somebody: by whom, to what, what we hold of them until when, and how to say no."""
    by = invitation.invited_by
    known = by is not None and by.name and by.organisation
    who = f"{by.name} ({by.organisation}) invites" if by and known else "The people who run it invite"
    link = settings.SITE_URL + reverse("people:invited", args=[invitation_links.token_of(invitation)])
    account = (
        f"You have an account with this address already. Sign in:\n{_address('account_login')}\n\n"
        "If you have moved, change where you work on the page “You”.\n"
        if has_account
        else f"Say yes or no here:\n{link}\n"
    )
    until = day(invitation.invited_at + INVITATIONS_KEPT)
    return Letter(
        f"{settings.SITE_NAME}: an invitation to learn from what went wrong",
        f"{who} you to {settings.SITE_NAME}. People in local public services tell each other there "
        "what went wrong while it can still be helped. Those who inspect, fund or govern them cannot read "
        "it.\n\n"
        f"{account}\nUntil {until} we keep your address and what we were told of your work, so that you have "
        "fewer questions to answer. Then we delete it, or at once if you say no.\n",
    )


def _address(view: str) -> str:
    return settings.SITE_URL + reverse(view)
