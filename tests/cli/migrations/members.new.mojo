comptime limit = 3


struct Grid[T: Copyable & Deinitable, size: Int](Sized, Equatable):
    comptime area = Self.size * Self.size
    comptime limit = limit + 1
    var cells: List[Self.T]

    def __init__(out self: Self, cells: List[Self.T]):
        self.cells = cells.copy()

    def __init__(out self, *, copy: Self):
        """A copy of existing."""
        self.cells = copy.cells.copy()

    def __init__(out self, *, deinit move: Self):
        self.cells = move.cells^

    def __len__(self) -> Int:
        return Self.area

    def __eq__(self, other: Self) -> Bool:
        return len(self.cells) == len(other.cells)

    @staticmethod
    def width() -> Int:
        return Self.size

    def bounds[n: Int](self) -> Int:
        var area = n
        return area

    def half(self) -> Tuple[Int, Int]:
        return (Self.width() // 2, Self.limit)


def empty(out text: String):
    text = ""


def apply(f: def (Int) raises thin -> Int, x: Int, out result: Int) raises:
    result = f(x)


def double(x: Int) -> Int:
    comptime assert limit > 0, "no limit"
    return x * 2


def total(numbers: List[Int]) raises -> Int:
    var sum = 0
    if len(numbers) == 0:
        raise Error("nothing")
    for number in numbers:
        var twice = number * 2
        sum += twice
    return sum


def report(many: Bool) raises:
    if many:
        var text = "many"
        print(text.ascii_rjust(6), text.byte_length())
    else:
        var text = "few"
        print(text)
    print(total(List[Int]()))


def main() raises:
    var grid = Grid[Int, 2](List[Int]())
    for i in range(2):
        print(i)
    print(len(grid), grid.half()[0], grid.bounds[5](), apply(double, 4), empty())
    report(True)
