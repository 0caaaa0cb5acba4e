"""A small warehouse: goods move in and out, and every value has exactly one owner."""

from std.collections import Dict, List, Optional

comptime LIMIT: Int = 1_000
"""More than this does not fit into one bin."""


@fieldwise_init
struct Item(Copyable, Movable, Writable):
    """A kind of goods with its number."""

    var name: String
    var count: Int

    def write_to(self, mut writer: Some[Writer]):
        writer.write(self.name, " x ", self.count)

    def split(mut self, count: Int) raises -> Self:
        """Takes `count` pieces out of this item."""
        if count > self.count:
            raise Error(String("only ") + String(self.count) + " of " + self.name)
        self.count -= count
        return Item(self.name.copy(), count)


struct Bin(Movable):
    var items: List[Item]
    var label: String

    def __init__(out self, var label: String):
        self.items = List[Item]()
        self.label = label^

    def __init__(out self, *, deinit move: Self):
        self.items = move.items^
        self.label = move.label^

    def put(mut self, var item: Item) raises:
        var total = item.count
        for ref known in self.items:
            total += known.count
        if total > LIMIT:
            raise Error("bin is full: " + self.label)
        self.items.append(item^)

    def find(self, name: String) -> Optional[Int]:
        for i in range(len(self.items)):
            if self.items[i].name == name:
                return i
        return None

    def largest(ref self) -> ref[self.items[0]] Item:
        var best = 0
        for i in range(len(self.items)):
            if self.items[i].count > self.items[best].count:
                best = i
        return self.items[best]

    def empty(deinit self) -> List[Item]:
        return self.items^


def move_all(var source: Bin, mut target: Bin) raises -> Int:
    """Empties `source` into `target` and tells how many kinds moved."""
    var moved = 0
    var items = source^.empty()
    while len(items) > 0:
        target.put(items.pop())
        moved += 1
    return moved


def census(bins: List[Int], names: Dict[String, Int]) -> Int:
    var sum = 0
    for count in bins:
        sum += count if count > 0 else -count
    for entry in names.items():
        sum += entry.value
    return sum


def main() raises:
    var north = Bin("north")
    var south = Bin("south")
    north.put(Item("bolt", 400))
    north.put(Item(name="nut", count=250))
    var gears = Item("gear", 12)
    var spare = gears.split(5)
    south.put(gears^)
    try:
        south.put(spare^)
        print(move_all(north^, south))
    except problem:
        print("not moved:", problem)
    else:
        print("moved")
    finally:
        print(t"{south.label}: {len(south.items)} kinds")
    print(south.largest())
    if south.find("bolt"):
        print("bolts are in the south")
    print(census([1, -2, 3], {"a": 1, "b": 2}))
