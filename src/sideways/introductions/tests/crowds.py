"""A generated crowd that wants to meet: towns, topics, wishes; the same for the same seed."""

import numpy as np

from sideways.introductions.models import Wish
from sideways.people.models import Organisation, Person, Topic, TopicFollow

TOWNS = {"North West": (53.54, -2.11), "Yorkshire and The Humber": (53.69, -1.63), "London": (51.5, -0.12)}
PROFESSIONS = ("nurse", "gp", "work_coach", "social_worker", "police_officer", "homelessness_officer")


def people_make(*, n_people: int, seed: int) -> list[Person]:
    """Make people in three towns, six professions and some organisations; two in five widen something."""
    from django.utils import timezone

    rng = np.random.default_rng(seed)
    regions = list(TOWNS)
    organisations = Organisation.objects.bulk_create(
        Organisation(code=f"CROWD:{k}", name=f"Crowd {k}", search_name=f"crowd {k}", service="council")
        for k in range(max(4, n_people // 12))
    )
    people = []
    for k in range(n_people):
        region = regions[int(rng.integers(3))]
        lat, lon = TOWNS[region]
        people.append(
            Person(
                email=f"crowd{k}@example.org",
                name=f"Person {k}",
                standing=Person.Standing.ACTIVE,
                independence_declared_at=timezone.now(),
                profession_id=PROFESSIONS[int(rng.integers(len(PROFESSIONS)))],
                level=int(rng.choice(9, p=[0.02, 0.12, 0.36, 0.2, 0.13, 0.08, 0.05, 0.02, 0.02])),
                organisation=organisations[int(rng.integers(len(organisations)))],
                region=region,
                nation="England",
                lat=lat + float(rng.normal(0, 0.08)),
                lon=lon + float(rng.normal(0, 0.12)),
                travel_km=int(rng.choice([5, 10, 25, 40])),
            )
        )
    people = Person.objects.bulk_create(people, batch_size=500)
    _topics_and_wishes(people, rng)
    return people


def _topics_and_wishes(people: list[Person], rng: np.random.Generator) -> None:
    topics = list(Topic.objects.order_by("pk").values_list("pk", flat=True))
    TopicFollow.objects.bulk_create(
        (
            TopicFollow(person=person, topic_id=topic)
            for person in people
            for topic in rng.choice(topics, int(rng.integers(0, 5)), replace=False).tolist()
        ),
        batch_size=500,
    )
    Wish.objects.bulk_create(
        (
            Wish(
                person=person,
                widen_level=bool(rng.random() < 0.4),
                widen_profession=bool(rng.random() < 0.4),
                widen_region=bool(rng.random() < 0.4),
            )
            for person in people
        ),
        batch_size=500,
    )
