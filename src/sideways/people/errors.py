"""What can go wrong with accounts and joining, as the services tell it."""


class PeopleError(Exception):
    """Something about a person does not allow this."""


class NotAllowedError(PeopleError):
    """An account may not do that, or not to that person."""


class DomainRefusedError(PeopleError):
    """Addresses of this domain cannot vouch for one organisation."""


class JoiningUnfinishedError(PeopleError):
    """Some answers are still missing. ``step`` names the first."""

    def __init__(self, step: str) -> None:
        super().__init__(step)
        self.step = step
