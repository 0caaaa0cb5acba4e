"""Closures, contexts, generic callbacks and errors with a type of their own."""


@fieldwise_init
struct Failure(Copyable, Movable, Writable):
    var code: Int
    var text: String

    def write_to(self, mut writer: Some[Writer]):
        writer.write("failure ", self.code, ": ", self.text)


struct Journal(Movable, Sized):
    var lines: List[String]
    var depth: Int

    def __init__(out self):
        self.lines = []
        self.depth = 0

    def add(mut self, var line: String):
        self.lines.append(line^)

    def __len__(self) -> Int:
        return len(self.lines)


struct Section(Copyable):
    """A context: says when it is entered and left."""

    var title: String

    def __init__(out self, var title: String):
        self.title = title^

    def __enter__(self) -> String:
        print("enter", self.title)
        return self.title.copy()

    def __exit__(self):
        print("leave", self.title)


def repeat[F: def(Int) raises -> None](count: Int, action: F) raises:
    for i in range(count):
        action(i)


def checked(value: Int) raises Failure -> Int:
    if value < 0:
        raise Failure(value, "negative")
    return value * 2


def run(mut journal: Journal, values: List[Int]) -> Int:
    var sum = 0
    for i, value in enumerate(values):
        try:
            sum += checked(value)
        except failure:
            journal.add(String("skipped ") + String(i))
            print(failure)
            continue
        if sum > 100:
            break
    else:
        journal.add("all values were looked at")
    return sum


def main() raises:
    var journal = Journal()
    var seen = List[Int]()

    def note(value: Int) raises {mut seen}:
        if value > 3:
            raise Error("too large")
        seen.append(value)

    repeat(3, note)
    var count = len(journal)
    var doubled = [value * 2 for value in seen if value > 0]
    var by_name = {String(value): value for value in doubled}
    print(len(by_name), run(journal, doubled))
    with Section("outer") as outer, Section("inner"):
        print("inside", outer)
    var offset = 10
    var shift = lambda (value: Int) {offset} -> Int: value + offset
    print(shift(1), count)
    var last: Int
    if len(doubled) > 1:
        last = doubled[len(doubled) - 1]
    else:
        last = 0
    while last > 0:
        last -= 3
    print(last)
