"""Ten people who could hardly be more different join an empty network; each comes home."""

from dataclasses import dataclass

import pytest

from sideways.people.models import Person
from sideways.people.tests.factories import make_organisation
from tests.journeys import joining
from tests.journeys.joining import Newcomer

LEADS_A_TEAM = ("I handle the hardest cases", "I run a team or a site", "How a whole service works")
LEADS_ALL = ("I handle the hardest cases", "I run several teams", "The whole organisation")
ELECTED = ("I am elected or appointed: a councillor, trustee or board member",)
LIVED = ("I advise from my own experience of services",)


@dataclass(frozen=True)
class Expected:
    level: int
    standing: str = "active"


PEOPLE = [
    (
        Newcomer(
            email="nia@nhs.net",
            profession="Nurse",
            search="northern care",
            organisation="Northern Care Trust",
        ),
        Expected(2),
    ),
    (
        Newcomer(
            email="arjun@nhs.net",
            profession="GP",
            work=LEADS_A_TEAM,
            search="weir lane",
            organisation="Weir Lane Surgery",
        ),
        Expected(5),
    ),
    (
        Newcomer(
            email="saira@dwp.gov.uk",
            profession="Work coach",
            search="oldham job",
            organisation="Oldham Jobcentre",
        ),
        Expected(2, "held"),
    ),
    (
        Newcomer(
            email="pc@gmp.police.uk",
            profession="Police officer",
            search="greater manch",
            organisation="Greater Manchester Police",
        ),
        Expected(2),
    ),
    (
        Newcomer(
            email="vera@example.org",
            profession="Village volunteer",
            work=("I carry out set tasks for others", "Nobody else’s", "Neither"),
            search="thwaite",
            organisation="Thwaite Village Hall",
        ),
        Expected(1, "waiting"),
    ),
    (
        Newcomer(
            email="head@oldhamcarers.example",
            profession="Charity worker",
            work=LEADS_ALL,
            size="6 to 50",
            search="carers",
            organisation="Oldham Carers",
        ),
        Expected(5),
    ),
    (
        Newcomer(
            email="cllr@oldham.gov.uk",
            profession="Councillor",
            work=ELECTED,
            search="oldham council",
            organisation="Oldham Council",
        ),
        Expected(8),
    ),
    (
        Newcomer(
            email="una@example.org",
            profession="Community worker",
            organisation="Bleakhope Larder",
            postcode="OL9 6AA",
        ),
        Expected(2, "waiting"),
    ),
    (
        Newcomer(email="lee@example.org", profession="Expert by experience", work=LIVED, postcode="OL9"),
        Expected(0, "waiting"),
    ),
    (
        Newcomer(
            email="chief@oldham.gov.uk",
            profession="Council officer",
            work=LEADS_ALL,
            search="oldham council",
            organisation="Oldham Council",
        ),
        Expected(7),
    ),
]


@pytest.fixture
def _bodies():
    """Make those these people work for."""
    bodies = [
        ("Northern Care Trust", "nhs", ""),
        ("Weir Lane Surgery", "nhs", ""),
        ("Oldham Jobcentre", "jobcentre", ""),
        ("Greater Manchester Police", "police", "gmp.police.uk"),
        ("Oldham Carers", "voluntary", "oldhamcarers.example"),
        ("Oldham Council", "council", "oldham.gov.uk"),
    ]
    for name, service, domain in bodies:
        make_organisation(name=name, service=service, email_domain=domain)
    make_organisation(name="Thwaite Village Hall", service="community")


# Five of them with JavaScript, and five without.
@pytest.mark.parametrize(
    ("newcomer", "expected", "javascript"),
    [pytest.param(*each, number % 2 == 0, id=each[0].profession) for number, each in enumerate(PEOPLE)],
    indirect=["javascript"],
)
@pytest.mark.usefixtures("_bodies")
def test_each_of_ten_people_joins_without_help(new_visitor, newcomer, expected, javascript):
    # Given a network where hardly anybody is yet
    somebody = new_visitor()

    # When they join with nothing but what the pages say
    joining.joins(somebody, newcomer)

    # Then we know them as they are
    person = Person.objects.select_related("organisation").get(email=newcomer.email)
    assert (person.level, person.standing) == (expected.level, expected.standing)
    if somebody.javascript:
        print("{}: {} taps, {} words".format(newcomer.profession, *somebody.effort()))

    # And are at home, or are told why they have to wait
    if expected.standing == "active":
        somebody.is_at("/")
        somebody.sees("Share what went wrong: 3 minutes")
    else:
        somebody.sees("What happens next")
