"""Nothing grows past what a reader can hold in mind."""

import re

from tests.repository.sources import ROOT, functions, length_without_docstring, tracked

MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 50
MOST_LINES_OF_A_TEST = 40
MOST_PARAMETERS = 6
EMPTY_NAMES = {"utils.py", "helpers.py", "misc.py", "manager.py", "handler.py", "info.py"}

# A compiled kernel is one loop nest; splitting it costs the speed it exists for.
KERNELS = "_kernel"


def python_files():
    return tracked("*.py")


def test_no_file_is_longer_than_four_hundred_lines():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in tracked("*.py", "*.html", "*.scss", "*.js")
        if (lines := len(path.read_text().splitlines())) > MOST_LINES_OF_A_FILE
    }
    assert long == {}


def test_no_function_is_longer_than_fifty_lines_and_no_test_than_forty():
    long = {}
    for path in python_files():
        if KERNELS in path.stem:
            continue
        for function in functions(path):
            limit = MOST_LINES_OF_A_TEST if function.name.startswith("test_") else MOST_LINES_OF_A_FUNCTION
            if (lines := length_without_docstring(function)) > limit:
                long[f"{path.relative_to(ROOT)}:{function.name}"] = lines
    assert long == {}


def test_no_function_takes_more_than_six_parameters():
    many = {}
    for path in python_files():
        if KERNELS in path.stem:
            continue
        for function in functions(path):
            if function.name.startswith("test_"):
                continue  # pytest passes fixtures by name
            arguments = function.args
            names = [a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
            if len([name for name in names if name not in {"self", "cls"}]) > MOST_PARAMETERS:
                many[f"{path.relative_to(ROOT)}:{function.name}"] = names
    assert many == {}


def test_every_file_is_named_for_what_it_holds():
    assert [path for path in python_files() if path.name in EMPTY_NAMES] == []


def test_every_lint_exception_says_why():
    with_reason = re.compile(r"# noqa: [A-Z0-9, ]+ \(.+\)|# type: ignore\[[\w, -]+\]  # .+")
    silent = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in python_files()
        if path.name != "test_limits.py"
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if ("# noqa" in line or "# type: ignore" in line) and not with_reason.search(line)
    ]
    assert silent == []
