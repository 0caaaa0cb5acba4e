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


def most() -> Int:
    return 5


def shown(str: String) -> Int:
    return str.byte_length()


def main():
    var box = Box[DType.int32](4)
    print(Limits().within(4), most())
    print(String(box.each[twice]()), shown("four"))
