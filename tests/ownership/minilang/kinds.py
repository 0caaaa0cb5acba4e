"""The struct kinds of the mini language, as Mojo source and as facts for the lifetime rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from minimojo.hir.model import TypeDecl
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types.model import Answer, Origin, StructType, Type


@dataclass(frozen=True)
class Kind:
    """A type of the mini language. `copies`: places are copied implicitly where ownership is wanted."""

    name: str
    fields: tuple[tuple[str, str], ...] = ()
    trivial: bool = False
    register: bool = False
    copies: bool = False
    linear: bool = False
    source: str | None = ""  # None: the type is built in


def _struct(name: str, bases: str, fields: str, extra: str = "") -> str:
    lines = [f"@fieldwise_init\nstruct {name}({bases}):"]
    lines += [f"    var {field}: {kind}" for field, kind in (item.split(":") for item in fields.split())]
    return "\n".join(lines) + "\n" + extra


_DEINIT = "    def __deinit__(deinit self):\n        pass\n"
_CLOSE = "    def close(deinit self):\n        pass\n"
_LINEAR = 'Movable, Deinitable where (False, "call close()")'
_TRIVIAL = "TrivialRegisterPassable, ImplicitlyCopyable"
_CLOSE_LP = "    def close(deinit self):\n        self.l^.close()\n"


def _kind(name: str, bases: str, fields: str, extra: str = "", **flags: bool) -> Kind:
    pairs = tuple((field, kind) for field, kind in (item.split(":") for item in fields.split()))
    return Kind(name, pairs, source=_struct(name, bases, fields, extra), **flags)


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("Int", trivial=True, register=True, copies=True, source=None),
        Kind("Bool", trivial=True, register=True, copies=True, source=None),
        Kind("Error", copies=True, source=None),
        _kind("MV", "Movable", "n:Int", _DEINIT),
        _kind("IC", "ImplicitlyCopyable", "n:Int", _DEINIT, copies=True),
        _kind("TR", _TRIVIAL, "x:Int y:Int", trivial=True, register=True, copies=True),
        _kind("PL", "ImplicitlyCopyable", "x:Int y:Int", copies=True),
        _kind("LN", _LINEAR, "n:Int", _CLOSE, linear=True),
        _kind("P1", "Movable", "a:MV"),
        _kind("P2", "Movable", "a:MV b:MV"),
        _kind("PD", "Movable", "a:MV b:MV", _DEINIT),
        _kind("NE", "Movable", "p:P2 q:MV"),
        _kind("MX", "Movable", "n:Int s:MV t:TR"),
        _kind("IP", "ImplicitlyCopyable", "a:IC b:Int", copies=True),
        _kind("LP", _LINEAR, "l:LN m:MV", _CLOSE_LP, linear=True),
        _kind("DE", "Movable", "o:NE p:P1 n:Int"),
    )
}

ROUTE = (
    "MV",
    "MV",
    "MV",
    "P2",
    "P2",
    "PD",
    "NE",
    "MX",
    "IC",
    "Int",
    "Int",
    "PL",
    "TR",
    "LN",
    "P1",
    "IP",
    "LP",
    "DE",
)
"""How often each kind is drawn."""


def type_of(name: str) -> Type:
    """The type that stands for a kind in a `Body`."""
    return _TYPES[name]


def kind_of(type_: Type) -> Kind:
    assert isinstance(type_, StructType)
    return KINDS[type_.decl.name]


def declaration(name: str, module: str = "") -> TypeDecl:
    """A declaration without content: types of the mini language are told apart by it."""
    return TypeDecl(
        kind=ast.TypeDefKind.STRUCT,
        name=name,
        name_span=Span(0, 0),
        unit_key=name,
        module=module,
        type_parameters=(),
        bases=(),
        where=(),
        decorators=(),
        node=cast(Any, None),
    )


_TYPES = {name: StructType(declaration(name)) for name in KINDS}


class MiniFacts:
    """`ownership.layout.TypeFacts` of the mini language."""

    def fields(self, type_: Type) -> tuple[tuple[str, Type], ...] | None:
        return tuple((name, type_of(kind)) for name, kind in kind_of(type_).fields)

    def is_trivial(self, type_: Type) -> Answer:
        return Answer.YES if kind_of(type_).trivial else Answer.NO

    def deinitable(self, type_: Type) -> Answer:
        return Answer.NO if kind_of(type_).linear else Answer.YES

    def linear_message(self, type_: Type) -> str:
        return "call close()"

    def embedded_origins(self, type_: Type) -> tuple[Origin, ...]:
        return ()


def prelude() -> str:
    """The source of all kinds."""
    return "\n".join(kind.source for kind in KINDS.values() if kind.source)
