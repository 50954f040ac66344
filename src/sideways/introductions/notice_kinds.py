"""What people hear of introductions. Of the others never more than the page tells (P10).

That somebody asks to talk about a lesson is about one's own writing: never told at once, because the
time of an e-mail would say whose the lesson is.
"""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from sideways.introductions.board_queries import board_for
from sideways.introductions.models import Introduction, Party
from sideways.introductions.presenters import NOT_THIS_TIME
from sideways.introductions.queries import parts_in, paused_by_silence_at, wish_of
from sideways.introductions.rules import FIRST_FROM
from sideways.introductions.showing import cards_for, talk_cards_of
from sideways.introductions.talk_queries import talks_asked_by
from sideways.meetings.models import Meeting
from sideways.notices.kinds import NOT_AT_ONCE, Item, NoticeKind, newest
from sideways.people.models import Person
from sideways.people.trust import is_peer

State, Answer = Introduction.State, Party.Answer


def waiting(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return what waits for an answer of this person, as it came and as a broker reminds. Four queries."""
    found = []
    parts = list(
        parts_in(person).filter(
            answer=Answer.NONE, introduction__state=State.PROPOSED, introduction__ends_at__gt=until
        )
    )
    cards = {card.pk: card for card in cards_for(parts, until)["waits"]}
    for part in parts:
        introduction = part.introduction
        reminded = introduction.reminded_at
        at = reminded if reminded and reminded <= until else introduction.proposed_at
        if since < at <= until:
            words = gettext("Do you want to meet? %(who)s") % {"who": cards[introduction.pk].sentence}
            found.append(Item(at=at, text=words, url=_page(f"#introduction-{introduction.pk}")))
    return newest(found)


def came_about(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return where all said yes, and where a broker reminds them to choose a time. One query.

    Whoever gave the last yes sees the meeting at once, and is not told again.
    """
    found = []
    for part in parts_in(person).filter(
        introduction__state=State.ACCEPTED, introduction__meeting__isnull=False
    ):
        introduction, meeting = part.introduction, part.introduction.meeting
        if meeting is None or introduction.over_at is None:
            continue
        url = reverse("meetings:meeting", args=[meeting.pk])
        if since < introduction.over_at <= until and part.answered_at != introduction.over_at:
            found.append(
                Item(at=introduction.over_at, text=gettext("You all said yes. See who it is"), url=url)
            )
        reminded = introduction.reminded_at
        to_arrange = meeting.state == Meeting.State.ARRANGING
        if reminded and since < reminded <= until and reminded > introduction.over_at and to_arrange:
            found.append(Item(at=reminded, text=gettext("You all said yes. Choose a time to meet"), url=url))
    return newest(found)


def came_to_nothing(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return what did not come about, in one sentence whatever the reason. Two queries, and the vault's."""
    closed = parts_in(person).filter(
        introduction__state=State.CLOSED, introduction__over_at__gt=since, introduction__over_at__lte=until
    )
    ended = [part.introduction.over_at for part in closed]
    ended += [each.over_at for each in talks_asked_by(person).filter(over_at__gt=since, over_at__lte=until)]
    text = gettext("An introduction: %(what)s") % {"what": NOT_THIS_TIME}
    return newest([Item(at=at, text=text, url=_page()) for at in ended if at])


def asked(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return who asks to talk about a lesson of this person. Eleven queries at most, one without lessons."""
    return newest(
        [
            Item(
                at=card.asked_at,
                text=gettext("%(who)s asks to talk about your lesson: %(title)s")
                % {"who": card.who, "title": card.title},
                url=_page(f"#talk-{card.pk}"),
            )
            for card in talk_cards_of(person, until)
            if since < card.asked_at <= until
        ]
    )


def pinned(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return new cards on the board about what this person looks for. Eleven queries at most."""
    found = [
        Item(
            at=each.card.pinned_at,
            text=gettext("%(kind)s: %(text)s")
            % {"kind": each.card.get_kind_display(), "text": each.card.text},
            url=reverse("introductions:board"),
        )
        for each in board_for(person, until)
        if each.shared and since < each.card.pinned_at <= until
    ]
    return newest(found)


def paused(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return when three suggestions without an answer paused somebody. Two queries at most."""
    at = paused_by_silence_at(person, wish_of(person))
    if at is None or not since < at <= until:
        return []
    words = gettext(
        "You left three suggestions without an answer, so we have stopped. Come back with one tap"
    )
    return [Item(at=at, text=words, url=_page())]


def waited(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return that somebody has waited three rounds, and three more: they could wish wider. One query."""
    wish = wish_of(person)
    is_wide = wish.widen_level and wish.widen_profession and wish.widen_region
    due = wish.waited >= FIRST_FROM and wish.waited % FIRST_FROM == 0
    if wish.waited_at is None or not due or is_wide or not since < wish.waited_at <= until:
        return []
    words = gettext(
        "You have waited %(n)s rounds to meet somebody, and come first in the next one. More people fit if "
        "you wish wider"
    )
    return [Item(at=wish.waited_at, text=words % {"n": wish.waited}, url=reverse("introductions:wishes"))]


def _page(anchor: str = "") -> str:
    return reverse("introductions:introductions") + anchor


KINDS = (
    NoticeKind(
        name="introductions.waiting",
        title=gettext_lazy("Introductions that wait for your answer"),
        about=gettext_lazy("Somebody at your level to meet. You have 7 days to answer."),
        source=waiting,
        concerns=is_peer,
    ),
    NoticeKind(
        name="introductions.came_about",
        title=gettext_lazy("Introductions that came about"),
        about=gettext_lazy("All of you said yes, and you can see who it is."),
        source=came_about,
        concerns=is_peer,
    ),
    NoticeKind(
        name="introductions.came_to_nothing",
        title=gettext_lazy("Introductions that did not come about"),
        about=gettext_lazy("Told when the time for answers is over, and never why."),
        source=came_to_nothing,
        concerns=is_peer,
    ),
    NoticeKind(
        name="introductions.asked",
        title=gettext_lazy("People who ask to talk about your lessons"),
        about=gettext_lazy("They do not know who you are unless you say yes."),
        source=asked,
        concerns=is_peer,
        rhythms=NOT_AT_ONCE,
    ),
    NoticeKind(
        name="introductions.pinned",
        title=gettext_lazy("New cards on the board about your topics"),
        about=gettext_lazy("What somebody you could meet can talk about, or wants to hear."),
        source=pinned,
        concerns=is_peer,
        rhythms=NOT_AT_ONCE,
    ),
    NoticeKind(
        name="introductions.paused",
        title=gettext_lazy("That your introductions are paused"),
        about=gettext_lazy("After three suggestions without an answer we stop, until you come back."),
        source=paused,
        concerns=is_peer,
    ),
    NoticeKind(
        name="introductions.waited",
        title=gettext_lazy("That you have waited three rounds"),
        about=gettext_lazy("Nobody has fitted for a while. You may wish wider, or leave it as it is."),
        source=waited,
        concerns=is_peer,
    ),
)
