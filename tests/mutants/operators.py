"""Runs mutmut in the present folder, without the mutants that could change no result.

Started by :mod:`tests.mutants.__main__`. Two kinds are left out. Sentences: what is said to a person
is told by tests where it matters, word by word nobody compares it (names and keys, which have no
space, are changed all the same). And ``strict=True`` of ``zip``, a guard that never speaks while
everything is well.
"""

import sys
from collections.abc import Iterable

import libcst as cst
from mutmut.__main__ import cli
from mutmut.mutation import mutators
from mutmut.mutation.file_mutation import MutationVisitor


def is_guard(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Arg) and node.keyword is not None and node.keyword.value == "strict"


def names_only(node: cst.BaseString) -> Iterable[cst.BaseString]:
    if isinstance(node, cst.SimpleString) and " " not in node.value:
        yield from mutators.operator_string(node)


def is_sentence(arg: cst.Arg) -> bool:
    if isinstance(arg.value, cst.SimpleString):
        return " " in arg.value.value
    return isinstance(arg.value, cst.FormattedString | cst.ConcatenatedString)


def removed_but_kept(node: cst.Call) -> Iterable[cst.Call]:
    kept = [arg.value for arg in node.args if is_guard(arg) or is_sentence(arg)]
    for mutant in mutators.operator_arg_removal(node):
        if all(any(arg.value is value for arg in mutant.args) for value in kept):
            yield mutant


def leave_out() -> None:
    replaced = {mutators.operator_string: names_only, mutators.operator_arg_removal: removed_but_kept}
    mutators.mutation_operators[:] = [
        (kind, replaced.get(operator, operator)) for kind, operator in mutators.mutation_operators
    ]
    skipped = MutationVisitor._skip_node_and_children
    MutationVisitor._skip_node_and_children = lambda self, node: is_guard(node) or skipped(self, node)


if __name__ == "__main__":
    leave_out()
    sys.exit(cli())
