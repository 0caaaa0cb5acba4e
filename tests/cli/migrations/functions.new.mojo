struct Box:
    var text: String

    def __init__(out self, var text: String):
        self.text = text^

    def __deinit__(deinit self):
        print("gone")

    def add(mut self, imm more: String):
        self.text += more


def twice(x: Int) -> Int:
    var y = x * 2
    return y


def main():
    var box = Box("a")
    box.add("b")
    print(box.text, twice(3))


def counted(n: Int) -> Int:
    var total = 0

    def add(by: Int) {mut}:
        total += by

    def twice() {imm} -> Int:
        return total * 2

    add(n)
    return twice()


def shown(mut text: String):
    var seen = Pointer(to=text)
    print(seen[])
