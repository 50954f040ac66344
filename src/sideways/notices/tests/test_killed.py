"""The worker is killed at every step. `./run bench site.notices` does it a hundred times, at random."""

from benchmarks.killed import ANY_TIME, STEPS, told_while_killed
from tests.shared import empty_database


def test_a_worker_killed_at_every_step_loses_nothing_and_keeps_the_order():
    tally = told_while_killed(people=6, each=3, kills=[*STEPS, ANY_TIME], database=empty_database())

    assert all(tally.kills[step] == 1 for step in STEPS)
    assert (tally.lost, tally.out_of_order, tally.unexplained) == (0, 0, 0)
    assert tally.second_copies >= 1
