"""What a client may set when it starts the server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast


@dataclass(frozen=True, slots=True)
class Settings:
    """`besideOfficial`: the client shows the official server's findings too.

    Such a client leaves out our findings that the official server has; the server says so in its
    log, and sends them all the same, since only the client knows what is on show.
    """

    beside_official: bool = False


def read_settings(options: object) -> tuple[Settings, tuple[str, ...]]:
    """The settings in the initialization options, and what is wrong with them."""
    if options is None:
        return Settings(), ()
    if not isinstance(options, Mapping):
        return Settings(), ("the initialization options are no object",)
    given = cast("Mapping[object, object]", options)
    problems = [f"there is no setting `{name}`" for name in given if name != "besideOfficial"]
    beside = given.get("besideOfficial", False)
    if not isinstance(beside, bool):
        problems.append("`besideOfficial` must be true or false")
        beside = False
    return Settings(beside), tuple(problems)
