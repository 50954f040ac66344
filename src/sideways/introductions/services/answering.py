"""Answers of the people of an introduction."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from sideways.common.audit import audit
from sideways.introductions.errors import IntroductionOverError, NotYourIntroductionError
from sideways.introductions.models import Introduction, Party, Wish
from sideways.introductions.openings import opening_questions
from sideways.introductions.queries import pairs_apart
from sideways.introductions.rules import CHANNEL, may_answer, may_still_meet
from sideways.live.models import News
from sideways.live.services import news_add
from sideways.meetings.services import meeting_begin
from sideways.people.models import Encounter, Person


@transaction.atomic
def introduction_answer(
    *, introduction: Introduction, person: Person, says_yes: bool, at: datetime
) -> Introduction:
    """Record what somebody answers. The same answer twice changes nothing; another one replaces it.

    The last yes makes the meeting. A no changes nothing that anybody else can see: they hear when the
    time is over, in the words of a silence. Raises NotYourIntroductionError, IntroductionOverError.
    """
    locked = Introduction.objects.select_for_update().get(pk=introduction.pk)
    party = Party.objects.filter(introduction=locked, person=person).first()
    if party is None:
        raise NotYourIntroductionError
    answer = Party.Answer.YES if says_yes else Party.Answer.NO
    if party.answer == answer and (locked.state != Introduction.State.PROPOSED or at < locked.ends_at):
        return locked
    if not may_answer(locked, at):
        raise IntroductionOverError
    party.answer, party.answered_at = answer, at
    party.save(update_fields=["answer", "answered_at"])
    Wish.objects.filter(person=person).update(silent=0)
    if not locked.parties.exclude(answer=Party.Answer.YES).exists() and _may_still_meet(locked):
        introduction_accept(introduction=locked, at=at)
    return locked


def _may_still_meet(introduction: Introduction) -> bool:
    people = [party.person for party in introduction.parties.select_related("person")]
    return may_still_meet(people, pairs_apart([each for each in people if each is not None]))


def introduction_accept(*, introduction: Introduction, at: datetime) -> Introduction:
    """Let the people of an introduction that all have said yes to arrange their meeting."""
    people = [party.person for party in introduction.parties.select_related("person__profession")]
    together = [person for person in people if person is not None]
    introduction.meeting = meeting_begin(
        people=together,
        how=Encounter.How.INTRODUCTION,
        about=introduction.about or gettext("What each of you does, and where it jams"),
        questions=opening_questions(together, introduction.about),
        at=at,
    )
    introduction.state, introduction.over_at = Introduction.State.ACCEPTED, at
    introduction.save(update_fields=["meeting", "state", "over_at"])
    Wish.objects.filter(person__in=together).update(waited=0)
    news_add(channel=CHANNEL, what=News.What.CHANGED, subject=introduction.pk)
    audit(action="introduction.accepted", subject=introduction, at=at)
    return introduction
