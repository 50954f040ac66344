"""Reads of people."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from allauth.account.models import EmailAddress
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from sideways.common.models import AuditRow
from sideways.people import organisation_search
from sideways.people.cells import Cells, Group
from sideways.people.domains import held_reasons, organisations_of
from sideways.people.models import (
    Encounter,
    Invitation,
    Organisation,
    OrganisationAlias,
    OrganisationDomain,
    Person,
    Profession,
    TopicFollow,
)
from sideways.people.names import folded
from sideways.people.rules import OUTSIDE_SERVICES, is_broker, is_operator
from sideways.people.trust import PEERS


def cells_of(levels: Iterable[int] | None = None) -> Cells:
    """Return how many active people stand in each level, profession and region. One query."""
    # Only those who could have written: a guardian in the group hides nobody.
    people = Person.objects.filter(
        standing=Person.Standing.ACTIVE, kind__in=PEERS, profession__isnull=False, level__isnull=False
    )
    if levels is not None:
        people = people.filter(level__in=set(levels))
    # A profession has one service. It is not grouped by, so that the index has all that is.
    counted = people.values_list("level", "profession", "region", "nation").annotate(
        service=Min("profession__service"), size=Count("pk")
    )
    return Cells(
        (Group(level, profession, service, region, nation), size)
        for level, profession, region, nation, service, size in counted.order_by()
    )


def organisations_listed_with_relations() -> QuerySet[Organisation]:
    """Return the listed organisations, each with all that its page tells. Three queries more."""
    listed = Organisation.objects.filter(standing=Organisation.Standing.LISTED)
    return listed.select_related("place", "parent").prefetch_related("aliases", "successors", "predecessors")


def organisations_within(organisation: Organisation) -> QuerySet[Organisation]:
    """Return the listed organisations that belong to this one, by name."""
    return organisation.parts.filter(standing=Organisation.Standing.LISTED).select_related("place")


def organisations_matching(text: str, limit: int = 10) -> list[Organisation]:
    """Return the organisations whose name, or another name, answers the text: best first.

    One slip in a word is forgiven. A closed body that has been replaced gives its successors in
    its place; one that has not comes last. ``found_as`` holds the name that was found where the
    organisation's own name does not show why. Two queries, whatever the text.
    """
    words = organisation_search.words_of(text)
    if not words:
        return []
    found = _organisations_found(words)
    best = sorted(found, key=lambda pk: found[pk].order)[:limit]
    listed = Organisation.objects.select_related("place", "parent").in_bulk(best)
    for pk, organisation in listed.items():
        told = set(found[pk].searched.split()) <= set(organisation.search_name.split())
        organisation.found_as = "" if told else found[pk].name  # type: ignore[attr-defined]  # for pages only
    return [listed[pk] for pk in best if pk in listed]


class _Found(NamedTuple):
    order: tuple[bool, float, int]
    searched: str
    name: str


def _organisations_found(words: list[str]) -> dict[int, _Found]:
    """Return the best name found of each organisation; a replaced one counts for its successors."""
    today = timezone.localdate()
    best: dict[int, _Found] = {}
    for pk, searched, name, closed_on, successor, their_successor in _names_that_may_match(words):
        close = organisation_search.closeness(words, searched)
        if not close:
            continue
        closed = closed_on is not None and closed_on <= today
        subject = (their_successor or successor or pk) if closed else pk
        found = _Found((closed and subject == pk, -close, len(searched)), searched, name)
        if subject not in best or found.order < best[subject].order:
            best[subject] = found
    return best


def _names_that_may_match(words: list[str]) -> QuerySet[Any, Any]:
    """Return own names and other names in one query, with when each body closed and what followed."""
    may_match = organisation_search.may_match(words)
    listed = Organisation.Standing.LISTED
    own = Organisation.objects.filter(may_match, standing=listed).values_list(
        "pk", "search_name", "name", "closed_on", "successors", "successors__successors"
    )
    others = OrganisationAlias.objects.filter(may_match, organisation__standing=listed).values_list(
        "organisation",
        "search_name",
        "name",
        "organisation__closed_on",
        "organisation__successors",
        "organisation__successors__successors",
    )
    return own.order_by().union(others.order_by(), all=True)


def profession_names() -> dict[str, str]:
    """Return the name of each profession by its code. One query."""
    return dict(Profession.objects.order_by().values_list("pk", "name"))


def professions_open_to(person: Person) -> QuerySet[Profession]:
    """Return the professions a person may choose: a peer is none of those who steer or inspect."""
    professions = Profession.objects.all()
    return professions.exclude(service__in=OUTSIDE_SERVICES) if person.kind in PEERS else professions


def professions_matching(text: str, person: Person, limit: int = 8) -> list[Profession]:
    """Return the professions whose name, or another name for it, answers the text: best first. One query."""
    words = organisation_search.words_of(text)
    if not words:
        return []
    scored = [
        (-max(organisation_search.closeness(words, folded(name)) for name in profession.names), profession)
        for profession in professions_open_to(person)
    ]
    found = sorted((row for row in scored if row[0]), key=lambda row: (row[0], row[1].name))
    return [profession for _score, profession in found[:limit]]


def people_to_vouch_for(by: Person) -> QuerySet[Person]:
    """Return who waits for this broker or operator, oldest first. Nobody for anyone else."""
    waiting = Person.objects.filter(standing=Person.Standing.WAITING).exclude(pk=by.pk)
    if is_broker(by):
        own = by.organisation_id
        waiting = waiting.filter(Q(organisation=own) | Q(organisation__parent=own))
    elif not is_operator(by):
        waiting = waiting.none()
    return waiting.select_related("profession", "organisation").order_by("joined_at", "pk")


def people_held() -> QuerySet[Person]:
    """Return who is held until an operator has looked, by when that began."""
    return Person.objects.filter(standing=Person.Standing.HELD).order_by("waiting_since", "pk")


def topics_followed_by(person: Person) -> QuerySet[TopicFollow]:
    """Return the topics somebody follows and how much they hear of each, by name."""
    return TopicFollow.objects.filter(person=person).select_related("topic").order_by("topic__name")


def invitations_open_to(by: Person) -> QuerySet[Invitation]:
    """Return the invitations nobody has answered that this broker or operator may see, newest first."""
    invitations = Invitation.objects.filter(person=None)
    if not is_operator(by):
        own = by.organisation_id
        invitations = invitations.filter(Q(organisation=own) | Q(organisation__parent=own))
    return invitations.select_related("organisation", "profession")


def professions_invited() -> QuerySet[Profession]:
    """Return the professions of peers: those that a file of people may name."""
    return Profession.objects.exclude(service__in=OUTSIDE_SERVICES)


def people_waiting_at(organisation: Organisation, domain: str) -> QuerySet[Person]:
    """Return who waits at an organisation or its parts with a confirmed address of a domain, oldest first."""
    confirmed = EmailAddress.objects.filter(
        user=OuterRef("pk"), email__iexact=OuterRef("email"), verified=True
    )
    return Person.objects.filter(
        Q(email__iendswith=f"@{domain}") | Q(email__iendswith=f".{domain}"),
        Q(organisation=organisation) | Q(organisation__parent=organisation),
        Exists(confirmed),
        standing=Person.Standing.WAITING,
        kind__in=PEERS,
    ).order_by("joined_at", "pk")


def people_let_in_by(organisation: Organisation, domain: str) -> list[Person]:
    """Return whom a domain would let in now: who waits since joining, with an address that is not held.

    Four queries, however many wait.
    """
    waiting = list(people_waiting_at(organisation, domain))
    held = held_reasons(person.email for person in waiting)
    done = _done_to(waiting)
    return [
        person
        for person in waiting
        if person.email not in held
        and done[person.pk][-1:] == ["join_finish"]
        and "person_decline" not in done[person.pk]
    ]


def _done_to(people: Iterable[Person]) -> dict[int, list[str]]:
    subjects = {f"people.person:{person.pk}": person.pk for person in people}
    done: dict[int, list[str]] = {pk: [] for pk in subjects.values()}
    rows = AuditRow.objects.filter(subject__in=subjects).order_by("at", "pk")
    for subject, action in rows.values_list("subject", "action"):
        done[subjects[subject]].append(action)
    return done


def organisations_suggested_to(person: Person) -> list[Organisation]:
    """Return the listed organisations whose own somebody's confirmed address is, by name."""
    if not EmailAddress.objects.filter(user=person, email__iexact=person.email, verified=True).exists():
        return []
    open_now = Organisation.objects.filter(
        Q(closed_on=None) | Q(closed_on__gt=timezone.localdate()), standing=Organisation.Standing.LISTED
    )
    return list(open_now.filter(pk__in=organisations_of(person.email)).select_related("place")[:10])


def domains_added() -> QuerySet[OrganisationDomain]:
    """Return the domains that vouch because an operator said so, with how many they let in."""
    there = Q(organisation=OuterRef("organisation")) | Q(organisation__parent=OuterRef("organisation"))
    let_in = (
        Person.objects.filter(there, vouched_domain=OuterRef("domain"), standing=Person.Standing.ACTIVE)
        .order_by()
        .values("vouched_domain")
        .annotate(size=Count("pk"))
        .values("size")
    )
    counted = OrganisationDomain.objects.annotate(let_in=Coalesce(Subquery(let_in), 0))
    return counted.select_related("organisation", "added_by").order_by("domain", "pk")


def domain_log_of(organisation: Organisation) -> QuerySet[AuditRow]:
    """Return what was done to the domains of an organisation, newest first."""
    actions = ("organisation_domain_add", "organisation_domain_remove")
    rows = AuditRow.objects.filter(subject=f"people.organisation:{organisation.pk}", action__in=actions)
    return rows.select_related("by").order_by("-at", "-pk")


def people_found(*, email: str, show: str) -> QuerySet[Person]:
    """Return accounts for an operator, newest first: by part of the address, by standing or by kind."""
    people = Person.objects.exclude(standing=Person.Standing.CLOSED)
    if email:
        people = people.filter(email__icontains=email)
    if show in {Person.Standing.HELD, Person.Standing.WAITING}:
        people = people.filter(standing=show)
    elif show:
        people = people.filter(kind=show)
    return people.select_related("profession", "organisation").order_by("-joined_at", "-pk")


def brokers_of(organisation: Organisation | None) -> QuerySet[Person]:
    """Return the brokers who may vouch for people of an organisation: its own and its parent's."""
    if organisation is None:
        return Person.objects.none()
    return Person.objects.filter(
        kind=Person.Kind.BROKER,
        standing=Person.Standing.ACTIVE,
        organisation__in=[pk for pk in (organisation.pk, organisation.parent_id) if pk],
    )


def organisations_proposed() -> QuerySet[Organisation]:
    """Return the organisations somebody proposed that are still somebody's, oldest first."""
    proposed = Organisation.objects.filter(standing=Organisation.Standing.PROPOSED)
    return proposed.annotate(size=Count("people")).filter(size__gt=0).order_by("pk")


def last_decline_of(person: Person) -> str:
    """Return the reason this person was last sent back to their answers, or nothing."""
    rows = AuditRow.objects.filter(subject=f"people.person:{person.pk}", action="person_decline")
    row = rows.order_by("-at").first()
    return row.detail.get("reason", "") if row else ""


def levels_before(people: Iterable[Person]) -> dict[int, int | None]:
    """Return the level each of these people had before their last move, by person. One query."""
    subjects = {f"people.person:{person.pk}": person.pk for person in people}
    rows = AuditRow.objects.filter(subject__in=subjects, action="person_move").order_by("at", "pk")
    return {subjects[row.subject]: row.detail["level"][0] for row in rows}


def log_of(person: Person) -> QuerySet[AuditRow]:
    """Return what was done to an account, newest first."""
    return (
        AuditRow.objects.filter(subject=f"people.person:{person.pk}")
        .select_related("by")
        .order_by("-at", "-pk")
    )


def encounters_of(person: Person) -> QuerySet[Encounter]:
    """Return the encounters of somebody, the oldest first."""
    return Encounter.objects.filter(Q(one=person) | Q(other=person))


def pairs_that_met() -> set[tuple[int, int]]:
    """Return the ids of all pairs that ever met, the lower one first. One query, a row a pair and day."""
    return set(Encounter.objects.order_by().values_list("one_id", "other_id").distinct())
