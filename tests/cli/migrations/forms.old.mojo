from utils.loop import unroll
from sys import info
import builtin.math as builtin_math
from builtin.io import _fdopen
from builtin.math import pow
import sys


struct Text:
    var characters: String
    """What it consists of."""

    fn __init__(inout self, owned characters: String):
        self.characters = characters^

    """
    Methods that take it apart.

      - # taken
    """

    fn taken(owned self) -> String:
        var characters = self.characters^
        __disable_del self
        return characters^

    fn length(self) -> Int:
        return len(self.characters)

    fn twice(self) -> Int:
        return length(self) * 2

    "No more of them."
    alias limit = 3
    "How many there may be."


"Functions."


fn total[T: DType](x: SIMD[T, *_], y: SIMD[**_], z: SIMD[*_, **_]) -> Int:
    var sum = 0
    var i = len(x) + len(y) + len(z)

    @parameter
    fn add[n: Int]():
        sum += n

    unroll[add, 3 + 1]()
    return sum + i


struct Ends:
    var ends: (Int, Int)
    var middle: Int

    fn __init__(inout self, *, ends: (Int, Int), middle: Int):
        self.ends = ends
        self.middle = middle

    @staticmethod
    fn of(first: Int, last: Int) -> Self:
        return Ends {
            # Middle: of both.
            ends: (first, last),
            middle: (first + last) // 2,
        }

    @staticmethod
    fn none() -> Self:
        return Self { ends: (0, 0), middle: 0 }


fn apply(f: fn (Int) escaping -> Int, g: fn (x: Int) raises escaping -> Int) raises -> Int:
    return f(2) + g(3)


def found(numbers: Dict[String, Int]) -> Int:
    return numbers["one"]


def told(mut numbers: Dict[String, Int]):
    numbers["one"] = pow(1, 2)


fn positive[n: Int](unit: () = ()) -> Int:
    __comptime_assert n > 0, "not positive"
    var numbers = alloc[Int](n)
    numbers[0] = n
    var first = numbers[0]
    numbers.free()
    return first


fn twice(x: Int) -> Int:
    return 2 * x


fn main() raises:
    var numbers = Dict[String, Int]()
    told(numbers)
    var pair: (Int, Int) = Ends.of(1, 3).ends
    print(positive[3](), pair[0], Ends.none().middle)
    if info.os_is_linux() or sys.is_x86() or sys.info.is_x86():
        print(builtin_math.max(found(numbers), 2))
        print(total(Int32(1), Int8(2), Int8(3)), Text("abc").taken(), apply(twice, twice))
