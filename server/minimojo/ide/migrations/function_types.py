"""`fn(A) -> R` was the type of a plain function, which is `def(A) thin -> R` today (26.2, CL part 2).

So is `fn(A) escaping -> R`, the other functions of which have been closures with a type of their own since.
"""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.ide.migrations.model import Change, OldFile
from minimojo.syntax import ast
from minimojo.text import Span, TextEdit

_OTHERS = frozenset(("capturing", "escaping", "thin", "unified"))


def changes(file: OldFile) -> Iterator[Change]:
    for node in file.nodes:
        if isinstance(node, ast.FunctionTypeExpr):
            yield from _escaping(node)
        if isinstance(node, ast.FunctionTypeExpr) and _is_plain(node, file):
            at = _behind_effects(node, file)
            yield (TextEdit(node.loc, "def"), TextEdit(Span(at, at), " thin"))


def _escaping(node: ast.FunctionTypeExpr) -> Iterator[Change]:
    words = {it.word: it.span for it in node.signature.effects}
    if "escaping" in words and node.signature.captures is None and not words.keys() & {"capturing", "thin"}:
        yield (TextEdit(node.loc, "def"), TextEdit(words["escaping"], "thin"))


def _is_plain(node: ast.FunctionTypeExpr, file: OldFile) -> bool:
    words = {it.word for it in node.signature.effects}
    named = {it.type.name for it in node.signature.effects if isinstance(it.type, ast.Name)}
    is_old = file.text[node.loc.start : node.loc.end] == b"fn"
    return is_old and node.signature.captures is None and _OTHERS.isdisjoint(words | named)


def _behind_effects(node: ast.FunctionTypeExpr, file: OldFile) -> int:
    signature = node.signature
    if signature.effects:
        return signature.effects[-1].span.end
    following = [it for it in (signature.result, *signature.where) if it is not None]
    at = min((it.span.start for it in following), default=signature.span.end)
    return len(file.text[:at].rstrip())
