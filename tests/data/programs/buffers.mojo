"""Memory by hand: a growing buffer, a linked stack, references into both."""

from std.memory import OwnedPointer


struct Buffer[T: Copyable & Deinitable](Movable, Sized):
    """A list with a fixed room; what does not fit is given back."""

    var slots: List[Self.T]
    var room: Int

    def __init__(out self, *, room: Int = 4):
        self.slots = List[Self.T]()
        self.room = room

    def __len__(self) -> Int:
        return len(self.slots)

    def __getitem__(ref self, index: Int) -> ref[self.slots[0]] Self.T:
        return self.slots[index]

    def offer(mut self, var value: Self.T) -> Optional[Self.T]:
        if len(self.slots) >= self.room:
            return Optional(value^)
        self.slots.append(value^)
        return None

    def take(mut self) raises -> Self.T:
        if not self.slots:
            raise Error("the buffer is empty")
        return self.slots.pop()


struct Stack(Movable):
    var values: List[String]
    var below: Optional[OwnedPointer[Int]]

    def __init__(out self):
        self.values = []
        self.below = None

    def push(mut self, var value: String):
        self.values.append(value^)

    def top(ref self) -> ref[self.values[0]] String:
        return self.values[len(self.values) - 1]

    def __deinit__(deinit self):
        print("stack is gone")


@explicit_destroy("close it")
struct Handle(not Deinitable, Movable):
    var number: Int

    def __init__(out self, number: Int):
        self.number = number

    def close(deinit self) -> Int:
        return self.number


def exchange(mut left: String, mut right: String):
    var kept = left^
    left = right^
    right = kept^


def fill(mut buffer: Buffer[String], var words: List[String]) -> Int:
    var refused = 0
    while words:
        var word = words.pop()
        if word == "stop":
            return refused
        if buffer.offer(word^):
            refused += 1
    return refused


def longest(ref a: String, ref b: String) -> ref[a, b] String:
    if a.byte_length() > b.byte_length():
        return a
    return b


def main() raises:
    var buffer = Buffer[String](room=2)
    print(fill(buffer, [String("one"), String("three"), String("five")]))
    ref first = buffer[0]
    first += "!"
    print(first, len(buffer))
    var a = buffer.take()
    var b = String("b")
    exchange(a, b)
    print(longest(a, b).byte_length())
    print(a, b)
    var stack = Stack()
    stack.push(a^)
    stack.top() += b
    print(stack.top())
    var handle = Handle(7)
    print(handle^.close())
