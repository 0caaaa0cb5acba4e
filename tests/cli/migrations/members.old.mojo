alias limit = 3


struct Grid[T: CollectionElement, size: Int](Sized, EqualityComparable):
    alias area = size * size
    alias limit = limit + 1
    var cells: List[T]

    fn __init__(inout self: Self, cells: List[T]) -> None:
        self.cells = cells.copy()

    fn __copyinit__(inout self, existing: Self):
        """A copy of existing."""
        self.cells = existing.cells.copy()

    fn __moveinit__(inout self, owned existing: Self):
        self.cells = existing.cells^

    fn __len__(self) -> Int:
        return area

    fn __eq__(self, other: Self) -> Bool:
        return len(self.cells) == len(other.cells)

    @staticmethod
    fn width() -> Int:
        return size

    fn bounds[n: Int](self) -> Int:
        var area = n
        return area

    fn half(self) -> (Int, Int):
        return (width() // 2, limit)


fn empty() -> String as text:
    text = ""


fn apply(f: fn (Int) raises -> Int, x: Int) raises -> Int as result:
    result = f(x)


@noncapturing
fn double(x: Int) -> Int:
    constrained[limit > 0, "no limit"]()
    return x * 2


def total(numbers: List[Int]) -> Int:
    sum = 0
    if len(numbers) == 0:
        raise Error("nothing")
    for number in numbers:
        twice = number * 2
        sum += twice
    return sum


def report(many: Bool):
    if many:
        text = "many"
        print(text.rjust(6), len(text))
    else:
        text = "few"
        print(text)
    print(total(List[Int]()))


fn main() raises:
    var grid = Grid[Int, 2](List[Int]())
    @unroll
    for i in range(2):
        print(i)
    print(len(grid), grid.half()[0], grid.bounds[5](), apply(double, 4), empty())
    report(True)
