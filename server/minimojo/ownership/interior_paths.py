"""Which interior origins are meant: by an access, by a type, by a variable (CL-21, CL-60).

One origin may have several names in a function. The storage of an argument `ref[rows[0]] x` is an
element of `rows`, and with `ref[o] a, p: Pointer[T, o]` both arguments lead to the same place: paths
are brought to one form before they are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from minimojo.hir.model import Convention
from minimojo.mir.body import Access, Body, Local, LocalKind, Place, Through
from minimojo.ownership.values import ValueSet
from minimojo.types import part_of
from minimojo.types.model import (
    FieldStep,
    InteriorStep,
    LocalRoot,
    Origin,
    OriginPath,
    ParameterRoot,
    Root,
    Type,
)


class InteriorPaths:
    """Answers for one body."""

    def __init__(self, body: Body, values: ValueSet) -> None:
        self._values = values
        self._roots: dict[Root, tuple[OriginPath, ...]] = {}
        self._held: dict[Type, tuple[OriginPath, ...]] = {}
        for local in body.locals:
            if local.kind is LocalKind.ARGUMENT and local.convention is Convention.REF:
                self._note_argument(local)

    def parts(self, origins: Iterable[Origin]) -> tuple[OriginPath, ...]:
        """The interior origins in origins: `l["e"]["e"]` has two."""
        found = (
            part
            for origin in origins
            for path in origin.paths
            for known in self._known(path)
            for part in _interior_parts(known)
        )
        return tuple(dict.fromkeys(found))

    def parts_of_access(self, access: Access) -> tuple[OriginPath, ...]:
        """Those by which the storage itself is reached; none for a place."""
        return self.parts((access.origin,)) if isinstance(access, Through) else ()

    def of_access(self, access: Access) -> tuple[OriginPath, ...]:
        """What a use of the storage checks: what it is reached by, or, for a place that is tracked, what
        is in its type (CL-23)."""
        if isinstance(access, Through):
            return self.parts_of_access(access)
        slice_ = self._values.place(access)
        if slice_ is None:
            return ()
        local = slice_.value.local
        if local.kind is LocalKind.REFERENCE or slice_.layout.type is None:
            return self.in_local(local)
        return self.in_type(slice_.layout.type)

    def of_storage(self, access: Access) -> tuple[OriginPath, ...]:
        """The paths of the storage itself."""
        if isinstance(access, Place):
            steps = tuple(FieldStep(name) for name in access.path)
            return self._known(OriginPath(LocalRoot(access.local), steps))
        return tuple(known for path in access.origin.paths for known in self._known(path))

    def in_local(self, local: Local) -> tuple[OriginPath, ...]:
        """Those in the type of a variable; for a reference, where it leads to."""
        if local.kind is LocalKind.REFERENCE:
            return self.parts(() if local.refers_to is None else (local.refers_to,))
        return self.in_type(local.type)

    def behind_argument(self, local: Local) -> tuple[OriginPath, ...]:
        """Those in the declared origin of a `ref[...]` argument."""
        return self.parts(() if local.refers_to is None else (local.refers_to,))

    def in_type(self, type_: Type) -> tuple[OriginPath, ...]:
        """Those that a type mentions."""
        found = self._held.get(type_)
        if found is None:
            found = self._held[type_] = self.parts(self._values.facts.embedded_origins(type_))
        return found

    def _note_argument(self, local: Local) -> None:
        """Several arguments with one origin parameter: the first of them stands for it."""
        paths = () if local.refers_to is None else local.refers_to.paths
        own = LocalRoot(local.id)
        match paths:
            case (OriginPath(root=ParameterRoot() as parameter, steps=()),) if parameter not in self._roots:
                self._roots[parameter] = (OriginPath(own),)
            case ():
                pass
            case _:
                self._roots[own] = tuple(known for path in paths for known in self._known(path))

    def _known(self, path: OriginPath) -> tuple[OriginPath, ...]:
        """The path in the form in which it is compared."""
        roots = self._roots.get(path.root)
        if roots is None:
            return (path,)
        return tuple([part_of(base, path.steps) for base in roots])


def _interior_parts(path: OriginPath) -> Iterator[OriginPath]:
    for end, step in enumerate(path.steps, 1):
        if isinstance(step, InteriorStep):
            yield OriginPath(path.root, path.steps[:end])
