"""Somebody's introductions: how to take them out, and what becomes of them when they leave (P13)."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sideways.introductions import queries, services
from sideways.introductions.models import Apart, BoardCard, Introduction, Round, Wish
from sideways.introductions.round_queries import in_rounds
from sideways.introductions.showing import cards_for
from sideways.introductions.talk_queries import talks_asked_by
from sideways.people.holdings import Holding
from sideways.people.models import Person


def export(person: Person) -> dict[str, Any]:
    """Return what somebody wants, whom not, what was suggested and what they answered.

    Of the others no more than the page tells: a copy is no way round P10. Conflicts that brokers noted
    are not in it: they are about two people.
    """
    at = timezone.now()
    wish = Wish.objects.filter(person=person).first()
    parts = list(queries.parts_in(person))
    told = {card.pk: card for some in cards_for(parts, at).values() for card in some}
    proposed = Introduction.objects.filter(proposed_by=person).order_by("proposed_at", "pk")
    return {
        "wanted": _wish(wish) if wish else {},
        "apart": [
            {"name": row.other.name if row.other else row.words, "at": row.at}
            for row in queries.apart_list_of(person)
        ],
        "suggested": [
            {
                "who": told[part.introduction_id].sentence,
                "about": part.introduction.about,
                "at": part.introduction.proposed_at,
                "answered": part.get_answer_display(),
                "answered_at": part.answered_at,
            }
            for part in parts
        ],
        "asked_to_talk": [
            {"lesson": str(each.lesson_id), "at": each.asked_at} for each in talks_asked_by(person)
        ],
        "in_rounds": in_rounds(person),
        "on_the_board": [
            {
                "kind": card.get_kind_display(),
                "text": card.text,
                "topics": [topic.name for topic in card.topics.all()],
                "at": card.pinned_at,
                "until": card.ends_at,
            }
            for card in BoardCard.objects.filter(person=person).prefetch_related("topics")
        ],
        "as_a_broker": {
            "rounds_begun": [{"at": each.begun_at} for each in Round.objects.filter(begun_by=person)],
            "rounds_sent_out": [
                {"at": each.published_at} for each in Round.objects.filter(published_by=person)
            ],
            "proposed": [{"about": each.about, "at": each.proposed_at} for each in proposed],
            "conflicts": [{"at": each.at} for each in Apart.objects.filter(entered_by=person)],
        },
    }


def _wish(wish: Wish) -> dict[str, Any]:
    return {
        "at_a_time": wish.capacity,
        "paused_until": wish.paused_until,
        "another_level": wish.widen_level,
        "same_profession": wish.widen_profession,
        "another_region": wish.widen_region,
        "rounds_waited": wish.waited,
        "left_without_an_answer": wish.silent,
    }


def erase(*, person: Person, choice: str, at: datetime) -> None:
    """Take the person out of all introductions. ``at`` is not kept: it would be a link."""
    services.introductions_erase(person=person)
    services.rounds_erase(person=person)


HOLDING = Holding(
    name="introductions",
    export=export,
    erase=erase,
    goes=_("Your answers to introductions, what you want of them and your list of people not to meet go."),
    stays=_("Others to whom you were suggested see a role until the time is over, and never who it was."),
)
