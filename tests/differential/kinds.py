"""The types that are drawn: structs of all kinds as Mojo source, and what a generator knows of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A type. `implicit`: places of it are copied where an owned value is wanted.

    `of` are the types of its elements. `source` is its declaration, empty for a type that is built in.
    `bound` is what a type parameter is declared with.
    """

    name: str
    fields: tuple[tuple[str, str], ...] = ()
    trivial: bool = False
    implicit: bool = False
    copyable: bool = False
    movable: bool = True
    linear: bool = False
    of: tuple[str, ...] = ()
    literal: str = ""
    source: str = ""
    bound: str = ""

    @property
    def family(self) -> str:
        """The name without its parameters."""
        return self.name.partition("[")[0]


_DEINIT = "    def __deinit__(deinit self):\n        pass\n"
_LINEAR = 'Movable, Deinitable where (False, "call eat()")'


def _struct(name: str, bases: str, fields: str, extra: str = "", *, eat: str = "pass", **flags: bool) -> Kind:
    pairs = tuple((field, kind) for field, kind in (item.split(":") for item in fields.split()))
    lines = [
        "@fieldwise_init",
        f"struct {name}({bases}):",
        *(f"    var {field}: {of}" for field, of in pairs),
    ]
    own = "self^.eat()" if flags.get("linear") else "pass"
    for signature, body in (
        ("look(self)", "pass"),
        ("look_raising(self) raises", "pass"),
        ("same(self) -> Bool", "return True"),
        ("count(self, by: Int) -> Int", "return by"),
        ("touch(mut self)", "pass"),
        ("own(var self)", own),
        ("eat(deinit self)", eat),
        ("ident(ref self) -> ref [self] Self", "return self"),
    ):
        lines += [f"    def {signature}:", f"        {body}"]
    return Kind(name, pairs, source="\n".join(lines) + "\n" + extra, **flags)


_CP = {"copyable": True}
_IC = {"copyable": True, "implicit": True}
_TR = {"copyable": True, "implicit": True, "trivial": True}

_BUILT_IN = (
    Kind("Int", literal="3", **_TR),
    Kind("Bool", literal="True", **_TR),
    Kind("String", literal='"s"', **_IC),
    Kind("Error", literal='Error("e")', **_IC),
)
_STRUCTS = (
    _struct("MV", "Movable", "n:Int", _DEINIT),
    _struct("IC", "ImplicitlyCopyable", "n:Int", _DEINIT, **_IC),
    _struct("CO", "Copyable", "n:Int", _DEINIT, **_CP),
    _struct("TR", "TrivialRegisterPassable, ImplicitlyCopyable", "x:Int y:Int", **_TR),
    _struct("RP", "RegisterPassable, Movable", "n:Int", _DEINIT),
    _struct("PL", "ImplicitlyCopyable", "x:Int y:Int", **_IC),
    _struct("LN", _LINEAR, "n:Int", linear=True),
    _struct("P1", "Movable", "a:MV"),
    _struct("P2", "Movable", "a:MV b:MV"),
    _struct("PD", "Movable", "a:MV b:MV", _DEINIT),
    _struct("NE", "Movable", "p:P2 q:MV"),
    _struct("MX", "Movable", "n:Int s:MV t:TR"),
    _struct("IP", "ImplicitlyCopyable", "a:IC b:Int", **_IC),
    _struct("CX", "Copyable", "a:CO s:String", **_CP),
    _struct("LP", _LINEAR, "l:LN m:MV", eat="self.l^.eat()", linear=True),
    _struct("DE", "Movable", "o:NE p:P1 n:Int"),
    _struct("HL", "Movable", "l:List[MV] s:String"),
)
PARAMETERS = (
    Kind("TM", bound="Movable & Deinitable"),
    Kind("TC", bound="Copyable & Deinitable", copyable=True),
    Kind("TI", bound="ImplicitlyCopyable & Deinitable", copyable=True, implicit=True),
    Kind("TL", bound="Movable", linear=True),
)
"""The type parameters of generic functions, each with a name of its own."""
KINDS: Mapping[str, Kind] = {kind.name: kind for kind in (*_BUILT_IN, *_STRUCTS)}

STRUCTS = tuple(kind.name for kind in _STRUCTS)
PLAIN = (
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
"""How often each kind is drawn where control flow and fields matter most."""
WIDE = (*PLAIN, "CO", "CO", "RP", "CX", "HL", "String", "Bool")


def kind_of(name: str, own: Mapping[str, Kind]) -> Kind:
    """The kind of a type as it is written; `own` are the types that the function declares itself."""
    if name in KINDS:
        return KINDS[name]
    if name in own:
        return own[name]
    family, _, rest = name.partition("[")
    of = tuple(part.strip() for part in _split(rest[:-1]))
    parts = [kind_of(part, own) for part in of]
    every = {
        "copyable": all(part.copyable for part in parts),
        "linear": any(part.linear for part in parts),
    }
    match family:
        case "Optional" | "Tuple":
            return Kind(name, of=of, implicit=all(part.implicit for part in parts), **every)
        case "List" | "Dict":
            return Kind(name, of=of, **every)
        case "GX":
            return Kind(name, (("t", of[0]), ("n", "MV")), of=of, linear=every["linear"])
        case "GC":
            return Kind(name, (("t", of[0]), ("n", "CO")), of=of, **every)
        case _:
            raise ValueError(name)


def _split(text: str) -> list[str]:
    """The parameters of a type, apart."""
    parts, depth = [""], 0
    for char in text:
        depth += {"[": 1, "]": -1}.get(char, 0)
        if char == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts


_OTHERS = """
@fieldwise_init
struct GM(Movable):
    var t: IC
    def __enter__(ref self) -> ref [self.t] IC:
        return self.t
    def __exit__(mut self):
        pass

@fieldwise_init
struct GV(Movable):
    var t: MV
    def __enter__(var self) -> Self:
        return self^
    def touch(mut self):
        pass
    def look(self):
        pass

@fieldwise_init
struct GE(Movable):
    var t: Int
    def __enter__(mut self) -> MV:
        return MV(1)
    def __exit__(mut self):
        pass
    def __exit__(mut self, e: Error) -> Bool:
        return True

@fieldwise_init
struct GR(Movable):
    var t: Int
    def __enter__(mut self) raises -> P2:
        return P2(MV(1), MV(2))
    def __exit__(mut self) raises:
        pass

@fieldwise_init
struct GN(Movable):
    var t: Int
    def __enter__(mut self):
        pass
    def __exit__(mut self):
        pass

@fieldwise_init
struct GX[T: Movable & Deinitable](Movable):
    var t: Self.T
    var n: MV
    def look(self):
        pass

@fieldwise_init
struct GC[T: Copyable & Deinitable](Copyable):
    var t: Self.T
    var n: CO
    def look(self):
        pass

def g_copy[X: Copyable](x: X) -> X:
    return x.copy()

def g_same[X: ImplicitlyCopyable](x: X) -> X:
    return x

def never() -> Never:
    while True:
        pass

def cond() -> Bool:
    return True

def cond_raising() raises -> Bool:
    return True

def may() raises:
    pass

def g_use[X: AnyType](x: X):
    pass

def g_two[X: AnyType, Y: AnyType](x: X, y: Y):
    pass

def g_poke[X: AnyType](mut x: X):
    pass

def g_ref[X: AnyType](ref x: X) -> ref [x] X:
    return x

def g_take[X: Movable & Deinitable](var x: X):
    pass

def g_give[X: Movable](var x: X) -> X:
    return x^

def run[F: def() -> None](f: F):
    f()

"""


def _declared() -> Iterator[tuple[str, str]]:
    """Every declaration of the prelude with the name that it declares."""
    yield from ((kind.name, kind.source) for kind in KINDS.values() if kind.source)
    for text in _OTHERS.strip().split("\n\n"):
        match = re.search(r"(?:struct|def) (\w+)", text)
        assert match is not None
        yield match[1], text + "\n"


PRELUDE: Mapping[str, str] = dict(_declared())
"""What functions may call and use, by name."""
