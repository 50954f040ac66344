"""The board: what people can talk about and want to hear. Of whoever pinned a card only a role (P10)."""

from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Router, Status

from sideways.api import access
from sideways.api.access import PersonRequest
from sideways.api.authentication import READ, WRITE
from sideways.api.keys import new_id, once
from sideways.api.shapes import board as shapes
from sideways.api.shapes import introductions as introduction_shapes
from sideways.introductions import queries, services
from sideways.introductions.board_queries import board_card_for, own_board_cards
from sideways.introductions.models import BoardCard
from sideways.introductions.showing import board_of, cards_for
from sideways.people.models import Person, Topic

router = Router(auth=READ, tags=["Introductions"])


@router.get("/board", response=shapes.Board, url_name="board")
def board_read(request: PersonRequest) -> shapes.Board:
    """List your cards, and those of people you could meet."""
    return _board(access.peer(request))


@router.post("/board", response={201: shapes.Board}, url_name="board", auth=WRITE)
def board_card_pin(request: PersonRequest, sent: shapes.NewCard) -> Status:
    """Pin a card for 60 days. With an Idempotency-Key it is one, however often you send it."""
    person, card_id = access.peer(request), new_id(request)
    access.known_topics(sent.topics)
    with once(request) as is_new:
        if is_new:
            words = services.BoardWords(
                kind=sent.kind,
                text=sent.text,
                topics=list(Topic.objects.filter(pk__in=sent.topics)),
                routes_seen=frozenset(sent.routes_seen),
            )
            services.board_card_pin(card_id=card_id, words=words, by=person, at=timezone.now())
    return Status(201, _board(person))


@router.put("/board/{uuid:card_id}/keep", response=shapes.Board, url_name="board_keep", auth=WRITE)
def board_card_keep(request: PersonRequest, card_id: UUID) -> shapes.Board:
    """Keep your card for 60 days from now."""
    person = access.peer(request)
    services.board_card_keep(card=_own_or_404(person, card_id), by=person, at=timezone.now())
    return _board(person)


@router.delete("/board/{uuid:card_id}", response={204: None}, url_name="board_card", auth=WRITE)
def board_card_take_down(request: PersonRequest, card_id: UUID) -> Status:
    """Take your card down."""
    person = access.peer(request)
    services.board_card_take_down(card=_own_or_404(person, card_id), by=person)
    return Status(204, None)


@router.post(
    "/board/{uuid:card_id}/ask",
    response={201: introduction_shapes.IntroductionTold},
    url_name="board_ask",
    auth=WRITE,
)
def board_card_ask(request: PersonRequest, card_id: UUID) -> Status:
    """Ask to be introduced to whoever pinned a card. You both learn who it is if they say yes."""
    person, at = access.peer(request), timezone.now()
    found = board_card_for(person, card_id, at)
    if found is None:
        raise Http404
    introduction = services.board_card_ask(card=found.card, by=person, at=at)
    part = queries.part_in(person, introduction.pk)
    told = cards_for([part] if part else [], at)
    return Status(201, introduction_shapes.introduction_told(told["waits"][0]))


def _board(person: Person) -> shapes.Board:
    at = timezone.now()
    return shapes.board_told(own_board_cards(person, at), board_of(person, at))


def _own_or_404(person: Person, card_id: UUID) -> BoardCard:
    card = own_board_cards(person, timezone.now()).filter(pk=card_id).first()
    if card is None:
        raise Http404
    return card
