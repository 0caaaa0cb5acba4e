"""Completion: what can be written here? Every module of `sources` knows one kind of it."""

from minimojo.ide.completion.assembly import Completion, completion
from minimojo.ide.completion.documentation import About, about
from minimojo.ide.completion.model import Item, ItemKind, Pointer

__all__ = ["About", "Completion", "Item", "ItemKind", "Pointer", "about", "completion"]
