"""When an account loses what it could open: features register here what they must take back.

`people` may not import the features above it, so they add a function at app ready::

    losses.on_loss.append(tokens_lose)

Each is called inside the transaction that holds the account or makes it another kind. An account that
is closed loses everything through `holdings`.
"""

from collections.abc import Callable

from sideways.people.models import Person

# Called as listener(person=person).
on_loss: list[Callable[..., None]] = []


def tell_features(*, person: Person) -> None:
    """Let every feature take back what it gave to this account."""
    for listener in on_loss:
        listener(person=person)
