"""What is refused, and why."""

from sideways.lessons.errors import LessonError


class NotYoursError(LessonError):
    """It is not there, or not for this person to do."""


class DecidedAlreadyError(LessonError):
    """Somebody has decided already, or there is nothing to decide any more."""
