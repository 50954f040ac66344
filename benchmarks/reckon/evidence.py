"""Pooling against metafor's published answers, and by the thousand."""

from collections.abc import Iterator

import numpy as np

from benchmarks.line import Line, timed
from reckon.evidence import Interval, Measure, Method, effects_from_counts, pool, pool_many

BCG = {
    "events_1": [4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27],
    "n_1": [123, 306, 231, 13598, 5069, 1541, 2545, 88391, 7499, 1716, 50634, 2498, 16913],
    "events_2": [11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29],
    "n_2": [139, 303, 220, 12867, 5808, 1451, 629, 88391, 7277, 1665, 27338, 2341, 17854],
}
METAFOR = {
    "REML tau²": 0.3132432581,
    "REML estimate": -0.7145323422,
    "Hartung-Knapp low": -1.1084437137,
    "Hartung-Knapp high": -0.3206209706,
    "DL tau²": 0.3087602629,
    "PM tau²": 0.3180684522,
}
N_ANALYSES, N_STUDIES, SECONDS = 10_000, 13, 0.5


def lines() -> Iterator[Line]:
    """Yield the lines of evidence."""
    yield from agreement()
    yield thousands()


def agreement() -> Iterator[Line]:
    studies = effects_from_counts(**BCG, measure=Measure.RISK_RATIO)
    reml = pool(*studies, method=Method.REML, interval=Interval.HARTUNG_KNAPP)
    ours = (
        reml.tau2,
        reml.effect,
        reml.low,
        reml.high,
        pool(*studies, method=Method.DL).tau2,
        pool(*studies, method=Method.PM).tau2,
    )
    for (name, theirs), our in zip(METAFOR.items(), ours, strict=True):
        yield Line(
            name=f"BCG trials, {name}",
            ours=f"{our:.10f}",
            peer=f"metafor {theirs:.10f}",
            ratio=f"off by {abs(our - theirs):.0e}",
            reach="1e-8",
            holds=abs(our - theirs) <= 1e-8,
        )


def thousands() -> Line:
    rng = np.random.default_rng(0)
    effects = rng.normal(-0.3, 0.5, (N_ANALYSES, N_STUDIES))
    variances = rng.uniform(0.01, 0.5, (N_ANALYSES, N_STUDIES))
    _, together = timed(lambda: pool_many(effects, variances, method=Method.REML))
    _, one = timed(lambda: pool(effects[0], variances[0], method=Method.REML))
    return Line(
        name=f"{N_ANALYSES:,} REML analyses of {N_STUDIES} studies (seed 0)",
        ours=f"{together:.3f} s",
        peer=f"ours one by one {one * N_ANALYSES:.1f} s",
        ratio=f"{one * N_ANALYSES / together:.0f}",
        reach=f"{SECONDS} s",
        holds=together <= SECONDS,
    )
