"""A pointer whose origin nobody knows may be written through for all we know."""

import pytest

from support.checking import check

_SILENT = """\
def constructed():
    var p = Pointer[Float32, Nowhere](unsafe_from_address=16)
    p[unsafe_offset=0] = 3
    p[] += 1
---
def constructed_at_an_address(address: Int):
    var p = Pointer[Float32, Nowhere](unsafe_from_address=address)
    p[] = 3
---
def in_one_line(address: Int):
    Pointer[Float32, Nowhere](unsafe_from_address=address)[] = 3
---
def told(p: Pointer[Float32, Nowhere], texts: Span[String, Nowhere]):
    p[] = 3
    texts[0] = ""
    texts[0] += ""
"""


@pytest.mark.parametrize("function", _SILENT.split("---\n"))
def test_nothing_is_said_about_it(function: str) -> None:
    assert check(f"from nowhere import Nowhere\n\n\n{function}").diagnostics == ()
