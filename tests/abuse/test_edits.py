"""A short run of random edits; `python -m abuse.edits` is the long one."""

from collections import deque
from random import Random
from typing import Any

import pytest

from abuse.corpus import folders
from abuse.desk import Desk, DisagreementError
from abuse.memory import steady_growth

_EDITS = 250


def _desk(seed: int) -> Desk:
    found = folders()
    return Desk(f"session {seed}", Random(seed), found[0], found[:1], _EDITS)


@pytest.mark.parametrize("seed", range(4))
def test_edited_files_are_what_they_are_to_somebody_who_opens_them(seed: int) -> None:
    desk = _desk(seed)
    for _ in desk.work():
        pass
    assert desk.counts["edits"] == _EDITS
    assert desk.counts["checkpoints"] > desk.counts["broken"] > 0


@pytest.mark.parametrize(
    ("what", "answer"),
    [("memo._Entry.is_about", lambda *_: True), ("project.Project._digest", lambda *_: b"")],
    ids=["whatever the text is", "whatever is declared"],
)
def test_results_that_are_kept_for_too_long_are_noticed(
    what: str, answer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the sessions would prove nothing."""
    monkeypatch.setattr(f"minimojo.workspace.{what}", answer)
    sessions = (step for seed in range(4) for step in _desk(seed).work())
    with pytest.raises(DisagreementError):
        deque(sessions, maxlen=0)


def test_steady_growth_is_told_from_outliers() -> None:
    assert steady_growth([50.0, *range(50, 70), *[70.0, 71.0, 69.0, 70.0, 130.0] * 8]) == pytest.approx(
        0, abs=0.1
    )
    assert steady_growth([50.0 + 2 * it for it in range(20)]) == pytest.approx(2)
