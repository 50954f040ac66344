"""The matrix of the promise: every address, as every reader, for every relation to an author."""

import re
import subprocess
import sys
from collections.abc import Iterator

from benchmarks.line import Line


def lines() -> Iterator[Line]:
    """Yield how many cells were tried, and how many leak."""
    tried = subprocess.run([sys.executable, "-m", "tests.promise"], capture_output=True, text=True)
    found = re.search(r"Matrix: (\d+) cells, (\d+) leaks", tried.stdout)
    if found is None:
        raise RuntimeError(f"the matrix could not be tried: {tried.stderr}")
    cells, leaks = map(int, found.groups())
    yield Line(
        name="matrix of the promise",
        ours=f"{cells:,} cells, {leaks} leaks",
        peer="-",
        ratio="-",
        reach="0 leaks",
        holds=leaks == 0,
    )
