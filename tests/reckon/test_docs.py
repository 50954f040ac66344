"""Every public name of the sums says what it takes and gives, what it costs, and shows an example that runs.

The examples themselves are run by pytest with the rest.
"""

import importlib
import inspect
import re
from dataclasses import fields, is_dataclass
from enum import Enum

from tests.shared import of_each

PARTS = ("pairing", "seating", "selection", "dating", "evidence", "funding", "patterns")
PUBLIC = {
    f"{part}.{name}": getattr(module, name)
    for part in PARTS
    for module in [importlib.import_module(f"reckon.{part}")]
    for name in module.__all__
}
FUNCTIONS = {name: public for name, public in PUBLIC.items() if inspect.isfunction(public)}
DATA = {name: public for name, public in PUBLIC.items() if is_dataclass(public)}
SOLVERS = (
    "maximum_weight_matching",
    "pair_people",
    "seat",
    "reseat",
    "choose",
    "match_projects",
    "plan_talks",
    "allocate",
    "find_themes",
)


def test_every_part_is_looked_at():
    assert len(FUNCTIONS) > 20
    assert len(DATA) > 20
    assert sum(name.endswith(SOLVERS) for name in FUNCTIONS) == len(SOLVERS)


@of_each(FUNCTIONS)
def test_a_public_function_says_what_it_takes_gives_and_costs_and_shows_an_example(name):
    told = inspect.getdoc(FUNCTIONS[name])

    missing = [
        part for part in ("Parameters", "Returns", "Examples") if f"{part}\n{'-' * len(part)}" not in told
    ]
    assert missing == []
    assert ">>> " in told
    assert re.search(r"O\(|[Tt]ime |[Cc]ost", told), "what it costs"
    undocumented = [
        parameter
        for parameter in inspect.signature(FUNCTIONS[name]).parameters
        if not re.search(rf"^(\w+, )*{parameter}(, \w+)*( :.*)?$", told, re.MULTILINE)
    ]
    assert undocumented == []


@of_each(name for name in FUNCTIONS if name.endswith(SOLVERS))
def test_a_solver_says_whether_it_is_exact(name):
    assert re.search(r"\b(exact|heuristic)\b", inspect.getdoc(FUNCTIONS[name]), re.IGNORECASE)


@of_each(DATA)
def test_public_data_tell_what_each_field_is(name):
    told = inspect.getdoc(DATA[name])

    if name == "evidence.PooledEstimates":  # as one estimate, by the thousand
        told += inspect.getdoc(PUBLIC["evidence.PooledEstimate"])
    assert [
        field.name for field in fields(DATA[name]) if field.init and not re.search(rf"\b{field.name}\b", told)
    ] == []


def test_every_public_class_says_what_it_is():
    classes = [public for public in PUBLIC.values() if inspect.isclass(public)]

    assert all(issubclass(public, Enum) or is_dataclass(public) for public in classes)
    assert all(public.__doc__ and not public.__doc__.startswith(f"{public.__name__}(") for public in classes)
