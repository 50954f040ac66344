"""Taking everything out and in: a heavy person’s own copy, and a whole site, on SQLite in own folders.

The memory of an export and an import is what grows between a small and a large site: it must not.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.line import Line

N_LESSONS = 300
MOST_COPY_MS = 1_000.0
N_PEOPLE, N_SMALL = 50_000, 1_000
MOST_SECONDS = 120.0
MOST_GROWTH_MB = 40.0

START = """
import resource, sys, time
from sideways.cli.site import prepare, start_django
start_django()
prepare(demo=False)
"""
COPY = (
    START
    + """
import uuid
from django.utils import timezone
from sideways.lessons import services
from sideways.lessons.models import LessonUpdate
from sideways.lessons.tests.factories import LATER, make_lesson
from sideways.people.exporting import copy_of
from sideways.people.tests.factories import make_person
at, author = timezone.now(), make_person()
for number in range(int(sys.argv[1])):
    lesson = make_lesson(author=author, topics=("fit-notes",), **LATER)
    for version in range(1, 4):
        change = services.Change(fields={"scale": f"Changed {version}"})
        services.lesson_correct(lesson=lesson, change=change, seen_version=version, by=author, at=at)
    update = LessonUpdate(id=uuid.uuid4(), text="And then")
    services.lesson_update_add(lesson=lesson, update=update, routes_seen=frozenset(), by=author, at=at)
copy_of(author, at)
start = time.perf_counter()
packed = copy_of(author, at)
print((time.perf_counter() - start) * 1000, len(packed))
"""
)
FILL = (
    START
    + """
from benchmarks.network import fill
fill(n_people=int(sys.argv[1]), n_lessons=int(sys.argv[1]) // 10, seed=1)
"""
)
COMMAND = """
import resource, sys, time
from sideways.cli.main import main
start = time.perf_counter()
code = main(sys.argv[1:])
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
sys.exit(code)
"""


def lines() -> Iterator[Line]:
    """Yield the time of a copy, and time and growth of memory of an export and an import."""
    with tempfile.TemporaryDirectory(prefix="sideways-bench-") as name:
        root = Path(name)
        milliseconds, size = _run(COPY, root / "copy", str(N_LESSONS))
        yield _line(
            f"my data with {N_LESSONS} lessons, {size / 1000:.0f} KB",
            f"{milliseconds:.0f} ms",
            milliseconds / MOST_COPY_MS,
            f"≤ {MOST_COPY_MS / 1000:.0f} s",
        )
        small, large = (_out_and_in(root, n_people) for n_people in (N_SMALL, N_PEOPLE))
        for what in small:
            (seconds, memory), (_, before) = large[what], small[what]
            yield _line(
                f"whole-site {what}, {N_PEOPLE:,} people",
                f"{seconds:.0f} s",
                seconds / MOST_SECONDS,
                f"≤ {MOST_SECONDS:.0f} s",
            )
            growth = max(memory - before, 0)
            yield _line(
                f"memory of {what}, {N_PEOPLE:,} people over {N_SMALL:,}",
                f"{memory:.0f} MB, +{growth:.0f} MB",
                growth / MOST_GROWTH_MB,
                f"≤ +{MOST_GROWTH_MB:.0f} MB",
            )


def _out_and_in(root: Path, n_people: int) -> dict[str, tuple[float, float]]:
    here, folder = root / f"here-{n_people}", root / f"out-{n_people}"
    _run(FILL, here, str(n_people))
    out = _run(COMMAND, here, "export", str(folder))
    back = _run(COMMAND, root / f"there-{n_people}", "import", "site", str(folder))
    return {"export": out, "import": back}


def _run(code: str, data: Path, *arguments: str) -> tuple[float, float]:
    environment = {**os.environ, "SIDEWAYS_DATA": str(data), "SIDEWAYS_VAULT_KEY": "the same everywhere"}
    environment.pop("DATABASE_URL", None)
    data.mkdir(exist_ok=True)
    command = [sys.executable, "-c", code, *arguments]
    told = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    numbers = told.stdout.split()[-2:]
    return (float(numbers[0]), float(numbers[1])) if numbers else (0.0, 0.0)


def _line(name: str, ours: str, share: float, reach: str) -> Line:
    return Line(name=name, ours=ours, peer="-", ratio=f"{share:.2f}", reach=reach, holds=share <= 1)
