"""Small difference matrices over the integers modulo n, found by search."""

import numpy as np
from numpy.typing import NDArray

from reckon.rng import Seed, generator

TRIES = 200


def difference_rows(modulus: int, n_columns: int, n_rows: int, *, seed: Seed = 0) -> NDArray[np.int64] | None:
    """Return rows of which any two differ by another amount in each column, or None if not found.

    For rows r and s, ``(r - s) % modulus`` holds no number twice; the first column is nought.
    Then people of column i and element x, at table ``x - row[i]`` in the round of each row,
    never meet twice.

    Parameters
    ----------
    modulus, n_columns, n_rows : int
        Neither above ``modulus``, or there is none.
    seed : int or Generator
        Decides the order in which numbers are tried. Heuristic: None does not prove that there
        is no such matrix.

    Examples
    --------
    >>> rows = difference_rows(10, 6, 4)
    >>> len(set((rows[1] - rows[2]) % 10))
    6
    """
    if n_columns > modulus or (n_columns > 1 and n_rows > modulus):
        return None
    rng = generator(seed)
    for _ in range(TRIES):
        rows = _greedy(modulus, n_columns, n_rows, rng)
        if rows is not None:
            return (rows - rows[:, :1]) % modulus
    return None


def _greedy(modulus: int, n_columns: int, n_rows: int, rng: np.random.Generator) -> NDArray[np.int64] | None:
    """Fill column by column with the first numbers, in random order, that still fit."""
    rows = np.zeros((n_rows, n_columns), dtype=np.int64)
    # used[r, s, d]: rows r and s already differ by d in some column
    used = np.zeros((n_rows, n_rows, modulus), dtype=bool)
    for column in range(n_columns):
        for row in range(1, n_rows):
            order = rng.permutation(modulus)
            above = np.arange(row)
            differences = (order[:, None] - rows[None, :row, column]) % modulus
            fits = ~used[row, above, differences].any(axis=1)
            if not fits.any():
                return None
            chosen = int(fits.argmax())
            rows[row, column] = order[chosen]
            used[row, above, differences[chosen]] = True
    return rows
