fn second[o: MutOrigin](p: UnsafePointer[Int, o], n: Int) -> Int:
    var q = p + n - 1
    q = q - (n - 1)
    q += 1
    return p[0] + q[n - 1] + (p + 1)[0]


def names(n: Int):
    x: Int = 3
    y = n

    fn inner():
        z = 1
        print(z)

    inner()
    if n > 1:
        w, v = 1, 2
        print(w, v)
    print(x, y)


fn main():
    var numbers = List[Int](length=3, fill=1)
    print(second(numbers.unsafe_ptr(), 1))
    names(2)
