"""What is not written, shown between the words: one module per kind of hint."""

from minimojo.ide.hints.assembly import PlacedHint, hints
from minimojo.ide.hints.model import all_kinds

__all__ = ["PlacedHint", "all_kinds", "hints"]
