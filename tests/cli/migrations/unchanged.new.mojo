"""What looks like an old spelling, and is none."""

from std.sys import CompilationTarget

comptime limit = 3
"""How many there may be."""


struct Text:
    """A text."""

    comptime most = limit
    """The same."""
    var characters: String
    """What it consists of."""

    def __init__(out self):
        """Nothing in it."""
        self.characters = ""
        "A string in a function."

    def abs(self, n: Int) -> Int:
        return abs(n)

    def shown(self) -> Int:
        shown[2]()
        return self.abs(-1)


def unroll[f: def[n: Int]() thin -> None, times: Int]():
    comptime for i in range(times):
        f[i]()


def shown[n: Int]():
    print(n)


struct Limits:
    comptime limit = limit + 1
    comptime List = Int
    var limits: List[Int]

    def __init__(out self):
        self.limits = [limit, Self.limit]


def alloc[T: AnyType](count: Int) -> Int:
    return count


def first(numbers: List[Int], *_rest: Int) -> Int:
    _, var second = numbers[0], numbers[1]
    return second


def counted(mut numbers: Dict[String, Int]):
    numbers["one"] = 1
    for number in numbers.values():
        print(number)
    try:
        print(numbers["two"])
    except:
        pass


def main():
    unroll[shown, 2]()
    print(Limits().limits[0], alloc[Int](3), Text().characters, first([1, 2], 3), CompilationTarget.is_linux(), limit)
