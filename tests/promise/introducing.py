"""Whom the world introduces: the readers to others, others to each other, and who asks an author to talk."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.utils import timezone

from sideways.introductions.models import Apart, BoardCard, TalkRequest, Wish
from sideways.introductions.rules import TALK
from sideways.introductions.services import (
    BoardWords,
    apart_add,
    board_card_pin,
    conflict_add,
    introduction_propose,
)
from sideways.introductions.services.proposing import Proposal, introduction_store
from sideways.introductions.tests.factories import OLDHAM, make_broker, make_nurse, make_work_coach
from sideways.lessons.models import Lesson
from sideways.people.models import Person
from sideways.people.trust import author_keyword
from sideways.vault.services import identity_seal

if TYPE_CHECKING:
    from tests.promise.world import World

OWN = "An introduction of the reader's own"
ASKED_OF_READER = "Somebody who asks the reader to talk about a lesson"
ASKED_BY_READER = "What the reader asks an author"
ON_LIST = "Somebody on the reader's private list"
OWN_CARD = "A card on the board that is the reader's"


def introduce(world: "World", name: str) -> None:
    """Suggest somebody to a reader, still a practitioner; ask them to talk, and let them ask."""
    reader = world.readers[name]
    assert reader is not None
    Wish.objects.create(person=reader, silent=1, capacity=3, widen_level=True, widen_profession=True)
    world.said[OWN, name] = _introduction(_suggested([reader, _work_coach()]))
    world.said[ASKED_OF_READER, name] = _talk(_asks(_work_coach(), world.own["own", name].lesson))
    world.said[ASKED_BY_READER, name] = _talk(
        _asks(reader, world.shared_by_all["other level, for their level"].lesson)
    )
    world.said[OWN_CARD, name] = _card(_pinned(reader, f"zqcard{name}qz"))
    world.said[ON_LIST, name] = _pk(apart_add(person=reader, words="Somebody Else", at=timezone.now()))


def objects(world: "World") -> dict[str, dict[str, Any]]:
    """Return what is between others, by its heading."""
    at, broker = timezone.now(), make_broker()
    nurse, coach = make_nurse(), make_work_coach()
    others = introduction_propose(people=[nurse, coach], source="broker", about="Fit notes", reason="", at=at)
    junior = world.shared_by_all["senior in the same organisation"].author
    conflict = conflict_add(one=make_nurse(), other=make_work_coach(), by=broker, at=at)
    waits = _asks(_work_coach(), world.shared_by_all["same level"].lesson)
    return {
        "An introduction of other people": _introduction(others),
        "An introduction of somebody who works below the broker": _introduction(
            _suggested([junior, _work_coach()])
        ),
        "Somebody to introduce": {"pk": make_nurse().pk},
        "Two people who must not be introduced": _pk(conflict),
        OWN: _introduction(others),  # for who is not signed in
        ASKED_OF_READER: _talk(waits),
        ASKED_BY_READER: _talk(waits),
        OWN_CARD: _card(_pinned(nurse, "Fit notes")),
        "A card of somebody the reader could meet": _card(_pinned(_work_coach(), "Fit notes")),
        "A card of somebody at the reader's workplace": _card(_pinned(junior, "Fit notes")),
        ON_LIST: _pk(Apart.objects.create(person=nurse, words="Somebody Else", at=at)),
    }


def two_people() -> list[int]:
    """Return two people whom a broker may introduce."""
    return [make_nurse().pk, make_work_coach().pk]


def _work_coach() -> Person:
    person = make_work_coach(level=3)
    Wish.objects.create(person=person, widen_level=True)
    return person


def _suggested(people: list[Person]) -> Any:
    at = timezone.now()
    proposal = Proposal(
        people=people, source="round", about="Fit notes", reason="", ends_at=at + timedelta(days=7)
    )
    return introduction_store(proposal=proposal, at=at, by=None)


def _asks(person: Person, lesson: Lesson) -> TalkRequest:
    at = timezone.now()
    request = TalkRequest.objects.create(
        pk=uuid4(), lesson=lesson, asked_at=at, ends_at=at + timedelta(days=7)
    )
    identity_seal(subject=request.pk, content={"person": person.pk}, keywords=[author_keyword(TALK, person)])
    return request


def _pinned(person: Person, text: str) -> BoardCard:
    person.lat, person.lon = OLDHAM
    person.save(update_fields=["lat", "lon"])
    return board_card_pin(
        card_id=uuid4(), words=BoardWords(kind="offer", text=text), by=person, at=timezone.now()
    )


def _card(card: BoardCard) -> dict[str, Any]:
    return {"card_id": card.pk}


def _introduction(introduction: Any) -> dict[str, Any]:
    return {"introduction_id": introduction.pk}


def _talk(request: TalkRequest) -> dict[str, Any]:
    return {"talk_id": request.pk}


def _pk(row: Any) -> dict[str, Any]:
    return {"pk": row.pk}
