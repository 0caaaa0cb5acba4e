"""The configuration of a project: `[tool.minimojo]` of its pyproject.toml, or all of its minimojo.toml."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, cast

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import FieldInfo, fields

from minimojo.edition import EDITIONS, Edition
from minimojo.rules.model import Severity
from minimojo.rules.selection import Selection, closest, is_selector

Level = Literal["error", "warning", "information", "hint", "off"]

_MOST_TOLD = 20
_ROOTS = "import-roots"


def must(words: str) -> Meta:
    """What a value has to be, for the message about one that is not."""
    return Meta(extra={"must": words})


def about(words: str) -> Meta:
    """What a setting is good for, as the documentation says it."""
    return Meta(description=words)


Codes = Annotated[tuple[str, ...], must("a list of rules")]
"""Codes of rules; `advice` and `all` stand for several."""

Levels = Annotated[
    dict[str, Level], must("an object that gives rules a severity: error, warning, information, hint or off")
]
Folders = Annotated[tuple[str, ...], must("a list of folders")]
Version = Annotated[Literal["1.0", "1.1", "1.2"], must(f"one of {', '.join(EDITIONS)}")]


class Config(Struct, frozen=True, rename="kebab"):
    """What a project says about itself; the `about` of each field tells what it means."""

    select: Annotated[
        Codes | msgspec.UnsetType, about("The rules that are shown; `all` and `advice` stand for several.")
    ] = msgspec.UNSET
    ignore: Annotated[Codes, about("Rules that are not shown, of those that are selected.")] = ()
    severity: Annotated[Levels, about("How grave the findings of a rule are; `off` leaves them out.")] = {}
    exclude: Annotated[
        tuple[str, ...],
        must("a list of patterns"),
        about(
            "Files and folders that `minimojo check` passes over, relative to the folder of the configuration."
        ),
    ] = ()
    import_roots: Annotated[
        Folders,
        about(
            "Folders in which imports are looked for, too, relative to the folder of the configuration; none on"
            " another computer."
        ),
    ] = ()
    mojo_version: Annotated[
        Version | msgspec.UnsetType, about("The Mojo that the files are written for.")
    ] = msgspec.UNSET

    @property
    def edition(self) -> Edition | None:
        """The Mojo of the project; None if it does not say."""
        return EDITIONS[self.mojo_version] if isinstance(self.mojo_version, str) else None

    def selection(self, otherwise: Selection) -> Selection:
        """What is shown; `otherwise` says it where the project does not."""
        inherited = otherwise.ignore if self.select is msgspec.UNSET else frozenset[str]()
        return Selection(
            select=frozenset(self.select) if isinstance(self.select, tuple) else otherwise.select,
            ignore=frozenset(self.ignore) | inherited,
            severity={**otherwise.severity, **levels(self.severity)},
        )


class Located(Struct, frozen=True):
    """A configuration with the file that it was read from; `path` is None if there is none."""

    config: Config
    path: Path | None

    @property
    def folder(self) -> Path | None:
        return None if self.path is None else self.path.parent


def levels(given: dict[str, Level]) -> dict[str, Severity | None]:
    return {code: None if level == "off" else Severity(level) for code, level in given.items()}


def decoded(given: dict[str, Any], kind: type[Any]) -> tuple[dict[str, Any], list[str]]:
    """The fields of a Struct that an object has the right values for, and what is wrong with the rest."""
    known: dict[str, FieldInfo] = {it.encode_name: it for it in fields(kind)}
    unknown = [name for name in given if name not in known]
    problems = _told(unknown, lambda it: _unknown(it, list(known)))
    values: dict[str, Any] = {}
    for name, info in known.items():
        if name not in given:
            continue
        right, wrong = _entries(given[name], info.type)
        try:
            value = msgspec.convert(right, info.type, strict=True)
        except msgspec.ValidationError:
            problems.append(f"`{name}` must be {_wanted(info)}")
            continue
        problems += _told(
            wrong, lambda it, name=name, info=info: f"`{name}` must be {_wanted(info)}: see `{it}`"
        )
        problems += _misnamed(name, value)
        if name == _ROOTS:
            value, told = _on_this_computer(value)
            problems += told
        values[info.name] = value
    return values, problems


def _entries(given: object, kind: Any) -> tuple[object, list[str]]:
    """What is right of an object with many entries, and the names of the others."""
    if not isinstance(given, dict):
        return given, []
    entries = cast("dict[str, object]", given)
    wrong = [name for name, value in entries.items() if not _is_right({name: value}, kind)]
    return {name: value for name, value in entries.items() if name not in wrong}, wrong


def _is_right(value: object, kind: Any) -> bool:
    try:
        msgspec.convert(value, kind, strict=True)
    except msgspec.ValidationError:
        return False
    return True


def _on_this_computer(roots: tuple[str, ...]) -> tuple[tuple[str, ...], list[str]]:
    """Roots, and those left out: to look at a share Windows tells another computer who we are, and a project that
    somebody has only downloaded would decide which."""
    remote = [it for it in roots if _is_remote(it)]
    kept = tuple(it for it in roots if not _is_remote(it))
    return kept, _told(remote, lambda it: f"`{_ROOTS}`: `{it}` is on another computer")


def _is_remote(folder: str) -> bool:
    return folder.replace("\\", "/").startswith("//")


def _unknown(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    close = next(iter(get_close_matches(name, known, 1)), None)
    return f"there is no setting `{name}`" + (f"; is `{close}` meant?" if close else "")


def _misnamed(name: str, value: object) -> list[str]:
    """The rules that a setting names and that do not exist."""
    if name not in ("select", "ignore", "severity"):
        return []
    codes = cast("Collection[str]", value)  # A list of codes, or an object by code: it was decoded.
    wrong = [it for it in codes if not is_selector(it)]
    return _told(wrong, lambda it: f"`{name}`: there is no rule `{it}`" + _meant(it))


def _told(names: list[str], told: Callable[[str], str]) -> list[str]:
    """What is wrong with some names; of very many, only with the first ones."""
    more = len(names) - _MOST_TOLD
    return [*map(told, names[:_MOST_TOLD]), *([f"and {more} more like this"] if more > 0 else [])]


def _meant(name: str) -> str:
    close = closest(name)
    return f"; is `{close}` meant?" if close else ""


def _wanted(info: FieldInfo) -> str:
    words = ((it.extra or {}).get("must") for it in metas(info.type))
    return next(filter(None, words), "something else")


def metas(type_: Any) -> Iterator[Meta]:
    """What is said about a field's type and the types that it is made of."""
    for it in getattr(type_, "__metadata__", ()):
        if isinstance(it, Meta):
            yield it
    for part in (getattr(type_, "__origin__", None), *getattr(type_, "__args__", ())):
        if part is not None:
            yield from metas(part)
