import pytest

from reckon.errors import InvalidInputError
from reckon.pairing import best_partners
from tests.reckon.pairing.people import a_crowd, a_problem, allowed_weights


@pytest.mark.parametrize("seed", range(5))
def test_best_partners_are_the_allowed_ones_by_weight(seed):
    problem = a_crowd(40, seed)
    weights = allowed_weights(problem)

    for row in range(problem.n_people):
        mine = {
            next(iter({one, other} - {row})): weight
            for (one, other), weight in weights.items()
            if row in {one, other}
        }
        expected = sorted(mine.items(), key=lambda pair: (-pair[1], pair[0]))[:4]
        found = best_partners(problem, row, 4)
        assert [other for other, _ in found] == [other for other, _ in expected]
        assert [weight for _, weight in found] == pytest.approx([weight for _, weight in expected])


def test_best_partners_leaves_out_who_has_met_or_stays_apart():
    free = a_problem(4)
    best = [other for other, _ in best_partners(free, 0, 3)]
    assert len(best) == 3

    kept = a_problem(4, met=[(0, best[0])], apart=[(best[1], 0)])
    assert [other for other, _ in best_partners(kept, 0, 3)] == best[2:]


@pytest.mark.parametrize(
    ("row", "most", "code"), [(4, 1, "unknown_person"), (-1, 1, "unknown_person"), (0, 0, "out_of_range")]
)
def test_best_partners_refuses(row, most, code):
    with pytest.raises(InvalidInputError) as caught:
        best_partners(a_problem(4), row, most)
    assert caught.value.code == code
