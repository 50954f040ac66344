"""A broker keeps a card for somebody who rang, and they take it over once they have an account."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import signing
from django.utils import timezone

from sideways.people.tests.factories import make_organisation, make_person
from sideways.villages import handing, presenters, queries, services
from sideways.villages.errors import NotYoursError
from sideways.villages.models import Proposal
from sideways.villages.tests.factories import (
    answer,
    ask,
    make_mentor,
    make_project,
    mentored,
    supported,
)

pytestmark = pytest.mark.django_db


def kept(broker=None):
    return make_project(broker or make_person(kind="broker"), on_behalf=True)


def take_over(project, keeper, by):
    return services.project_take_over(project=project, keeper=keeper.pk, by=by, at=timezone.now())


def test_a_broker_keeps_a_card_for_somebody_and_others_read_so():
    project = kept()

    assert presenters.card_row(project, {}).on_behalf
    assert list(queries.projects_open(make_person())) == [project]
    with pytest.raises(NotYoursError):
        kept(make_person())


def test_whoever_opens_the_address_first_has_the_card_and_nobody_after():
    project, caller, late = kept(), make_person(), make_person()
    keeper, sealed = project.made_by, handing.sealed(project)
    assert handing.opened(sealed, keeper) is None
    assert handing.opened(sealed, make_person(kind="funder")) is None
    assert handing.opened("x" + sealed, caller) is None
    assert handing.opened(sealed, caller) == (project, keeper.pk)
    for _twice in range(2):
        taken = take_over(project, keeper, caller)

    assert (taken.made_by, taken.on_behalf) == (caller, False)
    assert handing.opened(sealed, late) is None
    assert handing.opened(sealed, caller) == (project, keeper.pk)
    for refused in (late, make_person(kind="funder")):
        with pytest.raises(NotYoursError):
            take_over(project, keeper, refused)


def test_an_address_ends_with_its_time_and_with_the_card(monkeypatch):
    project, caller = kept(), make_person()
    sealed = handing.sealed(project)
    monkeypatch.setattr(handing, "HOLDS_FOR", timedelta(seconds=-1))
    assert handing.opened(sealed, caller) is None
    monkeypatch.undo()
    project.delete()
    assert handing.opened(sealed, caller) is None
    assert handing.opened(signing.dumps([str(uuid4()), 1]), caller) is None
    with pytest.raises(NotYoursError):
        take_over(project, project.made_by, caller)


def test_the_helpers_of_a_card_meet_whoever_has_taken_it_over():
    project, caller, body = kept(), make_person(), make_organisation()
    mentor = make_mentor()
    held = mentored(project, mentor)
    helps = supported(project, body, make_person(organisation=body))
    other = make_project()
    waits = ask(other, peer=project)
    take_over(project, project.made_by, caller)

    for proposal in (held, helps):
        before = proposal.meeting
        proposal.refresh_from_db()
        assert proposal.meeting != before
        assert {each.person for each in proposal.meeting.attendees.all()} == {caller, proposal.other}
        assert proposal.asked_by == caller
    waits.refresh_from_db()
    assert (waits.other, waits.state) == (caller, "waiting")
    answer(waits, caller)
    assert {each.role for each in Proposal.objects.filter(state="accepted")} == {"mentor", "support", "peer"}


def test_a_helper_of_the_same_organisation_and_oneself_are_not_kept():
    house = make_organisation()
    project, caller = kept(), make_person(organisation=house)
    colleague = mentored(project, make_mentor(make_person(organisation=house)))
    body = ask(project, body=make_organisation())
    oneself = ask(make_project(caller), peer=project)
    take_over(project, project.made_by, caller)

    for proposal, state in ((colleague, "over"), (oneself, "over"), (body, "waiting")):
        proposal.refresh_from_db()
        assert proposal.state == state
