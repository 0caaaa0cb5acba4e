"""Bytes that no person writes, and that no file may stop MiniMojo with."""

import random

DEEP = 10_000
MEGABYTE = 1_000_000


def _blocks(head: str, depth: int) -> str:
    return "".join(f"{' ' * (level + 1)}{head}:\n" for level in range(depth)) + f"{' ' * (depth + 1)}pass\n"


def _in_function(expression: str) -> str:
    return f"def main():\n    var x = {expression}\n    print(x)\n"


TEXTS: dict[str, str] = {
    "nothing": "",
    "only blanks": " \t \r\n" * 1000,
    "byte order mark": "\ufeffdef main():\n    pass\n",
    "lone carriage returns": "def main():\r    var x = 1\r    print(x)\r",
    "tabs and blanks": "def main():\n\tvar x = 1\n        print(x)\n",
    "NUL characters": "\0" * DEEP,
    "NUL in a name": "def main():\n    var x\0y = 1\n",
    "an endless name": "a" * MEGABYTE,
    "an endless number": _in_function("9" * MEGABYTE),
    "an endless text": _in_function(f'"{"a" * MEGABYTE}"'),
    "an endless line": _in_function("1 + " * (MEGABYTE // 4) + "1"),
    "an endless comment": f"# {'a' * MEGABYTE}\ndef main():\n    pass\n",
    "open texts": '"""' * (DEEP + 1),
    "open backticks": "`" * (DEEP + 1),
    "backslashes": "\\" * DEEP,
    "backslashes at line ends": "\\\n" * DEEP,
    "brackets": _in_function("(" * DEEP + "1" + ")" * DEEP),
    "open brackets": _in_function("([{" * DEEP),
    "closing brackets": ")]}" * DEEP,
    "lists": _in_function("[" * DEEP + "]" * DEEP),
    "dictionaries": _in_function("{1: " * DEEP + "2" + "}" * DEEP),
    "subscripts": _in_function("a" + "[0]" * DEEP),
    "types": f"def main(x: {'List[' * DEEP}Int{']' * DEEP}):\n    pass\n",
    "function types": f"def main(x: {'def(' * DEEP}Int{') thin -> Int' * DEEP}):\n    pass\n",
    "calls": _in_function("f(" * DEEP + ")" * DEEP),
    "call chain": _in_function("a" + ".b()" * DEEP),
    "members": _in_function("a" + ".b" * DEEP),
    "signs": _in_function("-" * DEEP + "1"),
    "negations": _in_function("not " * DEEP + "x"),
    "powers": _in_function("2 ** " * DEEP + "2"),
    "carets": _in_function("a" + "^" * DEEP),
    "conditionals": _in_function("a if b else " * DEEP + "c"),
    "closures": _in_function("lambda: " * DEEP + "1"),
    "text templates": _in_function('t"{' * DEEP + "1" + '}"' * DEEP),
    "comprehensions": _in_function("[x for x in " * DEEP + "y" + "]" * DEEP),
    "assignments": f"def main():\n    {'a = ' * DEEP}1\n",
    "targets": f"def main():\n    {'(' * DEEP}a{',)' * DEEP} = 1\n",
    "branches": f"def main(x: Bool):\n{_blocks('if x', 2000)}",
    "loops": f"def main(x: Bool):\n{_blocks('while x', 2000)}",
    "handlers": f"def main():\n{_blocks('try', 2000)}",
    "functions": _blocks("def f()", 2000),
    "types in types": _blocks("struct S", 2000),
    "a chain of branches": "def main(x: Bool):\n    if x: pass\n" + "    elif x: pass\n" * DEEP,
    "statements on one line": f"def main():\n    {'a(); ' * DEEP}\n",
    "many statements": "def main():\n" + "    a()\n" * DEEP,
    "many functions of one name": "def f(x: Int):\n    pass\n" * 2000,
    "many types of one name": "struct S:\n    var x: Int\n" * 2000,
    "many arguments": f"def f({', '.join(f'a{n}: Int' for n in range(5000))}):\n    pass\n",
    "many operands": _in_function(f"f({', '.join('a' for _ in range(DEEP))})"),
    "many imports": f"from a import {', '.join(f'b{n}' for n in range(DEEP))}\n",
    "a long module name": f"import {'.'.join('a' for _ in range(DEEP))}\n",
    "decorators": "@a\n" * DEEP + "def f():\n    pass\n",
    "a chain of constants": "comptime A0 = 1\n" + "".join(f"comptime A{n + 1} = A{n}\n" for n in range(2000)),
    "a chain of types": "".join(f"struct S{n}(Copyable):\n    var x: S{n + 1}\n" for n in range(2000))
    + "def main(s: S0):\n    var t = s\n    print(t)\n",
    "parameters of what they are parameters of": """\
struct R[n: Int, r: R[n]]:
    var x: Self
struct Q[mut: Bool, //, origin: Q[mut=mut]](Copyable):
    var x: Q[Self.origin]
struct P[n: Int = P.k]:
    comptime k = P.k
    var a: P[P[].k]
comptime A[n: Int, m: A[n]] = A[m]
trait T:
    comptime X: T[Self.X]
def g[n: Int, m: g[n]](x: Int): pass
def h[T: type_of(h)](x: T) -> T: return x
def main(a: R, b: R[1], c: R[1, 2], d: Q, e: Q[mut=True, _], f: A[1]):
    var t = a
    var u = d.x
    g[1, 2](h(1))
    print(t, b, c, u, e, f, P().k)
""",
    "things made of themselves": """\
comptime A = B
comptime B = A
struct S(S):
    var x: S
struct V[T: W]:
    var x: V[V[Self.T]]
trait T(U):
    pass
trait U(T):
    pass
trait W(W):
    comptime X: Self.X
def main(a: A, s: S, v: V[V[Int]]):
    var t = s
    print(t, B, a, v)
def g[X: T, n: n](x: X):
    var y = x
""",
    "defaults that need what they belong to": """\
struct I[size: Int, *, t: Int = I[0]]:
    var x: Int
    def a(self) -> I[3]:
        pass
    def b(self) -> I:
        pass
struct J[a: AnyType = J[], b: AnyType = K[J[a]]]:
    def b(self) -> J:
        pass
    def c(self) -> K[Int]:
        pass
struct K[a: AnyType, b: AnyType = J[K[K[a]]]]:
    def b(self) -> K[Int]:
        pass
    def c(self) -> J:
        pass
comptime A[x: AnyType = A[]] = I[0]
comptime B[x: AnyType, y: AnyType = B[B[x]]] = List[B[x]]
def f[n: Int = f[]()]() -> I[n]:
        pass
def g[n: AnyType = type_of(g())]() -> n:
        pass
def h[o: Origin = origin_of(h())](x: A[]) -> B[Int]:
        pass
trait T:
    comptime X: AnyType = Self.Y
    comptime Y: AnyType = Self.X
    def m[t: AnyType = Self.X](self) -> t:
        pass
struct U(T):
    comptime Y = Self.X
    comptime Z[a: AnyType = Self.Z[]] = Self.Z[Self.Z[a]]
    def q(self) -> Self.Z[]:
        pass
def main():
    var a: I[3]
    var b: J
    var c: K[Int]
    var d: A[]
    var e: B[Int]
    var i = f()
    var j = g()
    h(i)
    U().m()
    print(a, b, c, d, e, U().q())
""",
}
"""By name; depths are beyond any stack."""


def binaries() -> dict[str, bytes]:
    """Bytes that are no text; the same at each run."""
    source = random.Random(1)
    program = TEXTS["things made of themselves"].encode()
    broken = bytearray(program)
    for _ in range(60):
        broken[source.randrange(len(broken))] = source.randrange(256)
    return {
        "junk": source.randbytes(200_000),
        "all bytes": bytes(range(256)) * 40,
        "invalid UTF-8": b'def main():\n    var s = "\xff\xfe\xc3\xed\xa0\x80"\n    print(s, \xf0\x9f\x94)\n',
        "UTF-16": "def main():\n    pass\n".encode("utf-16"),
        "a program with holes": bytes(broken),
    }


def everything() -> dict[str, bytes]:
    return {**{name: text.encode() for name, text in TEXTS.items()}, **binaries()}
