"""What the evidence says: many effects to one, with how sure and how much they differ."""

from reckon.evidence.checks import wrong_with
from reckon.evidence.drawing import Axis
from reckon.evidence.effect_sizes import Measure, effects_from_counts
from reckon.evidence.forest import forest_plot
from reckon.evidence.funnel import funnel_plot
from reckon.evidence.pooling import pool, pool_many
from reckon.evidence.problem import Interval, Method
from reckon.evidence.result import PooledEstimate, PooledEstimates
from reckon.evidence.sensitivity import EggerTest, egger_test, leave_one_out

__all__ = [
    "Axis",
    "EggerTest",
    "Interval",
    "Measure",
    "Method",
    "PooledEstimate",
    "PooledEstimates",
    "effects_from_counts",
    "egger_test",
    "forest_plot",
    "funnel_plot",
    "leave_one_out",
    "pool",
    "pool_many",
    "wrong_with",
]
