"""What `./run test` runs: checks, then every test on SQLite and on PostgreSQL, browser journeys included.

Runs a few steps at once, prints what each said and its time when it has ended, goes on after a failure so
that one run shows all of it, and ends with one line that counts the tests.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from tests.coverage_gate import MEASURED, ROOT
from tests.database import ON_BOTH, throw_away_server

BIN = Path(sys.executable).parent
CHROMIUMS = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")  # the first is lighter by half
INSTALL = (  # beside the checks too
    "apt-get update -qq; apt-get install -y -qq --no-install-recommends chromium-headless-shell"
)
SKIPPED = """
*** BROWSER JOURNEYS WERE SKIPPED: there is no chromium in /usr/bin and no right to install it.
*** Everything else was run. To run them: sudo apt-get install chromium-headless-shell
"""
COMPILE = [sys.executable, "-m", "tests.compiling"]
# Of all the models it makes none goes before the end, so nobody need look for those that could.
MIGRATE = [
    sys.executable,
    "-c",
    "import gc; gc.disable(); from django.core.management import execute_from_command_line as run; "
    "run(['django', 'migrate', '--verbosity', '0'])",
]
PYTEST = [sys.executable, "-m", "tests.roomy", "-q"]
PROMISE, ONE_WORLD, JOURNEYS = "tests/promise", "tests/promise/one_world", "tests/journeys"
ON_POSTGRESQL = ["--database", "postgresql"]
TEMPLATE = "sideways_template"
COUNTED = ("passed", "failed", "skipped")
# Each step is one process: to find the tests and to make what they share takes seconds, and is done once. One
# more than there are cores, because some wait while others work.
AT_ONCE = (os.cpu_count() or 1) + 1


@dataclass(frozen=True)
class Step:
    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    counts_tests: bool = False
    once_more: bool = False  # a browser on a busy machine may be late: what failed is run once more, alone
    after: tuple[subprocess.Popen, ...] = ()  # what must have ended before


@dataclass(frozen=True)
class Result:
    name: str
    good: bool
    counts: dict[str, int]


@dataclass(frozen=True)
class Prepared:
    tables: tuple[subprocess.Popen, ...]
    loops: subprocess.Popen
    look: subprocess.Popen
    browser: tuple[subprocess.Popen, ...]


# It needs nothing that is prepared, so it is left for the end, when fewer than all cores have work.
TYPES = Step("types", [str(BIN / "mypy")])
COVERAGE = Step("coverage", [sys.executable, "-m", "tests.coverage_gate"])


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
    ]


def tests(databases: dict[str, dict[str, str]], prepared: Prepared) -> list[Step]:
    """Return the longest first and short ones last, so that none is left alone at the end."""
    covered = [sys.executable, "-m", "slipcover", "--immediate", *PYTEST[1:], "--doctest-modules"]
    walked = [*PYTEST, JOURNEYS, "-m"]
    on_both = [*walked, "journey and not once", *ON_POSTGRESQL]

    def step(name: str, command: list[str], **more: Any) -> Step:
        # Which of its tests failed is remembered apart from those of others.
        command = [*command, "-o", f"cache_dir=.pytest_cache/{name.replace(' ', '-')}"]
        return Step(name, command, databases[name.rpartition(" ")[2]], counts_tests=True, **more)

    needed = (*prepared.tables, prepared.look)
    everything = (*needed, prepared.loops)
    browsing = {"once_more": True, "after": (*needed, *prepared.browser)}  # it comes to the loops late
    return [
        step("journeys on SQLite", [*walked, "journey"], **browsing),
        # What is covered is measured by the tests of each part. The promise asks all of it once more.
        step("tests on SQLite", [*covered, "--ignore", PROMISE, "-m", "not journey"], after=everything),
        step("promise in one world on SQLite", [*PYTEST, ONE_WORLD], after=everything),
        # What asks no database was run above, and would only run the same again.
        step("tests on PostgreSQL", [*PYTEST, *ON_POSTGRESQL, "-m", ON_BOTH], after=everything),
        step("promise on SQLite", [*PYTEST, PROMISE, "--ignore", ONE_WORLD], after=everything),
        step("journeys on PostgreSQL", on_both, **browsing),
    ]


def databases() -> dict[str, dict[str, str]]:
    """Start PostgreSQL, and return where each kind of database finds one that every step copies."""
    file = Path(tempfile.mkdtemp(prefix="sideways-template-"), f"{TEMPLATE}.sqlite3")
    server = throw_away_server()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {TEMPLATE}")
    return {
        "SQLite": {"SIDEWAYS_TEST_TEMPLATE": str(file)},
        "PostgreSQL": {"SIDEWAYS_TEST_TEMPLATE": TEMPLATE, "DATABASE_URL": server},
    }


def preparing(databases: dict[str, dict[str, str]], environment: dict[str, str]) -> Prepared:
    """Begin what each step would else do by itself: compile loops, and make every table."""
    template = urlsplit(databases["PostgreSQL"]["DATABASE_URL"])._replace(path=f"/{TEMPLATE}").geturl()
    addresses = (f"sqlite:///{databases['SQLite']['SIDEWAYS_TEST_TEMPLATE']}", template)
    tables = [
        subprocess.Popen(MIGRATE, cwd=ROOT, env={**environment, "DATABASE_URL": address})
        for address in addresses
    ]
    loops = subprocess.Popen(COMPILE, cwd=ROOT, env=environment)
    look = subprocess.Popen(["./run", "look"], cwd=ROOT)
    return Prepared(tuple(tables), loops, look, installing_chromium())


def chromium() -> str | None:
    """Return the browser for the journeys, if there is one."""
    return next((path for path in CHROMIUMS if Path(path).exists()), None)


def installing_chromium() -> tuple[subprocess.Popen, ...]:
    """Begin to install Debian's chromium where there is none and this is possible."""
    if chromium() or os.geteuid() != 0 or not shutil.which("apt-get"):
        return ()
    print("Installing Debian's chromium for the browser journeys", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return (subprocess.Popen(INSTALL, shell=True, stdout=subprocess.DEVNULL, env=quiet),)


def run(step: Step, environment: dict[str, str]) -> Result:
    """Run a step and print what it says, if need be once more what failed of it."""
    for each in step.after:
        each.wait()
    if step.after:
        say(f"=== {step.name}: begun")
    result = run_once(step, environment)
    if result.good or not step.once_more:
        return result
    command = [*step.command, "--last-failed"]
    again = run_once(replace(step, name=f"{step.name}, once more what failed", command=command), environment)
    passed = again.counts["passed"] + result.counts["passed"]
    return Result(step.name, again.good, {**again.counts, "passed": passed})


def run_once(step: Step, environment: dict[str, str]) -> Result:
    begun = time.monotonic()
    ended = subprocess.run(
        step.command,
        cwd=ROOT,
        env={**environment, **step.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    good = ended.returncode == 0
    word = f"{'ok' if good else 'FAILED'} in {time.monotonic() - begun:.0f} s"
    say(f"\n=== {step.name}\n{ended.stdout}=== {step.name}: {word}")
    last = ended.stdout.strip().rpartition("\n")[2]
    return Result(step.name, good, counted(last) if step.counts_tests else {})


def say(text: str) -> None:
    """Print a text in one go: other steps print as well."""
    print(f"{text}\n", end="", flush=True)


def counted(line: str) -> dict[str, int]:
    """Return how many tests passed, failed and were skipped, as the last line of pytest tells."""
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
    with ThreadPoolExecutor(AT_ONCE) as pool:
        begun = [pool.submit(run, step, environment) for step in checks()]
        every = []
        if not only:
            each_kind = databases()
            every = tests(each_kind, preparing(each_kind, environment))
        begun += [pool.submit(run, step, environment) for step in (*every, TYPES)]
    results = [each.result() for each in begun]
    if not only:
        results.append(run_once(COVERAGE, environment))
    total = {word: sum(each.counts.get(word, 0) for each in results) for word in COUNTED}
    failed = [each.name for each in results if not each.good]
    print()
    if failed:
        print("Failed: " + ", ".join(failed))
        total["failed"] = max(total["failed"], 1)
    if not only:
        if not chromium():
            print(SKIPPED)
        print(f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
