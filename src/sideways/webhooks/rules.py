"""Who sees to the webhooks of an organisation."""

from sideways.people.models import Organisation
from sideways.people.rules import looks_after


def may_manage(person: object, organisation: Organisation) -> bool:
    """Say whether somebody may register and change the webhooks of an organisation that is listed."""
    return organisation.standing == Organisation.Standing.LISTED and looks_after(person, organisation)
