"""The link in an invitation: signed, so that nothing in the database opens it."""

from django.core import signing

from sideways.people.keeping import INVITATIONS_KEPT
from sideways.people.models import Invitation

SALT = "sideways.people.invitation"


def token_of(invitation: Invitation) -> str:
    """Return what the link ends with."""
    return signing.dumps([invitation.pk, invitation.email], salt=SALT)


def invitation_of(token: str) -> Invitation | None:
    """Return the invitation a link stands for, or None when it is too old, declined, used up or made up."""
    try:
        pk, email = signing.loads(token, salt=SALT, max_age=INVITATIONS_KEPT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    invitations = Invitation.objects.select_related("invited_by__organisation", "organisation", "profession")
    return invitations.filter(pk=pk, email=email).first()
