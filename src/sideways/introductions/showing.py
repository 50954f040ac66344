"""What the pages, the API and the notices show of somebody's introductions: read and put in words."""

from datetime import datetime

from sideways.introductions import presenters, queries
from sideways.introductions.board_queries import board_for
from sideways.introductions.models import Party
from sideways.introductions.presenters import Card, PinnedCard, TalkCard
from sideways.introductions.talk_queries import talks_to
from sideways.lessons.groups import group_of_person, group_safe
from sideways.lessons.presenters import group_words
from sideways.people.models import Person
from sideways.people.queries import cells_of


def cards_of(person: Person, at: datetime) -> dict[str, list[Card]]:
    """Return somebody's introductions by where they stand, the newest first. Three queries."""
    return cards_for(list(queries.parts_in(person)), at)


def cards_for(parts: list[Party], at: datetime) -> dict[str, list[Card]]:
    """Return the introductions of these parts. Two queries, and none without any."""
    if not parts:
        return {"waits": [], "accepted": [], "over": []}
    others = queries.others_in(parts)
    return presenters.cards(parts, others, cells_of(presenters.levels_of(parts, others)), at)


def talk_cards_of(author: Person, at: datetime) -> list[TalkCard]:
    """Return who asks this author to talk. One query more than `talks_to`, and none without any."""
    talks = talks_to(author, at)
    if not talks:
        return []
    cells = cells_of({talk.asker.level for talk in talks if talk.asker.level is not None})
    return [presenters.talk_card(talk, author, cells) for talk in talks]


def board_of(person: Person, at: datetime) -> list[PinnedCard]:
    """Return the board as this person may know it. One query more than `board_for`."""
    found = board_for(person, at)
    cells = cells_of({pinned.card.level for pinned in found})
    return [presenters.pinned_card(pinned, cells) for pinned in found]


def shown_to_author(asker: Person) -> str:
    """Return what an author reads of somebody who asks to talk. One query."""
    group = group_safe(group_of_person(asker, asker.level or 0), cells_of([asker.level or 0]))
    return group_words(group, asker.profession)
