"""Reads of introductions. What one side may know of the other is decided in `presenters`, not here."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import Lower

from sideways.introductions.models import Apart, Introduction, Party, Wish
from sideways.introductions.models.wishes import SILENT_PAUSES
from sideways.introductions.rules import Known, ordered
from sideways.meetings.models import Meeting
from sideways.people.models import Encounter, Person
from sideways.people.trust import PEERS, Readership, is_peer

State = Introduction.State


def still_open(prefix: str = "") -> Q:
    """Return the condition that an introduction takes room: it waits for answers, or people are to meet.

    A no takes room as well until the time is over: room would tell a broker who said it.
    """
    to_meet = [Meeting.State.ARRANGING, Meeting.State.BOOKED]
    return Q(**{f"{prefix}state": State.PROPOSED}) | Q(**{f"{prefix}meeting__state__in": to_meet})


def wish_of(person: Person) -> Wish:
    """Return what somebody wants; the defaults of who has said nothing."""
    return Wish.objects.filter(person=person).first() or Wish(person=person)


def open_for_a_round(at: datetime) -> QuerySet[Person]:
    """Return who may be matched now: those who take part, are not paused and have room for one more.

    One query. The wish, profession and organisation of each come with them.
    """
    paused = Q(wish__paused_until__gt=at) | Q(wish__silent__gte=SILENT_PAUSES)
    return (
        Person.objects.filter(standing=Person.Standing.ACTIVE, kind__in=PEERS, level__isnull=False)
        .filter(profession__isnull=False, lat__isnull=False, lon__isnull=False)
        .annotate(open_now=Count("parties", filter=still_open("parties__introduction__"), distinct=True))
        .filter(Q(wish=None, open_now__lt=1) | (Q(open_now__lt=F("wish__capacity")) & ~paused))
        .select_related("wish", "profession", "organisation")
        .order_by("pk")
    )


def known_of(people: Collection[Person]) -> Known:
    """Return what the rules compare about these people. Five queries at most, whatever their number."""
    ids = {person.pk for person in people}
    open_now = Party.objects.filter(still_open("introduction__"), person__in=ids)
    return Known(
        wishes=Wish.objects.in_bulk(ids),
        met=pairs_that_met_among(ids),
        apart=pairs_apart(people),
        open_now=dict(open_now.order_by().values_list("person").annotate(Count("pk"))),
    )


def pairs_that_met_among(ids: Collection[int]) -> set[tuple[int, int]]:
    """Return the pairs of these ids that ever met, the lower id first. One query."""
    return set(Encounter.objects.filter(one__in=ids, other__in=ids).order_by().values_list("one", "other"))


def pairs_apart(people: Iterable[Person] | None = None) -> set[tuple[int, int]]:
    """Return the pairs that must not be introduced, the lower id first; of everybody, or among some.

    An address or a name as typed finds whoever has it today. Three queries at most.
    """
    rows = Apart.objects.order_by()
    among = None if people is None else {person.pk: person for person in people}
    if among is not None:
        rows = rows.filter(person__in=among)
    told = list(rows.values_list("person", "other", "words"))
    called = _called({words for _, _, words in told if words}, among)
    pairs = {
        ordered(person, found)
        for person, other, words in told
        for found in ([other] if other is not None else called[words])
        if found != person
    }
    return pairs if among is None else {pair for pair in pairs if set(pair) <= among.keys()}


def _called(words: set[str], among: dict[int, Person] | None) -> dict[str, list[int]]:
    """Return whom each e-mail address or name means, in any case of letters."""
    meant: dict[str, list[int]] = defaultdict(list)
    if not words:
        return meant
    folded = {text.casefold() for text in words}
    if among is None:
        either = Q(lower_email__in=folded) | Q(lower_name__in=folded) | Q(name__in=words)
        everybody = Person.objects.annotate(lower_email=Lower("email"), lower_name=Lower("name"))
        found = list(everybody.filter(either).values_list("pk", "email", "name"))
    else:
        found = [(person.pk, person.email, person.name) for person in among.values()]
    by_name: dict[str, list[int]] = defaultdict(list)
    for pk, email, name in found:
        for text in {email.casefold(), name.casefold()}:
            by_name[text].append(pk)
    return defaultdict(list, {text: by_name[text.casefold()] for text in words})


def parts_in(person: Person) -> QuerySet[Party]:
    """Return the part somebody has in introductions, the newest first: nothing of the others."""
    mine = Party.objects.filter(person=person).select_related("introduction__meeting", "profession")
    return mine.order_by("-introduction__proposed_at", "introduction_id")


def part_in(person: Person, introduction_id: UUID) -> Party | None:
    """Return the part somebody has in one introduction."""
    return parts_in(person).filter(introduction=introduction_id).first()


def others_in(parts: Collection[Party]) -> dict[UUID, list[Party]]:
    """Return the others of each introduction, as groups: never who they are (P10). One query."""
    found: dict[UUID, list[Party]] = {part.introduction_id: [] for part in parts}
    mine = [part.pk for part in parts]
    rows = Party.objects.filter(introduction__in=found).exclude(pk__in=mine)
    for party in rows.defer("person", "answer", "answered_at").select_related("profession"):
        found[party.introduction_id].append(party)
    return found


def introductions_readership(
    asked: Mapping[UUID, Collection[Person]],
) -> dict[UUID, Readership]:
    """Return who among some readers is in each introduction: for open pages. One query."""
    found = {pk: Readership(set(), set()) for pk in asked}
    for introduction, person in Party.objects.filter(introduction__in=asked).values_list(
        "introduction", "person"
    ):
        found[introduction].may_open.update(
            reader.pk for reader in asked[introduction] if reader.pk == person and is_peer(reader)
        )
    return found


def people_met_by(person: Person) -> QuerySet[Person]:
    """Return those somebody has met here and who are still here, by name. One query."""
    met = Encounter.objects.filter(Q(one=person) | Q(other=person)).order_by()
    either = {pk for pair in met.values_list("one", "other") for pk in pair} - {person.pk}
    return Person.objects.filter(pk__in=either, standing=Person.Standing.ACTIVE).order_by("name", "pk")


def apart_list_of(person: Person) -> QuerySet[Apart]:
    """Return somebody's private list, the oldest first. Conflicts that brokers know of are not in it."""
    return Apart.objects.filter(person=person, is_conflict=False).select_related("other")


def paused_by_silence_at(person: Person, wish: Wish) -> datetime | None:
    """Return when somebody was paused for leaving suggestions without an answer, if they are. One query."""
    if wish.silent < SILENT_PAUSES:
        return None
    silent = Party.objects.filter(person=person, answer=Party.Answer.NONE, introduction__state=State.CLOSED)
    last: datetime | None = silent.aggregate(last=Max("introduction__over_at"))["last"]
    return last
