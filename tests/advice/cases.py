"""Functions that change what they iterate over, or use pointers into what may be gone, in all combinations.

def case_17() raises:                      of the kind `loop`: a collection, a loop over it, a change in it
    var all: List[String] = [...]
    var wanted = List[String]()
    for it in Span(all):                   what the loop has to see, without the change
        wanted.append(String(it))
    var seen = List[String]()
    for it in Span(all):
        seen.append(String(it))
        if len(seen) == 1:
            all.append(long("new"))
        if len(seen) > 200:
            break
    compare(wanted, seen)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from random import Random


@dataclass(frozen=True)
class Case:
    """The body of a function without arguments; `code` is the rule that it is about.

    `made` is the body of another function, which is called `made` there and returns a `made_type`.
    """

    code: str
    lines: tuple[str, ...]
    made: tuple[str, ...] = ()
    made_type: str = ""


def drawn_cases(count: int, seed: str) -> list[Case]:
    """Some cases, half of them about loops if there are as many. The compiler rejects some."""
    drawing = Random(seed)
    loops, pointers = list(_loops()), [*_pointers(), *_returned()]
    return [
        *drawing.sample(loops, min(count // 2, len(loops))),
        *drawing.sample(pointers, min(count - count // 2, len(pointers))),
    ]


@dataclass(frozen=True)
class _Collection:
    """Loops are headers with what the item is as a string; `{n}` in changes is a number of the round."""

    made: str
    loops: tuple[tuple[str, str, str], ...]
    changes: tuple[str, ...]


_COLLECTIONS = (
    _Collection(
        'var all: List[String] = [long("a"), long("b"), long("c")]',
        (
            ("", "for it in all", "it"),
            ("", "for ref it in all", "it"),
            ("", "for it in reversed(all)", "it"),
            ("", "for _, it in enumerate(all)", "it"),
            ("", "for it, _ in zip(all, other)", "it"),
            ("", "for _, it in zip(other, all)", "it"),
            ("", "for it in Span(all)", "it"),
            ("var view = Span(all)", "for it in view", "it"),
            ("ref same = all", "for it in same", "it"),
            ("", "for it in all.copy()", "it"),
            ("", "for it in other", "it"),
        ),
        (
            'all.append(long("new"))',
            'all.insert(0, long("new"))',
            "_ = all.pop()",
            "_ = all.pop(0)",
            "all.clear()",
            "grow(all)",
            "grow(other)",
            "all.reserve(len(all) + 50)",
            "all.extend(other.copy())",
            "all += other.copy()",
            "all = other.copy()",
            "all[0] = all[0].copy()",
            'Pointer(to=all)[].append(long("new"))',
            'other.append(long("new"))',
            "other = List[String]()",
            "swap(all, other)",
            "_ = len(all)",
        ),
    ),
    _Collection(
        'var all: Dict[String, String] = {long("a"): long("1"), long("b"): long("2"), long("c"): long("3")}',
        (
            ("", "for it in all", "it"),
            ("", "for it in all.keys()", "it"),
            ("", "for it in all.values()", "it"),
            ("", "for it in all.items()", "it.key"),
            ("var entries = all.items()", "for it in entries", "it.value"),
            ("", "for it in all.copy()", "it"),
        ),
        (
            'all["new"] = long("4")',
            'all[String(len(seen)) + "th"] = long("4")',
            'all[long("a")] = long("a longer one")',
            '_ = all.setdefault("new", long("4"))',
            'if long("b") in all: _ = all.pop(long("b"))',
            "_ = all.popitem()",
            "all.clear()",
            'all.update({"new": long("4")})',
            "all = Dict[String, String]()",
            "_ = len(all)",
        ),
    ),
    _Collection(
        'var all: Set[String] = {long("a"), long("b"), long("c")}',
        (("", "for it in all", "it"), ("", "for it in all.copy()", "it")),
        (
            'all.add(long("new") + String(len(seen)))',
            'if long("b") in all: all.remove(long("b"))',
            'all.discard(long("b"))',
            "_ = all.pop()",
            "all.clear()",
            "all = Set[String]()",
            "_ = len(all)",
        ),
    ),
    _Collection(
        'var all = Deque[String]()\nall.append(long("a"))\nall.append(long("b"))\nall.append(long("c"))',
        (
            ("", "for it in all", "it"),
            ("", "for it in reversed(all)", "it"),
            ("", "for it in all.copy()", "it"),
        ),
        (
            'all.appendleft(long("new"))',
            "_ = all.popleft()",
            "_ = all.pop()",
            "all.clear()",
            "all = Deque[String]()",
            "all[0] = all[0].copy()",
            "_ = len(all)",
        ),
    ),
    _Collection(
        'var all = long("ab")',
        (
            ("", "for it in all.codepoint_slices()", "it"),
            ("", "for it in all.codepoints()", "it"),
            ("var view = StringSpan(all)", "for it in view.codepoints()", "it"),
            ("", "for it in all.copy().codepoints()", "it"),
        ),
        (
            'all += long("new")',
            'all.write(long("new"), long("newer"))',
            "all.reserve_bytes(4000)",
            'all = long("x")',
            "_ = all.byte_length()",
        ),
    ),
)

_ROUNDS = ("if len(seen) == 1:", "if len(seen) < 40:")


def _loops() -> Iterator[Case]:
    for collection in _COLLECTIONS:
        for (before, loop, item), change, when in product(collection.loops, collection.changes, _ROUNDS):
            yield Case("mutated-while-iterated", tuple(_loop(collection, before, loop, item, change, when)))


def _loop(
    collection: _Collection, before: str, loop: str, item: str, change: str, when: str
) -> Iterator[str]:
    yield 'var other: List[String] = [long("x"), long("y"), long("z")]'
    yield from collection.made.splitlines()
    yield from ("var wanted = List[String]()", "var seen = List[String]()")
    yield from filter(None, (before,))
    yield from (f"{loop}:", f"    wanted.append(String({item}))")
    yield from (f"{loop}:", f"    seen.append(String({item}))", f"    {when}", f"        {change}")
    yield from ("    if len(seen) > 200:", "        break", "compare(wanted, seen)")


_CASTS = ("", ".unsafe_origin_cast[MutUntrackedOrigin]()", ".as_unsafe_any_origin()")


@dataclass(frozen=True)
class _Owner:
    """What pointers point into. Each taking comes with how to read what it points to, and the type of that."""

    made: str
    another: str
    looked_at: str
    takings: tuple[tuple[str, str, str], ...]


_OWNERS = (
    _Owner(
        'var own = Pet(long("Rex"))',
        'Pet(long("Max"))',
        "own.name.byte_length()",
        (("Pointer(to=own)", "p[].name", "Pet"), ("Pointer(to=own.name)", "p[]", "String")),
    ),
    _Owner(
        'var own: List[String] = [long("a"), long("b")]',
        '[long("c")]',
        "len(own)",
        (
            ("own.unsafe_ptr()", "p[]", "String"),
            ("Pointer(to=own[0])", "p[]", "String"),
            ("(own.unsafe_ptr() + 1)", "p[]", "String"),
        ),
    ),
    _Owner(
        'var own = long("Rex")',
        'long("Max")',
        "own.byte_length()",
        (("own.unsafe_ptr_mut()", "p[]", "Byte"), ("Pointer(to=own)", "p[]", "String")),
    ),
)
_VIEWS = (
    _Owner(
        'var own: List[String] = [long("a"), long("b")]',
        '[long("c")]',
        "len(own)",
        (
            ("Span(own)", "p[0]", ""),
            (
                "Span(unsafe_ptr=own.unsafe_ptr().unsafe_origin_cast[MutUntrackedOrigin](), length=2)",
                "p[1]",
                "",
            ),
        ),
    ),
    _Owner('var own = long("Rex")', 'long("Max")', "own.byte_length()", (("StringSpan(own)", "p", ""),)),
)
_BETWEEN = (
    "",
    "print({looked_at})",
    "own = {another}",
    "var moved = own^",
    "keep(own^)",
    "if yes():\n    own = {another}",
)
_USES = ("print({read})", "if yes():\n    print({read})", "for _ in range(2):\n    print({read})")
_AFTER = ("", "print({looked_at})", "own = {another}", "_ = own^")


def _pointers() -> Iterator[Case]:
    pointers = ((owner, _CASTS) for owner in _OWNERS)
    views = ((owner, ("",)) for owner in _VIEWS)
    for owner, casts in (*pointers, *views):
        for taking, cast, between, use, after in product(owner.takings, casts, _BETWEEN, _USES, _AFTER):
            first = (owner.made, f"var p = {taking[0]}{cast}")
            text = "\n".join((*first, *filter(None, (between, use, after))))
            text = text.replace("{another}", owner.another).replace("{looked_at}", owner.looked_at)
            yield Case("dangling-pointer", tuple(text.replace("{read}", taking[1]).splitlines()))


def _returned() -> Iterator[Case]:
    for owner in _OWNERS:
        betweens = ("", f"print({owner.looked_at})", "keep(own^)")
        for (taking, read, element), between in product(owner.takings, betweens):
            made_by = (owner.made, f"var p = {taking}{_CASTS[1]}", *filter(None, (between,)), "return p")
            lines = ("var p = made()", f"print({read})")
            yield Case("dangling-pointer", lines, made_by, f"Pointer[{element}, MutUntrackedOrigin]")
