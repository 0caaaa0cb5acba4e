"""The types of the protocol are loaded without what makes loading them slow, and nobody else notices."""

import subprocess
import sys

from command_line import environment

_LOADED = """
import attrs, minimojo.lsp
from lsprotocol import types

@attrs.define
class Mine:
    it: int

generated = [cls for cls in vars(types).values() if isinstance(cls, type) and attrs.has(cls)]
compared = {cls.__name__ for cls in generated if "__eq__" in vars(cls)}
print(len(generated) > 500, sorted(compared))
print(types.Position(1, 2) == types.Position(1, 2) < types.Position(1, 3), types.Position(1, 2))
print(Mine(1) == Mine(1), Mine(1))
"""


def test_only_what_compares_itself_is_compared() -> None:
    told = subprocess.run(
        [sys.executable, "-c", _LOADED], env=environment(), capture_output=True, text=True, check=True
    )
    assert told.stdout.splitlines() == [
        "True ['Location', 'Position', 'Range']",
        "True 1:2",
        "True Mine(it=1)",
    ]


def test_whoever_has_loaded_them_keeps_all_of_them() -> None:
    program = "import lsprotocol.types as it, minimojo.lsp; print(it.Command('a', 'b'))"
    told = subprocess.run(
        [sys.executable, "-c", program], env=environment(), capture_output=True, text=True, check=True
    )
    assert told.stdout.startswith("Command(title='a', ")
