"""One run of `minimojo check`: reads the files, fixes and checks them, and says what goes wrong on the way."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from minimojo.cli.files import Barren, Foreign, Source, Unreadable, sources, standard_input
from minimojo.cli.jobs import Job
from minimojo.cli.progress import with_progress
from minimojo.cli.projects import Projects
from minimojo.cli.report import CheckedFile, Found, find_format
from minimojo.cli.request import Request, Treatment
from minimojo.cli.telling import tell
from minimojo.config.model import Located
from minimojo.rules.model import Severity

if TYPE_CHECKING:
    from minimojo.cli.cache import Cache
    from minimojo.fixes.model import Applicability

ERRORS_FOUND = 1
NOT_DONE = 2


class Check:
    """A run; `status` is what the process ends with."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._projects = Projects(request.choices, self._fail)
        self._errors = False
        self._failed = False
        self._changes = False

    @property
    def configurations(self) -> tuple[Located, ...]:
        """The configurations that were asked so far."""
        return self._projects.configurations

    @property
    def status(self) -> int:
        return NOT_DONE if self._failed else ERRORS_FOUND if self._errors or self._changes else 0

    def report(self, stream: TextIO) -> None:
        """Checks the files, after fixing them if that is asked for, and prints what is found."""
        jobs: Iterable[Job] = self._jobs()
        if self._request.treatment is Treatment.FIX:
            jobs = self._fixed(jobs)
            if self._request.is_standard_input:
                stream = sys.stderr  # The other one gets the fixed text.
        find_format(self._request.output_format).write(self._checked(jobs), stream)

    def show_diff(self, stream: TextIO) -> None:
        """Prints what fixes would change."""
        from minimojo.cli.excerpt import lines_for
        from minimojo.cli.fixing import Fixer, diff

        fixer = Fixer(self._allowed)
        for job in self._jobs():
            source = job.source
            fixed = fixer.fix(job)
            if fixed.text != source.text:
                self._changes = True
                stream.write(lines_for(stream, diff(source, fixed.text)))

    def _jobs(self) -> Iterator[Job]:
        for source in self._sources():
            match source:
                case Unreadable(path, reason):
                    self._fail(f"cannot read {path}: {reason}")
                case Barren(path):
                    tell(f"there are no Mojo files in {path}")
                case Foreign(path):
                    tell(f"{path} is passed over: it is a link to elsewhere")
                case Source(path):
                    yield Job(source, self._projects.setting(path))

    def _sources(self) -> Iterator[Source | Barren | Unreadable | Foreign]:
        if self._request.is_standard_input:
            yield standard_input(self._request.stdin_filename or "standard-input.mojo")
            return
        paths = self._request.paths
        if self._request.force_exclude:
            paths = tuple(it for it in paths if it.is_dir() or not self._projects.is_excluded(str(it)))
        yield from sources(paths, self._projects.is_excluded)

    def _fixed(self, jobs: Iterable[Job]) -> Iterator[Job]:
        from minimojo.cli.fixing import Fixer, write_fixed

        fixer = Fixer(self._allowed)
        for job in jobs:
            source = job.source
            fixed = fixer.fix(job)
            text = fixed.text
            if self._request.is_standard_input:
                sys.stdout.buffer.write(text)
            elif fixed.count:
                try:
                    write_fixed(source, text)
                    tell(f"{fixed.count} fixed in {source.path}")
                except OSError as error:
                    self._fail(f"cannot write {source.path}: {(error.strerror or str(error)).lower()}")
                    text = source.text
            yield Job(Source(source.path, text), job.setting)

    @property
    def _allowed(self) -> frozenset[Applicability]:
        from minimojo.cli.fixing import ANY, SAFE

        return ANY if self._request.unsafe_fixes else SAFE

    def _checked(self, jobs: Iterable[Job]) -> Iterator[CheckedFile]:
        from minimojo.cli.batch import Batch

        needs = find_format(self._request.output_format).needs
        batch = Batch(needs, self._cache(), self._request.jobs)
        known = list(jobs)
        for job, found in with_progress(batch.checked(known), len(known)):
            yield self._noted(job.source, found)

    def _cache(self) -> Cache | None:
        """Where results are kept; None if that is not wanted, or not possible."""
        request = self._request
        if request.no_cache or request.is_standard_input:
            return None
        from minimojo.cli.cache import Cache, user_folder

        try:
            return Cache(request.cache_dir or user_folder())
        except OSError as error:
            if request.cache_dir is not None:
                tell(f"there is no cache in {request.cache_dir}: {(error.strerror or str(error)).lower()}")
            return None

    def _noted(self, source: Source, found: Found) -> CheckedFile:
        file = CheckedFile(source.path, source.text, found)
        self._errors |= any(it.severity is Severity.ERROR for it in found.findings)
        if found.damage:
            first = found.damage[0]
            more = f" and {len(found.damage) - 1} more" if len(found.damage) > 1 else ""
            tell(
                f"{file.place(first.span.start)}: syntax error{more}, {first.cause}: checked as far as possible"
            )
        return file

    def _fail(self, problem: str) -> None:
        """Something was asked for that cannot be done."""
        self._failed = True
        tell(problem)
