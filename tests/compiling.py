"""Compile the loops of the sums once, so that no two steps of the tests do it at the same time.

numba keeps what it compiled beside the source. `./run test` does this beside its checks.
"""

import numpy as np

from reckon.pairing import PairingProblem, maximum_weight_matching, pair_people
from reckon.patterns import ThemesProblem, find_themes
from reckon.seating import SeatingProblem, seat


def main() -> None:
    """Solve one small problem of each sum that has compiled loops."""
    n = 12
    problem = PairingProblem(
        level=[2] * n,
        profession=[f"profession {i % 5}" for i in range(n)],
        organisation=[f"organisation {i}" for i in range(n)],
        service=[f"service {i % 3}" for i in range(n)],
        latitude=[53.5 + i / 100 for i in range(n)],
        longitude=[-2.1] * n,
        topics=[{f"topic {i % 4}"} for i in range(n)],
        max_km=[40] * n,
        waited=[i % 3 for i in range(n)],
    )
    pair_people(problem)
    odd = np.array([[i, j] for i in range(7) for j in range(i)])
    weights = np.arange(len(odd)) % 5 + 1
    maximum_weight_matching(7, odd, weights, start=maximum_weight_matching(7, odd, weights))
    find_themes(ThemesProblem(bags=[{f"word {i % 3}": 1, f"word {i % 5}": 1} for i in range(15)]))
    ids = [f"person {i}" for i in range(26)]
    professions = [f"profession {i % 5}" for i in range(26)]
    seat(
        SeatingProblem(ids=ids, professions=professions, organisations=[""] * 26, n_tables=5, n_rounds=4),
        time_limit_seconds=1,
    )


if __name__ == "__main__":
    main()
