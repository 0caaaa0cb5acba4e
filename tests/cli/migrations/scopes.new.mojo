struct Box[dtype: DType]:
    var value: Scalar[Self.dtype]

    def __init__(out self, value: Scalar[Self.dtype]):
        self.value = value

    def each[change: def[dtype: DType] (Scalar[dtype]) thin -> Scalar[dtype]](self) -> Scalar[Self.dtype]:
        return change[Self.dtype](self.value)


def twice[dtype: DType](value: Scalar[dtype]) -> Scalar[dtype]:
    return value + value


struct Limits:
    comptime most = 3

    def __init__(out self):
        pass

    def within(self, count: Int) -> Bool:
        return count <= Self.most


struct Seen[origin: Origin[mut=False]]:
    comptime ImmOrigin = Self.origin
    comptime Inner = Seen[Self.ImmOrigin]

    def __init__(out self):
        pass

    def other[o: Origin[mut=False], m: MutOrigin](self, other: Seen[o]) -> Int:
        return 3


def same[origin: ImmOrigin](seen: Seen[origin]) -> Int:
    return seen.other[o=origin, m=MutAnyOrigin](seen)


def most() -> Int:
    return 5


def shown(str: String) -> Int:
    return str.byte_length()


def main():
    var box = Box[DType.int32](4)
    print(Limits().within(4), most())
    print(String(box.each[twice]()), shown("four"))
