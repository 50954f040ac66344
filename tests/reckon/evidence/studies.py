"""Studies with published answers, and any studies at all."""

import csv

import pytest
from hypothesis import strategies as st

from tests.shared import DATA

# Colditz et al. 1994: tuberculosis among the vaccinated and the others, 13 trials.
BCG = {
    "events_1": [4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27],
    "n_1": [123, 306, 231, 13598, 5069, 1541, 2545, 88391, 7499, 1716, 50634, 2498, 16913],
    "events_2": [11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29],
    "n_2": [139, 303, 220, 12867, 5808, 1451, 629, 88391, 7277, 1665, 27338, 2341, 17854],
}


def published(name: str) -> tuple[list[float], list[float]]:
    path = DATA / "evidence" / f"{name}.csv"
    if not path.exists():
        pytest.skip(f"The data beside the project are not here: {path}.")
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [float(row["yi"]) for row in rows], [float(row["vi"]) for row in rows]


def any_studies(smallest: int = 2) -> st.SearchStrategy[tuple[list[float], list[float]]]:
    study = st.tuples(st.floats(-20, 20), st.floats(1e-4, 50))
    return st.lists(study, min_size=smallest, max_size=12).map(
        lambda rows: ([effect for effect, _ in rows], [variance for _, variance in rows])
    )
