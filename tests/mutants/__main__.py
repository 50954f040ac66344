"""`python -m tests.mutants [PART ...]`: change the sums in small ways and see whether a test notices.

For each part the sources that say what is right (its ``checks.py`` and the objective) are copied to
``.mutants/``, changed one place at a time by mutmut, and tested with the tests named here. A change
that no test notices must be listed in ``equivalent.toml`` with the reason why it changes no result.
Exit 1 when one is not, or when one is listed in vain: its code is gone, or a test notices it after all.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.mutants.parts import COMPILED, PARTS, Run

ROOT = Path(__file__).resolve().parent.parent.parent
SCRATCH = ROOT / ".mutants"
EQUIVALENT = Path(__file__).with_name("equivalent.toml")
CORES = os.cpu_count() or 1
# How mutmut says that a test failed, that pytest itself did, and that the time was over.
KILLED, TOO_SLOW = {1, 3, -9, -11}, {36, -24, 24, 152, 255}

Change = tuple[str, str, str, str]  # file, function, what was there, what is there now


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of the mutants of one part."""

    part: str
    seconds: float
    mutants: int = 0
    killed: int = 0
    too_slow: int = 0
    equivalent: int = 0
    survived: list[Change] = field(default_factory=list)
    needless: list[Change] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.part}: {self.mutants} mutants, {self.killed} killed ({self.too_slow} by the clock), "
            f"{self.equivalent} equivalent, {len(self.survived)} survived; {self.seconds:.0f} s"
        )


def main() -> int:
    """Mutate the parts that are named, or all."""
    parser = argparse.ArgumentParser(prog="./run mutants")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)} (default: all)")
    names = parser.parse_args().parts or list(PARTS)
    if unknown := set(names) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}; there are: {', '.join(PARTS)}")
    outcomes = []
    for name in names:
        start = time.monotonic()
        folders = []
        for number, run in enumerate(PARTS[name], start=1):
            folders.append(staged(SCRATCH / f"{name}-{number}", run))
            run_mutmut(folders[-1], run)
        outcomes.append(compared(name, folders, time.monotonic() - start))
        print(outcomes[-1], flush=True)
        for title, changes in (
            ("survived", outcomes[-1].survived),
            ("listed in vain", outcomes[-1].needless),
        ):
            for file, function, was, now in changes:
                print(f"  {title}: {file} {function}\n    - {was}\n    + {now}", flush=True)
    return 1 if any(outcome.survived or outcome.needless for outcome in outcomes) else 0


def staged(folder: Path, run: Run) -> Path:
    """Copy the sums and their tests to a folder, with settings for mutmut, and return it."""
    shutil.rmtree(folder, ignore_errors=True)
    without_caches = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src/reckon", folder / "src/reckon", ignore=without_caches)
    shutil.copytree(ROOT / "tests/reckon", folder / "tests/reckon", ignore=without_caches)
    for shared in (ROOT / "tests").glob("*.py"):
        shutil.copy2(shared, folder / "tests" / shared.name)
    (folder / "tests/conftest.py").write_text(CONFTEST, encoding="utf-8")
    (folder / "pyproject.toml").write_text(SETTINGS.format(run=run), encoding="utf-8")
    for file in run.files:
        if file in COMPILED:  # what is compiled cannot be changed while it runs
            kernel = folder / "src/reckon" / file
            kernel.write_text(kernel.read_text(encoding="utf-8").replace("@compiled\n", ""), encoding="utf-8")
    return folder


def run_mutmut(folder: Path, run: Run) -> None:
    patterns = [
        f"reckon.{file.removesuffix('.py').replace('/', '.')}.{mangled}__mutmut_*"
        for file, functions in run.files.items()
        for function in functions or ["*"]
        for mangled in (f"x_{function}", f"xǁ*ǁ{function}")
    ]
    command = [sys.executable, str(Path(__file__).with_name("operators.py"))]
    environment = {
        **os.environ,
        "NUMBA_CACHE_DIR": str(SCRATCH / "numba"),  # outlives the folder
    }
    with (folder / "log").open("w", encoding="utf-8") as log:
        done = subprocess.run(
            [*command, "run", "--max-children", str(CORES), *patterns],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        raise SystemExit(f"mutmut ended with {done.returncode}; see {folder / 'log'}")


def compared(name: str, folders: list[Path], seconds: float) -> Outcome:
    """Count the mutants of a part, and compare those that survived with the list."""
    listed = {change for change in accepted() if change[0].startswith(f"{name}/")}
    found = [result for folder in folders for result in results(folder)]
    alive = [change for change, code in found if code not in KILLED | TOO_SLOW]
    return Outcome(
        part=name,
        seconds=seconds,
        mutants=len(found),
        killed=len(found) - len(alive),
        too_slow=sum(code in TOO_SLOW for _, code in found),
        equivalent=sum(change in listed for change in alive),
        survived=[change for change in alive if change not in listed],
        needless=sorted(listed - {change for change, code in found if code not in KILLED}),
    )


def accepted() -> Iterator[Change]:
    for entry in tomllib.loads(EQUIVALENT.read_text(encoding="utf-8")).get("equivalent", []):
        if not entry["why"]:
            raise SystemExit(f"equivalent.toml gives no reason for {entry['function']}")
        for was, now in entry["changes"]:
            yield entry["file"], entry["function"], was, now


def results(folder: Path) -> Iterator[tuple[Change, int]]:
    """Yield each mutant that was run as a change, with the code mutmut gave it."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    here = Path.cwd()
    os.chdir(folder)  # mutmut finds its files from the present folder
    try:
        for meta in sorted(Path("mutants").rglob("*.py.meta")):
            path = meta.relative_to("mutants").with_suffix("")
            for mutant, code in json.loads(meta.read_text())["exit_code_by_key"].items():
                if code is not None:
                    diff = get_diff_for_mutant(mutant, path=path).splitlines()[2:]
                    yield (str(path.relative_to("src/reckon")), function_of(mutant), *sides(diff)), code
    finally:
        os.chdir(here)


def function_of(mutant: str) -> str:
    """Return the function, with its class, that a mutant's name tells."""
    mangled = mutant.rpartition(".")[2].partition("__mutmut_")[0]
    return mangled.removeprefix("x").strip("ǁ").replace("ǁ", ".") if "ǁ" in mangled else mangled[2:]


def sides(diff: list[str]) -> tuple[str, str]:
    """Return what a difference takes away and what it puts there, each in one line."""
    was, now = (" ".join(line[1:].strip() for line in diff if line.startswith(sign)) for sign in "-+")
    return was, now


CONFTEST = '''"""The same examples for each mutant, no smaller one once one fails, and no clock."""

from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "mutants",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=12,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("mutants")
'''

SETTINGS = """[tool.mutmut]
source_paths = ["src"]
only_mutate = {run.only_mutate}
pytest_add_cli_args = {run.options}
pytest_add_cli_args_test_selection = {run.tests}
timeout_multiplier = 10
timeout_constant = 1
use_git_change_detection = false
track_dependencies = false

[tool.pytest.ini_options]
pythonpath = ["."]
filterwarnings = ["error", "ignore::ResourceWarning"]
"""


if __name__ == "__main__":
    sys.exit(main())
