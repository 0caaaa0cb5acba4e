"""The documentation of settings, made from their declarations."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from msgspec import UNSET
from msgspec.structs import FieldInfo, fields

from minimojo.config.model import metas


def table(kind: type[Any]) -> str:
    """Markdown: a row for every field of a Struct of settings."""
    return "\n".join(("| setting | must be | without it | |", "|---|---|---|---|", *_rows(kind)))


def _rows(kind: type[Any]) -> Iterator[str]:
    for it in fields(kind):
        found = list(metas(it.type))
        must = next((words for meta in found if (words := (meta.extra or {}).get("must"))), "")
        about = next((meta.description for meta in found if meta.description), "")
        yield f"| `{it.encode_name}` | {must} | {_default(it)} | {about} |"


def _default(it: FieldInfo) -> str:
    value = it.default_factory() if callable(it.default_factory) else it.default
    if value is UNSET or value in ((), {}):
        return ""
    return f"`{json.dumps(value)}`"
