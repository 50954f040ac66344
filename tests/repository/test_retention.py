"""Every model of every app has said why it is kept, for how long, and how it is exported and erased."""

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from sideways.common import retention
from sideways.common.retention import About, Kind, all_kinds, register, unregistered
from sideways.people.exporting import everything_about
from sideways.people.tests.factories import make_person
from tests.shared import of_each

KINDS = {str(kind.what): kind for kind in all_kinds()}


def test_every_model_has_said_how_it_is_kept_exported_and_erased():
    assert unregistered() == [], (
        "Register a Kind for these in the keeping.py of their feature (see sideways/common/retention.py)."
    )


def test_a_model_that_has_not_said_is_found(monkeypatch):
    without_people = {what: kind for what, kind in KINDS.items() if "people.person" not in kind.models}
    twice = Kind(
        about=About.NOBODY,
        what="Log, again",
        models=("common.auditrow", "no.such"),
        why="-",
        until="-",
        export="-",
        erasure="-",
    )
    monkeypatch.setattr(retention, "_kinds", without_people)
    register(twice)

    assert unregistered() == ["common.auditrow", "no.such", "people.person", "people.topicfollow"]


@of_each(KINDS.values())
def test_what_is_said_of_deletion_is_so(kind):
    assert all([kind.what, kind.why, kind.until, kind.erasure])
    assert bool(kind.job) == bool(kind.after)
    if kind.job:
        assert settings.SCHEDULE[kind.job] <= kind.after
        assert import_string(kind.job).enqueue


@pytest.mark.once  # the same copy is made from both
@pytest.mark.django_db
def test_what_is_said_to_be_in_the_copy_is_in_it():
    copy = everything_about(make_person())
    for kind in KINDS.values():
        if kind.export.startswith("Not in it: "):
            continue
        found = copy
        for key in kind.export.split("."):
            assert key in found, kind.export
            found = found[key]
