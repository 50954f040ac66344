"""People, their answers and their accounts, as they go in and out."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from sideways.api.fields import NO_NULL, Id, Line, Sent, Slug, Sought, Told, Yes, many_of, one_of, words
from sideways.api.models import Token
from sideways.api.shapes.lessons import day
from sideways.notices.models import OutgoingEmail
from sideways.people import presenters
from sideways.people.grades import CharitySize, Money, OthersWork, OwnWork
from sideways.people.levels import Level, Service
from sideways.people.models import Organisation, OrganisationDomain, Person, TopicFollow
from sideways.people.presenters import TRAVEL

District = Annotated[str, StringConstraints(min_length=2, max_length=12, pattern=r"^[A-Za-z0-9 ]+$")]


class TokenTold(Told):
    """The token in use."""

    name: str
    scopes: list[str] = many_of(Token.Scope.values)
    expires_on: date


class ProfessionTold(Told):
    """What somebody is."""

    code: str = Field(examples=["nurse"])
    name: str
    service: str = one_of(Service)


class WorkplaceTold(Told):
    """Where somebody works."""

    id: int
    name: str
    standing: str = one_of(Organisation.Standing)


class Me(Told):
    """What we know of you."""

    email: str
    name: str
    kind: str = one_of(Person.Kind)
    standing: str = one_of(Person.Standing)
    profession: ProfessionTold | None
    level: int | None
    level_words: str
    grade: str
    level_reason: str
    organisation: WorkplaceTold | None
    outcode: str
    place: str
    region: str
    nation: str
    topics: list[str]
    travel_km: int
    joined_on: date


class About(Sent):
    """Your name, and what you are."""

    name: Line = words(120, examples=["Ann Example"])
    profession: Slug = Field(examples=["nurse"])


class LevelAnswers(Sent):
    """The three questions about your work, and a way to overrule what they come to."""

    own: OwnWork = Field(description="Your own work", examples=["cases"])
    others: OthersWork | Literal[""] = Field("", description="Whose work you answer for", examples=["nobody"])
    money: Money | Literal[""] = Field(
        "", description="The money and the rules you decide on", examples=["none"]
    )
    size: CharitySize | Literal[""] = Field("", description="How many people a charity pays, for its head")
    grade: str = words(100, "", pattern=NO_NULL, description="A key of the list of grades, as a check")
    level: Level | None = Field(None, description="Another level than the answers come to")
    reason: str = words(
        200, "", pattern=NO_NULL, description="Why, in one sentence: only your broker reads it"
    )


class Workplace(Sent):
    """An organisation of the list, or none and a postcode."""

    organisation: Id | None = Field(examples=[1])
    outcode: District | Literal[""] = Field(
        "", description="Where you work or volunteer, without an organisation"
    )


class Interests(Sent):
    """What you want to hear about, and how far you would travel."""

    topics: list[Slug] = Field(max_length=100, examples=[["fit-notes"]])
    travel_km: int = Field(strict=True, json_schema_extra={"enum": [km for km, _ in TRAVEL]}, examples=[40])


class TopicHeard(Told):
    """A topic you follow, and how much you hear of it."""

    topic: str = Field(examples=["fit-notes"])
    name: str
    how: str = one_of(TopicFollow.How)


class TopicsHeard(Told):
    """The topics you follow."""

    items: list[TopicHeard]


class HowMuch(Sent):
    """How much you want to hear of topics you follow. Those left out stay as they are."""

    topics: dict[Slug, TopicFollow.How] = Field(max_length=100, examples=[{"fit-notes": "watching"}])


class ProposedOrganisation(Sent):
    """An organisation you missed in the list."""

    name: Line = words(200, examples=["Hollin Vale Carers"])
    service: Service = Field(examples=["council"])
    outcode: District = Field(examples=["OL9"])


class HoldingTold(Told):
    """What becomes of one part of your data when you close your account."""

    name: str
    goes: str
    stays: str
    question: str
    choices: dict[str, str]


class Closing(Told):
    """What to know before closing an account."""

    holdings: list[HoldingTold]


class Close(Sent):
    """That you mean it, and what you chose."""

    sure: Yes = Field(examples=[True])
    choices: dict[Slug, Slug] = Field(examples=[{"lessons": "leave"}])


class Fact(Told):
    """One thing that is known."""

    key: str
    value: str


class PersonRow(Told):
    """Somebody in a list of those who look after accounts. Nothing they wrote is among it."""

    id: int
    name: str
    email: str
    kind: str = one_of(Person.Kind)
    standing: str = one_of(Person.Standing)
    joined_on: date
    facts: list[Fact]


class PersonList(Told):
    """Some accounts."""

    items: list[PersonRow]
    next: str | None


class LogEntry(Told):
    """What was done to an account."""

    at: datetime
    title: str
    text: str


class PersonTold(PersonRow):
    """An account, and what was done to it."""

    held_because: str
    log: list[LogEntry]


class PeopleFilter(Sent):
    """Which accounts. Empty means all."""

    model_config = {"extra": "ignore"}

    email: Sought = Field("", description="Part of the e-mail address")
    show: Person.Kind | Literal["", "held", "waiting"] = ""


class Because(Sent):
    """Why: it is kept in the log."""

    reason: Line = words(280, examples=["Confirmed by her team leader"])


class KindGrant(Because):
    """Another kind of account."""

    kind: Person.Kind = Field(examples=["broker"])


class HeldDomainTold(Told):
    """An e-mail domain whose people an operator looks at first."""

    domain: str
    reason: str
    added_here: bool = Field(description="Added by an operator; the others come with the program")


class HeldDomainList(Told):
    """All held domains."""

    items: list[HeldDomainTold]


class WhoseDomain(Sent):
    """Whose domain it is."""

    reason: Line = words(200, examples=["An inspectorate"])


def me_told(person: Person) -> Me:
    """Return what we know of somebody, for themselves."""
    own, profession = person.organisation, person.profession
    return Me(
        email=person.email,
        name=person.name,
        kind=person.kind,
        standing=person.standing,
        profession=ProfessionTold.from_orm(profession) if profession else None,
        level=person.level,
        level_words=presenters.level_words(person.level),
        grade=", ".join(filter(None, [person.grade_scheme, person.grade])),
        level_reason=person.level_reason,
        organisation=WorkplaceTold(id=own.pk, name=own.name, standing=own.standing) if own else None,
        outcode=person.outcode,
        place=person.place.name if person.place else "",
        region=person.region,
        nation=person.nation,
        topics=[topic.pk for topic in person.topics.all()],
        travel_km=person.travel_km,
        joined_on=day(person.joined_at),
    )


def person_fields(person: Person, was_level: int | None = None) -> dict[str, Any]:
    """Return what those who look after accounts see of somebody."""
    return {
        "id": person.pk,
        "name": person.name,
        "email": person.email,
        "kind": person.kind,
        "standing": person.standing,
        "joined_on": day(person.joined_at),
        "facts": [Fact(**fact) for fact in presenters.facts(person, was_level)],
    }


class DomainTold(Told):
    """A domain that vouches, and how many it let in."""

    domain: str
    let_in: int


class DomainList(Told):
    """The domains an operator has added for one organisation."""

    items: list[DomainTold]


class FailedEmailTold(Told):
    """An e-mail that could not be sent, without what it says."""

    id: int
    to: str
    subject: str
    tries: int
    failed_at: datetime
    error: str


class FailedEmailList(Told):
    """Some e-mails that could not be sent."""

    items: list[FailedEmailTold]
    next: str | None


def domain_told(added: OrganisationDomain) -> DomainTold:
    """Return a domain of an organisation, with how many it let in."""
    return DomainTold(domain=added.domain, let_in=getattr(added, "let_in", None) or 0)


def failed_email_told(email: OutgoingEmail) -> FailedEmailTold:
    """Return an e-mail we gave up on."""
    return FailedEmailTold(
        id=email.pk,
        to=email.to,
        subject=email.subject,
        tries=email.tries,
        failed_at=email.failed_at or email.created_at,
        error=email.error,
    )
