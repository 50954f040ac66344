"""What is refused, and why."""

from sideways.lessons.errors import LessonError


class NobodyCanFindOutError(LessonError):
    """The link between the lesson and its author is destroyed."""


class NotForYouError(LessonError):
    """Only guardians, and never about what they wrote themselves or what is not shared."""


class GuardianGoneError(LessonError):
    """The guardian who wrote has left: nobody would read the answer."""


class RequestNotOpenError(LessonError):
    """The request was answered already, or has lapsed."""


class NotToBeSeenError(LessonError):
    """Nobody has agreed, the seven days are over, or it is not for this guardian."""
