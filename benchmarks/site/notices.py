"""Notices while the worker is killed at random: what a mail server gets of them."""

import random
from collections.abc import Iterator

from benchmarks.killed import ANY_TIME, STEPS, told_while_killed
from benchmarks.line import Line

PEOPLE, EACH, AT_RANDOM, AT_EACH_STEP = 100, 10, 100, 4


def lines() -> Iterator[Line]:
    """Yield what was lost, what came out of order, and what came twice."""
    half = AT_RANDOM // 2
    kills = [ANY_TIME] * half + [*STEPS] * AT_EACH_STEP
    random.Random(1).shuffle(kills)
    kills += [ANY_TIME] * (AT_RANDOM - half)  # late on, no digest may be left to be killed in
    tally = told_while_killed(people=PEOPLE, each=EACH, kills=kills)
    at_random = tally.kills[ANY_TIME]
    told = (
        f"{tally.wanted:,} notices, worker killed {at_random} times at random and {AT_EACH_STEP} at each step"
    )
    as_often = at_random >= AT_RANDOM and all(tally.kills[step] == AT_EACH_STEP for step in STEPS)
    underway = sum(0 < arrived < tally.wanted for arrived in tally.arrived)
    yield _line(
        f"{told}: lost",
        f"{tally.lost}; {underway} kills while letters went out",
        "0; most",
        tally.lost == 0 and as_often and underway > tally.kills.total() / 2,
    )
    yield _line(f"{told}: out of order", f"{tally.out_of_order}", "0", tally.out_of_order == 0)
    yield _line(
        f"{told}: second copies, all with the Message-ID of the first",
        f"{tally.second_copies}, of which {tally.unexplained} without a kill after the server had the first",
        "none without",
        tally.unexplained == 0,
    )


def _line(name: str, ours: str, reach: str, holds: bool) -> Line:
    return Line(name=name, ours=ours, peer="-", ratio="-", reach=reach, holds=holds)
