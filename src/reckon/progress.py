"""How a long sum says how far it is: a bar on a terminal, a row in the site, or nothing."""

from typing import Protocol


class Progress(Protocol):
    """Receives the share of the work that is done."""

    def update(self, done: float, doing: str) -> None:
        """Say that ``done`` (from 0 to 1, never falling) is done and what is being done now."""


class Silent:
    """Says nothing. The default of every sum."""

    def update(self, done: float, doing: str) -> None:
        """Ignore the news."""
