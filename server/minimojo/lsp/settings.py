"""What a client may set, when it starts the server or later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, cast

from msgspec import Struct
from msgspec.structs import replace

from minimojo.config.model import Codes, Folders, Levels, Version, decoded, levels, must
from minimojo.edition import EDITIONS, Edition
from minimojo.ide.hints import all_kinds
from minimojo.rules.selection import ALL, Selection


class Settings(Struct, frozen=True, rename="camel"):
    """`besideOfficial`: the client shows the official server's findings too.

    Such a client leaves out our findings that the official server has; the server says so in its
    log, and sends them all the same, since only the client knows what is on show.

    `importRoots`: folders, as paths or URIs, in which imports are looked for besides the folders
    that are open.

    `diagnostics`: findings are sent unasked to a client that cannot ask for them, with `push` to any client.

    `diagnosticMode`: whether a client that asks for the findings of all files gets those of files that are not open.

    `select`, `ignore`, `severity`: the rules that are shown, those of them that are not, and how grave they are,
    where the configuration of a project does not say it.

    `mojoVersion`: the Mojo that the files are written for.

    `inlayHints`: all of them, or each kind by its name; kinds that are not named are shown.

    `codeLens`: above each function, what it copies and gives away.
    """

    beside_official: Annotated[bool, must("true or false")] = False
    import_roots: Folders = ()
    diagnostics: Annotated[Literal["auto", "push"], must("`auto` or `push`")] = "auto"
    diagnostic_mode: Annotated[
        Literal["openFilesOnly", "workspace"], must("`openFilesOnly` or `workspace`")
    ] = "openFilesOnly"
    select: Codes = (ALL,)
    ignore: Codes = ()
    severity: Levels = {}
    mojo_version: Version = "1.2"
    inlay_hints: Annotated[
        bool | dict[str, bool],
        must(
            f"true, false, or an object that says so for each of {', '.join(it.name for it in all_kinds())}"
        ),
    ] = True
    code_lens: Annotated[bool, must("true or false")] = True

    @property
    def edition(self) -> Edition:
        return EDITIONS[self.mojo_version]

    @property
    def selection(self) -> Selection:
        """The findings that are shown."""
        return Selection(frozenset(self.select), frozenset(self.ignore), levels(self.severity))

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
    values, problems = decoded({str(name): value for name, value in given.items()}, Settings)
    return replace(settings, **values), tuple(problems)
