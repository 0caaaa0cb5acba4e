"""A function that raises says so: the `def` of older releases raised without a word (26.2)."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.hir.model import Unit
from minimojo.ide.migrations.library import exports
from minimojo.ide.migrations.model import Change, OldFile
from minimojo.syntax import ast
from minimojo.syntax.walk import children
from minimojo.text import Span, TextEdit
from minimojo.types import Resolved
from minimojo.types.model import Answer

_MAY_RAISE = frozenset(("__call__", "__enter__", "__exit__", "__getitem__", "__init__", "__setitem__"))
"""Special methods that may raise without being something else for those who ask for them."""


def changes(file: OldFile) -> Iterator[Change]:
    """Functions that need it: today's compiler rejects them as they are."""
    functions = [it for it in file.nodes if isinstance(it, ast.FunctionDef) and _says_nothing(it)]
    if not functions:
        return
    set_ = {it.target.span for it in file.nodes if isinstance(it, ast.Assign)}
    raising = {it for unit in file.analysis.module.units for it in _raising_calls(unit, file)} - set_
    for function in functions:
        if any(it.span in raising or _raises_anyway(it, file) for it in _outside_try(function)):
            at = _behind_arguments(function, file)
            yield (TextEdit(Span(at, at), " raises"),)


def _raises_anyway(node: ast.Node, file: OldFile) -> bool:
    """What raises whatever its operands are: a test that fails."""
    match node:
        case ast.Raise():
            return True
        case ast.Call(callee=ast.Name(name=name)) if name in file.bound:
            return False
        case ast.Call(callee=ast.Name(name=name) | ast.Attribute(value=ast.Name(name="testing"), name=name)):
            return name.startswith("assert_") and name in exports("std.testing")
        case _:
            return False


def _says_nothing(function: ast.FunctionDef) -> bool:
    is_special = function.name.startswith("__") and function.name not in _MAY_RAISE
    return not is_special and not any(it.word == "raises" for it in function.signature.effects)


def _raising_calls(unit: Unit, file: OldFile) -> Iterator[Span]:
    """Calls, also those that operators stand for; of what is assigned to, it is not told which call it is."""
    for expr, resolution in file.watch(unit).calls.items():
        if isinstance(resolution, Resolved) and resolution.raises is Answer.YES:
            yield expr.span.shifted(unit.start)


def _outside_try(function: ast.FunctionDef) -> Iterator[ast.Node]:
    """What is in a function, other than in functions in it and where errors are caught."""
    waiting: list[ast.Node] = list(function.body)
    while waiting:
        node = waiting.pop()
        yield node
        match node:
            case ast.FunctionDef() | ast.Lambda():
                pass
            case ast.Try(body=body) if node.handler is not None:
                caught = set(body)
                waiting += [it for it in children(node) if it not in caught]
            case _:
                waiting += children(node)


def _behind_arguments(function: ast.FunctionDef, file: OldFile) -> int:
    signature = function.signature
    following = [it for it in (signature.captures, signature.result, *signature.where) if it is not None]
    if signature.effects:
        return signature.effects[-1].span.end
    at = min((it.span.start for it in following), default=signature.span.end)
    return len(file.text[:at].rstrip())
