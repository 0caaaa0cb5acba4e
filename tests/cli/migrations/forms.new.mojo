from std.memory.alloc import unsafe_alloc
from std.sys import info
import std.math as builtin_math
from std.io.io import _fdopen
from std import sys


struct Text:
    var characters: String
    """What it consists of."""

    def __init__(out self, var characters: String):
        self.characters = characters^

    # """
    # Methods that take it apart.

    #   - # taken
    # """

    def taken(deinit self) -> String:
        var characters = self.characters^
        return characters^

    def length(self) -> Int:
        return self.characters.byte_length()

    def twice(self) -> Int:
        return Self.length(self) * 2

    # "No more of them."
    comptime limit = 3
    "How many there may be."


# "Functions."


def total[T: DType](x: SIMD[T, ...], y: SIMD[...], z: SIMD[...]) -> Int:
    var sum = 0
    var i = len(x) + len(y) + len(z)

    @__parameter
    def add[n: Int]():
        sum += n

    comptime for j in range(3 + 1):
        add[j]()
    return sum + i


struct Ends:
    var ends: Tuple[Int, Int]
    var middle: Int

    def __init__(out self, *, ends: Tuple[Int, Int], middle: Int):
        self.ends = ends
        self.middle = middle

    @staticmethod
    def of(first: Int, last: Int) -> Self:
        return Ends(
            # Middle: of both.
            ends=(first, last),
            middle=(first + last) // 2,
        )

    @staticmethod
    def none() -> Self:
        return Self(ends=(0, 0), middle=0)


def apply(f: def (Int) thin -> Int, g: def (x: Int) raises thin -> Int) raises -> Int:
    return f(2) + g(3)


def found(numbers: Dict[String, Int]) raises -> Int:
    return numbers["one"]


def told(mut numbers: Dict[String, Int]):
    numbers["one"] = pow(1, 2)


def positive[n: Int](unit: Tuple[] = ()) -> Int:
    comptime assert n > 0, "not positive"
    var numbers = unsafe_alloc[Int](n)
    numbers[unsafe_offset=0] = n
    var first = numbers[unsafe_offset=0]
    numbers.unsafe_free()
    return first


def twice(x: Int) -> Int:
    return 2 * x


def main() raises:
    var numbers = Dict[String, Int]()
    told(numbers)
    var pair: Tuple[Int, Int] = Ends.of(1, 3).ends
    print(positive[3](), pair[0], Ends.none().middle)
    if info.CompilationTarget.is_linux() or sys.CompilationTarget.is_x86() or sys.info.CompilationTarget.is_x86():
        print(builtin_math.max(found(numbers), 2))
        print(total(Int32(1), Int8(2), Int8(3)), Text("abc").taken(), apply(twice, twice))
