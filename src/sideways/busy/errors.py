"""What can go wrong with busy times, as the services tell it."""


class BusyError(Exception):
    """Busy times cannot be kept."""


class NewerFileReadError(BusyError):
    """A file that was read later is kept already."""
