@fieldwise_init
struct A(Copyable, Movable):
    var x: Int
    var y: List[Int]


@fieldwise_init
struct B[T: Copyable](Sized, Copyable, Movable):
    var x: Int

    def __len__(self) -> Int:
        return 1


struct C[T: Int, //, n: List[Int]](Copyable, Movable):
    var x: Int

    def __init__(out self, y: Int):
        self.x = y


@fieldwise_init
struct D(Copyable, TrivialRegisterPassable):
    var x: Int


struct E(

    Movable, RegisterPassable,
):
    var x: Int


struct F(TrivialRegisterPassable):
    var x: Int
    comptime Z = 3


def main():
    comptime n = 3
    comptime for i in range(n):
        comptime if i == 2:
            print(i, A(1, [2]).x, D(3).x, F.Z)
