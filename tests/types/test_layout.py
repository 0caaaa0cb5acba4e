"""Sizes of types, which the compiler confirms."""

from pathlib import Path

import pytest

from minimojo.types.layout import layout_of
from minimojo.workspace.workspace import Workspace
from support.compiler import compiler, verdict

HEAD = """\
from std.collections import Deque
from std.memory import ArcPointer, OwnedPointer
from std.sys import size_of


@fieldwise_init
struct Pet(Copyable):
    var name: String
    var age: Int
    var ok: Bool
    var weight: Float32


@fieldwise_init
struct Box[T: Copyable & Deinitable](Copyable):
    var full: Bool
    var item: Self.T


struct Nothing:
    pass
"""

SIZES = {
    "Pet": (40, "its text, unless it is short or a literal"),
    "Box[Int8]": (2, ""),
    "Box[Pet]": (48, "its text, unless it is short or a literal"),
    "Nothing": (0, ""),
    "List[Pet]": (24, "its elements"),
    "Tuple[Int8, Int, Bool]": (24, ""),
    "SIMD[DType.float32, 4]": (16, ""),
    "SIMD[DType.bool, 8]": (8, ""),
    "OwnedPointer[Int]": (8, "its value"),
    "ArcPointer[Int]": (8, "its value with a counter"),
    "StringSlice[StaticString.origin]": (16, ""),
    "Span[Int, ImmStaticOrigin]": (16, ""),
    "Array[Int32, 5]": (20, ""),
    "Int16": (2, ""),
    "UInt": (8, ""),
    "Float16": (2, ""),
    "Deque[Int]": (56, "its elements"),
}


@pytest.mark.parametrize("type_", SIZES)
def test_layout(type_: str) -> None:
    workspace = Workspace()
    workspace.open("a.mojo", f"{HEAD}\n\ndef f(x: {type_}):\n    pass\n".encode())
    [cx] = workspace.analysis("a.mojo").evidence("f")
    [local] = [it for it in cx.body.locals if it.name == "x"]
    found = layout_of(local.type, cx.scope)
    assert found is not None
    assert (found.size, found.heap) == SIZES[type_]


def test_unknown_parts_have_no_size() -> None:
    workspace = Workspace()
    workspace.open(
        "a.mojo", b"from elsewhere import Thing\n\n\ndef f(x: Thing, y: Optional[Int]):\n    pass\n"
    )
    [cx] = workspace.analysis("a.mojo").evidence("f")
    sizes = [layout_of(it.type, cx.scope) for it in cx.body.locals]
    assert not any(sizes)


@pytest.mark.skipif(compiler() is None, reason="no Mojo compiler: `pip install mojo==1.2.0`")
def test_the_compiler_has_the_same_sizes(verdicts: Path) -> None:
    claims = "".join(
        f"    comptime assert size_of[{type_}]() == {size}\n" for type_, (size, _) in SIZES.items()
    )
    assert verdict(f"{HEAD}\n\ndef main():\n{claims}", verdicts, built=True) == []
    wrong = claims.replace("== 40", "== 41")
    assert verdict(f"{HEAD}\n\ndef main():\n{wrong}", verdicts, built=True) != []
