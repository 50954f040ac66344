from itertools import product

import pytest
from tests.shared import of_each

from sideways.people.grades import (
    MAPPING_VERSION,
    CharitySize,
    Money,
    OthersWork,
    OwnWork,
    grade_named,
    grades,
    grades_for,
    is_complete,
    suggested_level,
)
from sideways.people.levels import Level, Service


def test_every_grade_goes_with_one_level_and_the_version_of_the_table():
    names = [grade.key for grade in grades()]

    assert len(names) == len(set(names)) > 75
    assert {grade.mapping_version for grade in grades()} == {MAPPING_VERSION}
    assert {grade.level for grade in grades()} == set(Level)


@pytest.mark.parametrize(
    ("key", "level"),
    [
        ("NHS Agenda for Change: Band 5", 2),
        ("NHS Agenda for Change: Band 8a", 4),
        ("Civil Service and Jobcentre: EO (such as work coach)", 2),
        ("Civil Service and Jobcentre: Grade 6", 5),
        ("Council and housing: Head of service", 5),
        ("Police: Chief constable", 7),
        ("Fire and rescue: Watch manager", 3),
        ("Doctors and GP practices: GP partner", 4),
        ("Charity and community: Head of a charity of 6 to 50 staff", 5),
        ("Charity and community: Chair of a village project", 4),
        ("Elected or advising: Councillor", 8),
        ("Elected or advising: Lived-experience adviser", 0),
    ],
)
def test_grade_goes_with_the_level_of_the_design(key, level):
    assert grade_named(key).level == level


def test_grades_fit_the_columns_they_are_kept_in():
    assert max(len(grade.scheme) for grade in grades()) <= 30
    assert max(len(grade.grade) for grade in grades()) <= 60


@of_each(Service.values)
def test_every_service_is_offered_every_scheme_its_own_first(service):
    schemes = [scheme for scheme, _grades in grades_for(service)]

    assert len(schemes) == 8
    if service == Service.POLICE:
        assert schemes[0] == "Police"


@of_each(product(OwnWork.values, OthersWork.values, Money.values, CharitySize.values))
def test_every_set_of_answers_comes_to_one_level(answers):
    assert suggested_level(*answers) in Level


@pytest.mark.parametrize("size", CharitySize.values)
def test_the_size_of_a_charity_decides_as_the_grade_table_does(size):
    label = CharitySize(size).label
    ending = {
        "Up to 5": "up to 5",
        "6 to 50": "6 to 50",
        "51 to 250": "51 to 250",
        "More than 250": "over 250",
    }
    grade = grade_named(f"Charity and community: Head of a charity of {ending[label]} staff")

    assert suggested_level("hardest", "few", "whole", size) == grade.level


def test_answers_are_complete_with_all_three_or_on_a_side_track():
    assert is_complete("cases", "nobody", "none")
    assert is_complete("elected", "", "")
    assert not is_complete("cases", "nobody", "")
    assert not is_complete("", "nobody", "none")
