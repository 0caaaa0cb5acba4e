"""The folders that a client has open, and how they want their files to be judged."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote, urlsplit

from msgspec import Struct, field

from minimojo.config.reading import NOTHING, Reading, configuration_of
from minimojo.edition import Edition
from minimojo.lsp.settings import Settings
from minimojo.rules.selection import Selection
from minimojo.workspace.files import local_path


class Projects(Struct):
    """`folders` are URIs. What a project's own configuration says comes before the client's settings."""

    folders: tuple[str, ...] = ()
    settings: Settings = field(default_factory=Settings)
    _readings: dict[Path, Reading] = field(default_factory=dict[Path, Reading])

    def forget(self) -> None:
        """Configurations may have changed on disk."""
        self._readings.clear()

    def selection(self, uri: str) -> Selection:
        """The findings that are shown of a file."""
        return self._reading(uri).located.config.selection(self.settings.selection)

    @property
    def edition(self) -> Edition:
        """The Mojo of the first folder whose project says so, or that of the settings."""
        said = (self._of_folder(it).located.config.edition for it in self.folders)
        return next((it for it in said if it is not None), self.settings.edition)

    @property
    def roots(self) -> list[str]:
        """Folders in which imports are looked for, as URIs."""
        found = [self._uri(it) for it in self.settings.import_roots]
        for folder in self.folders:
            located = self._of_folder(folder).located
            if located.folder is not None:
                found += [(located.folder / it).as_uri() for it in located.config.import_roots]
        return [*dict.fromkeys((*found, *self.folders))]

    def problems(self) -> tuple[str, ...]:
        """What is wrong with the configurations of the folders."""
        return tuple(dict.fromkeys(it for folder in self.folders for it in self._of_folder(folder).problems))

    def _reading(self, uri: str) -> Reading:
        path = _path(uri)
        if path is None:
            return self._of_folder(self.folders[0]) if self.folders else NOTHING
        if path.parent not in self._readings:
            limits = (_path(it) for it in self.folders if uri.startswith(f"{it}/"))
            self._readings[path.parent] = configuration_of(path.parent, next(limits, path.parent))
        return self._readings[path.parent]

    def _of_folder(self, uri: str) -> Reading:
        return self._reading(f"{uri}/file")

    def _uri(self, root: str) -> str:
        """A folder of the settings; relative ones are below the first open folder."""
        if "://" in root:
            return root.rstrip("/")
        root = root.encode("utf-8", "replace").decode()  # JSON can carry lone surrogates, which no path has.
        path = Path(os.path.expanduser(root))  # noqa: PTH111 - that of `Path` fails for users it does not know
        if path.is_absolute() or not self.folders:
            return path.absolute().as_uri()
        return f"{self.folders[0]}/{quote(path.as_posix())}"


def _path(uri: str) -> Path | None:
    """The file that a URI names; None for those of other schemes and of other computers."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    local = local_path(parts)
    return None if local is None or "\0" in local else Path(local)
