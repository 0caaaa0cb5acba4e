"""What identifies findings that a client has."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import blake2b

import msgspec
from lsprotocol import types


def written(it: object) -> str:
    """Something of the protocol as JSON: equal things are written alike (see `lean_types`)."""
    return json.dumps(msgspec.to_builtins(it))


def result_id(found: Sequence[types.Diagnostic]) -> str:
    """The same for the same findings, whenever they were found."""
    return blake2b(written(found).encode(), digest_size=12).hexdigest()
