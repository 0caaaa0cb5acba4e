"""The analysis of one state of a file, one function at a time.

A front end can stop between two steps to look after its user, and drop the run when the file has
changed meanwhile; what was computed stays in the memo.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from minimojo.hir.checks import declared_by, header_problems
from minimojo.hir.model import Header, Unit
from minimojo.hir.problems import DeclarationProblem
from minimojo.hir.redefinitions import redefinitions
from minimojo.names.model import Occurrence, Symbol
from minimojo.names.symbols import Symbols
from minimojo.names.unit import names_of_header, names_of_unit, plain_names_of_unit, types_at, watch_unit
from minimojo.names.watched import Watched
from minimojo.rules.findings import declaration_findings
from minimojo.rules.model import Finding
from minimojo.syntax.outline import Part
from minimojo.types import (
    Read,
    TypeScope,
    conformance_problems,
    deprecated_in,
    deprecated_names,
    library_of,
    reads_of,
)
from minimojo.types.model import Type
from minimojo.workspace.digests import Seen
from minimojo.workspace.faults import log_fault
from minimojo.workspace.memo import HeaderFindings, Last, Memo, Traced, TypeProblems
from minimojo.workspace.model import Bodies, FileAnalysis, UnitResult
from minimojo.workspace.pipeline import Surroundings, analyse_unit, look_at
from minimojo.workspace.project import Interfaces, Loaded, Project

Told = tuple[str, Seen, bool]
"""The key of a function without findings, what this depends on, and whether it was understood to its end."""


class Run:
    """`step` until it returns False, then take `finish()`; or just call `finish()`."""

    def __init__(
        self, path: str, file: Loaded, project: Project, memo: Memo, *, is_edited: bool = True
    ) -> None:
        self._path = path
        self._key = file.key
        self._document = document = file.document
        self._module = module = file.module
        self._memo = memo
        self._project = project
        self._is_edited = is_edited
        self._is_like_before = memo.interfaces is not None and project.has(memo.interfaces)
        self._check = None if self._is_like_before else project.digest
        self._units = {unit.key: unit for unit in module.units}
        self._environment = project.program.environment(module.space)
        self._bodies = memo.bodies.within(project.program)
        self._around = Surroundings(document, module, self._environment)
        self._computed: list[str] = []
        last = memo.last if self._is_like_before else None
        others = None if last is None else last.others_in(module.units)
        self._results: dict[str, UnitResult] = {} if last is None or others is None else dict(last.results)
        for unit in others or ():
            del self._results[unit.key]
        self._waiting = self._stale(module.units if others is None else others)

    def is_of(self, project: Project) -> bool:
        """Whether this is the analysis of a state."""
        return self._project is project

    def _stale(self, units: Iterable[Unit]) -> Iterator[Unit]:
        """The functions without a valid result; those with one are taken over on the way."""
        find, check, results = self._memo.results.find, self._check, self._results
        for unit in units:
            known = find(unit.key, _part(unit), check)
            if known is None:
                yield unit
            else:
                results[unit.key] = known

    def step(self) -> bool:
        """Analyses the next function that needs it. Returns whether there was one."""
        unit = next(self._waiting, None)
        if unit is None:
            return False
        self.result(unit)
        return True

    def result(self, unit: Unit) -> UnitResult:
        """The result of one function of the file, computed now if need be."""
        known = self._results.get(unit.key) or self._memo.results.find(unit.key, _part(unit), self._check)
        if known is None:
            watched = Watched(curious=False) if self._lacks_names(unit) else None
            with self._environment.recording() as trace, library_of(self._environment):
                known, bodies = analyse_unit(unit, self._around, watched)
            self._bodies.put(known, bodies, len(unit.source))
            reads = reads_of(trace)
            self._memo.results.store(unit.key, _part(unit), self._project.seen(reads), known)
            self._note_interfaces()
            self._computed.append(unit.key)
            if watched is not None and watched.complete and bodies and not unit.decl.erroneous:
                self._learn_names(unit, reads, watched)
            self._project.program.tidy()
        self._results[unit.key] = known
        return known

    @property
    def left(self) -> list[Unit]:
        """The functions whose results are not known yet."""
        return [unit for unit in self._module.units if unit.key not in self._results]

    def told(self, unit: Unit) -> Told | None:
        """The result of one function, for another process; None if that would be too long a story, as findings are:
        what they are founded on are declarations with all that is known about them."""
        result = self.result(unit)
        if result.founded or result.declared or result.failure is not None:
            return None
        return unit.key, self._memo.results.reads(unit.key), result.usable

    def take(self, told: Told) -> None:
        """Takes over what another process found out about a function of this state, if it holds here as well."""
        key, reads, usable = told
        seen = self._project.seen(read for read, _ in reads)
        if seen == reads:
            self._memo.results.store(key, _part(self._units[key]), seen, UnitResult(key, (), usable))
            self._note_interfaces()

    def _lacks_names(self, unit: Unit) -> bool:
        """Whether the names of a function will be asked for, and are not known."""
        wants_names = self._memo.wants_names
        return wants_names and self._valid_names.find(unit.key, _part(unit), None) is None

    def expect_names(self) -> None:
        """Names of the file are asked for again and again: what an analysis sees of them is kept."""
        self._memo.wants_names = True

    def bodies(self, unit: Unit) -> Bodies:
        """What the result of one function of the file is founded on, worked out again if it is not kept."""
        result = self.result(unit)
        known = self._bodies.get(result)
        if known is None:
            with library_of(self._environment):
                known = look_at(unit, self._around)
            self._bodies.put(result, known, len(unit.source))
        return known

    @property
    def scope(self) -> TypeScope:
        """What names mean at the top of the file."""
        return TypeScope(self._environment)

    @property
    def symbols(self) -> Symbols:
        """Makes symbols of what can be seen in the file."""
        return Symbols(self._environment, self._project.file_of)

    def names(self, part: Unit | Header) -> tuple[Occurrence, ...]:
        """The names of a function, or of another part of the file, relative to its start."""
        known = self._valid_names.find(part.key, _part(part), None)
        return self._learn_names(part) if known is None else known

    def names_like(self, part: Unit | Header, word: re.Pattern[bytes]) -> tuple[Occurrence, ...]:
        """Names of a part, all that are spelled like `word` among them: for something that is found by its name
        alone, like what a module declares. Nothing is kept, unless it takes the types of all expressions."""
        known = self._valid_names.find(part.key, _part(part), None)
        if known is None and isinstance(part, Unit):
            symbols = Symbols(self._environment, self._project.file_of)
            with library_of(self._environment):
                known = plain_names_of_unit(part, self._document, self._key, symbols, word)
        return self._learn_names(part) if known is None else known

    def _learn_names(
        self, part: Unit | Header, reads: frozenset[Read] = frozenset(), watched: Watched | None = None
    ) -> tuple[Occurrence, ...]:
        """Finds the names of a part; `watched` is what an analysis that read `reads` has told of it."""
        names = self._valid_names
        with self._environment.recording() as trace, library_of(self._environment):
            found = self._named(part, watched)
        names.store(part.key, _part(part), self._project.seen(reads | reads_of(trace)), found)
        self._memo.names_with = self._interfaces(self._memo.names_with)
        return found

    @cached_property
    def _valid_names(self) -> Traced[tuple[Occurrence, ...]]:
        """The names that are known and mean the same as when they were found."""
        memo = self._memo
        if memo.names_with is None or not self._project.has(memo.names_with):
            memo.names.keep_valid(self._project.digest)
            memo.names_with = self._interfaces(None)
        return memo.names

    def _named(self, part: Unit | Header, watched: Watched | None) -> tuple[Occurrence, ...]:
        """A fault of ours in one function must not cost the user the names of others."""
        symbols = Symbols(self._environment, self._project.file_of)
        if isinstance(part, Unit) and part.decl.owner is not None:  # It is known without being looked up.
            self._environment.program.note_read(self._module.name, part.decl.owner.name)
        try:
            if isinstance(part, Unit):
                return names_of_unit(part, self._document, self._key, symbols, watched)
            return names_of_header(part, self._module, self._key, symbols)
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is logged
            log_fault(fault, "the names of %s cannot be told", part.key)
            return ()

    def watched(self, unit: Unit) -> Watched:
        """The types and calls in a function of the file."""
        return watch_unit(unit, self._document, self._environment)

    def local_type(self, unit: Unit, at: int) -> Type | None:
        """The type of what a function declares at a byte of it, as far as it is known."""
        with library_of(self._environment):
            return self.watched(unit).names.get(at)

    def types_at(self, part: Unit | Header, at: int) -> tuple[Symbol, ...]:
        """The declared types of the value at a byte of a part of the file."""
        symbols = Symbols(self._environment, self._project.file_of)
        with library_of(self._environment):
            return types_at(part, self._document, symbols, at)

    def finish(self) -> FileAnalysis:
        """Analyses what is left and puts everything together."""
        while self.step():
            pass
        self._memo.keep_only(self._units)
        analysis = self.so_far()
        self._memo.interfaces = self._interfaces(self._memo.interfaces if self._is_like_before else None)
        self._memo.last = Last(self._module.units, self._results)
        return analysis

    def _note_interfaces(self) -> None:
        """A new entry may have looked at files that no other has, or at a state that no other knows."""
        self._memo.interfaces = self._interfaces(self._memo.interfaces) if self._is_like_before else None

    def _interfaces(self, earlier: Interfaces | None) -> Interfaces | None:
        """What this state, and an `earlier` one that is like it, has seen of the files, to know soon that it is the
        same. Only for a file that is edited: of each of ten thousand others, that would be ten thousand files."""
        return self._project.interfaces(earlier) if self._is_edited else None

    def so_far(self) -> FileAnalysis:
        """What is known by now; the results of some functions may be missing."""
        return FileAnalysis(
            path=self._path,
            document=self._document,
            module=self._module,
            declarations=self._header_findings(),
            results=dict(self._results),
            computed=tuple(self._computed),
            look=self.bodies,
        )

    def _header_findings(self) -> tuple[Finding, ...]:
        """What is wrong with the headers of types and other statements of the file."""
        headers = [(header.key, header.part) for header in self._module.headers]
        known = self._memo.headers
        if known is None or known.environment is not self._environment or known.headers != headers:
            found = tuple(self._found_in_headers())
            known = self._memo.headers = HeaderFindings(headers, self._environment, found)
        types = self._type_problems.items()
        return (*known.findings, *(it for key, problems in types for it in self._declared(key, problems)))

    def _found_in_headers(self) -> Iterator[Finding]:
        names = declared_by(self._module)
        deprecated = deprecated_in(self._document.text, self._environment)
        for header in self._module.headers:
            yield from self._declared(header.key, header_problems(header, names))
            yield from self._declared(header.key, tuple(deprecated_names(header.tree, deprecated)))
        for key, problem in redefinitions(self._module):
            yield from self._declared(key, (problem,))

    def _declared(self, key: str, problems: tuple[DeclarationProblem, ...]) -> Iterable[Finding]:
        if not problems:
            return ()
        return declaration_findings(key, problems, self._document.text[self._module.starts[key] :])

    @cached_property
    def _type_problems(self) -> TypeProblems:
        """What types promise and do not keep; a fault of ours must not cost the user the rest."""
        types = tuple(self._module.types.values())
        known = self._memo.find_types(types, self._check)
        if known is None:
            try:
                with self._environment.recording() as trace, library_of(self._environment):
                    known = conformance_problems(self._module, self._environment)
            except Exception as fault:  # noqa: BLE001 - whatever it is, it is logged
                log_fault(fault, "the check of the types of %s failed", self._path)
                return {}
            self._memo.store_types(types, self._project.seen(reads_of(trace)), known)
            self._note_interfaces()
        return known


def _part(it: Unit | Header) -> Part:
    if it.part is None:
        raise ValueError(f"`{it.key}` has no source")
    return it.part
