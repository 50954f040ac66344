"""Every kind of data that is kept: why, for how long, what deletes it, and how it can be taken out (P13).

Each feature registers its kinds when the site starts. Every model of every app, third parties' too,
stands in exactly one; a test names those that do not. The privacy page is made from this register, and
so is the export of the whole site::

    retention.register(Kind(about=About.WRITING, what=_("Drafts"), models=("lessons.draft",), …))
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class About(models.TextChoices):
    """What a kind of data is about: a heading of the privacy page, in its order."""

    ACCOUNT = "account", _("You and your account")
    WRITING = "writing", _("What you write")
    RUNNING = "running", _("What is noted to run the service")
    NOBODY = "nobody", _("What is about nobody")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of data, in words people read on the privacy page.

    ``export`` names the part of a person's own copy that holds it (``lessons.written``), or says why it
    does not, beginning with “Not”. ``erasure`` says what closing an account does to it. With ``job``,
    that regular job deletes what is older than ``after``; without, it stays until ``until``.
    ``travels`` says whether an export of the whole site carries it to another machine; what is
    ``supplied`` comes with the program, so that a fresh site has it already; what ``made_again`` names a
    function for is made from the rest once that has come in.
    """

    about: About
    what: str | Promise
    models: tuple[str, ...]
    why: str | Promise
    until: str | Promise
    export: str
    erasure: str | Promise
    after: timedelta | None = None
    job: str = ""
    travels: bool = True
    made_again: str = ""
    supplied: bool = False


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Add kinds; registering one of the same name again replaces it."""
    _kinds.update({str(kind.what): kind for kind in kinds})


def all_kinds() -> list[Kind]:
    """Return every registered kind, in the order of registration."""
    return list(_kinds.values())


def models_that_travel() -> list[type[models.Model]]:
    """Return the models that an export of the whole site carries, by name."""
    return _models_of(kind for kind in all_kinds() if kind.travels)


def models_supplied() -> list[type[models.Model]]:
    """Return the models whose rows come with the program."""
    return _models_of(kind for kind in all_kinds() if kind.supplied)


def make_again() -> None:
    """Make what does not travel and is made from the rest."""
    for kind in all_kinds():
        if kind.made_again:
            import_string(kind.made_again)()


def _models_of(kinds: Iterable[Kind]) -> list[type[models.Model]]:
    known = {model._meta.label_lower: model for model in _every_model()}
    return [known[label] for label in sorted(label for kind in kinds for label in kind.models)]


def unregistered() -> list[str]:
    """Return the models that stand in no kind, and the names in the register that are no model."""
    told = [label for kind in all_kinds() for label in kind.models]
    real = {model._meta.label_lower for model in _every_model()}
    twice = {label for label in told if told.count(label) > 1}
    return sorted(real.symmetric_difference(told) | twice)


def _every_model() -> Iterable[type[models.Model]]:
    return apps.get_models(include_auto_created=True)
