import pytest
from tests.shared import of_each

from sideways.lessons.harm import MOST_ROUTES, Sign, all_routes, routes_for, signs_in
from sideways.people.tests.factories import make_person

# Words and routes are lists of our own; the database only says who reads them.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

POINTS_TO_HARM = [
    ("The man died on the ward before anyone rang us", "danger"),
    ("He threatened to kill himself in the interview", "danger"),
    ("She said she would end her life if the money stopped", "danger"),
    ("Two suicidal callers waited an hour", "danger"),
    ("He took an overdose after the letter came", "danger"),
    ("The child was in danger all weekend", "danger"),
    ("A tenant was found dead after three weeks", "danger"),
    ("They tried to stab the receptionist", "danger"),
    ("She was being abused by her carer", "safeguarding"),
    ("The boy had unexplained bruising and nobody asked", "safeguarding"),
    ("He beats his wife and we sent the letter to the house", "safeguarding"),
    ("We missed signs of neglect for months", "safeguarding"),
    ("The flat had been cuckooed by dealers", "safeguarding"),
    ("Financial abuse by a nephew", "safeguarding"),
    ("Our safeguarding concern got no answer", "safeguarding"),
    ("A worker was sexually assaulted and the rota hid it; residents were groomed", "safeguarding"),
    ("The volunteer stole from the till", "crime"),
    ("A colleague was attacked at the door", "crime"),
    ("It’s fraud and everyone knows", "crime"),
    ("The contractor bribed the surveyor", "crime"),
    ("He pulled a knife on the driver", "crime"),
    ("A patient got the wrong dose twice", "safety"),
    ("An engineer fell from the ladder and broke his leg", "safety"),
    ("Carbon monoxide in the hostel", "safety"),
    ("We were told to delete the complaints", "wrongdoing"),
    ("They falsified the waiting list records", "wrongdoing"),
    ("The report was a cover-up", "wrongdoing"),
]
EVERYDAY = [
    "Fit notes come back unread and people lose a week's money",
    "The project died down after the pilot",
    "The domestic abuse team moved offices and the referral form with it",
    "The fraud team uses another system",
    "Suicide prevention training was booked for half of us",
    "We neglected to send the form to housing",
    "The deadline killed the idea",
    "Bus drivers were not told that the stop had moved",
    "Safeguarding training clashed with the clinic",
    "The wrong postcode sent the letters back",
    "We broke the rota into three and nobody could read it",
    "The cover for the minibus never came",
    "Drug and alcohol workers had no access to the record",
    "Home fire safety visits stopped at the boundary",
    "People fleeing domestic abuse were sent between two councils",
    "The knife-crime funding ended in March",
    "Patients missed the bus and the clinic marked them as no-shows",
    "We lost the bid",
    "The child benefit letter went to the old address",
    "The supplier cut the text reminders without a word",
]


@of_each(POINTS_TO_HARM)
def test_signs_in_finds_harm_crime_and_safeguarding(case):
    text, sign = case
    assert sign in signs_in("", text)


@of_each(EVERYDAY)
def test_signs_in_lets_everyday_trouble_pass(text):
    assert signs_in(text) == frozenset()


def test_signs_in_reads_across_line_ends_and_curly_apostrophes():
    assert signs_in("told us\nto hide it") == {"wrongdoing"}
    assert signs_in("it’s theft") == {"crime"}


@pytest.mark.parametrize(
    "profession", ["nurse", "social_worker", "work_coach", "police_officer", "firefighter"]
)
@pytest.mark.parametrize("nation", ["England", "Wales", "Scotland", "Northern Ireland"])
def test_routes_for_name_somebody_for_every_sign(profession, nation):
    person = make_person(profession=profession, nation=nation)

    for sign in Sign.values:
        routes = routes_for(person, frozenset({sign}))

        assert 1 <= len(routes) <= MOST_ROUTES, sign
        assert all(not route.nations or nation in route.nations for route in routes), sign


def test_routes_for_fit_the_profession():
    def names(profession, sign):
        return {route.name for route in routes_for(make_person(profession=profession), frozenset({sign}))}

    assert any("LFPSE" in name for name in names("nurse", "safety"))
    assert not any("LFPSE" in name for name in names("housing_officer", "safety"))
    assert "RIDDOR" in names("housing_officer", "safety")
    assert "The six-point plan" in names("work_coach", "danger")
    assert any("Freedom to Speak Up" in name for name in names("gp", "wrongdoing"))
    assert any("Protect" in name for name in names("planner", "wrongdoing"))


def test_every_route_is_complete():
    for route in all_routes():
        assert route.name
        assert route.when
        assert route.how
        assert not route.how.endswith(".")
        assert route.signs <= set(Sign.values)
        assert not route.url or route.url.startswith("https://")
