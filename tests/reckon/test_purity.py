"""The sums keep to themselves: nothing heavy is imported before it is used, nothing global is touched."""

import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import reckon
from reckon.evidence import leave_one_out, pool
from reckon.funding import allocate
from reckon.pairing import pair_people
from reckon.patterns import ThemesProblem, find_themes
from reckon.seating import remaining, reseat, seat
from reckon.selection import SelectionProblem, choose
from tests.reckon.funding.funds import any_fund
from tests.reckon.pairing.people import a_crowd
from tests.reckon.seating.rooms import room

POOL = SelectionProblem(seats=2, columns={"level": ["1", "1", "2", "2", "3"]})
SUMS = {
    "pair": lambda: pair_people(a_crowd(20, 0)),
    "seat": lambda: seat(room(12, 3, 2, n_professions=3)),
    "reseat": lambda: reseat(remaining(room(6, 3, 2), np.array([[0, 0, 1, 1, 2, 2]] * 2), first_round=1)),
    "choose": lambda: choose(POOL).draw(0),
    "pool": lambda: (pool([1, 2, 4], [1, 1, 1]), leave_one_out([1, 2, 4], [1, 1, 1])),
    "find_themes": lambda: find_themes(ThemesProblem(bags=[{"a": 1, "b": 1}, {"c": 1}] * 5)),
    "allocate": lambda: allocate(any_fund(0), n_draws=3),
}


def test_the_compiler_the_solver_and_the_site_are_not_imported_with_the_sums():
    code = (
        "import sys, reckon.pairing, reckon.seating, reckon.selection, reckon.evidence, reckon.funding, "
        "reckon.patterns;"
        "heavy = {'numba', 'highspy', 'django', 'sideways'} & set(sys.modules);"
        "sys.exit(' '.join(sorted(heavy)) or 0)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_what_is_compiled_is_compiled_once_to_a_cache():
    kernels = sorted(Path(reckon.__file__).parent.glob("*/_*kernel.py"))
    compiled = [kernel for kernel in kernels if "numba.njit(" in kernel.read_text(encoding="utf-8")]

    assert len(compiled) > 5
    assert all("numba.njit(cache=True" in kernel.read_text(encoding="utf-8") for kernel in compiled)


@pytest.mark.parametrize("name", SUMS)
def test_no_sum_draws_from_the_random_numbers_of_everybody(name):
    before = random.getstate(), repr(np.random.get_state())  # noqa: NPY002 (it must not move)

    SUMS[name]()

    assert (random.getstate(), repr(np.random.get_state())) == before  # noqa: NPY002 (it must not move)
