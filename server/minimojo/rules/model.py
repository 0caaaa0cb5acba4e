"""A finding, as every front end shows it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from minimojo.text import Span


class Severity(Enum):
    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"
    HINT = "hint"


class Tag(Enum):
    UNNECESSARY = "unnecessary"
    DEPRECATED = "deprecated"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A range within a unit or header of a file (`hir.model.Module.starts` places it).

    `file` is None for the file the finding is about.
    """

    unit_key: str
    span: Span
    file: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Related:
    """One step of the story."""

    location: Location
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`data` is the typed record that the rule found; fixes key on its type."""

    code: str
    severity: Severity
    message: str
    location: Location
    story: tuple[Related, ...] = ()
    tags: tuple[Tag, ...] = ()
    data: object = None
