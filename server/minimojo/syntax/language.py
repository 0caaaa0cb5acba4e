"""The compiled grammar, and its node kinds and fields by name.

Kinds and fields are numbers in tree-sitter; looking them up once keeps the walk over a tree fast.
"""

from __future__ import annotations

import tree_sitter_minimojo
from tree_sitter import Language

LANGUAGE = Language(tree_sitter_minimojo.language())


def kind(name: str) -> int:
    """The number of a named node kind.

    Raises `LookupError` when the grammar has none: then grammar and analyzer do not fit together.
    """
    number = LANGUAGE.id_for_node_kind(name, True)
    if number is None:
        raise LookupError(f"the grammar has no node kind `{name}`")
    return number


def token(text: str) -> int:
    """The number of a literal token such as `(`. Raises `LookupError` like `kind`."""
    number = LANGUAGE.id_for_node_kind(text, False)
    if number is None:
        raise LookupError(f"the grammar has no token `{text}`")
    return number


def field(name: str) -> int:
    """The number of a field. Raises `LookupError` like `kind`."""
    number = LANGUAGE.field_id_for_name(name)
    if number is None:
        raise LookupError(f"the grammar has no field `{name}`")
    return number
