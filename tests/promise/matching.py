"""The rounds of introductions in the world: one that is ready, with groups a broker may and may not see."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from sideways.introductions import services
from sideways.introductions.models import Forbidden, PlanGroup
from sideways.introductions.round_queries import newest_plan
from sideways.introductions.tests.factories import make_nurse, make_work_coach
from sideways.people.tests.factories import make_organisation, make_person

if TYPE_CHECKING:
    from tests.promise.world import World

FAR = {"lat": 50.1, "lon": -5.5}


def objects(world: "World") -> dict[str, dict[str, Any]]:
    """Return a round that has been worked out twice, and what stands in it."""
    readers = [person for person in world.readers.values() if person is not None]
    below = make_nurse(level=2, region="London", organisation=readers[0].organisation)
    partner = make_work_coach(level=2, region="London")
    apart = make_nurse(level=6, region="London"), make_work_coach(level=6, region="London")
    other = make_nurse(level=5, region="London")
    make_work_coach(level=5, region="London", name="zqmatchedqz")
    broker = make_person(kind="broker", organisation=make_organisation(), level=7, **FAR)
    begun = services.round_begin(at=timezone.now(), by=broker, scope=services.Scope(region="London"))
    services.round_solve(round_id=begun.pk, at=timezone.now())
    kept_apart = newest_plan(begun).groups.get(members__person=apart[0])
    services.group_forbid(group=kept_apart, by=broker, at=timezone.now())
    services.round_again(round=begun, by=broker, at=timezone.now())
    services.round_solve(round_id=begun.pk, at=timezone.now())
    groups = PlanGroup.objects.filter(plan=newest_plan(begun))
    hidden, shown = (groups.get(members__person=each) for each in (below, other))
    assert hidden.members.filter(person=partner).exists()
    return {
        "A round whose plan is ready": {"round_id": begun.pk},
        "A group in the plan of a round": {"round_id": begun.pk, "group_id": shown.pk},
        "A group in the plan of a round, of somebody who works below the broker": {
            "round_id": begun.pk,
            "group_id": hidden.pk,
        },
        "Two people whom a round keeps apart": {
            "round_id": begun.pk,
            "forbidden_id": Forbidden.objects.get(round=begun).pk,
        },
    }
