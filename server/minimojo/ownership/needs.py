"""The state of the backward pass: what is still needed below, and what therefore dies here (CL part 7).

NEED is the set of bits that something below uses up: a consumption, a destruction already placed,
or the contract of the function's exit. A bit that is not in it just above a use is used there for
the last time.
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct, field
from msgspec.structs import replace

from minimojo.ownership.dry import DryRun
from minimojo.ownership.values import Slice, Value, ValueSet, field_of, fields_of
from minimojo.types.model import Answer, Type


class End(Enum):
    """What comes of placing a destruction (CL-41)."""

    DIES = "dies"
    PARTIAL = "only a part could be destroyed"  # CL-42
    ABANDONED = "nothing may destroy it"  # CL-44


class Destruction(Struct, frozen=True):
    """A part of a value that dies; the bits `kept` in it are needed below and must survive.

    `seen_as` is the type without a destructor as which its last use sees the whole value, if it does.
    """

    slice: Slice
    kept: int
    seen_as: Type | None = None


class Needs(Struct):
    """NEED at the current point of the scan, with the destructions to be placed there.

    `wrong` are the numbers of values with an error: those are never destroyed any more.
    """

    values: ValueSet
    wrong: set[int]
    need: int = 0
    dry: bool = False
    pending: list[Destruction] = field(default_factory=list[Destruction])
    _counting: int | None = None

    def exclude(self, value: Value) -> None:
        """From now on nothing of `value` is destroyed."""
        self.wrong.add(value.number)
        self._counting = None

    def run(self, step: DryRun) -> None:
        """Several operations of a dry round at once."""
        if self._counting is None:
            excluded = sum(self.values.all_slices[number].mask for number in self.wrong)
            self._counting = ~excluded
        self.need = self.need & ~step.killed | step.uses & self._counting | step.marks

    def schedule(self, wanted: Slice, seen_as: Type | None = None) -> bool:
        """CL-37: a use of `wanted`, maybe the last, seen as a type. Returns whether everything of it dies here."""
        first = len(self.pending)
        work = [wanted]
        dies = False
        while work:
            slice_ = work.pop()
            result, more = self._schedule_one(slice_)
            dies = result if slice_ is wanted else dies
            work += reversed(more)
        if seen_as is not None and len(self.pending) > first and wanted.is_whole:
            self.pending[first] = replace(self.pending[first], seen_as=seen_as)
        return dies

    def _schedule_one(self, slice_: Slice) -> tuple[bool, tuple[Slice, ...]]:
        value = slice_.value
        if slice_.mask & ~self.need == 0 or value.number in self.wrong:
            return False, ()
        if self.dry:
            self.need |= slice_.mask
            return False, ()
        if value.local.init_self and slice_.mask == value.mask:
            if self.need & (value.mask & ~value.whole):
                self.need |= value.whole
            if value.mask & ~self.need == 0:
                return False, ()
        all_dead = not slice_.whole & self.need
        target = self._target(slice_)
        if target.mask != slice_.mask and target.layout.trivial is not Answer.YES:
            all_dead = False
        more: tuple[Slice, ...] = ()
        kept = 0
        if target.layout.is_struct:
            more = self.values.inside_type(target.layout)
            self.need &= ~(target.layout.trivial_bits << target.start)
            kept = self.need & target.mask
        self.pending.append(Destruction(target, kept))
        self.need |= target.mask
        return all_dead, more

    def _target(self, slice_: Slice) -> Slice:
        """The largest path around `slice_` that is not needed as a whole."""
        if not slice_.value.in_memory:
            return slice_
        target = self.values.whole(slice_.value)
        for name in slice_.path:
            if not target.whole & self.need:
                break
            inner = field_of(target, name)
            if inner is None:
                break
            target = inner
        return target

    def take_destructions(self) -> list[Destruction]:
        """The destructions of one point, in the order in which they happen (CL-41)."""
        found = sorted(self.pending, key=lambda it: -it.slice.value.number)
        self.pending.clear()
        return found


def ends_of(destruction: Destruction, values: ValueSet) -> list[tuple[End, Slice]]:
    """What happens to the parts of a value that dies, in order (CL-41).

    What is kept stays; a struct whose whole bit is kept is destroyed field by field. After a
    PARTIAL nothing more happens to that part.
    """
    kept = destruction.kept
    found: list[tuple[End, Slice]] = []
    work = [destruction.slice]
    while work:
        slice_ = work.pop()
        inside = kept & slice_.mask
        if inside == slice_.mask:
            continue
        if inside & slice_.whole:
            work += reversed(fields_of(slice_))
        elif inside:
            found.append((End.PARTIAL, slice_))
        elif is_linear(slice_, values):
            found.append((End.ABANDONED, slice_))
        else:
            found.append((End.DIES, slice_))
    return found


def is_linear(slice_: Slice, values: ValueSet) -> bool:
    """Whether a value certainly has no destructor."""
    type_ = slice_.layout.type
    return type_ is not None and values.facts.deinitable(type_) is Answer.NO
