"""What becomes of introductions when somebody leaves."""

from django.db import transaction
from django.db.models import Q

from sideways.introductions.models import Apart, BoardCard, Introduction, Party, Wish
from sideways.introductions.services.talking import talks_erase
from sideways.people.models import Person


@transaction.atomic
def introductions_erase(*, person: Person) -> None:
    """Take somebody out of all introductions. Twice changes nothing.

    What others read of them stays until the time is over: a group, as the others saw it, and no answer.
    They hear then, as of any that did not come about.
    """
    Party.objects.filter(person=person).update(person=None, answer=Party.Answer.NONE, answered_at=None)
    Introduction.objects.filter(proposed_by=person).update(proposed_by=None)
    Apart.objects.filter(entered_by=person).update(entered_by=None)
    Apart.objects.filter(Q(person=person) | Q(other=person)).delete()
    BoardCard.objects.filter(person=person).delete()
    Wish.objects.filter(person=person).delete()
    talks_erase(person=person)
