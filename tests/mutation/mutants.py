"""Small wrong changes to a module's syntax tree: each one a mutant that the tests should notice."""

import ast
import copy
from collections.abc import Iterator
from typing import NamedTuple

_COMPARES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_BINARY: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
}
_NAMES = {
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "bisect_left": "bisect_right",
    "bisect_right": "bisect_left",
}
_LEFT_ALONE = (ast.Assert, ast.Import, ast.ImportFrom, ast.AnnAssign, ast.arg)
"""Assertions, imports, annotations and the fields of value classes: a change there is no change of behaviour."""


class Mutant(NamedTuple):
    """The `number`-th change of a module, on a line, told in words."""

    module: str
    number: int
    line: int
    what: str


def _children(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """(parent, field, place in a list, child) of everything that may be changed."""
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "bases"):
            continue
        for place, child in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(child, ast.AST) and not isinstance(child, _LEFT_ALONE):
                yield node, field, place if isinstance(value, list) else None, child


def _is_docstring(parent: ast.AST, child: ast.AST) -> bool:
    return isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """The changes of one node: (what, the node in its place)."""
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            other = _COMPARES[type(operator)]
            changed = copy.deepcopy(node)
            changed.ops[place] = other()
            yield f"{type(operator).__name__} to {other.__name__}", changed
    elif isinstance(node, ast.BoolOp):
        changed_bool = copy.deepcopy(node)
        changed_bool.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield "and to or" if isinstance(node.op, ast.And) else "or to and", changed_bool
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not taken away", node.operand
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield "minus taken away", node.operand
    elif isinstance(node, ast.BinOp) and type(node.op) in _BINARY:
        changed_binary = copy.deepcopy(node)
        changed_binary.op = _BINARY[type(node.op)]()
        yield f"{type(node.op).__name__} to {type(changed_binary.op).__name__}", changed_binary
    elif isinstance(node, ast.IfExp):
        yield "branches exchanged", ast.IfExp(node.test, node.orelse, node.body)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in _NAMES:
        yield f"{node.id} to {_NAMES[node.id]}", ast.Name(_NAMES[node.id], ast.Load())
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.Return) and node.value is not None:
        if not (isinstance(node.value, ast.Constant) and node.value.value is None):
            yield "returns None", ast.Return(ast.Constant(None))
    elif isinstance(node, ast.Continue):
        yield "continue to break", ast.Break()
    elif isinstance(node, ast.Break):
        yield "break to continue", ast.Continue()
    elif isinstance(node, ast.If):
        yield "condition always false", ast.If(ast.Constant(False), node.body, node.orelse)


def _constants(node: ast.Constant) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node.value, bool):
        yield f"{node.value} to {not node.value}", ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield f"{node.value} to {node.value + 1}", ast.Constant(node.value + 1)
    elif isinstance(node.value, str) and node.value:
        yield f"{node.value!r} changed", ast.Constant(node.value + "_")


def _walk(tree: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST, str, ast.AST]]:
    waiting: list[ast.AST] = [tree]
    while waiting:
        parent = waiting.pop()
        for owner, field, place, child in _children(parent):
            if _is_docstring(owner, child):
                continue
            for what, changed in _changes(child):
                yield owner, field, place, child, what, changed
            waiting.append(child)


def mutants_of(module: str, source: str) -> list[Mutant]:
    """Every mutant of a module's source."""
    return [
        Mutant(module, number, getattr(child, "lineno", 0), what)
        for number, (_, _, _, child, what, _) in enumerate(_walk(ast.parse(source)))
    ]


def mutate(source: str, number: int) -> ast.Module:
    """The module's tree with that one change."""
    tree = ast.parse(source)
    for count, (owner, field, place, child, _, changed) in enumerate(_walk(tree)):
        if count == number:
            ast.copy_location(changed, child)
            if place is None:
                setattr(owner, field, changed)
            else:
                getattr(owner, field)[place] = changed
            return ast.fix_missing_locations(tree)
    raise IndexError(number)
