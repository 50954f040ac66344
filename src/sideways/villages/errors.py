"""What is refused, and why."""

from sideways.lessons.errors import LessonError


class NotYoursError(LessonError):
    """It is not there, or not for this person to do."""


class NotNowError(LessonError):
    """Things have changed since the page was opened: the role is filled or asked for, or the time is over."""
