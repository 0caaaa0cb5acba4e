"""What a client may set when it starts the server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from msgspec import Struct

from minimojo.edition import EDITIONS, LATEST, Edition


class Settings(Struct, frozen=True):
    """`besideOfficial`: the client shows the official server's findings too.

    Such a client leaves out our findings that the official server has; the server says so in its
    log, and sends them all the same, since only the client knows what is on show.

    `mojoVersion`: the Mojo that the files are written for.

    `importRoots`: folders, as paths or URIs, in which imports are looked for besides the folders
    that are open.
    """

    beside_official: bool = False
    import_roots: tuple[str, ...] = ()
    edition: Edition = LATEST


_NAMES = ("besideOfficial", "importRoots", "mojoVersion")


def read_settings(options: object) -> tuple[Settings, tuple[str, ...]]:
    """The settings in the initialization options, and what is wrong with them."""
    if options is None:
        return Settings(), ()
    if not isinstance(options, Mapping):
        return Settings(), ("the initialization options are no object",)
    given = cast("Mapping[object, object]", options)
    problems = [f"there is no setting `{name}`" for name in given if name not in _NAMES]
    beside = given.get("besideOfficial", False)
    if not isinstance(beside, bool):
        problems.append("`besideOfficial` must be true or false")
        beside = False
    roots = given.get("importRoots", [])
    if not isinstance(roots, list) or not all(isinstance(it, str) for it in cast("list[object]", roots)):
        problems.append("`importRoots` must be a list of folders")
        roots = []
    version = given.get("mojoVersion", LATEST.name)
    if not isinstance(version, str) or version not in EDITIONS:
        problems.append(f"`mojoVersion` must be one of {', '.join(EDITIONS)}")
        version = LATEST.name
    return Settings(beside, tuple(cast("list[str]", roots)), EDITIONS[version]), tuple(problems)
