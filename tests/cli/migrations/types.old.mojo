@value
struct A:
    var x: Int
    var y: List[Int]


@value
struct B[T: Copyable](Sized):
    var x: Int

    fn __len__(self) -> Int:
        return 1


@value
struct C[T: Int, //, n: List[Int]]:
    var x: Int

    fn __init__(out self, y: Int):
        self.x = y


@value
@register_passable("trivial")
struct D(Copyable):
    var x: Int


@register_passable
struct E(

    Movable,
):
    var x: Int


@register_passable("trivial")
struct F:
    var x: Int
    alias Z = 3


fn main():
    alias n = 3
    @parameter
    for i in range(n):
        @parameter
        if i == 2:
            print(i, A(1, [2]).x, D(3).x, F.Z)
