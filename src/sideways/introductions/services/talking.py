"""Asking the author of a lesson to talk. Who asks and who is asked, only the vault knows.

No row of the log is written here: the moment somebody answers would link them to their lesson.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from itertools import chain
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext

from sideways.introductions import talk_queries as queries
from sideways.introductions.errors import IntroductionOverError, NotYourIntroductionError
from sideways.introductions.models import Introduction, Party, TalkRequest
from sideways.introductions.rules import ANSWER_DAYS, CLOSED_KEPT, MOST_ASKED, TALK
from sideways.introductions.services.answering import introduction_accept
from sideways.introductions.services.proposing import Proposal, introduction_store
from sideways.lessons.models import Lesson
from sideways.people.models import Person
from sideways.people.trust import author_keyword, written_by
from sideways.vault.queries import subjects_under
from sideways.vault.services import identity_destroy, identity_seal, subject_file


@transaction.atomic
def talk_ask(*, lesson: Lesson, by: Person, at: datetime) -> TalkRequest:
    """Ask the author of a lesson to talk, without learning who it is. Asking again changes nothing.

    Raises NotYourIntroductionError where this person may not, IntroductionOverError when they have
    asked as many authors as they may at a time.
    """
    Person.objects.select_for_update().get(pk=by.pk)  # two at once are one
    mine = queries.talks_asked_by(by)
    before = mine.filter(lesson=lesson).first()
    if before is not None:
        return before
    if not queries.may_ask_to_talk(lesson, by):
        raise NotYourIntroductionError
    if mine.filter(over_at=None).count() >= MOST_ASKED:
        raise IntroductionOverError
    request = TalkRequest(pk=uuid4(), lesson=lesson, asked_at=at, ends_at=at + timedelta(ANSWER_DAYS))
    request.save(force_insert=True)
    identity_seal(subject=request.pk, content={"person": by.pk}, keywords=[author_keyword(TALK, by)])
    return request


@transaction.atomic
def talk_take_back(*, request: TalkRequest, by: Person) -> None:
    """Take back that one asks. Twice changes nothing. Raises NotYourIntroductionError."""
    if request.pk not in written_by(TALK, by):
        raise NotYourIntroductionError
    _forget([request.pk])


@transaction.atomic
def talk_answer(*, request: TalkRequest, by: Person, says_yes: bool, at: datetime) -> Introduction | None:
    """Answer as the author. A yes makes an introduction that names no lesson, and leaves no other trace.

    A no changes nothing that whoever asks can see, and can be changed until the time is over. Raises
    NotYourIntroductionError when it is not there, not to this author, or can come to nothing any more.
    """
    TalkRequest.objects.select_for_update().filter(pk=request.pk).first()
    found = queries.talk_to(by, request.pk, at)
    if found is None:
        raise NotYourIntroductionError
    if not says_yes:
        TalkRequest.objects.filter(pk=request.pk).update(declined=True)
        return None
    # In the order of their accounts, so that the order does not say who wrote and who asked.
    people = sorted((by, found.asker), key=lambda person: person.pk)
    proposal = Proposal(
        people=people,
        source=Introduction.Source.LESSON,
        about=gettext("A lesson that one of you shared here"),
        reason="",
        ends_at=at + timedelta(ANSWER_DAYS),
    )
    introduction = introduction_store(proposal=proposal, at=at, by=None)
    introduction.parties.update(answer=Party.Answer.YES, answered_at=at)
    _forget([request.pk])
    introduction_accept(introduction=introduction, at=at)
    assert introduction.meeting_id is not None  # noqa: S101 (all have said yes)
    subject_file(subject=introduction.meeting_id, keyword=queries.talks_keyword(request.lesson_id))
    return introduction


@transaction.atomic
def talks_close_due(*, at: datetime) -> int:
    """End what no author said yes to in time, a no and a silence alike. Returns how many."""
    return TalkRequest.objects.filter(over_at=None, ends_at__lte=at).update(over_at=at, declined=False)


@transaction.atomic
def talks_forget(*, at: datetime) -> int:
    """Delete what ended more than 90 days ago, with what the vault holds. Returns how many."""
    old = list(TalkRequest.objects.filter(over_at__lte=at - CLOSED_KEPT).values_list("pk", flat=True))
    _forget(old)
    return len(old)


@transaction.atomic
def seals_destroy(lessons: Collection[UUID]) -> None:
    """Destroy what the vault holds of who asked about lessons that are about to be deleted, and who met."""
    asked = TalkRequest.objects.filter(lesson__in=lessons).values_list("pk", flat=True)
    met = subjects_under(queries.talks_keyword(each) for each in lessons).values()
    for subject in chain(asked, *met):
        identity_destroy(subject=subject)


@transaction.atomic
def talks_erase(*, person: Person) -> None:
    """Delete all that somebody asked. Twice changes nothing."""
    _forget(written_by(TALK, person))


def _forget(requests: Collection[UUID]) -> None:
    TalkRequest.objects.filter(pk__in=requests).delete()
    for subject in requests:
        identity_destroy(subject=subject)
