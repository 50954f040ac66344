"""What is refused, and why."""

from sideways.lessons.errors import LessonError


class NotYoursError(LessonError):
    """It is not there, or not for this person to do."""


class NotNowError(LessonError):
    """The meeting is past that, or not there yet: somebody else has been quicker."""


class NotSharedError(LessonError):
    """Not everybody can at this time, or no longer."""


class NotSettledError(LessonError):
    """Where, who pays travel and who pays cover must be answered first."""


class TooManySlotsError(LessonError):
    """One person offers a few times, not a timetable."""
