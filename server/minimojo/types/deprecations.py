"""Names of types and constants that are deprecated in favour of others (DE part 6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from minimojo.hir.model import ComptimeDecl, Declaration, Deprecation, ImportDecl, TypeDecl
from minimojo.hir.problems import DeclarationProblem, Group, Problem
from minimojo.syntax import ast
from minimojo.syntax.bindings import target_of
from minimojo.syntax.walk import walk
from minimojo.text import TextEdit
from minimojo.types.modules import ModuleEnvironment
from minimojo.types.scope import Environment
from minimojo.types.std.library import standard_library


def deprecated_in(source: bytes, environment: Environment) -> dict[str, Deprecation]:
    """The deprecated types and constants whose names occur in a text of a file."""
    return dict(_deprecated(source, environment))


def deprecated_names(tree: ast.Node, deprecated: Mapping[str, Deprecation]) -> Iterator[DeclarationProblem]:
    """Where `tree` mentions a deprecated name.

    Functions are looked at where they are called. A name that the tree gives a meaning of its own is left
    alone.
    """
    if not deprecated:
        return
    nodes = list(walk(tree))
    bound = _bound(nodes)
    for node in nodes:
        if isinstance(node, ast.Name) and node.name in deprecated and node.name not in bound:
            new = deprecated[node.name].replacement
            edits = (TextEdit(node.span, new),) if new and standard_library().prelude(new) else ()
            yield DeclarationProblem(
                kind=Problem.DEPRECATED_NAME,
                group=Group.OBSOLETE,
                span=node.span,
                message=deprecated[node.name].message,
                warning=True,
                edits=edits,
            )


def _deprecated(source: bytes, environment: Environment) -> Iterator[tuple[str, Deprecation]]:
    if not isinstance(environment, ModuleEnvironment):
        return
    for name in _suspects(environment):
        if name.encode() not in source:
            continue
        match environment.lookup(name):
            case (
                TypeDecl(deprecation=Deprecation() as found)
                | ComptimeDecl(deprecation=Deprecation() as found),
            ):
                yield name, found
            case _:
                pass


def _suspects(environment: ModuleEnvironment) -> tuple[str, ...]:
    """The names of a file that may be deprecated, without a look into other files."""

    def found() -> tuple[str, ...]:
        declared = environment.space.names.items()
        own = (name for name, decls in declared if any(_may_be_deprecated(decl) for decl in decls))
        return (*standard_library().deprecated, *own)

    return environment.program.memo((environment, "deprecated"), found, ())


def _may_be_deprecated(decl: Declaration) -> bool:
    if isinstance(decl, ImportDecl):
        of_library = decl.module.partition(".")[0] == "std"
        return decl.member is not None and not of_library
    return decl.deprecation is not None


def _bound(nodes: list[ast.Node]) -> set[str]:
    """The names that are declared somewhere in a tree."""
    found: set[str] = set()
    for node in nodes:
        match node:
            case ast.ParameterNode(name=name) | ast.FunctionDef(name=name) | ast.ComptimeDecl(name=name):
                found.add(name)
            case ast.Import(names=names):
                found |= {imported.bound for imported in names}
            case _:
                target = target_of(node)
                if target is not None:
                    found |= {part.name for part in walk(target) if isinstance(part, ast.Name)}
    return found
