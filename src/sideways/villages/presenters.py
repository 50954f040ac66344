"""Projects in words. Nothing here asks the database, but for what the queries have loaded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext, gettext_lazy

from sideways.people.models import Person, Topic
from sideways.people.presenters import away_words
from sideways.ui.dates import day
from sideways.villages import rules
from sideways.villages.models import Mentor, Project, Proposal
from sideways.villages.queries import Suggestion

Role = Proposal.Role
ABOUT: dict[str, str | Promise] = {
    Role.MENTOR: gettext_lazy("A trained mentor who has done it, and helps you do it."),
    Role.SUPPORT: gettext_lazy("A local body to lean on: for a room, insurance, advice, a bank account."),
    Role.PEER: gettext_lazy("Another project that does something like it now, to compare with."),
}
ASKED = {
    Role.MENTOR: gettext_lazy("A project asks you to be its mentor: %(project)s"),
    Role.SUPPORT: gettext_lazy("A project asks your organisation to be its support body: %(project)s"),
    Role.PEER: gettext_lazy("A project would like to compare with yours: %(project)s"),
}
PROPOSED = {
    Role.MENTOR: gettext_lazy("A broker proposes a mentor: %(project)s"),
    Role.SUPPORT: gettext_lazy("A broker proposes a support body: %(project)s"),
    Role.PEER: gettext_lazy("A broker proposes a peer project: %(project)s"),
}


def role_words(role: str) -> str:
    """Return the name of a role."""
    return str(Role(role).label)


def asked_words(proposal: Proposal, person: Person) -> str:
    """Say in a line what somebody is asked."""
    lines = PROPOSED if proposal.project.made_by_id == person.pk else ASKED
    return str(lines[Role(proposal.role)]) % {"project": proposal.project.name}


def where(project: Project) -> str:
    """Say where a project is: its council area, else its region or postcode district."""
    return project.place.name if project.place else project.region or project.outcode


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRow:
    """One of the three roles on a card."""

    role: str
    title: str
    state: str
    about: str
    who: str
    proposal_id: UUID | None
    url: str
    action: str

    @property
    def is_found(self) -> bool:
        """Whether somebody has the role."""
        return self.state == "found"

    @property
    def is_missing(self) -> bool:
        """Whether nobody has it and nobody is asked, as far as the reader may know."""
        return self.state == "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """A project in a list."""

    id: UUID
    name: str
    wants: str
    where: str
    missing: str
    on_behalf: bool
    topics: list[str]
    url: str


def card_row(project: Project, filled: Mapping[str, Proposal]) -> CardRow:
    """Return a project as lists show it: which of the three roles are missing."""
    return CardRow(
        id=project.pk,
        name=project.name,
        wants=project.wants,
        where=where(project),
        missing=missing_words(role for role in Role if role not in filled),
        on_behalf=project.on_behalf,
        topics=[topic.name for topic in project.topics.all()],
        url=reverse("villages:project", args=[project.pk]),
    )


def missing_words(roles: Iterable[Role]) -> str:
    """Say which roles are missing."""
    names = [role_words(role).lower() for role in roles]
    if not names:
        return gettext("All three are there")
    return gettext("Missing: %(roles)s") % {"roles": get_text_list(names, gettext("and"))}


def role_rows(
    project: Project, filled: Mapping[str, Proposal], asked: Mapping[str, Proposal], reader: Person
) -> list[RoleRow]:
    """Return the three roles. Who has a role only whoever made it sees, and whom they asked whoever did."""
    return [_role_row(project, role, filled.get(role), asked.get(role), reader) for role in Role]


def _role_row(
    project: Project, role: Role, filled: Proposal | None, asked: Proposal | None, reader: Person
) -> RoleRow:
    state, who, url, action, is_own = "missing", "", "", "", reader.pk == project.made_by_id
    if filled is not None:
        state, who = "found", _who(project, filled, is_own=is_own)
        if is_own:
            url, action = reverse("villages:proposal", args=[filled.pk]), gettext("Meet them, or end it")
    elif asked is not None and (is_own or rules.may_take_back(asked, reader)):
        state, who = "asked", _asked_words(asked, is_own=is_own)
        if rules.may_take_back(asked, reader):
            url, action = reverse("villages:take_back", args=[asked.pk]), gettext("Take it back")
        elif asked.project_says == Proposal.Answer.NONE:
            url, action = reverse("villages:proposal", args=[asked.pk]), gettext("Read it, and answer")
    shown = filled or asked
    return RoleRow(
        role=role,
        title=role_words(role),
        state=state,
        about=str(ABOUT[role]),
        who=who,
        proposal_id=shown.pk if shown and url else None,
        url=url,
        action=action,
    )


def _asked_words(asked: Proposal, *, is_own: bool) -> str:
    told = {"day": day(asked.ends_at), "body": asked.body.name if asked.body else ""}
    if not is_own:
        return gettext("You proposed somebody. They have until %(day)s.") % told
    if asked.project_says == Proposal.Answer.NONE:
        return gettext("A broker proposes somebody.")
    words = (
        gettext("%(body)s is asked. You hear by %(day)s.") if asked.body else gettext("You hear by %(day)s.")
    )
    return words % told


def _who(project: Project, filled: Proposal, *, is_own: bool) -> str:
    """Say who has a role: the body to all its readers, people only to whom they have agreed to meet."""
    if filled.body is not None and not is_own:
        return filled.body.name
    if not is_own:
        return ""
    person = filled.other if filled.project_id == project.pk else filled.project.made_by
    other = filled.peer if filled.project_id == project.pk else filled.project
    name = person.name if person else ""
    where_from = filled.body.name if filled.body else other.name if other else ""
    return f"{name}, {where_from}" if where_from else name


def next_step(rows: Iterable[RoleRow]) -> str:
    """Say what whoever made the project can do next."""
    rows = list(rows)
    missing = [row.role for row in rows if row.is_missing]
    if Role.MENTOR in missing:
        return gettext("Next: ask a mentor.")
    if Role.SUPPORT in missing:
        return gettext("Next: choose a local body to support you.")
    if Role.PEER in missing:
        return gettext("Next: ask a project to compare with.")
    if all(row.is_found for row in rows):
        return gettext("All three are there. Arrange to meet them.")
    return gettext("You have asked. We tell you when there is an answer, or when the time is over.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionRow:
    """Somebody who could take a role, without a name."""

    id: UUID
    role: str
    title: str
    text: str
    reason: str
    url: str
    topics: list[str]


def suggestion_row(project: Project, suggestion: Suggestion) -> SuggestionRow:
    """Return a suggestion with its one sentence of reason."""
    mentor, peer = suggestion.mentor, suggestion.peer
    role = Role.MENTOR if mentor else Role.PEER
    chosen: Mentor | Project | None = mentor or peer
    return SuggestionRow(
        id=suggestion.pk,
        role=role,
        title=peer.name if peer else gettext("A trained mentor"),
        text=mentor.done if mentor else peer.wants if peer else "",
        reason=reason(suggestion),
        url=reverse(f"villages:ask_{role}", args=[project.pk, suggestion.pk]),
        topics=[topic.name for topic in chosen.topics.all()] if chosen else [],
    )


def reason(suggestion: Suggestion) -> str:
    """Say in one sentence why somebody is suggested."""
    far, shared = away_words(suggestion.km), _listed(suggestion.shared)
    told = {"far": far, "topics": shared}
    if suggestion.mentor and shared:
        words = (
            gettext("has done the same (%(topics)s), %(far)s")
            if far
            else gettext("has done the same (%(topics)s)")
        )
    elif suggestion.mentor:
        words = (
            gettext("has done something else, %(far)s")
            if far
            else gettext("has done something else, and helps anywhere")
        )
    else:
        words = gettext("does the same now (%(topics)s), %(far)s")
    sentence = f"{capfirst(words % told)}."
    if suggestion.have_met:
        return f"{sentence} {gettext('The two have met before: nobody new has room now.')}"
    return sentence


def _listed(topics: Iterable[Topic]) -> str:
    return get_text_list([topic.name for topic in topics], gettext("and"))


def load_words(mentor: Mentor) -> str:
    """Say how many projects a mentor helps, and whether more can ask."""
    load: int = mentor.load  # type: ignore[attr-defined]  # annotated by mentors_with_load
    told = {"load": load, "limit": mentor.limit}
    if mentor.resting:
        return gettext("You take a rest: no project can ask you.")
    if mentor.trained_at is None:
        return gettext("A broker has to confirm your training before projects can ask you.")
    if load >= mentor.limit:
        return gettext("You help %(load)s of %(limit)s projects: nobody else can ask you.") % told
    return gettext("You help %(load)s of %(limit)s projects. Others can ask you.") % told
