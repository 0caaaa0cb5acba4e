"""One run of `minimojo migrate`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from minimojo.cli.excerpt import lines_for
from minimojo.cli.files import Barren, Foreign, Source, Unreadable, sources
from minimojo.cli.fixing import diff, write_fixed
from minimojo.cli.jobs import Job
from minimojo.cli.migrating import Migrator
from minimojo.cli.projects import Choices, Projects
from minimojo.cli.roots import import_roots
from minimojo.cli.telling import tell
from minimojo.ide.migration import Migrated

_WOULD_CHANGE = 1
_NOT_DONE = 2


class Migration:
    """A run; `status` is what the process ends with."""

    def __init__(self, paths: tuple[Path, ...], roots: tuple[Path, ...]) -> None:
        self._paths = paths
        self._projects = Projects(Choices(roots=tuple(import_roots(roots, paths))), self._fail)
        self.status = 0

    def show(self, stream: TextIO) -> None:
        """Prints what would change."""
        for source, new in self._migrated():
            self.status = max(self.status, _WOULD_CHANGE)
            stream.write(lines_for(stream, diff(source, new.text)))

    def write(self) -> None:
        """Changes the files, all of them after all were looked at: what a file means depends on others."""
        changed = list(self._migrated())
        for source, new in changed:
            try:
                write_fixed(source, new.text)
            except OSError as error:
                self._fail(f"cannot write {source.path}: {(error.strerror or str(error)).lower()}")
        tell(f"{sum(new.count for _, new in changed)} changes in {len(changed)} files")

    def _migrated(self) -> Iterator[tuple[Source, Migrated]]:
        """The files that change."""
        jobs = list(self._jobs())
        for job, new in zip(jobs, Migrator(jobs).migrated(), strict=True):
            if new.text != job.source.text:
                yield job.source, new

    def _jobs(self) -> Iterator[Job]:
        for source in sources(self._paths, self._projects.is_excluded):
            match source:
                case Unreadable(path, reason):
                    self._fail(f"cannot read {path}: {reason}")
                case Barren(path):
                    tell(f"there are no Mojo files in {path}")
                case Foreign(path):
                    tell(f"{path} is passed over: it is a link to elsewhere")
                case Source(path):
                    yield Job(source, self._projects.setting(path))

    def _fail(self, problem: str) -> None:
        self.status = _NOT_DONE
        tell(problem)
