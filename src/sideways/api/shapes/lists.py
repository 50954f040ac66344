"""Whole lists as they go in, and what was read in them."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from sideways.api.fields import NO_NULL, Sent, Told
from sideways.people.inviting_presenters import InvitationRow
from sideways.people.organisation_presenters import Part

LIST = "email,name,profession,level\nines@example.org,Ines Invited,nurse,2\n"


class InvitationTold(Told):
    """An invitation nobody has answered yet."""

    id: int
    email: str
    what: str
    invited: str
    deleted: str


class InvitationList(Told):
    """Some open invitations, the newest first."""

    items: list[InvitationTold]
    next: str | None


class ListSent(Sent):
    """A list as CSV text with a header. The whole request may have 1 MB; the page takes 20 MB."""

    csv: Annotated[str, StringConstraints(min_length=1, pattern=NO_NULL)] = Field(examples=[LIST])
    preview: bool = Field(description="True: say what would happen, and do nothing", strict=True)


class FigureTold(Told):
    """One figure."""

    label: str
    number: str


class PartTold(Told):
    """What would happen to some of them: how many, and examples."""

    title: str
    count: int
    examples: list[str]


class ListRead(Told):
    """What is in a list. “done” is empty for a preview."""

    done: str
    figures: list[FigureTold]
    parts: list[PartTold]
    notices: list[str]


def invitation_told(row: InvitationRow) -> InvitationTold:
    """Return an open invitation."""
    return InvitationTold(id=row.pk, email=row.email, what=row.what, invited=row.invited, deleted=row.deleted)


def list_read(
    done: str, figures: Iterable[Mapping[str, Any]], parts: Iterable[Part], notices: list[str]
) -> ListRead:
    """Return what is in a list, in the words of the pages."""
    return ListRead(
        done=done,
        figures=[FigureTold(label=str(each["label"]), number=str(each["number"])) for each in figures],
        parts=[
            PartTold(title=part.title, count=part.count, examples=list(map(str, part.examples)))
            for part in parts
        ],
        notices=notices,
    )
