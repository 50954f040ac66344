"""The two harder questions of joining: what somebody mainly does, and where."""

import pytest
from django.urls import reverse

from sideways.people.models import Organisation
from sideways.people.tests.factories import make_organisation
from sideways.people.tests.test_joining import LEVEL, answer, make_newcomer

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def newcomer(client):
    person = make_newcomer()
    client.force_login(person)
    return person


def test_level_is_told_before_it_is_kept_when_there_is_no_javascript(client, newcomer):
    first = answer(client, "level", **LEVEL)
    newcomer.refresh_from_db()

    assert newcomer.level is None
    assert "I handle the hardest cases or supervise a few people" in first.content.decode()
    assert 'name="seen" value="3"' in first.content.decode()


def test_level_is_told_while_tapping(client, newcomer):
    url = reverse("people:join_level")
    some = client.post(url, {"own": "cases"}, headers={"HX-Request": "true"}).content.decode()
    whole = client.post(url, LEVEL, headers={"HX-Request": "true"}).content.decode()

    assert "Your answers come to" not in some
    assert "govuk-error-message" not in some
    assert "Your answers come to" in whole
    assert "<html" not in whole
    newcomer.refresh_from_db()
    assert newcomer.level is None


def test_level_can_be_overruled_with_a_reason_only(client, newcomer):
    without = answer(client, "level", **LEVEL, seen="3", level="2")
    assert "Say in one sentence why" in without.content.decode()

    answer(client, "level", **LEVEL, seen="3", level="2", reason="I only cover for the lead")

    newcomer.refresh_from_db()
    assert (newcomer.level, newcomer.level_reason) == (2, "I only cover for the lead")


def test_grade_that_does_not_fit_the_answers_is_pointed_out(client, newcomer):
    grade = "NHS Agenda for Change: Band 8a"
    refused = answer(client, "level", **LEVEL, seen="3", grade=grade)
    assert "Band 8a usually goes with" in refused.content.decode()

    answer(client, "level", **LEVEL, seen="3", grade=grade, reason="Specialist, no team")

    newcomer.refresh_from_db()
    assert (newcomer.level, newcomer.grade_scheme, newcomer.grade) == (3, "NHS Agenda for Change", "Band 8a")
    assert newcomer.mapping_version == "2026-11"


def test_head_of_a_charity_is_asked_for_its_size(client):
    person = make_newcomer(profession="charity_manager")
    client.force_login(person)
    answers = {"own": "hardest", "others": "few", "money": "whole"}

    asked = answer(client, "level", **answers, seen="7")
    assert "How many people does the organisation pay?" in asked.content.decode()
    answer(client, "level", **answers, size="5", seen="4")

    person.refresh_from_db()
    assert person.level == 4


def test_lived_experience_needs_one_tap(client, newcomer):
    answer(client, "level", own="lived", seen="0")

    newcomer.refresh_from_db()
    assert newcomer.level == 0


def test_organisations_are_found_with_and_without_javascript(client, newcomer):
    make_organisation(name="Oldham Council", search_name="oldham council")
    quick = client.get(reverse("people:organisations_found"), {"q": "oldh"}).content.decode()
    plain = answer(client, "workplace", q="oldh", search="1").content.decode()

    assert "Oldham Council" in quick
    assert "<html" not in quick
    assert "Oldham Council" in plain
    assert "<html" in plain


def test_an_organisation_that_is_not_listed_is_proposed_and_seen_by_nobody_else(client, newcomer):
    assert answer(client, "workplace", organisation="unlisted")["Location"] == reverse(
        "people:join_new_organisation"
    )
    for name in ("Bleak Hall", "Bleakhope Village Hall"):
        answer(client, "new_organisation", name=name, service="community", outcode="ol9 6aa")

    newcomer.refresh_from_db()
    proposed = Organisation.objects.get(standing="proposed")
    assert (newcomer.organisation, proposed.name, proposed.outcode) == (
        proposed,
        "Bleakhope Village Hall",
        "OL9",
    )
    assert newcomer.region == "North West"
    assert newcomer.lat is not None

    client.force_login(make_newcomer())
    found = client.get(reverse("people:organisations_found"), {"q": "Bleakhope"})
    assert "radio" not in found.content.decode()
    refused = answer(client, "workplace", organisation=proposed.pk)
    assert "Find your organisation" in refused.content.decode()


def test_a_volunteer_gives_a_postcode_district_and_only_that_is_kept(client, newcomer):
    assert answer(client, "workplace", organisation="none")["Location"] == reverse("people:join_district")
    assert "We do not know this postcode" in answer(client, "district", outcode="XX99 1AA").content.decode()
    answer(client, "district", outcode="ol9 6aa")

    newcomer.refresh_from_db()
    assert (newcomer.outcode, newcomer.organisation, newcomer.region) == ("OL9", None, "North West")
    assert newcomer.lat == pytest.approx(53.5, abs=0.2)


@pytest.mark.parametrize("organisation", ["", "0", "99999999999999999999", "-1", "1e9", "²", "old"])
def test_an_organisation_that_cannot_be_is_refused(client, newcomer, organisation):
    assert "Find your organisation" in answer(client, "workplace", organisation=organisation).content.decode()


@pytest.mark.parametrize("count", [1, 10])
def test_search_for_organisations_takes_the_same_number_of_queries(
    client, newcomer, django_assert_num_queries, count
):
    for number in range(count):
        make_organisation(name=f"Oldham {number}", search_name=f"oldham {number}")
    client.get(reverse("people:organisations_found"), {"q": "oldham"})

    with django_assert_num_queries(4):
        page = client.get(reverse("people:organisations_found"), {"q": "oldham"}).content.decode()

    assert page.count('type="radio"') == count


def test_going_back_shows_a_proposed_organisation(client, newcomer):
    answer(client, "new_organisation", name="Bleak Hall", service="community", outcode="OL9")

    assert 'value="Bleak Hall"' in client.get(reverse("people:join_new_organisation")).content.decode()
    assert "Bleak Hall" in client.get(reverse("people:join_workplace")).content.decode()
