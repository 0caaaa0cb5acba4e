"""Enumerations that are asked for all the time."""

from __future__ import annotations

from enum import Enum


class Choice(Enum):
    """An enumeration whose members, which are compared by identity, hash as fast as other objects: they are part of
    the keys under which answers are kept. The hash of `Enum` is a function of Python."""

    __hash__ = object.__hash__
