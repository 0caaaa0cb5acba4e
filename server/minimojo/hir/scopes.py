"""What statements and type bodies declare: fields, constants, imported names, members."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from minimojo.hir.deprecation import deprecation_of
from minimojo.hir.model import (
    BaseDecl,
    ComptimeDecl,
    Declaration,
    FieldDecl,
    FunctionDecl,
    ImportDecl,
    TypeDecl,
)
from minimojo.hir.signature import type_parameters
from minimojo.syntax import ast


def type_shell(tree: ast.TypeDef, *, unit_key: str, module: str, damaged: bool) -> TypeDecl:
    """The type that `tree` declares, still without methods."""
    fields: dict[str, FieldDecl] = {}
    for member in tree.members:
        if isinstance(member, ast.FieldDecl):  # A second one of a name is none (DE-7).
            fields.setdefault(member.name, _field(member))
    decl = TypeDecl(
        kind=tree.kind,
        name=tree.name,
        name_span=tree.name_span,
        unit_key=unit_key,
        module=module,
        type_parameters=type_parameters(tree.type_parameters),
        bases=tuple([_base(base) for base in tree.bases]),
        where=tree.where,
        decorators=tree.decorators,
        node=tree,
        deprecation=deprecation_of(tree.name, tree.decorators),
        fields=tuple(fields.values()),
        cases=tuple([member for member in tree.members if isinstance(member, ast.EnumCase)]),
        damaged=damaged or any(isinstance(member, ast.BrokenStatement) for member in tree.members),
    )
    constants = [
        constant
        for member in tree.members
        if isinstance(member, ast.ComptimeDecl)
        for constant in comptime_decls(member, decl)
    ]
    decl.comptimes = {constant.name: constant for constant in constants}
    return decl


def methods_by_name(decls: Iterable[FunctionDecl]) -> dict[str, tuple[FunctionDecl, ...]]:
    groups: defaultdict[str, list[FunctionDecl]] = defaultdict(list)
    for decl in decls:
        groups[decl.name].append(decl)
    return {name: tuple(group) for name, group in groups.items()}


def comptime_decls(tree: ast.ComptimeDecl, owner: TypeDecl | None) -> tuple[ComptimeDecl, ...]:
    """The constants of `comptime a = 1` or `comptime a, b = 1, 2`."""
    if tree.targets is None:
        return (
            ComptimeDecl(
                name=tree.name,
                name_span=tree.name_span,
                type_parameters=type_parameters(tree.type_parameters),
                annotation=tree.annotation,
                value=tree.value,
                owner=owner,
                deprecation=deprecation_of(tree.name, tree.decorators),
            ),
        )
    names = [name for name in _elements(tree.targets) if isinstance(name, ast.Name)]
    values = _values(tree.value, len(_elements(tree.targets)))
    return tuple(
        [
            ComptimeDecl(
                name=name.name,
                name_span=name.span,
                type_parameters=(),
                annotation=None,
                value=values[_elements(tree.targets).index(name)],
                owner=owner,
            )
            for name in names
        ]
    )


def imported(tree: ast.Import) -> tuple[ImportDecl, ...]:
    """The names that an import binds; `import a.b` binds `a`, with `a.b` as its module."""
    if tree.module is None:
        return tuple([ImportDecl(name=name.bound, module=name.path, member=None) for name in tree.names])
    return tuple([ImportDecl(name=name.bound, module=tree.module, member=name.path) for name in tree.names])


def statement_decls(tree: ast.Statement) -> tuple[Declaration, ...]:
    """What a statement of the file declares; a removed spelling declares what stands for it today."""
    match tree:
        case ast.RemovedStatement(replacement=ast.Statement() as replacement):
            return statement_decls(replacement)
        case ast.ComptimeDecl():
            return comptime_decls(tree, None)
        case ast.Import():
            return imported(tree)
        case _:
            return ()


def name_table(declarations: Iterable[Declaration]) -> dict[str, tuple[Declaration, ...]]:
    """The table of a scope in the order of the source (DE-7)."""
    table: defaultdict[str, list[Declaration]] = defaultdict(list)
    for declaration in declarations:
        table[declaration.name].append(declaration)
    return {name: tuple(group) for name, group in table.items()}


def _base(base: ast.Base) -> BaseDecl:
    return BaseDecl(type=base.type, negated=base.negated, condition=base.condition, message=base.message)


def _field(field: ast.FieldDecl) -> FieldDecl:
    return FieldDecl(
        name=field.name, name_span=field.name_span, annotation=field.type, decorators=field.decorators
    )


def _elements(targets: ast.Expr) -> Sequence[ast.Expr]:
    return targets.elements if isinstance(targets, ast.TupleExpr) else (targets,)


def _values(value: ast.Expr | None, count: int) -> Sequence[ast.Expr | None]:
    """The value of each target; the whole value stays unknown when it is no tuple of that length."""
    if isinstance(value, ast.TupleExpr) and len(value.elements) == count:
        return value.elements
    unknown = ast.OpaqueExpr(span=value.span, loc=value.loc) if value else None
    return (unknown,) * count
