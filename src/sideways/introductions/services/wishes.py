"""What somebody wants of introductions, and whom they do not want to meet."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet

from sideways.introductions.errors import NotYourIntroductionError
from sideways.introductions.models import Apart, Introduction, Party, Wish
from sideways.introductions.rules import may_introduce
from sideways.people.models import Person
from sideways.people.queries import encounters_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How many introductions at a time, and what may differ."""

    capacity: int
    widen_level: bool = False
    widen_profession: bool = False
    widen_region: bool = False


def wishes_begun(people: Collection[int]) -> QuerySet[Wish]:
    """Return the wishes of some people, begun for those who have said nothing."""
    Wish.objects.bulk_create((Wish(person_id=pk) for pk in people), ignore_conflicts=True)
    return Wish.objects.filter(person__in=people)


def wait_count(people: Collection[int], at: datetime) -> None:
    """Count for some people that they have waited a round more."""
    wishes_begun(people).update(waited=F("waited") + 1, waited_at=at)


@transaction.atomic
def wish_set(*, person: Person, wanted: Wanted) -> Wish:
    """Set how somebody wants to be introduced. Setting the same again changes nothing."""
    wish, _ = Wish.objects.get_or_create(person=person)
    for name in ("capacity", "widen_level", "widen_profession", "widen_region"):
        setattr(wish, name, getattr(wanted, name))
    wish.clean_fields()
    wish.save()
    return wish


@transaction.atomic
def wish_pause(*, person: Person, until: datetime, at: datetime) -> Wish:
    """Suggest nobody to somebody, and them to nobody, until then.

    What waits for their answer gets a no: others hear of it as of any, when the time is over.
    """
    wish, _ = Wish.objects.get_or_create(person=person)
    wish.paused_until, wish.silent = until, 0
    wish.save(update_fields=["paused_until", "silent"])
    waiting = Party.objects.filter(person=person, introduction__state=Introduction.State.PROPOSED)
    waiting.filter(answer=Party.Answer.NONE, introduction__ends_at__gt=at).update(
        answer=Party.Answer.NO, answered_at=at
    )
    return wish


@transaction.atomic
def wish_resume(*, person: Person) -> Wish:
    """Let somebody be suggested again, whatever paused them. Twice changes nothing."""
    wish, _ = Wish.objects.get_or_create(person=person)
    wish.paused_until, wish.silent = None, 0
    wish.save(update_fields=["paused_until", "silent"])
    return wish


@transaction.atomic
def apart_add(*, person: Person, at: datetime, other: Person | None = None, words: str = "") -> Apart:
    """Keep somebody apart from one they have met, or from whoever has this address or name.

    The answer is the same whether or not anybody here is called so. Adding twice is once.
    Raises NotYourIntroductionError for somebody they never met.
    """
    if other is not None:
        if not encounters_of(person).filter(one=min(person.pk, other.pk), other=max(person.pk, other.pk)):
            raise NotYourIntroductionError
        return Apart.objects.get_or_create(
            person=person, other=other, is_conflict=False, defaults={"at": at}
        )[0]
    row = Apart(person=person, words=" ".join(words.split()), at=at)
    row.clean_fields(exclude=["person", "other", "entered_by"])
    return Apart.objects.get_or_create(person=person, words=row.words, other=None, defaults={"at": at})[0]


def apart_remove(*, person: Person, apart_id: int) -> None:
    """Take somebody off one's own list. Twice changes nothing."""
    Apart.objects.filter(pk=apart_id, person=person, is_conflict=False).delete()


@transaction.atomic
def conflict_add(*, one: Person, other: Person, by: Person, at: datetime) -> Apart:
    """Note, as a broker, that two people must not be introduced. Adding twice is once.

    Raises NotYourIntroductionError unless the broker may introduce both.
    """
    if one.pk == other.pk or not (may_introduce(by, one) and may_introduce(by, other)):
        raise NotYourIntroductionError
    first, second = sorted((one, other), key=lambda person: person.pk)
    return Apart.objects.get_or_create(
        person=first, other=second, is_conflict=True, defaults={"at": at, "entered_by": by}
    )[0]


def conflict_remove(*, conflict_id: int, by: Person) -> None:
    """Take back, as a broker, that two people must not be introduced. Twice changes nothing."""
    found = Apart.objects.filter(pk=conflict_id, is_conflict=True).select_related("person", "other").first()
    if found is None or found.other is None:
        return
    if not (may_introduce(by, found.person) and may_introduce(by, found.other)):
        raise NotYourIntroductionError
    found.delete()
