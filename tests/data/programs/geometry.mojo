"""Generic shapes: traits with defaults, parameters, conditional conformance."""

from std.math import sqrt

comptime Scalar32 = Float32
comptime Pair[T: AnyType] = Tuple[Int, Int]


trait Shape(Copyable, Deinitable):
    comptime CORNERS: Int

    def area(self) -> Float64:
        ...

    def name(self) -> String:
        return String("shape with ") + String(Self.CORNERS) + " corners"


@fieldwise_init
struct Point(TrivialRegisterPassable):
    var x: Float64
    var y: Float64

    def __add__(self, other: Self) -> Self:
        return Self(self.x + other.x, self.y + other.y)

    def __iadd__(mut self, other: Self):
        self = self + other

    def length(self) -> Float64:
        return sqrt(self.x**2 + self.y**2)

    @staticmethod
    def origin() -> Self:
        return Self(0, 0)


@fieldwise_init
struct Square(Shape):
    comptime CORNERS = 4
    var corner: Point
    var side: Float64

    def area(self) -> Float64:
        return self.side * self.side


@fieldwise_init
struct Polygon[n: Int](Shape where n > 2 else "three corners at least"):
    comptime CORNERS = Self.n
    var size: Float64

    def area(self) -> Float64:
        return Float64(Self.n) * self.size / 2


struct Both[A: Copyable & Deinitable, B: Copyable & Deinitable](Copyable):
    """Two values that belong together."""

    var first: Self.A
    var second: Self.B

    def __init__(out self, var first: Self.A, var second: Self.B):
        self.first = first^
        self.second = second^

    def swapped(self) -> Both[Self.B, Self.A]:
        return Both[Self.B, Self.A](self.second.copy(), self.first.copy())


def total_area[T: Shape](shapes: List[T]) -> Float64:
    var sum = 0.0
    for ref shape in shapes:
        sum += shape.area()
    return sum


def larger[T: Shape, //](ref first: T, ref second: T) -> ref[first, second] T:
    return first if first.area() > second.area() else second


def power[exponent: Int](base: Int) -> Int where exponent >= 0:
    comptime if exponent == 0:
        return 1
    else:
        var result = 1
        comptime for _ in range(exponent):
            result *= base
        return result


def main():
    var a = Square(Point.origin(), 2)
    var b = Square(Point(1, 1) + Point(2, 2), 3)
    print(larger(a, b).name(), larger(a, b).side)
    print(total_area([a.copy(), b^]), Polygon[5](2.0).area())
    var both = Both(a^, String("square"))
    var turned = both.swapped()
    print(turned.first, turned.second.side, power[3](2))
    var step = Point(0, 1)
    step += step
    print(step.length())
