"""Checks many files: takes what is known of earlier runs, and spreads the rest over the cores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from minimojo.cli import zygote
from minimojo.cli.cache import Cache
from minimojo.cli.dependencies import Dependencies
from minimojo.cli.jobs import Job, Outcome
from minimojo.cli.projects import Setting
from minimojo.cli.report import Found, Needs

_WORTH_IT = 100_000
"""So many bytes take longer than it takes to start workers."""


class Batch(Struct):
    """How the files of a run are checked; `workers` is None for as many as it pays."""

    needs: Needs
    cache: Cache | None = None
    workers: int | None = None
    _dependencies: dict[tuple[str, ...], Dependencies] = field(
        default_factory=dict[tuple[str, ...], Dependencies]
    )

    def checked(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Found]]:
        """Every job with its result, in order."""
        keys = self._keys(jobs)
        known = {} if self.cache is None else self.cache.find(list(keys.values()))
        waiting = [it for it in range(len(jobs)) if keys.get(it) not in known]
        fresh: dict[int, Found] = {}
        surprising: set[str] = set()
        coming = self._outcomes([jobs[it] for it in waiting])
        for number, job in enumerate(jobs):
            while number not in fresh and keys.get(number) not in known:
                place, outcome = next(coming)
                fresh[waiting[place]] = outcome.found
                surprising.update(outcome.surprising)
            yield job, fresh[number] if number in fresh else known[keys[number]]
        if self.cache is not None and fresh:
            self.cache.store(self._reliable(jobs, keys, fresh, frozenset(surprising)))

    def _keys(self, jobs: Sequence[Job]) -> dict[int, bytes]:
        """What the results are kept under."""
        if self.cache is None:
            return {}
        by_roots: dict[tuple[str, ...], list[Job]] = {}
        for job in jobs:
            by_roots.setdefault(job.setting.roots, []).append(job)
        for roots, group in by_roots.items():
            self._dependencies[roots] = found = Dependencies(roots)
            found.add([it.source for it in group])
        return {number: self._key(self.cache, job) for number, job in enumerate(jobs)}

    def _key(self, cache: Cache, job: Job) -> bytes:
        path = job.source.path
        digest = self._dependencies[job.setting.roots].digest(path)
        return cache.key(path, digest, _told(job.setting), self.needs.value)

    def _reliable(
        self,
        jobs: Sequence[Job],
        keys: Mapping[int, bytes],
        fresh: Mapping[int, Found],
        surprising: frozenset[str],
    ) -> dict[bytes, Found]:
        """The results of which all is known that they depend on."""
        doubtful = {
            roots: it.dependents(surprising) if surprising else frozenset[str]()
            for roots, it in self._dependencies.items()
        }
        return {
            keys[number]: found
            for number, found in fresh.items()
            if self._dependencies[roots := jobs[number].setting.roots].key(jobs[number].source.path)
            not in doubtful[roots]
        }

    def _outcomes(self, jobs: Sequence[Job]) -> Iterator[tuple[int, Outcome]]:
        if not jobs:
            return
        count = self._worker_count(jobs)
        if count > 1 or (zygote.is_prepared() and self.workers != 1):
            from minimojo.cli.workers import checked_by

            yield from checked_by(count, jobs, self.needs)
            return
        from minimojo.cli.checking import Checker

        checker = Checker(self.needs)
        for number, job in enumerate(jobs):
            yield number, checker.check(job)

    def _worker_count(self, jobs: Sequence[Job]) -> int:
        if self.workers:
            return min(self.workers, len(jobs))
        if len(jobs) == 1 or sum(len(it.source.text) for it in jobs) < _WORTH_IT:
            return 1
        from minimojo.cores import cores

        return min(cores(), len(jobs))


def _told(setting: Setting) -> tuple[object, ...]:
    chosen = setting.selection
    return (
        sorted(chosen.select),
        sorted(chosen.ignore),
        sorted((code, level and level.value) for code, level in chosen.severity.items()),
        setting.edition.name,
        setting.roots,
    )
