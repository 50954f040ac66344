"""The address by which somebody takes over the card that a broker keeps for them. Nothing of it is stored."""

from datetime import timedelta
from uuid import UUID

from django.core import signing

from sideways.people.models import Person
from sideways.villages import rules
from sideways.villages.models import Project
from sideways.villages.rules import is_kept

HOLDS_FOR = timedelta(days=30)
SALT = "villages.handing"


def sealed(project: Project) -> str:
    """Return what the address ends with. It holds until the card has another keeper, and for 30 days."""
    return signing.dumps([str(project.pk), project.made_by_id], salt=SALT)


def opened(text: str, by: Person) -> tuple[Project, int] | None:
    """Return the card somebody can take over and who keeps it, or that they have taken over already."""
    try:
        pk, keeper = signing.loads(text, salt=SALT, max_age=HOLDS_FOR)
    except signing.BadSignature:
        return None
    project = Project.objects.select_related("place").filter(pk=UUID(pk)).first()
    if project is None or not rules.may_take_part(by):
        return None
    is_theirs = project.made_by_id == by.pk and by.pk != keeper
    can_take = is_kept(project) and project.made_by_id == keeper != by.pk
    return (project, keeper) if is_theirs or can_take else None
