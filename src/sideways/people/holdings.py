"""What features hold about a person: how to hand it over (export) and take it out (erasure), P13.

Features register one `Holding` each at app ready::

    holdings.register(Holding(name="lessons", export=…, erase=…, goes="…", stays="…"))

``goes`` and ``stays`` are sentences the person reads before closing the account, ``kept`` one on “Your data”
about what is kept of them as long as they are here.
``choices`` are what the person may choose about it then, as (value, label): the first is preset.
``dates`` says what of the person's is deleted by itself, and when. ``files`` yields what goes into the copy
besides, by the name that the export gives it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from sideways.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One feature's part of what is held. ``erase`` is called as erase(person=…, choice=…, at=…)."""

    name: str
    export: Callable[[Person], Any]
    erase: Callable[..., None]
    goes: str | Promise = ""
    stays: str | Promise = ""
    kept: str | Promise = ""
    question: str | Promise = ""
    choices: tuple[tuple[str, str | Promise], ...] = ()
    dates: Callable[[Person], Iterable["Deletion"]] = lambda person: ()
    files: Callable[[Person], Iterable[tuple[str, bytes]]] = lambda person: ()


@dataclass(frozen=True, slots=True)
class Deletion:
    """Something that is deleted by itself: what, and when."""

    on: datetime
    what: str


_holdings: dict[str, Holding] = {}


def register(holding: Holding) -> None:
    """Add a holding; registering a name again replaces it."""
    _holdings[holding.name] = holding


def all_holdings() -> list[Holding]:
    """Return every registered holding, in the order of registration."""
    return list(_holdings.values())


def export_of(person: Person) -> dict[str, Any]:
    """Return everything the features hold about a person, by the name of the feature."""
    return {holding.name: holding.export(person) for holding in all_holdings()}


def files_of(person: Person) -> Iterator[tuple[str, bytes]]:
    """Yield the files that features hold of a person, with the names they have in the copy."""
    for holding in all_holdings():
        yield from holding.files(person)


def erase(*, person: Person, choices: dict[str, str], at: datetime) -> None:
    """Let every feature take out what it holds. A choice not made is the preset one."""
    for holding in all_holdings():
        preset = holding.choices[0][0] if holding.choices else ""
        holding.erase(person=person, choice=choices.get(holding.name, preset), at=at)
