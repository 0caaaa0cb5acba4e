"""Mojo programs of any length for benchmarks: functions of ten lines that the compiler accepts."""

from __future__ import annotations

HEADER = """\
@fieldwise_init
struct Reading(Movable):
    var name: String
    var value: Int


def store(var reading: Reading):
    print(reading.name, reading.value)


"""

FUNCTION = """\
def work{n}(limit: Int) -> Int:
    var total = {n}
    var reading = Reading(String("r{n}"), total)
    for i in range(limit):
        total += i * {n}
    if total > 100:
        reading.value = total
    store(reading^)
    return total

"""


def program(lines: int) -> str:
    """A program of about `lines` lines."""
    count = max(1, (lines - HEADER.count("\n")) // FUNCTION.count("\n"))
    return HEADER + "".join(FUNCTION.format(n=n) for n in range(count))


def middle_edit(text: str) -> tuple[int, int]:
    """Line and column right behind the number in a `var total = N` in the middle of `text`."""
    lines = text.splitlines()
    for line in range(len(lines) // 2, len(lines)):
        if lines[line].startswith("    var total = "):
            return line, len(lines[line])
    raise ValueError("no function in the second half of the program")
