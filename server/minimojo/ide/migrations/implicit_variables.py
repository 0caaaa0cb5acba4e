"""A variable is declared by `var`: older releases took the first assignment for a declaration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from minimojo.ide.migrations.bindings import names_bound_by, targets
from minimojo.ide.migrations.model import Change, OldFile
from minimojo.ide.migrations.named_results import NAMED
from minimojo.ide.migrations.scopes import blocks_in
from minimojo.rules.codes.implicit_declaration import RULE
from minimojo.syntax import ast
from minimojo.syntax.walk import children, walk
from minimojo.text import Span, TextEdit


def changes(file: OldFile) -> Iterator[Change]:
    """Only where the name is used in the block of its first assignment alone: that is its scope then."""
    for function, names in implicit(file):
        yield from _declared(function, names)


def implicit(file: OldFile) -> Iterator[tuple[ast.FunctionDef, set[str]]]:
    """All functions, each with the names in it that are assigned to and that nothing declares. What is imported
    from elsewhere cannot be assigned to."""
    undeclared = {
        file.analysis.place(it.location).start for it in file.analysis.findings if it.code == RULE.code
    }
    shared = frozenset(name for it in file.tree.statements for name in names_bound_by(it))
    for function, around in _functions(file):
        result = function.signature.result
        if result is not None and NAMED.match(file.text, result.span.start):
            continue  # Its result is about to become an argument, which needs no declaration.
        new = {it.name for it in walk(function) if isinstance(it, ast.Name) and it.span.start in undeclared}
        if not any(isinstance(it, ast.Match) for it in walk(function)):
            known = shared | around | set(_declarations([function.signature, *function.body]))
            new |= set(_assigned(function)) - known
        if new:
            yield function, new


def _functions(file: OldFile) -> Iterator[tuple[ast.FunctionDef, frozenset[str]]]:
    """All functions, each with the names of those around it."""
    waiting: list[tuple[ast.Node, frozenset[str]]] = [(file.tree, frozenset())]
    while waiting:
        node, around = waiting.pop()
        if isinstance(node, ast.FunctionDef):
            yield node, around
            around |= frozenset(_declarations([node.signature, *node.body], assigned=True))
        waiting += [(it, around) for it in children(node)]


def _declarations(nodes: Iterable[ast.Node], *, assigned: bool = False) -> Iterator[str]:
    """The names that something below declares; what is only assigned to counts where that is asked for."""
    for node in nodes:
        for below in walk(node):
            is_plain = isinstance(below, ast.Assign) and not isinstance(below.target, ast.BindingPattern)
            if assigned or not is_plain:
                yield from names_bound_by(below)


def _declared(function: ast.FunctionDef, new: set[str]) -> Iterator[Change]:
    """A variable of its own for each block that begins with an assignment, if there is no use elsewhere."""
    scopes = _scopes(function, new)
    outside = used_elsewhere(function, new)
    for target, block in _first_assignments(function, new):
        names = {it.name for it in targets(target)}
        own = Span(target.span.start, block.end)
        is_inner = any(
            scope != own and scope.start <= own.start and own.end <= scope.end
            for it in names
            for scope in scopes[it]
        )
        if names.isdisjoint(outside) and not is_inner:
            yield (TextEdit(Span(target.span.start, target.span.start), "var "),)


def used_elsewhere(function: ast.FunctionDef, new: set[str]) -> set[str]:
    """The names that are used outside of the blocks that begin with an assignment to them, and those that are
    assigned to together with one."""
    scopes = _scopes(function, new)
    uses = [use for name in scopes for use in uses_of(name, function)]
    found = {it.name for it in uses if not any(_holds(scope, it.span) for scope in scopes[it.name])}
    together = [{it.name for it in targets(target)} for target, _ in _first_assignments(function, new)]
    return found.union(*(it for it in together if it & found))


def _scopes(function: ast.FunctionDef, new: set[str]) -> dict[str, list[Span]]:
    """What follows in a block on the first assignment to a name, for each name and block."""
    scopes: dict[str, list[Span]] = {}
    for target, block in _first_assignments(function, new):
        for name in targets(target):
            scopes.setdefault(name.name, []).append(Span(target.span.start, block.end))
    return scopes


def uses_of(name: str, function: ast.FunctionDef) -> Iterator[ast.Name]:
    """Where a name stands in a function, other than in loops that have a variable of that name."""
    waiting: list[ast.Node] = [function]
    while waiting:
        node = waiting.pop()
        match node:
            case ast.Name():
                if node.name == name:
                    yield node
            case ast.For(target=target) if any(it.name == name for it in targets(target)):
                waiting += [it for it in children(node) if it is not target and it not in node.body]
            case _:
                waiting += children(node)


def _assigned(function: ast.FunctionDef) -> Iterator[str]:
    for below in walk(function):
        if isinstance(below, ast.Assign):
            yield from (it.name for it in targets(below.target))


def _holds(scope: Span, place: Span) -> bool:
    return scope.start <= place.start < scope.end


def _first_assignments(function: ast.FunctionDef, undeclared: set[str]) -> Iterator[tuple[ast.Expr, Span]]:
    """In each block the first assignment to names that nothing declares, and the block."""
    for block in _blocks(function):
        seen: set[str] = set()
        whole = Span(block[0].span.start, block[-1].span.end)
        for statement in block:
            match statement:
                case ast.ExprStatement(value=ast.Assign(target=target)):
                    new = {it.name for it in targets(target)}
                    if new and seen.isdisjoint(new) and new <= undeclared:
                        yield target, whole
                    seen |= new
                case _:
                    pass


def _blocks(function: ast.FunctionDef) -> Iterator[tuple[ast.Statement, ...]]:
    """The blocks of a function, those of functions in it left out."""
    waiting: list[ast.Node] = [*function.body]
    if function.body:
        yield function.body
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef):
            continue
        yield from blocks_in(node)
        waiting += children(node)
