"""What is refused, and why. What cannot be cleaned is told by `cleaning.RefusedError`."""


class FileError(Exception):
    """A file that is not taken."""


class NoMoreFilesError(FileError):
    """The lesson has as many as it can have."""


class EnoughTodayError(FileError):
    """Somebody has sent as many as anybody may in a day."""


class NoRoomError(FileError):
    """The disk is full, or nearly."""
