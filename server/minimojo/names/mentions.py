"""What one tree mentions: the names in it, and what else has to be resolved."""

from __future__ import annotations

from msgspec import Struct, field

from minimojo.names.model import Kind, Role
from minimojo.syntax import ast
from minimojo.text import Span


class Local(Struct, frozen=True, eq=False):
    """A declaration inside a function. `node` is what declares it: an entry of a signature, a name in a target,
    a nested function, an imported name; `around` is the import statement of the latter."""

    kind: Kind
    name: str
    span: Span
    node: ast.Node
    around: ast.Import | None = None


class Use(Struct, frozen=True, eq=False):
    """A name that is written; `local` is None for one that the function does not declare."""

    name: str
    span: Span
    local: Local | None
    role: Role
    node: ast.Node


class Mentions(Struct):
    """What has to be resolved in one tree: names, and what needs types."""

    uses: list[Use] = field(default_factory=list[Use])
    attributes: list[tuple[ast.Attribute | ast.ContextualMember, Role]] = field(
        default_factory=list[tuple[ast.Attribute | ast.ContextualMember, Role]]
    )
    keywords: list[tuple[ast.Call | ast.Subscript, ast.Argument]] = field(
        default_factory=list[tuple[ast.Call | ast.Subscript, ast.Argument]]
    )
    imports: list[ast.Import] = field(default_factory=list[ast.Import])
    _by_node: dict[ast.Node, Use] = field(default_factory=dict["ast.Node", Use])
    calls: dict[ast.Expr, ast.Call] = field(default_factory=dict[ast.Expr, ast.Call])
    """The call that a name, member or subscript is the callee of."""
    subjects: dict[ast.ContextualMember, ast.Expr] = field(
        default_factory=dict[ast.ContextualMember, ast.Expr]
    )
    """What a `case` compares that is written as a member without a value before its dot."""

    @property
    def by_node(self) -> dict[ast.Node, Use]:
        """The uses by what is written."""
        if not self._by_node:
            self._by_node.update((it.node, it) for it in self.uses)
        return self._by_node
