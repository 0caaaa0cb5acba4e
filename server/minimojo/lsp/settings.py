"""What a client may set, when it starts the server or later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, cast

from msgspec import Struct
from msgspec.structs import replace

from minimojo.config.model import Codes, Folders, Levels, Version, about, decoded, levels, must
from minimojo.edition import EDITIONS, Edition
from minimojo.ide.hints import all_kinds
from minimojo.rules.selection import ALL, Selection

_KINDS = ", ".join(f"`{it.name}`" for it in all_kinds())


class Settings(Struct, frozen=True, rename="camel"):
    """What a client wants; the `about` of each field tells what it means.

    A client that is `besideOfficial` leaves out our findings that the official server has; they are sent all the
    same, since only the client knows what is on show.
    """

    select: Annotated[Codes, about("The rules that are shown; `all` and `advice` stand for several.")] = (
        ALL,
    )
    ignore: Annotated[Codes, about("Rules that are not shown, of those that are selected.")] = ()
    severity: Annotated[Levels, about("How grave the findings of a rule are; `off` leaves them out.")] = {}
    import_roots: Annotated[
        Folders,
        about(
            "Folders, as paths or URIs, in which imports are looked for besides those that are open. What is above"
            " an open folder is not read."
        ),
    ] = ()
    mojo_version: Annotated[Version, about("The Mojo that the files are written for.")] = "1.2"
    inlay_hints: Annotated[
        bool | dict[str, bool],
        must(
            f"true, false, or an object that says so for each of {', '.join(it.name for it in all_kinds())}"
        ),
        about(f"Hints between the words: all, none, or each kind by its name ({_KINDS})."),
    ] = True
    code_lens: Annotated[
        bool, must("true or false"), about("Above each function, what it copies and gives away.")
    ] = True
    diagnostics: Annotated[
        Literal["auto", "push"],
        must("`auto` or `push`"),
        about("`push` sends findings unasked to every client, `auto` only to one that cannot ask for them."),
    ] = "auto"
    diagnostic_mode: Annotated[
        Literal["openFilesOnly", "workspace"],
        must("`openFilesOnly` or `workspace`"),
        about("Whether a client that asks for the findings of the workspace gets those of all files."),
    ] = "openFilesOnly"
    beside_official: Annotated[
        bool, must("true or false"), about("The client shows the findings of the official server, too.")
    ] = False

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
    return replace(settings, **values), (*problems, *_unknown_hints(values.get("inlay_hints")))


def _unknown_hints(shown: object) -> Iterator[str]:
    """The kinds of hints that a client names and that do not exist."""
    if isinstance(shown, dict):
        known = {it.name for it in all_kinds()}
        for name in cast("dict[str, bool]", shown).keys() - known:
            yield f"`inlayHints`: there is no kind `{name}`; there are {_KINDS}"
