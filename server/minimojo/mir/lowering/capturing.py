"""What a nested function may capture, and what it has captured so far (CO part 2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from minimojo.mir.lowering.bindings import Binding, Captured, How
from minimojo.text import Span


class NestedKind(Enum):
    """CO-1."""

    LEGACY = "legacy"  # every outer variable by reference, recorded in the function's type
    STATELESS = "stateless"  # an ordinary function: nothing may be captured
    CLOSURE = "closure"  # a value with a field per capture


@dataclass(slots=True, kw_only=True)
class Capturing:
    """The captures of one nested function. `listed` are the entries with a name, `default` is the bare
    convention. `found` maps names to their meaning inside; `order` is the order of events (CO-10)."""

    kind: NestedKind
    listed: dict[str, tuple[How, Span]] = field(default_factory=dict[str, tuple[How, Span]])
    default: How | None = None
    found: dict[str, Binding] = field(default_factory=dict[str, Binding])
    order: list[Captured] = field(default_factory=list[Captured])
