"""The Mojo programs in `data/programs`: complete, of many kinds, accepted by the compiler."""

from pathlib import Path

import pytest

PATHS = sorted((Path(__file__).parent / "data" / "programs").glob("*.mojo"))
TEXTS = {path.stem: path.read_bytes() for path in PATHS}

every_program = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
"""Runs a test once per program, given as the argument `text`."""
