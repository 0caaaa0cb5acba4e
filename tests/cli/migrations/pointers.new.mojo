def second[o: MutOrigin](p: Pointer[Int, o], n: Int) -> Int:
    var q = (p.unsafe_offset(n)).unsafe_offset(-1)
    q = q.unsafe_offset(-(n - 1))
    q = q.unsafe_offset(1)
    return p[unsafe_offset=0] + q[unsafe_offset=n - 1] + (p.unsafe_offset(1))[unsafe_offset=0]


def names(n: Int):
    var x: Int = 3
    var y = n

    def inner():
        var z = 1
        print(z)

    inner()
    if n > 1:
        var w, v = 1, 2
        print(w, v)
    print(x, y)


def main():
    var numbers = List[Int](length=3, fill=1)
    print(second(numbers.unsafe_ptr(), 1))
    names(2)
