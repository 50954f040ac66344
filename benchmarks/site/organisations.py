"""Importing and finding organisations, on SQLite in a folder of its own."""

from collections.abc import Iterator

from benchmarks.fresh import told_by
from benchmarks.line import Line

N_ROWS = 7_000
MOST_SECONDS = 10.0
N_LISTED = 20_000
MOST_MS = 100.0

MEASURE = """
import os, sys, time
from pathlib import Path
from sideways.cli.site import prepare, start_django
start_django()
prepare(demo=False)
from django.utils import timezone
from sideways.people.organisation_services import organisations_import
from sideways.people.queries import organisations_matching
from sideways.people.models import Organisation
folder, rows, listed = Path(os.environ["SIDEWAYS_DATA"]), int(sys.argv[1]), int(sys.argv[2])
def write(name, start, count):
    lines = [f"P{n},{t} {k} {n},nhs,OL{n % 9 + 1}" for n, (t, k) in enumerate(
        ((T[i % len(T)], K[i % len(K)]) for i in range(count)), start)]
    (folder / name).write_text("\\n".join(["code,name,service,outcode", *lines]))
    return folder / name
T = ["Oldham", "Norton", "Westbury", "Sutfield", "Easley", "Newton"]
K = ["Medical Centre", "Borough Council", "Surgery", "Jobcentre Plus", "Housing Trust"]
file = write("rows.csv", 0, rows)
start = time.perf_counter()
organisations_import(paths=[file], by=None, at=timezone.now())
importing = time.perf_counter() - start
organisations_import(paths=[write("more.csv", rows, listed - rows)], by=None, at=timezone.now())
assert Organisation.objects.count() == listed
slowest = 0.0
for typed in ("oldam counsil", "newton", "westbury jobcentre", "surgery", "a"):
    organisations_matching(typed)
    start = time.perf_counter()
    organisations_matching(typed)
    slowest = max(slowest, time.perf_counter() - start)
print(importing, slowest * 1000)
"""


def lines() -> Iterator[Line]:
    """Yield the time of one import and of the slowest of five searches."""
    told = told_by(MEASURE, str(N_ROWS), str(N_LISTED))
    seconds, milliseconds = map(float, told[-1].split())
    yield _line(
        f"import of {N_ROWS:,} organisations",
        f"{seconds:.1f} s",
        seconds / MOST_SECONDS,
        f"≤ {MOST_SECONDS:.0f} s",
    )
    yield _line(
        f"search over {N_LISTED:,} organisations, slowest of five",
        f"{milliseconds:.0f} ms",
        milliseconds / MOST_MS,
        f"≤ {MOST_MS:.0f} ms",
    )


def _line(name: str, ours: str, share: float, reach: str) -> Line:
    return Line(name=name, ours=ours, peer="-", ratio=f"{share:.2f}", reach=reach, holds=share <= 1)
