"""From one function to its findings: the layers in their order."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from minimojo.hir.bodies import unit_tree
from minimojo.hir.checks import Names, declared_by, unit_problems
from minimojo.hir.model import Declaration, Module, Unit
from minimojo.hir.older import as_of
from minimojo.mir.body import Body
from minimojo.mir.lowering.function import lower_function
from minimojo.mir.lowering.observing import Observer
from minimojo.ownership.analyse import analyse
from minimojo.rules.findings import body_findings, declaration_findings
from minimojo.rules.rule import Evidence
from minimojo.syntax import ast
from minimojo.syntax.document import Document
from minimojo.types import Environment, deprecated_in, deprecated_names, result_problems, scope_of
from minimojo.workspace.faults import log_fault
from minimojo.workspace.model import Bodies, UnitResult
from minimojo.workspace.type_facts import ScopedTypes


class Surroundings(Struct, frozen=True):
    """The file that a function stands in."""

    document: Document
    module: Module
    environment: Environment


def analyse_unit(
    unit: Unit, around: Surroundings, observer: Observer | None = None
) -> tuple[UnitResult, Bodies]:
    """Everything about one function: what it comes to, and what that is founded on.

    `observer` is told how it is lowered.

    A fault of ours in one function must not cost the user the others: it is logged, and nothing is
    said about this one.
    """
    try:
        return _analyse(unit, around, observer)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is logged
        log_fault(error, "the analysis of %s failed", unit.key)
        return UnitResult(unit.key, (), usable=False, failure=f"{type(error).__name__}: {error}"), ()


def look_at(unit: Unit, around: Surroundings) -> Bodies:
    """What the findings of a function are founded on; nothing where the analysis fails, as is logged."""
    try:
        return _bodies(unit, unit_tree(around.document, unit), around)
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is logged
        log_fault(fault, "the analysis of %s failed", unit.key)
        return ()


def _analyse(unit: Unit, around: Surroundings, observer: Observer | None) -> tuple[UnitResult, Bodies]:
    owner = unit.decl.owner
    names = _recorded_names(around)
    names(unit.decl.name if owner is None else owner.name)  # What excludes it decides over it, too.
    tree = unit_tree(around.document, unit)
    bodies = _bodies(unit, tree, around, observer)
    founded = tuple([body_findings(cx) for cx in bodies])
    founded = founded if any(founded) else ()
    problems = (
        *as_of(unit_problems(unit, tree, names), around.environment.program.edition),
        *result_problems(unit.decl, scope_of(unit.decl, around.environment)),
        *deprecated_names(tree, deprecated_in(unit.source, around.environment)),
    )
    declared = declaration_findings(unit.key, problems, unit.source)
    usable = not any(cx.body.erroneous or cx.body.gave_up for cx in bodies)
    return UnitResult(unit.key, founded, usable, declared=declared), bodies


def _bodies(
    unit: Unit, tree: ast.FunctionDef, around: Surroundings, observer: Observer | None = None
) -> Bodies:
    scope = scope_of(unit.decl, around.environment)
    facts, edition = ScopedTypes(scope), around.environment.program.edition
    return tuple(
        [
            Evidence(lifetimes=analyse(body, facts, edition), source=unit.source, scope=scope)
            for body in _with_nested(lower_function(unit, tree, around.environment, observer))
        ]
    )


def _recorded_names(around: Surroundings) -> Names:
    """The names of the file; which ones are asked for is part of the result's trace."""
    module = around.module
    names = declared_by(module)

    def declared(name: str) -> tuple[Declaration, ...] | None:
        around.environment.program.note_read(module.name, name)
        return names(name)

    return declared


def _with_nested(body: Body) -> Iterator[Body]:
    pending = [body]
    while pending:
        current = pending.pop()
        yield current
        pending.extend(reversed(current.nested))
