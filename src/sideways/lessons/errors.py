"""What is refused, and why."""


class LessonError(Exception):
    """A change of a lesson that is refused."""


class NotYourLessonError(LessonError):
    """Somebody else wrote it."""


class MayNotShareError(LessonError):
    """Only active practitioners and brokers share lessons."""


class LessonAlreadySharedError(LessonError):
    """The draft has been shared, with other words, since this page was opened."""


class LessonNotSharedError(LessonError):
    """Only a shared lesson can be changed so."""


class LessonChangedMeanwhileError(LessonError):
    """The lesson has another version than the one this change was made to."""


class LessonNotCompleteError(LessonError):
    """Something a shared lesson must say is missing. ``field`` says which."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class NotNarrowerError(LessonError):
    """More people could read it than before."""


class NotAReaderError(LessonError):
    """Only active practitioners and brokers can be named as readers."""


class NotAPeerError(LessonError):
    """Only active practitioners and brokers are told of new lessons."""


class NothingSoughtError(LessonError):
    """A saved search needs a word or a filter: of everything new, the list of lessons tells."""


class TooManySearchesError(LessonError):
    """One person has saved as many searches as can be looked for in one statement."""


class NotYourSearchError(LessonError):
    """Somebody else saved it."""


class NotUsedError(LessonError):
    """Whether it held can be said only by somebody who said that they used it."""


class NotYourQueueError(LessonError):
    """Only guardians read what authors want to make public, and never their own."""


class ReleaseNotOpenError(LessonError):
    """Nobody asked for this lesson to be public, or somebody has answered already."""


class FormalRouteFirstError(LessonError):
    """The words point to serious harm, a crime or safeguarding. ``signs`` says which."""

    def __init__(self, signs: frozenset[str]) -> None:
        super().__init__(", ".join(sorted(signs)))
        self.signs = signs
