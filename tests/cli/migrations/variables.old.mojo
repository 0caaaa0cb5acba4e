from collections import List


fn pair(n: Int) -> (Int, String):
    return (n, String(n))


fn chosen(n: Int) raises -> String:
    if n > 1:
        text = String("many")
        factor = 2
        name, label = "a", "b"
    elif n == 1:
        text = String("one")
        factor = n
        name = "c"
    else:
        raise Error("none")
    print(factor)
    return text


fn split(many: Bool) -> Int:
    if many:
        low, high = 1, 2
        text, count = "many", 3
    else:
        low = 0
        high = 0
        text, count = ("few", 1)
    return low + high + count + text.byte_length()


fn joined(n: Int) -> String:
    var label: String
    number, label = pair(n)
    if n > 1:
        rest, label = pair(n)
    return String(number) + label


fn taken(n: Int) -> Int:
    for i in range(n):
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


fn looked(numbers: List[Int]) -> Int:
    var all: Int
    all = 
    Int(0)
    for number in numbers:
        flag = number > 1
        if flag:
            all += 1
    for flag in numbers:
        all += flag
    return all


fn main() raises:
    print(chosen(1), split(True), joined(2), taken(3), looked([1, 2, 3]))
