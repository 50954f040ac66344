"""What the documents say is true: paths exist, commands are known, settings are all told."""

import re
import tomllib

from tests.repository.sources import ROOT, tracked

DOCS = [path for path in tracked("*.md") if "/data/" not in str(path)]
MAP = ROOT / "docs/map.md"


def test_every_path_in_the_documents_exists():
    missing = [
        f"{document.relative_to(ROOT)}: {target}"
        for document in DOCS
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", document.read_text())
        if not target.startswith(("http", "mailto:")) and not (document.parent / target).exists()
    ]
    assert missing == []


def test_map_names_every_package_and_nothing_else():
    told = set(re.findall(r"`((?:src|tests|docs|benchmarks)/[\w/.-]*)`", MAP.read_text()))
    gone = {path for path in told if not (ROOT / path).exists()}
    packages = {
        f"src/{path.parent.relative_to(ROOT / 'src')}/"
        for path in tracked("src/*/*/__init__.py")
        if path.parent.parent.name in {"sideways", "reckon"}
    }
    assert gone == set()
    assert packages - told == set()


def test_every_command_in_the_documents_is_known_to_run():
    known = set(re.findall(r"^  ([a-z]+)(?: \| [^)]*)?\)", (ROOT / "run").read_text(), re.M))
    used = {
        word
        for document in DOCS
        for word in re.findall(r"^\s*(?:\$ )?(?:PORT=\d+ )?\./run ([a-z]+)", document.read_text(), re.M)
    }
    assert used - known == set()


def test_every_setting_is_told_and_every_told_setting_is_read():
    read = set()
    sources = tracked("src/sideways/config/*.py", "src/sideways/cli/*.py")
    for path in [ROOT / "run", *(path for path in sources if path.parent.name != "tests")]:
        read |= set(re.findall(r"\b(SIDEWAYS_[A-Z_]*[A-Z]|DATABASE_URL|PORT)\b", path.read_text()))
    told = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs/reference/settings.md").read_text(), re.M))
    assert told == read


def test_readme_is_short_and_shows_the_two_commands():
    text = (ROOT / "README.md").read_text()
    assert len(text.splitlines()) < 80
    assert "./run\n" in text
    assert "./run test" in text
    assert re.search(r"!\[[^\]]+\]\(docs/", text)


def test_decisions_are_numbered_once_each_and_short():
    decisions = sorted((ROOT / "docs/adr").glob("*.md"))
    numbers = [int(path.name[:4]) for path in decisions]
    assert numbers == list(range(1, len(decisions) + 1))
    assert [path.name for path in decisions if len(path.read_text().splitlines()) >= 60] == []


def test_every_dependency_says_why():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [*project["project"]["dependencies"]]
    for group in (
        *project["project"]["optional-dependencies"].values(),
        *project["dependency-groups"].values(),
    ):
        wanted += group
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    silent = [name for name in wanted if not any(f'"{name}"' in line and "#" in line for line in lines)]
    assert silent == []


def test_lock_files_hold_no_address():
    for path in ROOT.glob("requirements*.lock"):
        assert "://" not in path.read_text()
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def test_no_two_lock_files_name_different_versions():
    # Several of them are installed together: what somebody chose, and what tests or benchmarks need.
    pins = {}
    for path in ROOT.glob("requirements*.lock"):
        own = {}
        for name, version in re.findall(r"^([\w.-]+)==(\S+)", path.read_text(), re.M):
            own.setdefault(name, set()).add(version)
        for name, versions in own.items():
            pins.setdefault(name, {})[path.name] = frozenset(versions)
    assert {name: told for name, told in pins.items() if len(set(told.values())) > 1} == {}
