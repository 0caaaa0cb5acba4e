"""What the command line of `minimojo check` asks for."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from msgspec import Struct

from minimojo.cli.files import STANDARD_INPUT
from minimojo.cli.projects import Choices
from minimojo.cli.roots import import_roots
from minimojo.edition import Edition


class Treatment(Enum):
    """What is done with files: nothing, their fixes are made, or shown."""

    LOOK = "look"
    FIX = "fix"
    DIFF = "diff"


class Request(Struct, frozen=True, kw_only=True):
    """The options by their names."""

    paths: tuple[Path, ...]
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    config: Path | None = None
    isolated: bool = False
    roots: tuple[Path, ...] = ()
    edition: Edition | None = None
    output_format: str = "full"
    treatment: Treatment = Treatment.LOOK
    unsafe_fixes: bool = False
    stdin_filename: str | None = None
    force_exclude: bool = False
    jobs: int | None = None
    cache_dir: Path | None = None
    no_cache: bool = False

    @property
    def choices(self) -> Choices:
        """What is said about how files are judged."""
        return Choices(
            select=self.select,
            ignore=self.ignore,
            roots=tuple(import_roots(self.roots, self.paths)),
            edition=self.edition,
            config=self.config,
            isolated=self.isolated,
        )

    @property
    def is_standard_input(self) -> bool:
        return self.paths == (Path(STANDARD_INPUT),)
