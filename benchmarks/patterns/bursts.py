"""Bursts planted in themes: how many are told, and how often one is told where there is none."""

from collections.abc import Iterator

import numpy as np
from tests.reckon.patterns.texts import Planted, planted

from benchmarks.line import Line
from reckon.patterns import bursts

LEVEL, YEARS = 0.05, 2_000
# The least that is told is what was measured, less a little: it notices a change for the worse, no more.
SLACK = 3 * (LEVEL * (1 - LEVEL) / YEARS) ** 0.5  # three standard errors of the simulation


def lines() -> Iterator[Line]:
    """Yield the false alarms without bursts, then the power by how strong the planted ones are."""
    for growth in (1.0, 3.0):
        alarms = alarm_rate(Planted(times=1.0, n_bursting=0, growth=growth))
        yield Line(
            name=f"bursts: a false alarm among 40 themes, network {growth:g}× as busy of late",
            ours=f"{alarms:.4f} of {YEARS} simulated years",
            peer=f"every theme tested by itself at 5 %: {alone_rate(growth):.2f}",
            ratio="–",
            reach=f"≤ {LEVEL} (± {SLACK:.3f}, simulated)",
            holds=alarms <= LEVEL + SLACK,
        )
    for times, least in ((2.0, 0.0), (3.0, 0.35), (4.0, 0.75)):
        power, false = told(Planted(times=times, n_bursting=2))
        yield Line(
            name=f"bursts: planted in 2 of 40 themes of about 30 lessons a year, {times:g}× for 8 weeks",
            ours=f"{power:.2f} told; {false:.3f} of those told are false",
            peer="–",
            ratio="–",
            reach=f"≥ {least} told, false ≤ {LEVEL}",
            holds=power >= least and false <= LEVEL,
        )


def alarm_rate(year: Planted) -> float:
    return float(
        np.mean([any(bursts(**planted(year, seed), level=LEVEL).is_rising) for seed in range(YEARS)])
    )


def alone_rate(growth: float) -> float:
    years = (planted(Planted(times=1.0, n_bursting=0, growth=growth), seed) for seed in range(YEARS // 10))
    return float(np.mean([min(bursts(**year).p_values) <= LEVEL for year in years]))


def told(year: Planted) -> tuple[float, float]:
    """Return the share of planted bursts that are told, and of false ones among those told, on average."""
    power, false = [], []
    for seed in range(YEARS // 4):
        rising = bursts(**planted(year, seed), level=LEVEL).is_rising
        power.append(np.mean(rising[: year.n_bursting]))
        false.append(sum(rising[year.n_bursting :]) / max(1, sum(rising)))
    return float(np.mean(power)), float(np.mean(false))
