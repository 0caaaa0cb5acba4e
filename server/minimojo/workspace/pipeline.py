"""From one function to its findings: the layers in their order."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping

from msgspec import Struct

from minimojo.hir.bodies import unit_tree
from minimojo.hir.checks import Names, declared_by, unit_problems
from minimojo.hir.model import Declaration, Module, Unit
from minimojo.hir.older import as_of
from minimojo.mir.body import Body
from minimojo.mir.lowering.function import lower_function
from minimojo.ownership.analyse import analyse
from minimojo.rules.findings import body_findings, declaration_findings
from minimojo.rules.rule import Evidence
from minimojo.syntax.document import Document
from minimojo.types import Environment, deprecated_in, deprecated_names, result_problems, scope_of
from minimojo.workspace.model import BodyResult, UnitResult
from minimojo.workspace.type_facts import ScopedTypes

_log = logging.getLogger(__name__)


class Surroundings(Struct, frozen=True):
    """The file that a function stands in."""

    document: Document
    module: Module
    environment: Environment
    units: Mapping[str, Unit]


def analyse_unit(unit: Unit, around: Surroundings) -> UnitResult:
    """Everything about one function.

    A fault of ours in one function must not cost the user the others: it is logged, and nothing is
    said about this one.
    """
    try:
        return _analyse(unit, around)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is logged
        _log.exception("the analysis of %s failed", unit.key)
        return UnitResult(unit.key, (), failure=f"{type(error).__name__}: {error}")


def _analyse(unit: Unit, around: Surroundings) -> UnitResult:
    owner = unit.decl.owner
    names = _recorded_names(around)
    names(unit.decl.name if owner is None else owner.name)  # What excludes it decides over it, too.
    tree = unit_tree(around.document, unit)
    scope = scope_of(unit.decl, around.environment)
    facts, edition = ScopedTypes(scope), around.environment.program.edition
    results: list[BodyResult] = []
    for body in _with_nested(lower_function(unit, tree, around.environment)):
        cx = Evidence(
            lifetimes=analyse(body, facts, edition), source=unit.source, units=around.units, scope=scope
        )
        results.append(BodyResult(cx, body_findings(cx)))
    problems = (
        *as_of(unit_problems(unit, tree, names), edition),
        *result_problems(unit.decl, scope),
        *deprecated_names(tree, deprecated_in(unit.source, around.environment)),
    )
    declared = declaration_findings(unit.key, problems, unit.source)
    return UnitResult(unit.key, tuple(results), declared=declared)


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
