"""What is kept of rounds: why, and for how long."""

from django.utils.translation import gettext_lazy as _

from sideways.common.retention import About, Kind
from sideways.introductions.services.rounds import KEPT

KINDS = (
    Kind(
        about=About.ACCOUNT,
        what=_("That you are in the plan of a round, with whom, or left over and why"),
        models=(
            "introductions.plangroup",
            "introductions.planmember",
            "introductions.leftover",
            "introductions.forbidden",
            "introductions.skipped",
        ),
        why=_("So that a broker can look at who could meet before anybody hears of it"),
        until=_("Until the round is sent out or stopped, or for 30 days; who was left out then, for 30 days"),
        export="introductions.in_rounds",
        erasure=_("Deleted."),
        after=KEPT,
        job="sideways.introductions.round_tasks.plans_forget",
    ),
    Kind(
        about=About.NOBODY,
        what=_("Rounds: when, over whom, and their numbers"),
        models=("introductions.round", "introductions.plan"),
        why=_("So that brokers see how rounds go. Of the people only counts."),
        until=_("As long as the service"),
        export="introductions.as_a_broker",
        erasure=_("Untouched. If you began it or sent it out as a broker, your name goes."),
    ),
    Kind(
        about=About.RUNNING,
        what=_("How far the work on a round is"),
        models=("introductions.progress",),
        why=_("So that a broker sees it, and another worker can take it up"),
        until=_("As long as the round"),
        export="Not in it: it is about nobody.",
        erasure=_("Untouched: it is about nobody."),
        travels=False,
    ),
)
