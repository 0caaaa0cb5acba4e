from std.collections import List


def pair(n: Int) -> Tuple[Int, String]:
    return (n, String(n))


def chosen(n: Int) raises -> String:
    var factor: Int
    var text: String
    if n > 1:
        text = String("many")
        factor = 2
        var name, label = "a", "b"
    elif n == 1:
        text = String("one")
        factor = n
        var name = "c"
    else:
        raise Error("none")
    print(factor)
    return text


def split(many: Bool) -> Int:
    var count: Int
    var high: Int
    var low: Int
    var text: String
    if many:
        low, high = 1, 2
        text, count = "many", 3
    else:
        low = 0
        high = 0
        text, count = ("few", 1)
    return low + high + count + text.byte_length()


def joined(n: Int) -> String:
    var label: String
    var number: type_of(pair(n)[0])
    number, label = pair(n)
    if n > 1:
        _, label = pair(n)
    return String(number) + label


def taken(n: Int) -> Int:
    var label: type_of(pair(n)[1])
    var number: type_of(pair(n)[0])
    for i in range(n):
        var half: type_of(Float64(i))
        var rest: type_of(List[Int](length=i, fill=n))
        if i == 1:
            number, label = pair(n)
            rest = List[Int](length=i, fill=n)
            half = Float64(i)
        else:
            number, label = pair(2)
            rest = List[Int]()
            half = 0.5
        if i == 2:
            return number + label.byte_length() + len(rest) + Int(half)
    return -1


def looked(numbers: List[Int]) -> Int:
    var all: Int
    all = \
    Int(0)
    for number in numbers:
        var flag = number > 1
        if flag:
            all += 1
    for flag in numbers:
        all += flag
    return all


def main() raises:
    print(chosen(1), split(True), joined(2), taken(3), looked([1, 2, 3]))
