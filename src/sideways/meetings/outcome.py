"""Who of several people met, from what each says. Pure."""

from collections.abc import Mapping
from datetime import timedelta

WAITED = timedelta(days=7)  # for those who do not answer: with a yes and no “no”, they met


def who_met(answers: Mapping[int, str], *, is_waiting: bool) -> frozenset[int] | None:
    """Return who met, by what each said: “yes”, “no” or nothing. None while it cannot be said yet.

    Once all have answered, or the wait is over: with a yes and no “no”, all of them met. With a “no”,
    those met who say so, if they are more than one. Nobody is asked who did not come.

    >>> who_met({1: "yes", 2: ""}, is_waiting=True)
    >>> sorted(who_met({1: "yes", 2: ""}, is_waiting=False))
    [1, 2]
    >>> sorted(who_met({1: "yes", 2: "yes", 3: "no"}, is_waiting=True))
    [1, 2]
    """
    if is_waiting and "" in answers.values():
        return None
    yes = frozenset(who for who, said in answers.items() if said == "yes")
    if yes and "no" not in answers.values():
        return frozenset(answers)
    return yes if len(yes) > 1 else frozenset()
