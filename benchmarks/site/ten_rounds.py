"""Ten rounds over the demo network and over 2,000 people: rules, reasons and optimum, each derived anew.

What is checked comes from the raw rows, by code that shares nothing with what makes rounds; the optimum from
rustworkx, over every pair that may be proposed.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import combinations
from typing import Any

import numpy as np

from benchmarks.line import Line

N_PEOPLE, N_ROUNDS = 2_000, 10
NETWORKS = {"the demo network": "demo", f"{N_PEOPLE:,} people": str(N_PEOPLE)}
UNIT = 2**30


def lines() -> Iterator[Line]:
    """Yield for each network: the pairs, the reasons, the optimum."""
    for name, network in NETWORKS.items():
        with tempfile.TemporaryDirectory(prefix="sideways-bench-") as folder:
            environment = {**os.environ, "SIDEWAYS_DATA": folder}
            environment.pop("DATABASE_URL", None)
            command = [sys.executable, "-m", "benchmarks.site.ten_rounds", network]
            run = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
            yield from _told(name, json.loads(run.stdout.splitlines()[-1]))


def _told(name: str, found: dict[str, Any]) -> Iterator[Line]:
    yield Line(
        name=f"{N_ROUNDS} rounds over {name}: pairs repeated, and pairs that break a rule",
        ours=f"{found['repeated']} and {found['breaks']} of {found['pairs']:,}",
        peer="derived anew from the raw rows",
        ratio="–",
        reach="0 and 0",
        holds=found["repeated"] == found["breaks"] == 0 and found["pairs"] > 0,
    )
    yield Line(
        name=f"{N_ROUNDS} rounds over {name}: people left over whose reason is true",
        ours=f"{found['true']:,} of {found['left_over']:,}",
        peer="by trying everybody",
        ratio="–",
        reach="all",
        holds=found["true"] == found["left_over"],
    )
    yield Line(
        name=f"{N_ROUNDS} rounds over {name}: weight and people, those who waited longest first",
        ours=f"{found['weight']:.4f}; {found['matched']:,} people in a group",
        peer=f"rustworkx {found['peer_weight']:.4f}; {found['peer_matched']:,} people in a pair; "
        f"at most {found['most_matched']:,} can be in pairs",
        ratio=f"{found['weight'] / found['peer_weight']:.9f}; {found['matched'] / found['peer_matched']:.4f}",
        bound=f"{found['proved']} of {found['rounds']} rounds proved best",
        reach="equal weight and priority, no fewer people",
        holds=found["same_weight"] and found["same_first"] and found["matched"] >= found["peer_matched"],
    )
    yield Line(
        name=f"{N_ROUNDS} rounds over {name}: people who waited 3 rounds, left over for one who waited less",
        ours=f"{found['passed_over']}, longest wait {found['longest']} rounds",
        peer="–",
        ratio="–",
        reach="0",
        holds=found["passed_over"] == 0,
    )


def main(network: str) -> None:
    """Make the network, run the rounds, print what was found."""
    from sideways.cli.site import prepare, start_django

    start_django()
    prepare(demo=network == "demo")
    from sideways.introductions.models import Introduction, Round
    from sideways.introductions.tests.crowds import people_make
    from sideways.people.models import Person

    if network != "demo":
        people_make(n_people=int(network), seed=0)
    Introduction.objects.filter(state="proposed").update(state="closed", over_at=_now())
    Round.objects.all().delete()
    broker = Person.objects.filter(kind="broker").first() or _broker()
    found = Counter(dict.fromkeys(("repeated", "breaks", "true", "left_over", "passed_over", "longest"), 0))
    suggested: set[frozenset[int]] = set()
    rng = np.random.default_rng(0)
    found["same_weight"] = found["same_first"] = 1
    for number in range(N_ROUNDS):
        begun = time.monotonic()
        _round(broker, found, suggested, rng)
        print(f"round {number + 1}: {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    print(json.dumps(found))


def _now() -> Any:
    from django.utils import timezone

    return timezone.now()


def _broker() -> Any:
    from sideways.people.tests.factories import make_person

    return make_person(kind="broker", profession="commissioner", lat=50.1, lon=-5.5)


def _round(
    broker: Any, found: Counter[str], suggested: set[frozenset[int]], rng: np.random.Generator
) -> None:
    """Run one round, check it, send it out, and let seven in ten introductions come about."""
    from sideways.introductions import services
    from sideways.introductions.models import LeftOver
    from sideways.introductions.queries import open_for_a_round
    from sideways.introductions.tests.round_checks import groups_of, rows_of

    begun = services.round_begin(at=_now(), by=broker)
    here = set(open_for_a_round(_now()).values_list("pk", flat=True))
    plan = services.round_solve(round_id=begun.pk, at=_now())
    assert plan is not None
    rows, groups = rows_of(here, suggested | _in_introductions()), groups_of(begun)
    left = dict(LeftOver.objects.filter(plan=plan).values_list("person", "reason"))
    pairs = [frozenset(pair) for group in groups for pair in combinations(group, 2)]
    found["repeated"] += len(suggested & set(pairs)) + len(pairs) - len(set(pairs))
    found["rounds"] += 1
    found["proved"] += plan.is_best
    _check(rows, groups, left, found)
    _against_peer(rows, plan.weight, groups, found)
    suggested |= set(pairs)
    services.round_publish(round=begun, by=broker, at=_now())
    services.round_propose(round_id=begun.pk, at=_now())
    while groups_of(begun):
        services.round_propose(round_id=begun.pk, at=_now())
    _end(rng)


def _in_introductions() -> set[frozenset[int]]:
    from sideways.introductions.models import Party

    together: dict[Any, list[int]] = {}
    for introduction, person in Party.objects.exclude(person=None).values_list("introduction", "person"):
        together.setdefault(introduction, []).append(person)
    return {frozenset(pair) for people in together.values() for pair in combinations(people, 2)}


def _check(rows: Any, groups: Collection[tuple[int, ...]], left: dict[int, str], found: Counter[str]) -> None:
    from sideways.introductions.tests.round_checks import rule_breaks, true_reason

    found["pairs"] += sum(len(group) * (len(group) - 1) // 2 for group in groups)
    found["breaks"] += len(rule_breaks(rows, groups))
    found["left_over"] += len(left)
    found["true"] += sum(true_reason(rows, pk) == reason for pk, reason in left.items())
    found["longest"] = max([found["longest"], *(row["waited"] for row in rows.people.values())])


def _against_peer(rows: Any, weight: float, groups: Collection[tuple[int, ...]], found: Counter[str]) -> None:
    """Compare with the heaviest matching of every pair that may be proposed, the longest waiting first."""
    import rustworkx

    from sideways.introductions.tests.round_checks import allowed_pairs, fit, turn

    number = {pk: k for k, pk in enumerate(rows.people)}
    step = 2 * UNIT * (3 * len(number) + 1)
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(list(number))
    allowed = allowed_pairs(rows)
    weights = {pair: round(fit(rows, *pair) * UNIT) for pair in allowed}
    first = {pk: turn(rows, pk) for pk in number}
    graph.add_edges_from(
        [(number[a], number[b], weights[a, b] + step * (first[a] + first[b])) for a, b in allowed]
    )
    ids = list(number)
    theirs = [
        (ids[a], ids[b])
        for a, b in rustworkx.max_weight_matching(graph, weight_fn=int, max_cardinality=False)
    ]
    most = rustworkx.max_weight_matching(graph, weight_fn=lambda _: 1, max_cardinality=True)
    peer = sum(weights.get((a, b), weights.get((b, a), 0)) for a, b in theirs) / UNIT
    mine = {pk for group in groups for pk in group}
    found["weight"] += weight
    found["peer_weight"] += peer
    found["matched"] += len(mine)
    found["peer_matched"] += 2 * len(theirs)
    found["most_matched"] += 2 * len(most)
    found["same_weight"] &= abs(weight - peer) < 1e-4 * max(1.0, peer)
    in_pairs = {pk for group in groups for pk in group[:2]}
    placed = sum(first[pk] for pk in in_pairs)
    found["same_first"] &= placed == sum(first[pk] for pair in theirs for pk in pair)
    mates = {pk: set(group) - {pk} for group in groups for pk in group}
    for a, b in allowed:
        for alone, taken in ((a, b), (b, a)):
            if alone not in mine and first[alone]:
                found["passed_over"] += any(first[mate] < first[alone] for mate in mates[taken])


def _end(rng: np.random.Generator) -> None:
    from sideways.introductions.models import Introduction, Party, Wish
    from sideways.people.models import Encounter, Person
    from sideways.people.services import encounters_record

    together: dict[Any, list[int]] = {}
    proposed = Party.objects.filter(introduction__state="proposed").order_by("pk")
    for introduction, person in proposed.values_list("introduction", "person"):
        together.setdefault(introduction, []).append(person)
    for people in together.values():
        if rng.random() < 0.7:
            met = list(Person.objects.filter(pk__in=people))
            encounters_record(people=met, how=Encounter.How.INTRODUCTION, on=_now().date())
            Wish.objects.filter(person__in=people).update(waited=0)
    Introduction.objects.filter(state="proposed").update(state="closed", over_at=_now())


if __name__ == "__main__":
    main(sys.argv[1])
