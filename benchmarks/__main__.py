"""`python -m benchmarks [GROUP ...] [--json FILE]`: measure, print, exit 1 when a reach is not held.

A group is a folder here (``reckon``) or one module in it (``reckon.evidence``). Every module
that has ``lines()`` is measured, one after another.
"""

import argparse
import importlib
import json
import pkgutil
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import benchmarks
from benchmarks.line import Line


def main() -> int:
    """Measure the groups that are named, or all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument(
        "groups", nargs="*", metavar="GROUP", help="reckon, reckon.evidence, … (default: all)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    modules = [name for name in module_names() if not arguments.groups or in_one_of(name, arguments.groups)]
    if not modules:
        parser.error(f"there is no such group; there are: {', '.join(module_names())}")
    lines = []
    for line in measured(modules):
        print(shown(line), flush=True)
        lines.append(line)
    if arguments.json:
        arguments.json.write_text(
            json.dumps([asdict(line) for line in lines], indent=2, ensure_ascii=False) + "\n"
        )
    missed = sum(not line.holds for line in lines)
    print(f"{len(lines) - missed} of {len(lines)} reaches held.", file=sys.stderr)
    return 1 if missed else 0


def module_names() -> list[str]:
    """Return the dotted names, under benchmarks, of all modules in its folders."""
    found = pkgutil.walk_packages(benchmarks.__path__, "benchmarks.")
    return [
        module.name.removeprefix("benchmarks.")
        for module in found
        if not module.ispkg and module.name.count(".") > 1
    ]


def in_one_of(name: str, groups: list[str]) -> bool:
    """Say whether a module is one of the groups or lies in one."""
    return any(name == group or name.startswith(f"{group}.") for group in groups)


def measured(modules: list[str]) -> Iterator[Line]:
    """Yield each line as soon as it is measured."""
    for name in modules:
        lines = getattr(importlib.import_module(f"benchmarks.{name}"), "lines", None)
        if lines is not None:
            yield from lines()


def shown(line: Line) -> str:
    """Return one line for the terminal."""
    figures = f"ours {line.ours} · peer {line.peer} · ratio {line.ratio} · bound {line.bound}"
    return f"{line.name}: {figures} · reach {line.reach} · {'holds' if line.holds else 'MISSED'}"


if __name__ == "__main__":
    sys.exit(main())
