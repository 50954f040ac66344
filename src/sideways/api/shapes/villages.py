"""Community projects and mentors, as they go in and out. Nobody's name, before both have said yes."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.db.models import TextChoices
from pydantic import Field, model_validator

from sideways.api.fields import Id, Said, Sent, Slug, Told, left_out, one_of, words
from sideways.api.shapes.lessons import RoutesSeen
from sideways.lessons.forms import most_letters
from sideways.villages.day_presenters import GuestRow
from sideways.villages.models import Day, Guest, Mentor, Project, Proposal
from sideways.villages.models.days import MOST_PICKS
from sideways.villages.models.mentors import LOAD_LIMIT, MOST_PROJECTS
from sideways.villages.presenters import CardRow, RoleRow, SuggestionRow

Topics = Annotated[list[Slug], Field(min_length=1, max_length=100)]


class Standing(TextChoices):
    """How a role stands: ``asked`` only for whoever may ask."""

    FOUND = "found"
    ASKED = "asked"
    MISSING = "missing"


class CardSent(RoutesSeen):
    """What a card says. A postcode or its first half says where; only the first half is kept."""

    name: Said = words(most_letters("name", Project), min_length=1, examples=["A shop for Bleakhope"])
    wants: Said = words(most_letters("wants", Project), min_length=1, examples=["A shop volunteers run"])
    outcode: Said = words(12, min_length=2, examples=["OL9"])
    topics: Topics = Field(examples=[["village-shops"]])


class ProjectSent(CardSent):
    """What a card says, and whether a broker keeps it for somebody who rings or has no e-mail."""

    on_behalf: Annotated[bool, Field(strict=True)] = False


class ProposalSent(Sent):
    """Whom to ask: one of a mentor, a peer project and an organisation."""

    mentor: UUID | None = None
    peer: UUID | None = None
    organisation: Id | None = None

    @model_validator(mode="after")
    def one_alone(self) -> "ProposalSent":
        """Refuse none and more than one."""
        if sum(each is not None for each in (self.mentor, self.peer, self.organisation)) != 1:
            raise ValueError("Send one of mentor, peer and organisation")
        return self


class AnswerSent(Sent):
    """Yes or no. Nobody is told of a no."""

    says_yes: bool = Field(strict=True)


class MentorSent(RoutesSeen):
    """What somebody has done, on what, where (empty is anywhere) and how many projects they take."""

    done: Said = words(most_letters("done", Mentor), min_length=1, examples=["I opened a village shop"])
    topics: Topics = Field(examples=[["village-shops"]])
    region: Said = left_out(str, max_length=most_letters("region", Mentor))
    limit: Annotated[int, Field(strict=True, ge=1, le=MOST_PROJECTS)] = LOAD_LIMIT
    resting: Annotated[bool, Field(strict=True)] = False


class TrainedSent(Sent):
    """Whether a mentor is trained."""

    is_trained: bool = Field(strict=True)


class DaySent(Sent):
    """When and where a day is, and who is invited: the ids of projects and mentors."""

    on: date
    place: Said = words(most_letters("place", Day), min_length=1, examples=["Halderby town hall"])
    projects: Annotated[list[UUID], Field(min_length=1, max_length=200)]
    mentors: Annotated[list[UUID], Field(min_length=1, max_length=200)]


class WishesSent(Sent):
    """The ids of guests: up to three in order, and those you never want to be with."""

    picks: Annotated[list[Id], Field(max_length=MOST_PICKS)]
    excluded: Annotated[list[Id], Field(max_length=200)]


class OtherTold(Told):
    """A guest of the other side: a project by its name, a mentor by a number and what they did."""

    id: int
    name: str


class GuestTold(Told):
    """Your own part in a day: whom you can rank, what you ranked, and what came out."""

    id: int
    name: str
    others: list[OtherTold]
    picks: list[int]
    excluded: list[int]
    outcome: str = one_of(Guest.Outcome, blank=True)
    matched: list[str]
    talks: list[str]


class DayRow(Told):
    """A day in a list."""

    id: UUID
    on: date
    place: str
    projects: int
    mentors: int
    is_closed: bool


class DayList(Told):
    """Days, and the cursor of those that follow."""

    items: list[DayRow]
    next: str | None


class DayTold(DayRow):
    """A day, and your own part in it."""

    own: list[GuestTold]


class RoleTold(Told):
    """One of the three roles. ``who`` names people only to whom they have agreed to meet.

    ``proposal_id`` comes to its two sides, and to whoever can take it back.
    """

    role: str = one_of(Proposal.Role)
    state: str = one_of(Standing)
    who: str
    proposal_id: UUID | None


class SuggestionTold(Told):
    """Somebody to ask for a role, with one sentence why."""

    id: UUID
    role: str = one_of(Proposal.Role)
    text: str
    reason: str
    topics: list[str]


class ProjectRow(Told):
    """A project in a list."""

    id: UUID
    name: str
    wants: str
    where: str
    topics: list[str]
    missing: str


class ProjectList(Told):
    """Projects, and the cursor of those that follow."""

    items: list[ProjectRow]
    next: str | None


class ProjectTold(Told):
    """A card with its three roles. Suggestions come to whoever may ask."""

    id: UUID
    name: str
    wants: str
    where: str
    topics: list[str]
    state: str = one_of(Project.State)
    is_own: bool
    on_behalf: bool
    roles: list[RoleTold]
    suggestions: list[SuggestionTold]


class ProposalTold(Told):
    """What you are asked, or have agreed to. ``other`` is a name once both have said yes."""

    id: UUID
    project_id: UUID
    project: str
    wants: str
    role: str = one_of(Proposal.Role)
    state: str = one_of(Proposal.State)
    answer: str = one_of(Proposal.Answer)
    reason: str
    ends_at: datetime
    other: str
    meeting_id: UUID | None


class ProposalList(Told):
    """What waits for your answer."""

    items: list[ProposalTold]


class MentorTold(Told):
    """What you say of yourself as a mentor, and how many projects you help."""

    id: UUID
    done: str
    topics: list[str]
    region: str
    limit: int
    load: int
    resting: bool
    is_trained: bool


class MentorRow(MentorTold):
    """A mentor, as brokers see them to confirm their training."""

    name: str


class MentorList(Told):
    """Mentors, those whose training nobody has confirmed first."""

    items: list[MentorRow]


def project_row(row: CardRow) -> ProjectRow:
    """Return a project in a list."""
    return ProjectRow(
        id=row.id, name=row.name, wants=row.wants, where=row.where, topics=row.topics, missing=row.missing
    )


def role_told(row: RoleRow) -> RoleTold:
    """Return a role."""
    return RoleTold(role=row.role, state=row.state, who=row.who, proposal_id=row.proposal_id)


def suggestion_told(row: SuggestionRow) -> SuggestionTold:
    """Return a suggestion."""
    return SuggestionTold(id=row.id, role=row.role, text=row.text, reason=row.reason, topics=row.topics)


def mentor_told(mentor: Any) -> dict[str, Any]:
    """Return what is told of a mentor, as ``mentors_with_load`` gives them."""
    return {
        "id": mentor.pk,
        "done": mentor.done,
        "topics": [topic.pk for topic in mentor.topics.all()],
        "region": mentor.region,
        "limit": mentor.limit,
        "load": mentor.load,
        "resting": mentor.resting,
        "is_trained": mentor.trained_at is not None,
    }


def day_row(day: Any) -> dict[str, Any]:
    """Return a day, as ``days_for`` gives it."""
    return {
        "id": day.pk,
        "on": day.on,
        "place": day.place,
        "projects": day.projects,
        "mentors": day.mentors,
        "is_closed": day.closed_at is not None,
    }


def guest_told(row: GuestRow, guest: Guest, others: list[OtherTold]) -> GuestTold:
    """Return somebody's own part in a day."""
    wishes = list(guest.wishes.all())
    ranked = sorted((each for each in wishes if each.rank), key=lambda each: each.rank or 0)
    return GuestTold(
        id=row.id,
        name=row.title,
        others=others,
        picks=[each.about_id for each in ranked],
        excluded=[each.about_id for each in wishes if not each.rank],
        outcome=guest.outcome,
        matched=row.matched,
        talks=row.talks,
    )
