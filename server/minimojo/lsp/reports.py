"""What identifies findings that a client has."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from lsprotocol import types


def result_id(found: Sequence[types.Diagnostic]) -> str:
    """The same for the same findings, whenever they were found."""
    return blake2b(repr(list(found)).encode("utf-8", "replace"), digest_size=12).hexdigest()
