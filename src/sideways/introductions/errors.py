"""What is refused, and why."""

from collections.abc import Sequence

from sideways.introductions.rules import Broken
from sideways.lessons.errors import LessonError


class IntroductionError(LessonError):
    """A change of an introduction that is refused."""


class NotYourIntroductionError(IntroductionError):
    """It is not there, or not for this person to do."""


class IntroductionOverError(IntroductionError):
    """The time for answers is over, or all have said yes already."""


class MayNotMeetError(IntroductionError):
    """These people may not be introduced. ``broken`` says which rules stand in the way."""

    def __init__(self, broken: Sequence[Broken]) -> None:
        super().__init__(", ".join(sorted({each.rule for each in broken})))
        self.broken = list(broken)


class NamesSomebodyError(IntroductionError):
    """What the people would share names one of them, or where they work."""


class BoardFullError(IntroductionError):
    """Somebody has as many cards on the board as they may."""


class NoRoomError(IntroductionError):
    """Somebody has as many introductions as they want just now. Who, and of whom, is not told."""


class RemindedLatelyError(IntroductionError):
    """A reminder went out less than three days ago."""


class RoundNotReadyError(IntroductionError):
    """The round has no plan to change or to send: it is being worked out, sent out, or over."""


class RoundStoppedError(IntroductionError):
    """The work on a round ends: somebody stopped it, or another worker took it up."""
