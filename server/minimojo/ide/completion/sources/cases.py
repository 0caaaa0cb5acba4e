"""Behind a dot without a value: cases and static members of the type that is expected here."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.hir.model import FunctionDecl
from minimojo.ide.completion.model import Item, Moment, Rank, Source, item_of
from minimojo.ide.completion.places import has_receiver, is_member
from minimojo.names.expected import expected_type
from minimojo.names.listing import member_names, members_named
from minimojo.names.members import Part
from minimojo.syntax import ast
from minimojo.types.model import MetaType, StructType


def find(moment: Moment) -> Iterator[Item]:
    probe = moment.probe
    if not is_member(moment.spot) or has_receiver(moment.spot) or probe is None:
        return
    node = probe.node
    if not isinstance(node, ast.ContextualMember):
        return
    type_ = expected_type(probe.resolver, node)
    if not isinstance(type_, StructType):
        return
    for name in member_names(MetaType(type_), probe.scope):
        found = members_named(type_, name, probe.scope)
        if not found or name.startswith("__"):
            continue
        first = found[0]
        if isinstance(first, FunctionDecl):
            if first.is_static:
                yield item_of(name, found, Rank.INHERITED, probe.resolver.symbols)
        elif not isinstance(first, Part) or isinstance(first.decl, ast.EnumCase):
            rank = Rank.PRIVATE if name.startswith("_") else Rank.MEMBER
            yield item_of(name, found, rank, probe.resolver.symbols)


SOURCE = Source(find)
