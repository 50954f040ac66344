"""One way to ask HiGHS for the minimum of a linear sum, with whole numbers where needed.

One thread and a fixed seed, so that the same question has the same answer. HiGHS is imported
when the first model is built.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# The tightest that HiGHS accepts: what is built on a solution adds up many of them.
_TIGHTEST = 1e-10


class Status(Enum):
    """How a search ended."""

    OPTIMAL = "optimal"
    INFEASIBLE = "infeasible"
    STOPPED = "stopped"  # by the time limit or after the first solution; ``values`` may be empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """The end of one search.

    Attributes
    ----------
    status : Status
    values : ndarray of shape (n_columns,)
        The best point found; empty when there is none.
    prices : ndarray of shape (n_rows,)
        How much the minimum rises per unit of each row's limit (linear models only).
    objective, bound : float
        The sum at ``values``, and a proven floor of it.
    """

    status: Status
    values: Floats
    prices: Floats
    objective: float
    bound: float


class Model:
    r"""Minimise ``cost @ x`` with ``lower <= x <= upper`` and ``row_lower <= rows @ x <= row_upper``.

    Parameters
    ----------
    rows : array of shape (n_rows, n_columns)
    row_lower, row_upper : array of shape (n_rows,)
    lower, upper : array of shape (n_columns,)
    whole : array of bool of shape (n_columns,), or None
        Which columns must be whole numbers.

    Examples
    --------
    >>> model = Model(np.array([[1.0, 1.0]]), np.array([1.5]), np.array([9.0]), np.zeros(2), np.ones(2))
    >>> model.minimise(np.array([1.0, 3.0])).objective
    2.5
    """

    def __init__(
        self,
        rows: Floats,
        row_lower: Floats,
        row_upper: Floats,
        lower: Floats,
        upper: Floats,
        whole: NDArray[np.bool_] | None = None,
    ) -> None:
        import highspy

        self._names: Any = highspy  # partly typed: some of its methods are missing from its stubs
        self.n_rows, self.n_columns = rows.shape
        self.mixed = whole is not None and bool(whole.any())
        self._highs = self._names.Highs()
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
        ):
            self._set(option, value)
        if self.mixed:
            # Both cost more than they save on the small programmes asked here.
            self._set("mip_detect_symmetry", False)
            self._set("mip_allow_restart", False)
        else:
            self._set("primal_feasibility_tolerance", _TIGHTEST)
            self._set("dual_feasibility_tolerance", _TIGHTEST)
        linear = highspy.HighsLp()
        linear.num_col_, linear.num_row_ = self.n_columns, self.n_rows
        linear.col_cost_ = np.zeros(self.n_columns)
        linear.col_lower_, linear.col_upper_ = np.asarray(lower, float), np.asarray(upper, float)
        linear.row_lower_, linear.row_upper_ = np.asarray(row_lower, float), np.asarray(row_upper, float)
        column, row = np.nonzero(rows.T)
        linear.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        linear.a_matrix_.start_ = np.searchsorted(column, np.arange(self.n_columns + 1)).astype(np.int32)
        linear.a_matrix_.index_ = row.astype(np.int32)
        linear.a_matrix_.value_ = rows[row, column].astype(float)
        if whole is not None and self.mixed:
            kinds = highspy.HighsVarType
            linear.integrality_ = [kinds.kInteger if one else kinds.kContinuous for one in whole]
        self._highs.passModel(linear)

    def set_bounds(self, lower: Floats, upper: Floats) -> None:
        """Replace the bounds of all columns."""
        every = np.arange(self.n_columns, dtype=np.int32)
        self._highs.changeColsBounds(
            self.n_columns, every, np.asarray(lower, float), np.asarray(upper, float)
        )

    def set_row_bounds(self, row_lower: Floats, row_upper: Floats) -> None:
        """Replace the limits of all rows."""
        every = np.arange(self.n_rows, dtype=np.int32)
        self._highs.changeRowsBounds(
            self.n_rows, every, np.asarray(row_lower, float), np.asarray(row_upper, float)
        )

    def set_coefficient(self, row: int, column: int, value: float) -> None:
        """Replace one number of ``rows``."""
        self._highs.changeCoeff(row, column, value)

    def add_row(self, row: Floats, lower: float, upper: float) -> None:
        """Add one more limit."""
        places = np.flatnonzero(row).astype(np.int32)
        self._highs.addRow(lower, upper, len(places), places, row[places])
        self.n_rows += 1

    def add_column(self, column: Floats) -> None:
        """Add one more column from 0 upwards."""
        places = np.flatnonzero(column).astype(np.int32)
        self._highs.addCol(0.0, 0.0, self._names.kHighsInf, len(places), places, column[places])
        self.n_columns += 1

    def start_from(self, values: Floats) -> None:
        """Begin the next search at a point that is known to be allowed."""
        every = np.arange(self.n_columns, dtype=np.int32)
        self._highs.setSolution(self.n_columns, every, np.asarray(values, float))

    def minimise(
        self, cost: Floats, *, seconds: float = np.inf, first: bool = False, gap: float = 0.0
    ) -> Solution:
        """Return the best point, or one within ``gap`` (a share of it); with ``first`` any point will do."""
        every = np.arange(self.n_columns, dtype=np.int32)
        self._highs.changeColsCost(self.n_columns, every, np.asarray(cost, float))
        # HiGHS counts the time of all runs of a model together.
        self._set("time_limit", float(min(self._highs.getRunTime() + max(seconds, 0), 1e9)))
        if self.mixed:
            self._set("mip_max_improving_sols", 1 if first else self._names.kHighsIInf)
            self._set("mip_rel_gap", gap)
        self._highs.run()
        return self._solution()

    def _solution(self) -> Solution:
        ends = self._names.HighsModelStatus
        end, information = self._highs.getModelStatus(), self._highs.getInfo()
        status = {
            ends.kOptimal: Status.OPTIMAL,
            ends.kInfeasible: Status.INFEASIBLE,
            ends.kUnboundedOrInfeasible: Status.INFEASIBLE,
        }.get(end, Status.STOPPED)
        found = self._highs.getSolution()
        has_point = information.primal_solution_status == self._names.SolutionStatus.kSolutionStatusFeasible
        return Solution(
            status=status,
            values=np.array(found.col_value) if has_point else np.empty(0),
            prices=np.array(found.row_dual),
            objective=float(information.objective_function_value) if has_point else np.inf,
            bound=float(information.mip_dual_bound if self.mixed else information.objective_function_value),
        )

    def _set(self, option: str, value: Any) -> None:
        self._highs.setOptionValue(option, value)
