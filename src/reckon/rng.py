"""Random numbers with a seed, passed in and never global."""

import numpy as np

Seed = int | np.random.Generator


def generator(seed: Seed) -> np.random.Generator:
    """Return a generator for ``seed``; a generator is returned as it is.

    Seed 0 is a seed like any other. The same seed gives the same numbers on every machine.

    Examples
    --------
    >>> int(generator(0).integers(100)) == int(generator(0).integers(100))
    True
    """
    if isinstance(seed, np.random.Generator):
        return seed
    return np.random.default_rng(seed)
