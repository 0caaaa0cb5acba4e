"""Compares our tree of a file with the tree that the official formatter's parser builds.

Both trees are brought to one form: the nested statements, each with its kind and its text without blanks, and the
texts of all operator, call, subscript and member expressions inside it, which tell how operators were grouped.
The formatter joins some lines before it parses, so positions cannot be compared, texts can.

Run as a program on directories or files: prints every file whose structure differs.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tree_sitter
import tree_sitter_minimojo

LANGUAGE = tree_sitter.Language(tree_sitter_minimojo.language())
BLANKS = re.compile(r"\\[ \t]*\r?\n|[\s\0]+")


@dataclass(slots=True)
class Statement:
    kind: str
    text: str
    groups: Counter[str] = field(default_factory=Counter)
    body: list[Statement] = field(default_factory=list)


def parse(source: bytes) -> tree_sitter.Tree:
    return tree_sitter.Parser(LANGUAGE).parse(source)


def is_clean(tree: tree_sitter.Tree) -> bool:
    return not tree.root_node.has_error


def first_difference(source: bytes, groups: bool = True) -> str | None:
    """The first statement that both parsers read differently, or None. Raises mblack's error if it cannot parse."""
    ours = our_statements(parse(source).root_node)
    theirs = formatter_statements(source.decode("utf-8-sig"))
    return _difference(ours, theirs, groups)


def _difference(ours: list[Statement], theirs: list[Statement], groups: bool) -> str | None:
    for left, right in zip(ours, theirs, strict=False):
        if (left.kind, left.text) != (right.kind, right.text):
            return f"{left.kind} `{left.text[:200]}` is {right.kind} `{right.text[:200]}` for the formatter"
        if groups and left.groups != right.groups:
            only_ours, only_theirs = left.groups - right.groups, right.groups - left.groups
            return f"in `{left.text[:80]}`: groups {list(only_ours)[:3]} are {list(only_theirs)[:3]} for the formatter"
        below = _difference(left.body, right.body, groups)
        if below:
            return below
    if len(ours) != len(theirs):
        rest = (ours if len(ours) > len(theirs) else theirs)[min(len(ours), len(theirs))]
        whose = "ours" if len(ours) > len(theirs) else "the formatter's"
        return f"{rest.kind} `{rest.text[:80]}` is only in {whose}"
    return None


# --- our tree -----------------------------------------------------------------------------------------

SIMPLE = {
    "expression_statement": "expression",
    "comptime_declaration": "comptime",
    "comptime_assert": "comptime",
    "field_declaration": "var",
    "enum_case": "case",
    "pass_statement": "pass",
}
COMPOUND = {
    "if_statement": "if",
    "elif_clause": "elif",
    "else_clause": "else",
    "while_statement": "while",
    "for_statement": "for",
    "try_statement": "try",
    "except_clause": "except",
    "finally_clause": "finally",
    "with_statement": "with",
    "match_statement": "match",
    "case_clause": "case",
    "function_definition": "def",
    "struct_definition": "struct",
    "trait_definition": "trait",
    "extension_definition": "__extension",
    "enum_definition": "__enum",
    "mlir_region": "__mlir_region",
}
GROUPS = {
    "binary_operator",
    "boolean_operator",
    "comparison_operator",
    "not_operator",
    "unary_operator",
    "equality_pattern",
    "conditional_expression",
    "call",
    "subscript",
    "attribute",
    "contextual_member",
    "intrinsic_call",
}


def our_statements(root: tree_sitter.Node) -> list[Statement]:
    return [statement for child in root.named_children for statement in _ours(child)]


def _ours(node: tree_sitter.Node) -> Iterator[Statement]:
    if node.type in {"comment", "line_continuation", "block"}:
        return
    if node.type in {"decorated_definition", "decorated_statement"}:
        for child in node.named_children:
            yield from _ours(child)
    elif node.type == "decorator":
        yield Statement("decorator", _text(node), _our_groups(node))
    elif node.type == "comptime_statement":
        inner = node.child_by_field_name("statement")
        assert inner is not None
        for statement in _ours(inner):
            if statement.kind in {"if", "for", "match"} and statement.text.startswith(statement.kind):
                statement.text = "comptime" + statement.text
                statement.kind = "comptime"
            yield statement
    elif node.type in COMPOUND:
        yield from _our_compound(node)
    else:
        text = _text(node)
        kind = SIMPLE.get(node.type, node.type.split("_")[0])
        if kind == "expression" and text.startswith(("var", "ref")) and node.children[0].type != "call":
            head = node
            while head.children:
                head = head.children[0]
            kind = head.type if head.type in {"var", "ref"} else kind
        yield Statement("import" if kind == "import" else kind, text, _our_groups(node))


def _our_compound(node: tree_sitter.Node) -> Iterator[Statement]:
    """A statement for the header with the body inside, then one for each further arm."""
    bodies = [child for child in node.children if child.type == "block"]
    arms = [child for child in node.children if child.type in COMPOUND]
    stop = min([child.start_byte for child in (*bodies, *arms)], default=node.end_byte)
    head = [
        child for child in node.children if child.start_byte < stop and child.type not in {"block", *COMPOUND}
    ]
    groups: Counter[str] = Counter()
    for child in head:
        groups += _our_groups(child)
    text = "".join(_text(child) for child in head)
    body = [statement for block in bodies for child in block.named_children for statement in _ours(child)]
    yield Statement(COMPOUND[node.type], text, groups, body)
    for arm in arms:
        yield from _ours(arm)


def _text(node: tree_sitter.Node) -> str:
    if node.type in {"comment", "line_continuation"}:
        return ""
    start = node.start_byte
    source = node.text or b""
    pieces, position = [], 0
    for comment in _comments(node):
        pieces.append(source[position : comment.start_byte - start])
        position = comment.end_byte - start
    pieces.append(source[position:])
    return BLANKS.sub("", b" ".join(pieces).decode(errors="replace"))


def _comments(node: tree_sitter.Node) -> Iterator[tree_sitter.Node]:
    for child in node.children:
        if child.type == "comment":
            yield child
        elif child.type == "block":
            pass
        else:
            yield from _comments(child)


def _our_groups(node: tree_sitter.Node) -> Counter[str]:
    found: Counter[str] = Counter()
    pending = [node]
    while pending:
        current = pending.pop()
        if current.type == "string":
            continue  # the formatter does not look into t-strings
        if current.type in GROUPS:
            found[_without_carets(current)] += 1
        pending.extend(current.children)
    return found


def _without_carets(node: tree_sitter.Node) -> str:
    """The formatter takes the `^` of a transfer loosely (`a + b^` is `(a + b)^`): not to be compared."""
    if b"^" not in (node.text or b"") or not any(_carets(node)):
        return _text(node)
    if node.type == "transfer":
        return _without_carets(node.children[0])
    return "".join(_without_carets(child) for child in node.children) or _text(node)


def _carets(node: tree_sitter.Node) -> Iterator[bool]:
    pending = [node]
    while pending:
        current = pending.pop()
        if current.type == "transfer":
            yield True
        pending.extend(current.children)


# --- the formatter's tree ------------------------------------------------------------------------------


def formatter_statements(source: str) -> list[Statement]:
    from mblack.mode import TargetVersion
    from mblack.parsing import lib2to3_parse

    root = lib2to3_parse(source.lstrip("\n"), {TargetVersion.MOJO})
    return [statement for child in root.children for statement in _theirs(child)]


def _name(node: Any) -> str:
    from mblib2to3.pgen2 import token
    from mblib2to3.pytree import type_repr

    return token.tok_name[node.type] if node.type < 256 else str(type_repr(node.type))


def _leaf_text(node: Any) -> str:
    return BLANKS.sub("", "".join(leaf.value for leaf in node.leaves() if _name(leaf) not in _LAYOUT))


_LAYOUT = {"NEWLINE", "INDENT", "DEDENT", "ENDMARKER", "COMMENT", "NL"}


def _theirs(node: Any) -> Iterator[Statement]:
    name = _name(node)
    if name in {"suite", "simple_stmt", "decorated", "decorators", "async_stmt", "async_funcdef"}:
        asynchronous = name.startswith("async")
        for child in node.children:
            if asynchronous and _leaf_text(child) in {"async", "__async"}:
                continue
            for statement in _theirs(child):
                if asynchronous and statement.kind == "def":
                    statement.text = _leaf_text(node.children[0]) + statement.text
                yield statement
    elif name in _LAYOUT or name == "SEMI":
        return
    elif name == "decorator":
        yield Statement("decorator", _leaf_text(node), _their_groups(node))
    elif name == "comptime_stmt" and _name(node.children[1]) in {"if_stmt", "for_stmt", "match_stmt"}:
        for number, statement in enumerate(_theirs(node.children[1])):
            if number == 0:
                statement.kind, statement.text = "comptime", "comptime" + statement.text
            yield statement
    elif name in {
        "if_stmt",
        "while_stmt",
        "for_stmt",
        "try_stmt",
        "with_stmt",
        "match_stmt",
        "case_block",
    } or name in {
        "funcdef",
        "classdef",
    }:
        yield from _their_compound(node)
    else:
        yield Statement(_their_kind(node), _leaf_text(node), _their_groups(node))


def _their_compound(node: Any) -> Iterator[Statement]:
    """Cuts the flat list of children into arms: a header up to a colon and the suite behind it."""
    head: list[Any] = []
    cases = _name(node) == "match_stmt"
    children = list(node.children)
    position = 0
    while position < len(children):
        child = children[position]
        head.append(child)
        position += 1
        if _name(child) != "COLON":
            continue
        yield _arm(head, children, position, cases)
        if cases:
            return
        head = []
        position += 1


def _arm(head: list[Any], children: list[Any], position: int, cases: bool) -> Statement:
    groups: Counter[str] = Counter()
    for part in head:
        groups += _their_groups(part)
    text = "".join(_leaf_text(part) for part in head)
    kind = next(leaf.value for part in head for leaf in part.leaves())
    if _name(head[0]) == "except_clause":
        kind = "except"
    bodies = children[position:] if cases else children[position : position + 1]
    body = [statement for part in bodies for statement in _theirs(part)]
    return Statement("match" if kind == "__match" else kind, text, groups, body)


def _their_kind(node: Any) -> str:
    first = next(iter(node.leaves())).value
    name = _name(node)
    if first in {"pass", "return", "raise", "break", "continue", "assert", "import", "case", "comptime"}:
        return first
    if first == "from" and name == "import_from":
        return "import"
    if name == "var_stmt" or (first in {"var", "ref"} and name in {"expr_stmt", "expr"}):
        return first
    return "pass" if _leaf_text(node) == "..." else "expression"


LEFT_CHAINS = {
    "or_test",
    "and_test",
    "or_expr",
    "xor_expr",
    "and_expr",
    "shift_expr",
    "arith_expr",
    "term",
    "type_or_expr",
    "type_xor_expr",
    "type_and_expr",
    "type_shift_expr",
    "type_arith_expr",
    "type_term",
}
WHOLE = {"comparison", "not_test", "factor", "type_factor", "test", "if_else_test"}


def _their_groups(node: Any) -> Counter[str]:
    found: Counter[str] = Counter()
    pending = [node]
    while pending:
        current = pending.pop()
        name = _name(current)
        pending.extend(current.children)
        if name in WHOLE:
            found[_group_text(current)] += 1
        elif name in LEFT_CHAINS:
            found += _chain(current.children)
        elif name in {"power", "type_power", "typeconvexpr", "raises_type"}:
            found += _trailers(current.children)
        elif name == "atom" and current.children[0].value == ".":
            found[_leaf_text(current)] += len(current.children) == 2
    return found


def _chain(children: list[Any]) -> Counter[str]:
    """`a + b - c` groups as `a+b` and `a+b-c`; a postfix `^` of an xor chain is left out."""
    found: Counter[str] = Counter()
    text, position = _group_text(children[0]), 1
    while position < len(children):
        operator = children[position]
        position += 1
        if _is_transfer(operator):
            if position < len(children) and _leaf_text(children[position]) == ".":
                return found + _member_behind_transfer(text, children[position:])
            continue
        text += _leaf_text(operator) + _group_text(children[position])
        position += 1
        found[text] += 1
    return found


def _member_behind_transfer(text: str, children: list[Any]) -> Counter[str]:
    """`x^.f().g` is an xor for the formatter, whose right side begins with a dot."""
    found: Counter[str] = Counter()
    text += "." + _leaf_text(children[1])
    found[text] += 1
    for child in children[2:]:
        if _name(child) != "trailer":
            return found
        text += _group_text(child)
        found[text] += 1
    return found


def _is_transfer(leaf: Any) -> bool:
    following = leaf.next_sibling
    return _leaf_text(leaf) == "^" and (following is None or _leaf_text(following) in {"^", "."})


def _group_text(node: Any) -> str:
    """The text without the `^` of transfers."""
    leaves = (leaf for leaf in node.leaves() if _name(leaf) not in _LAYOUT)
    return BLANKS.sub("", "".join(leaf.value for leaf in leaves if not _is_in_transfer(leaf)))


def _is_in_transfer(leaf: Any) -> bool:
    parent = leaf.parent
    return (
        leaf.value == "^" and parent is not None and _name(parent).endswith("xor_expr") and _is_transfer(leaf)
    )


def _trailers(children: list[Any]) -> Counter[str]:
    found: Counter[str] = Counter()
    parts = list(children)
    if _leaf_text(parts[0]) in {"await", "__await"}:
        parts.pop(0)
    text = _group_text(parts.pop(0))
    if text == "comptime":
        text += _group_text(parts.pop(0))  # `comptime(…)` is a call for the formatter only
    while parts and _name(parts[0]) == "trailer":
        text += _group_text(parts.pop(0))
        found[text] += 1
    if parts:
        found[text + "".join(_group_text(part) for part in parts)] += 1
    return found


def main(paths: list[str]) -> None:
    equal = different = unreadable = 0
    for path in sorted(file for name in paths for file in _files(Path(name))):
        try:
            difference = first_difference(path.read_bytes())
        except Exception as error:  # noqa: BLE001  (the formatter cannot parse it)
            unreadable += 1
            if "Cannot parse" not in str(error):
                print(path, type(error), error)
            continue
        equal, different = equal + (difference is None), different + (difference is not None)
        if difference:
            print(path, difference)
    print(f"{equal} equal, {different} different, {unreadable} that the formatter cannot parse")


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from (file for file in path.rglob("*") if file.suffix in {".mojo", ".🔥"} and file.is_file())
    else:
        yield path


if __name__ == "__main__":
    main(sys.argv[1:])
