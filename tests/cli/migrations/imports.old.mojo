"""Where the library was."""

from math.bit import ctlz as leading
from memory import memcpy, UnsafePointer, stack_allocation
from sys.info import os_is_linux, simdwidthof
from sys import external_call, sizeof
from collections import List, Optional
from utils import Span, Variant
from time import now
from testing import (
    assert_equal,
    assert_true,
)
import math
import os.path, random as dice
import time


fn width[type: DType]() -> Int:
    return simdwidthof[type]() * sizeof[type]()


fn main() raises:
    import sys

    assert_equal(width[DType.int8]() > 0, True)
    assert_true(math.sqrt(4.0) == 2.0)
    var start = now()
    dice.seed(1)
    print(os_is_linux())
    print(os.path.exists("/"), str(start > 0), int(start > 0), leading(Int32(8)), time.now() > start)
    var text: Variant[Int, String] = Variant[Int, String](1)
    print(text.isa[Int](), sys.argv().__len__(), PythonObject(1))
