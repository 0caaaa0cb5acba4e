"""The words of drawn programs, and a file of declarations that gives most of them a meaning: what is unknown makes no
finding, and the less of a program means something, the less of it is looked at."""

from __future__ import annotations

from collections.abc import Mapping

VALUES = ("a", "b", "c", "d", "e", "f", "g", "self", "items", "pet", "box", "x", "other", "Self", "N", "T")
TYPES = (
    "Int", "String", "Bool", "List", "Optional", "Dict", "Tuple", "Pet", "Box", "Linear", "Light", "Named", "Self",
    "AnyType", "Copyable", "Movable", "Origin", "Pointer", "UnsafePointer", "Span", "Error", "T", "x", "SIMD",
)  # fmt: skip
CALLEES = (
    "take", "show", "change", "lend", "make", "fail", "both", "twice", "String", "Int", "List", "Pet", "Box", "Linear",
    "Optional", "print", "len", "range", "swap", "Pointer", "UnsafePointer", "Span", "Error", "f", "self", "Self",
    "min", "max", "reversed", "iter", "next", "Tuple", "Dict", "rebind", "materialize", "x", "a", "Light",
)  # fmt: skip
MEMBERS = (
    "name", "age", "value", "parts", "inner", "append", "pop", "copy", "take", "eat", "rename", "lend", "first", "keys",
    "items", "values", "__init__", "__del__", "__getitem__", "unsafe_ptr", "T", "size", "make", "or_else", "get",
    "__moveinit__", "__copyinit__", "__enter__", "__exit__", "__iter__", "__next__", "origin", "x",
    "strip", "element_type",
)  # fmt: skip
MODULES = ("std", "collections", "memory", "nowhere", "os", "path", "a", "library")
DECORATORS = (
    "fieldwise_init", "register_passable", "value", "parameter", "always_inline", "staticmethod", "implicit", "export",
    "deprecated", "explicit_destroy", "nonmaterializable", "x",
)  # fmt: skip
EFFECTS = ("raises", "unified", "register_passable", "escaping", "x")

ROLES: Mapping[str, tuple[str, ...]] = {
    "type": TYPES,
    "function": CALLEES,
    "attribute": MEMBERS,
    "module": MODULES,
    "decorator": DECORATORS,
    "effect": EFFECTS,
}
"""The names that stand in a field of the grammar; values in all others."""

LITERALS: Mapping[str, tuple[str, ...]] = {
    "integer": ("0", "1", "-7", "42", "0xFF", "1_000", "9" * 40, "0b1"),
    "float": ("1.5", ".5", "2.", "1e3", "1e999"),
    "_string_content": ("text", " ", "é🔥", "'", '"', "\\n", "{{", "}}", "a {b} c", "\\x41", "\\"),
}

LIBRARY = """\
from std.memory import Pointer, UnsafePointer
from drawn import f, Pet as Another

comptime N = 4

trait Named:
    comptime T: Copyable
    def lend(ref self) -> ref[self] String: ...

@fieldwise_init
struct Pet(Copyable, Movable):
    var name: String
    var age: Int
    var parts: List[String]
    def rename(mut self, var name: String):
        self.name = name^
    def lend(ref self) -> ref[self.name] String:
        return self.name
    def eat(deinit self): pass
    @staticmethod
    def make() raises -> Self:
        return Self("", 1, [])

struct Box[T: Copyable & Movable, //, n: Int = N](Movable):
    var inner: Self.T
    var value: Optional[Self.T]
    def __init__(out self, var inner: Self.T):
        self.inner = inner^
        self.value = None
    def __del__(deinit self):
        print("gone")
    def take(var self) -> Self.T:
        return self.inner.copy()
    def __getitem__(ref self, i: Int) -> ref[self.inner] Self.T:
        return self.inner

@explicit_destroy
struct Linear(Movable):
    var name: String
    def __init__(out self):
        self.name = String()
    def eat(deinit self): pass

@fieldwise_init
struct Light(TrivialRegisterPassable):
    var x: Int

def take(var text: String): pass
def take(var pet: Pet, *, other: Int = 1): pass
def show[T: AnyType, //](x: T): pass
def change(mut text: String, mut other: Int): text += String(other)
def lend(ref text: String) -> ref[text] String: return text
def make() -> Pet: return Pet("", 1, List[String]())
def fail() raises: raise Error("no")
def both(a: String, mut b: String, var c: String, ref d: Pet) raises -> Tuple[String, Pet]:
    return (c^, d.copy())
def twice[f: def(Int) -> Int](x: Int) -> Int: return f(f(x))
"""

IMPORTS = (
    "from library import *\n",
    "from library import take, show, change, lend, make, fail, both, twice, Pet, Box, Linear, Light, Named, N\n",
    "import library\nfrom .library import Pet, take as show\n",
    "from nowhere import *\nfrom library import Pet, Box, take\n",
    "",
)

HEADS = (
    "def f(mut a: String, var b: List[String], c: Int, ref d: Pet, var e: Box[Pet]) raises:\n",
    "def g(a: Pet, mut b: Pet, var c: Linear, out d: Box[String]):\n",
    "def h[T: Copyable & Movable, //](var a: T, b: Optional[T], mut *c: T, d: Dict[String, T]) raises -> T:\n",
    "def k(a: Light, mut b: List[Pet], c: Bool, var d: Optional[String]) -> ref[b] Pet:\n",
    (
        "def main() raises:\n    var a = Pet(String(1), 2, [])\n    var b: List[Pet] = [a.copy()]\n    ref c = b[0]\n"
        "    var d: Linear\n"
    ),
    (
        "def n(var *a: String, var **b: Int) raises -> Int:\n    var c = Linear()\n"
        "    var d, e = (String(1), Box(Pet.make()))\n"
    ),
    "async def p(mut a: List[Int], b: UnsafePointer[String, _]) -> String:\n",
)
"""What a drawn body stands below: values of all kinds."""
