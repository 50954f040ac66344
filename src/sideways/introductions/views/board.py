from collections.abc import Iterable
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sideways.introductions import rules, services
from sideways.introductions.board_queries import board_card_for, own_board_cards
from sideways.introductions.errors import (
    BoardFullError,
    NamesSomebodyError,
    NoRoomError,
)
from sideways.introductions.forms import BoardCardForm
from sideways.introductions.models import BoardCard
from sideways.introductions.rules import MOST_CARDS
from sideways.introductions.showing import board_of, shown_to_author
from sideways.introductions.views.access import PersonRequest, for_peers
from sideways.lessons.met_before import rows_met_before
from sideways.lessons.presenters import LessonRow
from sideways.lessons.queries import cells_at
from sideways.lessons.views.clues import sent_words
from sideways.lessons.views.looking import LookedAt
from sideways.people.models import Person


@require_safe
@for_peers
def board(request: PersonRequest) -> HttpResponse:
    """Show the cards of those this person could meet, and their own."""
    person, at = request.user, timezone.now()
    own = list(own_board_cards(person, at))
    context = {
        "pinned": board_of(person, at),
        "own": own,
        "met": _met_before(own, person),
        "takes_part": rules.takes_part(person),
    }
    return render(request, "introductions/board.html", context)


def _met_before(own: Iterable[BoardCard], person: Person) -> list[LessonRow]:
    """Return what others met already of what somebody wants to hear about."""
    sought = [card for card in own if card.kind == BoardCard.Kind.SEEK]
    if not sought:
        return []
    topics = {topic.pk for card in sought for topic in card.topics.all()}
    return rows_met_before("\n".join(card.text for card in sought), topics, person)


@require_http_methods(["GET", "HEAD", "POST"])
@for_peers
def new(request: PersonRequest) -> HttpResponse:
    """Pin a card."""
    if not rules.takes_part(request.user):
        raise Http404
    form = BoardCardForm(sent_words(request), initial={"card_id": uuid4()}, person=request.user)
    cells, context = cells_at([request.user.level]), {"shown": shown_to_author(request.user)}
    page = LookedAt(request, form, ["text"], cells, "introductions/board_new.html", context)

    def keep(seen: frozenset[str]) -> HttpResponse:
        try:
            services.board_card_pin(
                card_id=form.cleaned_data["card_id"],
                words=form.said(seen),
                by=request.user,
                at=timezone.now(),
            )
        except BoardFullError:
            words = {"most": MOST_CARDS}
            form.add_error(None, _("You have %(most)s cards on the board. Take one down first.") % words)
            return page.page()
        except NamesSomebodyError:
            form.add_error("text", _("Leave out your name and where you work"))
            return page.page()
        told = _("Pinned for 60 days. Those you could meet see it, and never who you are.")
        messages.success(request, told)
        return redirect("introductions:board")

    return page.answer(keep)


@require_http_methods(["GET", "HEAD", "POST"])
@for_peers
def ask(request: PersonRequest, card_id: UUID) -> HttpResponse:
    """Ask to be introduced to whoever pinned a card, after reading what they learn."""
    found = board_card_for(request.user, card_id, timezone.now())
    if found is None:
        raise Http404
    if request.method != "POST":
        context = {"card": found.card, "shown": shown_to_author(request.user)}
        return render(request, "introductions/ask.html", context)
    try:
        services.board_card_ask(card=found.card, by=request.user, at=timezone.now())
    except NoRoomError:
        messages.info(
            request,
            _(
                "One of you has as many introductions as they want just now. "
                "You choose how many at a time under “How you want it”."
            ),
        )
    else:
        messages.success(request, _("Asked. They see your role, and you hear within 7 days."))
    return redirect("introductions:introductions")


@require_POST
@for_peers
def keep(request: PersonRequest, card_id: UUID) -> HttpResponse:
    """Keep one's card for another 60 days."""
    services.board_card_keep(card=_own_or_404(request, card_id), by=request.user, at=timezone.now())
    messages.success(request, _("Kept for 60 days from today."))
    return redirect("introductions:board")


@require_POST
@for_peers
def take_down(request: PersonRequest, card_id: UUID) -> HttpResponse:
    """Take one's card down."""
    services.board_card_take_down(card=_own_or_404(request, card_id), by=request.user)
    messages.success(request, _("Taken down. Nobody sees it any more."))
    return redirect("introductions:board")


def _own_or_404(request: PersonRequest, card_id: UUID) -> BoardCard:
    card = own_board_cards(request.user, timezone.now()).filter(pk=card_id).first()
    if card is None:
        raise Http404
    return card
