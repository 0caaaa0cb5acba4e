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


fn apply(f: fn (Int) escaping -> Int, g: fn (x: Int) raises escaping -> Int) raises -> Int:
    return f(2) + g(3)


def found(numbers: Dict[String, Int]) -> Int:
    return numbers["one"]


def told(mut numbers: Dict[String, Int]):
    numbers["one"] = pow(1, 2)


fn twice(x: Int) -> Int:
    return 2 * x


fn main() raises:
    var numbers = Dict[String, Int]()
    told(numbers)
    if info.os_is_linux() or sys.is_x86() or sys.info.is_x86():
        print(builtin_math.max(found(numbers), 2))
        print(total(Int32(1), Int8(2), Int8(3)), Text("abc").taken(), apply(twice, twice))
