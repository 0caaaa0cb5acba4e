"""Every way to write a string, a number, a name and a continued line; 🔥 and ünïcode in comments."""

from std.math import sqrt as `square root`, pi
from std.collections import (
    Dict as Table,
    Set,  # both are used below
)

comptime GREETING = "hello" " " 'world'
comptime RAW = r"\d+\.\d*"
comptime MASK = 0xFF_FF & ~0b1010 | 0o17


def literals() -> Float64:
    var whole = 1_000_000
    var parts = [1.0, .5, 2., 2.5e-3, 1E10]
    var text = """three
    lines, "quoted" and 'quoted',
    one \\ and one \u00e9"""
    var fire = String("🔥🔥")
    print(text, fire, t"{whole} {'}'} {{}}", rt"\{whole}", sep="\t")
    return parts[0] + parts[len(parts) - 1]


def `import`(`in`: Int, out result: Int):
    result = `in`
        ** 2
        + (
            1
        )


def lines(a: Int, b: Int) -> Bool:
    # The next statement goes on for five lines.
    var both = a > 1 and \
        b > 1
    var either = (a < 0
                  or not (b < 0)
    )
    return both
        if a > b
        else either


def chained() -> String:
    return String(" Mojo ")
        .strip()
        .upper()
        # a comment between two calls
        .lower()


def numbers():
    var x = 5; var y = 3
    x += 1; x -= 1; x *= 2; x //= 1; x %= 7; x <<= 2; x >>= 1; x ^= y; x |= 8; x &= 0xF
    print(x ^ -y, x ^ y, ~x, -x ** 2, +y, 2.0 ** -1.0, not not True, x if x > y else y)


def tuples() -> Tuple[Int, String]:
    var a, b = 1, String("b")
    var (c, (d, e)) = (1, (2, 3))
    a, c = c, a
    _ = d + e + c
    return a, b


def main() raises:
    print(literals(), `import`(3), lines(1, 2), chained(), GREETING, RAW, MASK)
    print(`square root`(pi))
    var table = Table[String, Int]()
    table["a"] = 1
    var kinds: Set[Int] = {1, 2, 3}
    print(len(table), len(kinds), 2 in kinds, 4 not in kinds)
    var n: Int
    if (n := len(kinds)) > 2: print(n)
    for i in range(3): print(i); print("-")
    print(tuples()[1]); numbers();
