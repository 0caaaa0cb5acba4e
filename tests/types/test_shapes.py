"""Matching calls of one shape once gives what matching each by itself gives."""

from __future__ import annotations

import pytest

from minimojo.types import resolution
from support.checking import check
from support.fixtures import Example, examples_in

EXAMPLES = [*examples_in("rules"), *examples_in("hover")]


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_findings_do_not_depend_on_shapes(example: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = check(example.source).found()
    monkeypatch.setattr(resolution, "shape_of", lambda *_: None)
    assert check(example.source).found() == shared
