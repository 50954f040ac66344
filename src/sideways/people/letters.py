"""The e-mails about accounts, in words. None of them says anything that was written in confidence."""

from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

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
        _("%(site)s: you can start") % _site(),
        _("Somebody has vouched for you. You can now read what your peers learned, and share your own.")
        + f"\n\n{_address('web:home')}\n",
    )


def known_by_address(domain: str) -> Letter:
    """Tell somebody that their address has let them in."""
    return Letter(
        _("%(site)s: you can start") % _site(),
        _(
            "Your address at %(domain)s says where you work, so nobody has to vouch for you. You can now "
            "read what your peers learned, and share your own."
        )
        % {"domain": domain}
        + f"\n\n{_address('web:home')}\n",
    )


def declined(reason: str) -> Letter:
    """Tell somebody that they were not vouched for, why, and what to do."""
    return Letter(
        _("%(site)s: we could not vouch for you yet") % _site(),
        _("The person who looked at your answers could not vouch for you. They wrote:")
        + f"\n\n{reason}\n\n"
        + _("You can change your answers and ask again:")
        + f"\n{_address('people:join')}\n",
    )


def kind_changed(kind: str) -> Letter:
    """Tell somebody that an operator changed what their account is."""
    return Letter(
        _("%(site)s: your account has changed") % _site(),
        _(
            "An operator has changed your account. It is now: %(kind)s. What you can open here may be "
            "different from before."
        )
        % {"kind": kind}
        + f"\n\n{_address('people:you')}\n",
    )


def closed() -> Letter:
    """Tell somebody that their account is gone."""
    tell_us = _("If it was not you who closed it, tell us.")
    if settings.CONTACT_EMAIL:
        words = {"email": settings.CONTACT_EMAIL}
        tell_us = _("If it was not you who closed it, tell us: %(email)s") % words
    return Letter(
        _("%(site)s: your account is closed") % _site(),
        _(
            "Your account is closed. Your name, e-mail address and the ways you signed in have been deleted. "
            "This is the last e-mail from us."
        )
        + f"\n\n{tell_us}\n",
    )


def invited(invitation: Invitation, *, has_account: bool) -> Letter:
    """Invite somebody: by whom, to what, what we hold of them until when, and how to say no."""
    words = _site() | {"day": day(invitation.invited_at + INVITATIONS_KEPT)}
    paragraphs = [
        f"{_who_invites(invitation)} {_about()}",
        _where_to_answer(invitation, has_account=has_account),
        _(
            "Until %(day)s we keep your address and what we were told of your work, so that you have fewer "
            "questions to answer. Then we delete it, or at once if you say no."
        )
        % words,
    ]
    return Letter(
        _("%(site)s: an invitation to learn from what went wrong") % words,
        "\n\n".join(paragraphs) + "\n",
    )


def _who_invites(invitation: Invitation) -> str:
    by = invitation.invited_by
    if by is None or not by.name or not by.organisation:
        return _("The people who run it invite you to %(site)s.") % _site()
    words = _site() | {"name": by.name, "organisation": str(by.organisation)}
    return _("%(name)s (%(organisation)s) invites you to %(site)s.") % words


def _about() -> str:
    return _(
        "People in local public services tell each other there what went wrong while it can still be helped. "
        "Those who inspect, fund or govern them cannot read it."
    )


def _where_to_answer(invitation: Invitation, *, has_account: bool) -> str:
    if not has_account:
        link = settings.SITE_URL + reverse("people:invited", args=[invitation_links.token_of(invitation)])
        return _("Say yes or no here:") + f"\n{link}"
    return (
        _("You have an account with this address already. Sign in:")
        + f"\n{_address('account_login')}\n\n"
        + _("If you have moved, change where you work on the page “You”.")
    )


def _site() -> dict[str, str]:
    return {"site": settings.SITE_NAME}


def _address(view: str) -> str:
    return settings.SITE_URL + reverse(view)
