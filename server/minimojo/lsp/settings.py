"""What a client may set, when it starts the server or later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, cast

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import FieldInfo, fields, replace

from minimojo.edition import EDITIONS, Edition
from minimojo.ide.hints import all_kinds


def _must(words: str) -> Meta:
    """What a value of a setting has to be, for the message about one that is not."""
    return Meta(extra={"must": words})


class Settings(Struct, frozen=True, rename="camel"):
    """`besideOfficial`: the client shows the official server's findings too.

    Such a client leaves out our findings that the official server has; the server says so in its
    log, and sends them all the same, since only the client knows what is on show.

    `importRoots`: folders, as paths or URIs, in which imports are looked for besides the folders
    that are open.

    `mojoVersion`: the Mojo that the files are written for.

    `inlayHints`: all of them, or each kind by its name; kinds that are not named are shown.
    """

    beside_official: Annotated[bool, _must("true or false")] = False
    import_roots: Annotated[tuple[str, ...], _must("a list of folders")] = ()
    mojo_version: Annotated[Literal["1.0", "1.1", "1.2"], _must(f"one of {', '.join(EDITIONS)}")] = "1.2"
    inlay_hints: Annotated[
        bool | dict[str, bool],
        _must(
            f"true, false, or an object that says so for each of {', '.join(it.name for it in all_kinds())}"
        ),
    ] = True

    @property
    def edition(self) -> Edition:
        return EDITIONS[self.mojo_version]

    @property
    def hints(self) -> frozenset[str]:
        """The kinds of inlay hints that are shown."""
        shown = self.inlay_hints
        return frozenset(
            it.name for it in all_kinds() if (shown.get(it.name, True) if isinstance(shown, dict) else shown)
        )


def read_settings(options: object, earlier: Settings | None = None) -> tuple[Settings, tuple[str, ...]]:
    """The settings in a client's options, and what is wrong with them: those keep the value that they had."""
    settings = earlier or Settings()
    if options is None:
        return settings, ()
    if not isinstance(options, Mapping):
        return settings, ("the initialization options are no object",)
    given = cast("Mapping[object, object]", options)
    known = {it.encode_name: it for it in fields(Settings)}
    problems = [f"there is no setting `{name}`" for name in given if name not in known]
    values: dict[str, Any] = {}
    for name, info in known.items():
        if name in given:
            try:
                values[info.name] = msgspec.convert(given[name], info.type, strict=True)
            except msgspec.ValidationError:
                problems.append(f"`{name}` must be {_wanted(info)}")
    return replace(settings, **values), tuple(problems)


def _wanted(info: FieldInfo) -> str:
    meta = next(it for it in info.type.__metadata__ if isinstance(it, Meta))
    return (meta.extra or {})["must"]
