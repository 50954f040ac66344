"""Introductions, for the people of them. Nothing of the others but a role, until all have said yes (P10)."""

from datetime import timedelta
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Router, Status

from sideways.api import access
from sideways.api.access import PersonRequest
from sideways.api.authentication import READ, WRITE
from sideways.api.fields import PathId
from sideways.api.keys import once
from sideways.api.shapes import introductions as shapes
from sideways.introductions import queries, rules, services
from sideways.introductions.models import Party, TalkRequest
from sideways.introductions.showing import cards_for, cards_of, talk_cards_of
from sideways.introductions.talk_queries import talk_to, talks_asked_by
from sideways.lessons.views.access import readable_or_404
from sideways.people.models import Person

router = Router(auth=READ, tags=["Introductions"])


@router.get("/introductions", response=shapes.Introductions, url_name="introductions")
def introduction_list(request: PersonRequest) -> shapes.Introductions:
    """List what is suggested to you, who asks you to talk, and which authors you asked."""
    person, at = access.peer(request), timezone.now()
    cards = [card for some in cards_of(person, at).values() for card in some]
    return shapes.Introductions(
        items=[shapes.introduction_told(card) for card in cards],
        talks=[shapes.talk_told(card) for card in talk_cards_of(person, at)],
        asked=[shapes.asked_told(each, at) for each in talks_asked_by(person)],
    )


@router.put(
    "/introductions/{uuid:introduction_id}/answer",
    response=shapes.IntroductionTold,
    url_name="introduction_answer",
    auth=WRITE,
)
def introduction_answer(
    request: PersonRequest, introduction_id: UUID, sent: shapes.Answered
) -> shapes.IntroductionTold:
    """Say yes, or not this time. You can change it until the time is over."""
    person, at = access.peer(request), timezone.now()
    part = _part_or_404(person, introduction_id)
    services.introduction_answer(introduction=part.introduction, person=person, says_yes=sent.says_yes, at=at)
    cards = cards_for([_part_or_404(person, introduction_id)], at)
    return shapes.introduction_told(next(card for some in cards.values() for card in some))


@router.get("/me/introductions", response=shapes.WishTold, url_name="wish")
def wish_read(request: PersonRequest) -> shapes.WishTold:
    """Read how you want to be introduced."""
    return _wish_told(access.peer(request))


@router.put("/me/introductions", response=shapes.WishTold, url_name="wish", auth=WRITE)
def wish_set(request: PersonRequest, sent: shapes.NewWish) -> shapes.WishTold:
    """Choose how you want to be introduced."""
    person = access.peer(request)
    services.wish_set(person=person, wanted=services.Wanted(**sent.dict()))
    return _wish_told(person)


@router.put("/me/introductions/pause", response=shapes.WishTold, url_name="pause", auth=WRITE)
def wish_pause(request: PersonRequest, sent: shapes.NewPause) -> shapes.WishTold:
    """Pause. What waits for your answer gets a “not this time”."""
    person, at = access.peer(request), timezone.now()
    services.wish_pause(person=person, until=at + timedelta(days=sent.days), at=at)
    return _wish_told(person)


@router.delete("/me/introductions/pause", response={204: None}, url_name="pause", auth=WRITE)
def wish_resume(request: PersonRequest) -> Status:
    """Come back from a pause."""
    services.wish_resume(person=access.peer(request))
    return Status(204, None)


@router.get("/me/apart", response=shapes.ApartList, url_name="apart")
def apart_list(request: PersonRequest) -> shapes.ApartList:
    """List the people you do not want to meet. Only you read it."""
    return shapes.apart_told(queries.apart_list_of(access.peer(request)))


@router.post("/me/apart", response={201: shapes.ApartList}, url_name="apart", auth=WRITE)
def apart_add(request: PersonRequest, sent: shapes.NewApart) -> Status:
    """Add somebody. The answer does not say whether they are here."""
    person = access.peer(request)
    with once(request) as is_new:
        if is_new:
            services.apart_add(person=person, words=sent.words, at=timezone.now())
    return Status(201, shapes.apart_told(queries.apart_list_of(person)))


@router.delete("/me/apart/{int:apart_id}", response={204: None}, url_name="apart_one", auth=WRITE)
def apart_remove(request: PersonRequest, apart_id: PathId) -> Status:
    """Take somebody off your list. Twice is once."""
    services.apart_remove(person=access.peer(request), apart_id=apart_id)
    return Status(204, None)


@router.put("/lessons/{uuid:lesson_id}/talk", response=shapes.AskedTold, url_name="talk", auth=WRITE)
def talk_ask(request: PersonRequest, lesson_id: UUID) -> shapes.AskedTold:
    """Ask the author of a lesson to talk. Neither learns who the other is unless they say yes."""
    person, at = access.peer(request), timezone.now()
    lesson = readable_or_404(request, lesson_id)
    return shapes.asked_told(services.talk_ask(lesson=lesson, by=person, at=at), at)


@router.delete("/talks/{uuid:talk_id}", response={204: None}, url_name="talk_one", auth=WRITE)
def talk_take_back(request: PersonRequest, talk_id: UUID) -> Status:
    """Take back that you ask an author to talk."""
    person = access.peer(request)
    found = talks_asked_by(person).filter(pk=talk_id, over_at=None).first()
    if found is None:
        raise Http404
    services.talk_take_back(request=found, by=person)
    return Status(204, None)


@router.put("/talks/{uuid:talk_id}/answer", response=shapes.Introductions, url_name="talk_answer", auth=WRITE)
def talk_answer(request: PersonRequest, talk_id: UUID, sent: shapes.Answered) -> shapes.Introductions:
    """Answer as the author of the lesson. With a yes, you both learn who the other is."""
    person = access.peer(request)
    services.talk_answer(
        request=_talk_or_404(person, talk_id), by=person, says_yes=sent.says_yes, at=timezone.now()
    )
    return introduction_list(request)


def _part_or_404(person: Person, introduction_id: UUID) -> Party:
    part = queries.part_in(person, introduction_id)
    if part is None:
        raise Http404
    return part


def _talk_or_404(person: Person, talk_id: UUID) -> TalkRequest:
    talk = talk_to(person, talk_id, timezone.now())
    if talk is None:
        raise Http404
    return talk.request


def _wish_told(person: Person) -> shapes.WishTold:
    wish = queries.wish_of(person)
    return shapes.wish_told(wish, is_paused=rules.is_paused(wish, timezone.now()))
