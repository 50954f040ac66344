"""Round after round over a crowd: checked from the raw rows, and against every pair tried."""

from itertools import combinations

import numpy as np
import pytest
from django.utils import timezone

from sideways.introductions import services
from sideways.introductions.models import Introduction, LeftOver, Party, Wish
from sideways.introductions.tests.crowds import people_make
from sideways.introductions.tests.round_checks import (
    allowed_pairs,
    groups_of,
    rows_of,
    rule_breaks,
    true_reason,
)
from sideways.introductions.tests.test_rounds import make_broker
from sideways.people.models import Encounter, Person
from sideways.people.services import encounters_record

# What rounds read and keep is asked on both of single rounds; what comes of it is worked out in Python.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
N_PEOPLE, N_ROUNDS = 60, 6


def end_introductions(rng: np.random.Generator) -> None:
    """Let some of what was proposed come about, and the rest come to nothing."""
    at = timezone.now()
    for introduction in Introduction.objects.filter(state="proposed").order_by("proposed_at", "pk"):
        people = [part.person for part in Party.objects.filter(introduction=introduction)]
        if rng.random() < 0.7:
            encounters_record(people=people, how=Encounter.How.INTRODUCTION, on=at.date())
            Wish.objects.filter(person__in=people).update(waited=0)
    Introduction.objects.filter(state="proposed").update(state="closed", over_at=at)


def test_no_pair_is_proposed_twice_no_rule_is_broken_and_every_reason_is_true():
    broker, rng = make_broker(), np.random.default_rng(1)
    people_make(n_people=N_PEOPLE, seed=1)
    suggested: set[frozenset[int]] = set()
    for _ in range(N_ROUNDS):
        begun = services.round_begin(at=timezone.now(), by=broker)
        services.round_solve(round_id=begun.pk, at=timezone.now())
        here = set(Person.objects.values_list("pk", flat=True))
        rows, groups = rows_of(here, suggested), groups_of(begun)
        left = dict(LeftOver.objects.filter(plan__round=begun).values_list("person", "reason"))

        assert rule_breaks(rows, groups) == []
        assert {pk for group in groups for pk in group} | set(left) == here
        assert {pk: true_reason(rows, pk) for pk in left} == left
        # Whoever has waited three rounds and could meet somebody is left over only for one who waited longer.
        mates = {pk: set(group) - {pk} for group in groups for pk in group}
        for one, other in allowed_pairs(rows):
            for alone, taken in ((one, other), (other, one)):
                if alone in left and rows.people[alone]["waited"] >= 3:
                    assert all(
                        rows.people[mate]["waited"] >= rows.people[alone]["waited"] for mate in mates[taken]
                    )
        services.round_publish(round=begun, by=broker, at=timezone.now())
        services.round_propose(round_id=begun.pk, at=timezone.now())
        pairs = [frozenset(pair) for group in groups for pair in combinations(group, 2)]
        assert not suggested & set(pairs)
        suggested |= set(pairs)
        end_introductions(rng)
    assert len(suggested) > N_PEOPLE / 2
    assert Introduction.objects.count() > N_PEOPLE / 3
