"""A finding, as every front end shows it."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from minimojo.text import Span


class Severity(Enum):
    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"
    HINT = "hint"


class Tag(Enum):
    UNNECESSARY = "unnecessary"
    DEPRECATED = "deprecated"


class Location(Struct, frozen=True, order=True):
    """A range within a unit or header of a file (`hir.model.Module.starts` places it).

    `file` is None for the file the finding is about.
    """

    unit_key: str
    span: Span
    file: str | None = None


class Related(Struct, frozen=True, order=True):
    """One step of the story."""

    location: Location
    message: str


class Conditional(Struct, frozen=True):
    """A record about a function that counts only while the rest of its file does not speak against it.

    What is found in a function is kept while other functions change, so this is asked every time.
    """

    def holds(self, text: bytes) -> bool:
        """Whether nothing in the text of the file speaks against it."""
        raise NotImplementedError


class Finding(Struct, frozen=True, kw_only=True):
    """`data` is the typed record that the rule found; fixes key on its type."""

    code: str
    severity: Severity
    message: str
    location: Location
    story: tuple[Related, ...] = ()
    tags: tuple[Tag, ...] = ()
    data: object = None
