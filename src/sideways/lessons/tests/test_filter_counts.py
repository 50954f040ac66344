"""The number behind each choice is the number of lessons the choice leads to, for whoever looks."""

import pytest

from sideways.lessons import queries
from sideways.lessons.filter_queries import filter_counts
from sideways.lessons.models import Lesson
from sideways.lessons.queries import Filters
from sideways.lessons.tests.factories import make_lesson
from sideways.people.levels import Level, Service
from sideways.people.models import Person, Profession, Topic
from sideways.people.queries import cells_of
from sideways.people.tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    """Return people of large and small groups whose lessons stand everywhere, some of whom left since."""
    nurses = [make_person(profession="nurse") for _ in range(6)]
    midwives = [make_person(profession="midwife") for _ in range(5)]
    coaches = [make_person(profession="work_coach", level=3) for _ in range(5)]
    chief = make_person(profession="gp", level=7)
    far = make_person(profession="nurse", region="London")
    known = make_person(profession="nurse", region="London")
    for author, fields in [
        (nurses[0], {"topics": ("fit-notes", "hospital-discharge")}),
        (nurses[0], {"stage": "looking_back", "audience": "public"}),
        (midwives[0], {"audience": "peers", "topics": ("fit-notes",)}),
        (midwives[1], {"audience": "peers", "attribution": "named", "stage": "just_ended"}),
        (coaches[0], {"audience": "peers"}),
        (coaches[1], {"audience": "level"}),
        (chief, {"audience": "peers"}),
        (far, {"audience": "peers"}),
        (known, {"audience": "peers", "attribution": "named"}),
    ]:
        make_lesson(author=author, **fields)
    Person.objects.filter(pk=midwives[4].pk).update(standing=Person.Standing.CLOSED)
    return {"nurse": nurses[1], "coach": coaches[2], "official": make_person(kind="official")}


CHOICES = {
    "stage": lambda: [stage.value for stage in queries.STAGE_ORDER],
    "topic": lambda: Topic.objects.values_list("pk", flat=True),
    "service": lambda: [service.value for service in Service],
    "profession": lambda: Profession.objects.values_list("pk", flat=True),
    "level": lambda: [str(level.value) for level in Level],
    "region": lambda: ["North West", "London", "Nowhere"],
}


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        pytest.param({"topic": "fit-notes"}, marks=pytest.mark.once),  # the same, among fewer
        pytest.param({"level": "2"}, marks=pytest.mark.once),
    ],
    ids=str,
)
@pytest.mark.parametrize("who", ["nurse", "coach", "official"])
def test_each_number_is_what_the_choice_leads_to(town, who, chosen):
    readable, cells = queries.lessons_readable(town[who]), cells_of()
    before = queries.lessons_filtered(readable, Filters(**chosen), cells)

    counts = filter_counts(before, cells)

    for name, values in CHOICES.items():
        for value in values() if name not in chosen else ():
            after = queries.lessons_filtered(readable, Filters(**chosen, **{name: value}), cells)
            assert counts[name][value] == after.count(), (name, value)
    assert counts["stage"].total() == before.count()


def test_a_group_that_has_become_small_is_counted_nowhere_but_by_name(town):
    counts = filter_counts(queries.lessons_readable(town["nurse"]), cells_of())

    assert counts["profession"]["midwife"] == 1  # the one who shows their name
    assert counts["service"]["nhs"] == 6
    assert "7" not in counts["level"]


def test_somebody_in_a_small_group_is_never_found_by_their_region(town):
    near, far = Lesson.objects.filter(region="North West"), Lesson.objects.exclude(named_author=None)
    cells = cells_of()

    def found(region):
        return set(queries.lessons_filtered(Lesson.objects.all(), Filters(region=region), cells))

    assert found("North West") >= set(near.filter(profession="nurse"))
    assert found("London") <= set(far)
    assert cells.regions() == ["North West"]
