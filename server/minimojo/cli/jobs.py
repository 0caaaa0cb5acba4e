"""A file to check, and what comes of it."""

from __future__ import annotations

from msgspec import Struct

from minimojo.cli.files import Source
from minimojo.cli.projects import Setting
from minimojo.cli.report import Found


class Job(Struct, frozen=True):
    """A file, and how it is judged."""

    source: Source
    setting: Setting


class Outcome(Struct, frozen=True):
    """What was found, and files in which names were looked up that their imports do not tell.

    What depends on such files depends on more than `dependencies` knows.
    """

    found: Found
    surprising: tuple[str, ...] = ()
