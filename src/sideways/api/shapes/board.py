"""The board as it goes in and out."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from pydantic import Field

from sideways.api.fields import Line, Slug, Told, left_out, one_of, words
from sideways.api.shapes.lessons import RoutesSeen, day
from sideways.introductions.forms import MOST_TOPICS
from sideways.introductions.models import BoardCard
from sideways.introductions.presenters import PinnedCard
from sideways.lessons.forms import most_letters


class CardTold(Told):
    """A card of somebody you could meet."""

    id: UUID
    kind: str
    text: str
    who: str = Field(description="A role, never narrower than five people", examples=["A nurse, North West"])
    near: str
    shared: str = Field(description="What of it you look for")
    on: date


class OwnCardTold(Told):
    """A card of yours."""

    id: UUID
    kind: str = one_of(BoardCard.Kind)
    text: str
    topics: list[str]
    until: date


class Board(Told):
    """Your cards, and those you can ask about."""

    own: list[OwnCardTold]
    items: list[CardTold]


class NewCard(RoutesSeen):
    """What you can talk about, or want to hear about."""

    kind: BoardCard.Kind
    text: Line = words(most_letters("text", BoardCard), examples=["How we got fit notes read the same day"])
    topics: list[Slug] = left_out(list, max_length=MOST_TOPICS)


def board_told(own: Iterable[BoardCard], pinned: Iterable[PinnedCard]) -> Board:
    """Return the board as one person may know it."""
    return Board(
        own=[
            OwnCardTold(
                id=card.pk,
                kind=card.kind,
                text=card.text,
                topics=[topic.pk for topic in card.topics.all()],
                until=day(card.ends_at),
            )
            for card in own
        ],
        items=[
            CardTold(
                id=card.pk,
                kind=card.kind,
                text=card.text,
                who=card.who,
                near=card.near,
                shared=card.shared,
                on=card.pinned_on,
            )
            for card in pinned
        ],
    )
