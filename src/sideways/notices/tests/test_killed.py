"""The worker is killed at every step. `./run bench site.notices` does it a hundred times, at random."""

from benchmarks.killed import STEPS, at_any_time, told_while_killed


def test_a_worker_killed_at_every_step_loses_nothing_and_keeps_the_order():
    kills = [(step, 0.0) for step in STEPS] + at_any_time(5, seed=1, longest=0.1)
    tally = told_while_killed(people=6, each=3, kills=kills)

    assert {*STEPS} <= tally.kills.keys()
    assert (tally.lost, tally.out_of_order, tally.unexplained) == (0, 0, 0)
    assert tally.second_copies >= tally.kills["accepted"] == 1
