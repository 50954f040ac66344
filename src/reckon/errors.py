"""What can go wrong in a sum, with a code a program can read and a sentence a person can."""

from typing import Any


class ReckonError(Exception):
    """A sum could not be done.

    Parameters
    ----------
    code : str
        Which problem it is, in snake case. Stable: programs may compare it.
    message : str
        One plain sentence that names the offending value and says what to do.
    **params
        The values in the message, for callers that write their own words.
    """

    def __init__(self, code: str, message: str, **params: Any) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.params = params

    def __reduce__(self) -> tuple[Any, ...]:
        # Keyword arguments are lost by the default pickling of exceptions.
        return _rebuild, (type(self), self.code, self.message, self.params)


class InvalidInputError(ReckonError):
    """The input cannot be used as it stands; the message says which value and why."""


class InfeasibleError(ReckonError):
    """The rules cannot all hold; the message says the smallest change that would let them."""


def _rebuild(kind: type[ReckonError], code: str, message: str, params: dict[str, Any]) -> ReckonError:
    return kind(code, message, **params)
