"""Where the library was."""

from std.python import PythonObject
from std.bit import count_leading_zeros as leading
from std.memory import unsafe_memcpy, stack_allocation
from std.sys.info import CompilationTarget, simd_width_of
from std.ffi import external_call
from std.sys import size_of
from std.collections import List, Optional
from std.utils import Variant
from std.time import perf_counter_ns
from std.testing import assert_equal, assert_true
from std import math
from std import os
import std.random as dice
from std import time


def width[type: DType]() -> Int:
    return simd_width_of[type]() * size_of[type]()


def main() raises:
    from std import sys

    assert_equal(width[DType.int8]() > 0, True)
    assert_true(math.sqrt(4.0) == 2.0)
    var start = perf_counter_ns()
    dice.seed(1)
    print(CompilationTarget.is_linux())
    print(os.path.exists("/"), String(start > 0), Int(start > 0), leading(Int32(8)), time.perf_counter_ns() > start)
    var text: Variant[Int, String] = Variant[Int, String](1)
    print(text.isa[Int](), sys.argv().__len__(), PythonObject(1))
