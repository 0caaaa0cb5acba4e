"""What a feature is: one LSP method, in a module of its own, found by looking for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from msgspec import Struct

from minimojo.lsp.session import Session

Handler = Callable[[Session, Any], Any]


class Feature(Struct, frozen=True):
    """A method of the protocol, what answers it, and what is announced about it."""

    method: str
    handle: Handler
    options: Any = None


class Command(Struct, frozen=True):
    """A command that clients can have executed; its answer, or what its coroutine comes to, is for them."""

    name: str
    handle: Callable[[Session], Any]


def all_commands() -> Iterator[Command]:
    """The command of every module of `minimojo.lsp.commands`."""
    from minimojo.lsp import commands

    for found in iter_modules(commands.__path__):
        yield import_module(f"{commands.__name__}.{found.name}").COMMAND


def all_features() -> Iterator[Feature]:
    """The feature of every module of `minimojo.lsp.features`."""
    from minimojo.lsp import features

    for found in iter_modules(features.__path__):
        yield import_module(f"{features.__name__}.{found.name}").FEATURE
