struct Box:
    var text: String

    fn __init__(inout self, owned text: String):
        self.text = text^

    fn __del__(owned self):
        print("gone")

    fn add(inout self, borrowed more: String):
        self.text += more


fn twice(x: Int) -> Int:
    let y = x * 2
    return y


fn main():
    var box = Box("a")
    box.add("b")
    print(box.text, twice(3))


fn counted(n: Int) -> Int:
    var total = 0

    fn add(by: Int) unified {mut}:
        total += by

    fn twice() unified {read} -> Int:
        return total * 2

    add(n)
    return twice()


fn shown(inout text: String):
    var seen = Reference(text)
    print(seen[])
