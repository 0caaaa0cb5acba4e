struct Box[dtype: DType]:
    var value: Scalar[dtype]

    fn __init__(inout self, value: Scalar[dtype]):
        self.value = value

    fn each[change: fn[dtype: DType] (Scalar[dtype]) -> Scalar[dtype]](self) -> Scalar[dtype]:
        return change[dtype](self.value)


fn twice[dtype: DType](value: Scalar[dtype]) -> Scalar[dtype]:
    return value + value


struct Limits:
    alias most = 3

    fn __init__(inout self):
        pass

    fn within(self, count: Int) -> Bool:
        return count <= most


struct Seen[origin: ImmutableOrigin]:
    alias ImmOrigin = origin
    alias Inner = Seen[Self.ImmOrigin]

    fn __init__(inout self):
        pass

    fn other[o: ImmutableOrigin, m: MutableOrigin](self, other: Seen[o]) -> Int:
        return 3


fn same[origin: ImmutableOrigin](seen: Seen[origin]) -> Int:
    return seen.other[o=origin, m=MutAnyOrigin](seen)


fn most() -> Int:
    return 5


fn shown(str: String) -> Int:
    return len(str)


fn main():
    var box = Box[DType.int32](4)
    print(Limits().within(4), most())
    print(str(box.each[twice]()), shown("four"))
