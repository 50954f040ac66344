"""What `./run test` runs: checks, then every test on SQLite and on PostgreSQL, browser journeys included.

Prints each step and its time, goes on after a failure so that one run shows all of it, and ends with
one line that counts the tests.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests.coverage_gate import MEASURED, ROOT
from tests.database import throw_away_server

BIN = Path(sys.executable).parent
CHROMIUMS = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")  # the first is lighter by half
COMPILE = [sys.executable, "-m", "tests.compiling"]  # beside the checks, which keep one core busy
COLLECT = [sys.executable, "-m", "pytest", "--collect-only", "-q", "--doctest-modules"]  # writes bytecode
MIGRATE = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]  # the same
ON_POSTGRESQL = ["--database", "postgresql"]
TEMPLATE = "sideways_template"
WORKERS = str((os.cpu_count() or 1) + 1)  # some wait while others work


@dataclass(frozen=True)
class Step:
    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    counts_tests: bool = False
    once_more: bool = False  # a browser on a busy machine may be late: what failed is run once more, alone
    beside: bool = False  # begun first and looked at last: one core is enough for it


@dataclass(frozen=True)
class Begun:
    process: subprocess.Popen
    at: float


def checks() -> list[Step]:
    templates = subprocess.run(
        ["git", "ls-files", "*.html"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    return [
        Step("format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."]),
        Step("lint", [str(BIN / "ruff"), "check", "--quiet", "."]),
        Step("templates", [str(BIN / "djade"), "--check", "--target-version", "5.2", *templates]),
        Step("direction of imports", [str(BIN / "lint-imports"), "--no-cache"]),
        Step(
            "migrations",
            [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run", "--verbosity", "0"],
        ),
        Step("types", [str(BIN / "mypy")], beside=True),
    ]


def tests(sqlite: dict[str, str], postgresql: dict[str, str], journeys: bool) -> list[Step]:
    pytest = [sys.executable, "-m", "pytest", "-q", "-n", WORKERS]
    covered = [sys.executable, "-m", "slipcover", *pytest[1:]]
    steps = [
        Step(
            "tests on SQLite",
            [*covered, "--doctest-modules", "-m", "not journey"],
            sqlite,
            counts_tests=True,
        ),
        # What asks no database was run above, and would only run the same again. The sums never ask one.
        Step(
            "tests on PostgreSQL",
            [
                *[*pytest, *ON_POSTGRESQL, "--ignore", "tests/reckon"],
                *["-m", "django_db and not journey and not once"],
            ],
            postgresql,
            counts_tests=True,
        ),
    ]
    if journeys:
        steps += [
            Step(
                "browser journeys on SQLite",
                [*pytest, "tests/journeys", "-m", "journey"],
                sqlite,
                counts_tests=True,
                once_more=True,
            ),
            Step(
                "browser journeys on PostgreSQL",
                [*pytest, *ON_POSTGRESQL, "tests/journeys", "-m", "journey and not once"],
                postgresql,
                counts_tests=True,
                once_more=True,
            ),
        ]
    return [*steps, Step("coverage", [sys.executable, "-m", "tests.coverage_gate"])]


def databases() -> tuple[dict[str, str], dict[str, str]]:
    """Start PostgreSQL, and return where each kind of database finds one that every worker copies."""
    file = Path(tempfile.mkdtemp(prefix="sideways-template-"), f"{TEMPLATE}.sqlite3")
    server = throw_away_server()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {TEMPLATE}")
    return (
        {"SIDEWAYS_TEST_TEMPLATE": str(file)},
        {"SIDEWAYS_TEST_TEMPLATE": TEMPLATE, "DATABASE_URL": server},
    )


def preparing(
    sqlite: dict[str, str], postgresql: dict[str, str], environment: dict[str, str]
) -> list[subprocess.Popen]:
    """Begin what each worker would else do by itself: compile loops and modules, and make every table."""
    template = urlsplit(postgresql["DATABASE_URL"])._replace(path=f"/{TEMPLATE}").geturl()
    addresses = (f"sqlite:///{sqlite['SIDEWAYS_TEST_TEMPLATE']}", template)
    return [
        subprocess.Popen(COMPILE, cwd=ROOT, env=environment),
        subprocess.Popen(COLLECT, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL),
        *(
            subprocess.Popen(MIGRATE, cwd=ROOT, env={**environment, "DATABASE_URL": address})
            for address in addresses
        ),
    ]


def chromium() -> str | None:
    """Return the browser for the journeys, if there is one."""
    return next((path for path in CHROMIUMS if Path(path).exists()), None)


def chromium_ready() -> bool:
    """Install Debian's chromium where this is possible, and say so either way."""
    if chromium():
        return True
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Debian's chromium for the browser journeys", flush=True)
        subprocess.run(["apt-get", "update", "-qq"], check=False, stdout=subprocess.DEVNULL)
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium-headless-shell"]
        quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(install, check=False, **quiet)
    if chromium():
        return True
    print(
        "\n*** BROWSER JOURNEYS ARE SKIPPED: there is no chromium in /usr/bin and no right to install it.\n"
        "*** Everything else runs. To run them: sudo apt-get install chromium-headless-shell\n",
        flush=True,
    )
    return False


def begin(step: Step, environment: dict[str, str]) -> Begun:
    process = subprocess.Popen(
        step.command,
        cwd=ROOT,
        env={**environment, **step.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return Begun(process, time.monotonic())


def end(step: Step, begun: Begun) -> tuple[bool, dict[str, int]]:
    """Print what a step says, and return whether it went well and how many tests it ran."""
    print(f"\n=== {step.name}", flush=True)
    last = ""
    for line in begun.process.stdout:
        print(line, end="", flush=True)
        last = line if line.strip() else last
    good = begun.process.wait() == 0
    print(f"=== {step.name}: {'ok' if good else 'FAILED'} in {time.monotonic() - begun.at:.0f} s", flush=True)
    return good, counted(last) if step.counts_tests else {}


def counted(line: str) -> dict[str, int]:
    found = {word: int(number) for number, word in re.findall(r"(\d+) (passed|failed|error|skipped)", line)}
    return {
        "passed": found.get("passed", 0),
        "failed": found.get("failed", 0) + found.get("error", 0),
        "skipped": found.get("skipped", 0),
    }


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument(
        "--only", choices=["check"], help="only formatting, lint, types, imports, migrations"
    )
    only = arguments.parse_args().only
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)}
    environment.pop("SIDEWAYS_DATA", None)
    environment["SIDEWAYS_SOUND_PARTS"] = tempfile.mkdtemp(prefix="sideways-parts-")
    MEASURED.unlink(missing_ok=True)
    steps, prepared = checks(), []
    beside = {step.name: begin(step, environment) for step in steps if step.beside}
    if not only:
        sqlite, postgresql = databases()
        prepared = preparing(sqlite, postgresql, environment)
        steps += tests(sqlite, postgresql, journeys=chromium_ready())
    total = {"passed": 0, "failed": 0, "skipped": 0}
    failed = []
    for step in sorted(steps, key=lambda step: step.beside):
        if step.counts_tests:
            for each in prepared:
                each.wait()
        good, counts = end(step, beside.get(step.name) or begin(step, environment))
        if not good and step.once_more:
            again = replace(
                step, name=f"{step.name}, once more what failed", command=[*step.command, "--last-failed"]
            )
            good, counts_again = end(again, begin(again, environment))
            counts = {**counts_again, "passed": counts["passed"] + counts_again["passed"]}
        total = {word: total[word] + counts.get(word, 0) for word in total}
        if not good:
            failed.append(step.name)
    print()
    if failed:
        print("Failed: " + ", ".join(failed))
        total["failed"] = max(total["failed"], 1)
    if not only:
        print(f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
