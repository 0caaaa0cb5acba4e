"""How the files of a command line are to be judged: what it says itself, and the configurations of their projects."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from msgspec import Struct

from minimojo.config.model import Located
from minimojo.config.patterns import Patterns
from minimojo.config.reading import NOTHING, Reading, configuration_of, read
from minimojo.edition import LATEST, Edition
from minimojo.rules.selection import WITHOUT_ADVICE, Selection

Exclusion = Callable[[str], bool]
"""Whether a path below a folder is passed over; folders end with a slash."""


class Choices(Struct, frozen=True, kw_only=True):
    """What the command line says; it comes before what projects say.

    `config` is a file that stands for the configurations of all projects; with `isolated` there is none.
    """

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    roots: tuple[str, ...] = ()
    edition: Edition | None = None
    config: Path | None = None
    isolated: bool = False


class Setting(Struct, frozen=True, kw_only=True):
    """How a file is judged: what is shown, for which Mojo it is written, where its imports are looked for."""

    selection: Selection = WITHOUT_ADVICE
    edition: Edition = LATEST
    roots: tuple[str, ...] = ()


class Projects:
    """The projects of the files that are checked; `tell` gets what is wrong with their configurations, once."""

    def __init__(self, choices: Choices, tell: Callable[[str], None]) -> None:
        self._choices = choices
        self._tell = tell
        self._told: set[str] = set()
        self._settings: dict[str, Setting] = {}
        self._readings: dict[str, Reading] = {}

    def setting(self, path: str) -> Setting:
        """How a file is judged."""
        folder = _folder(path)
        if folder not in self._settings:
            self._settings[folder] = _setting(self._choices, self._reading(folder))
        return self._settings[folder]

    @property
    def configurations(self) -> tuple[Located, ...]:
        """Those that were asked so far."""
        return tuple(it.located for it in self._readings.values())

    def is_excluded(self, path: str) -> bool:
        """Whether the project of a file, or of a folder (with a slash at its end), passes it over."""
        absolute = os.path.abspath(path)  # noqa: PTH100 - without following links
        located = self._reading(_folder(absolute)).located
        if located.folder is None or not located.config.exclude:
            return False
        relative = os.path.relpath(absolute, located.folder).replace(os.sep, "/")
        return _exclusion(located.config.exclude)(relative + ("/" if path.endswith("/") else ""))

    def _reading(self, folder: str) -> Reading:
        if folder not in self._readings:
            self._readings[folder] = found = self._found(Path(folder))
            for problem in found.problems:
                if problem not in self._told:
                    self._told.add(problem)
                    self._tell(problem)
        return self._readings[folder]

    def _found(self, folder: Path) -> Reading:
        if self._choices.isolated:
            return NOTHING
        if self._choices.config is not None:
            return read(self._choices.config) or NOTHING
        return configuration_of(folder)


def _folder(path: str) -> str:
    return os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120 - without following links


def _setting(choices: Choices, reading: Reading) -> Setting:
    located = reading.located
    config, folder = located.config, located.folder
    theirs = [] if folder is None else [str((folder / it).absolute()) for it in config.import_roots]
    return Setting(
        selection=_selection(choices, config.selection(WITHOUT_ADVICE)),
        edition=choices.edition or config.edition or LATEST,
        roots=tuple(dict.fromkeys((*choices.roots, *theirs))),
    )


def _selection(choices: Choices, project: Selection) -> Selection:
    """Who asks for rules gets these, whatever the project leaves out; what is ignored is so besides."""
    if not choices.select:
        return Selection(project.select, project.ignore | choices.ignore, project.severity)
    asked = {code: level for code, level in project.severity.items() if level or code not in choices.select}
    return Selection(choices.select, choices.ignore, asked)


@cache
def _exclusion(patterns: Iterable[str]) -> Exclusion:
    return Patterns(patterns).match
