"""What is kept of introductions: why, and for how long."""

from django.utils.translation import gettext_lazy as _

from sideways.common.retention import About, Kind
from sideways.introductions.rules import CARD_KEPT, CLOSED_KEPT

KINDS = (
    Kind(
        about=About.ACCOUNT,
        what=_("How you want to be introduced, how long you have waited, what you left without an answer"),
        models=("introductions.wish",),
        why=_("To suggest no more people than you want, and to stop when you do not answer"),
        until=_("Until you change it or close your account"),
        export="introductions.wanted",
        erasure=_("Deleted."),
    ),
    Kind(
        about=About.ACCOUNT,
        what=_("People you do not want to meet"),
        models=("introductions.apart",),
        why=_("So that you are never introduced to them. They never learn of it."),
        until=_("Until you take them off your list"),
        export="introductions.apart",
        erasure=_("Deleted."),
    ),
    Kind(
        about=About.ACCOUNT,
        what=_("Introductions, and what you answered"),
        models=("introductions.introduction", "introductions.party"),
        why=_("So that people meet who both want to. Nobody else sees what you answered."),
        until=_("90 days after it came to nothing or you met"),
        export="introductions.suggested",
        erasure=_("Your answer goes. Until it is over the others see a role, as before."),
        after=CLOSED_KEPT,
        job="sideways.introductions.tasks.introductions_forget",
    ),
    Kind(
        about=About.WRITING,
        what=_("Cards on the board: what you can talk about or want to hear about"),
        models=("introductions.boardcard", "introductions.boardcard_topics"),
        why=_("So that those you could meet can ask. They see a role, and never who it is."),
        until=_("60 days, unless you keep it for longer or take it down"),
        export="introductions.on_the_board",
        erasure=_("Deleted."),
        after=CARD_KEPT,
        job="sideways.introductions.tasks.introductions_forget",
    ),
    Kind(
        about=About.WRITING,
        what=_("That you ask the author of a lesson to talk"),
        models=("introductions.talkrequest",),
        why=_("So that the author can answer. Who asks, and whom, stands in the vault."),
        until=_("Until the author says yes; otherwise 90 days after it came to nothing"),
        export="introductions.asked_to_talk",
        erasure=_("Deleted."),
        after=CLOSED_KEPT,
        job="sideways.introductions.tasks.introductions_forget",
    ),
)
