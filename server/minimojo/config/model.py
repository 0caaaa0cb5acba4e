"""The configuration of a project: `[tool.minimojo]` of its pyproject.toml, or all of its minimojo.toml."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Any, Literal, cast

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import FieldInfo, fields

from minimojo.edition import EDITIONS, Edition
from minimojo.rules.model import Severity
from minimojo.rules.selection import Selection, closest, is_selector

Level = Literal["error", "warning", "information", "hint", "off"]


def must(words: str) -> Meta:
    """What a value has to be, for the message about one that is not."""
    return Meta(extra={"must": words})


Codes = Annotated[tuple[str, ...], must("a list of rules")]
Levels = Annotated[
    dict[str, Level], must("an object that gives rules a severity: error, warning, information, hint or off")
]
Folders = Annotated[tuple[str, ...], must("a list of folders")]
Version = Annotated[Literal["1.0", "1.1", "1.2"], must(f"one of {', '.join(EDITIONS)}")]


class Config(Struct, frozen=True, rename="kebab"):
    """`select`, `ignore`: the rules that are shown, and those of them that are not. `severity`: how grave they are.

    `exclude`: files and folders, as patterns relative to the configuration's folder, that `check` passes over.

    `import-roots`: folders, relative to the configuration's, in which imports are looked for besides.

    `mojo-version`: the Mojo that the files are written for.
    """

    select: Codes | msgspec.UnsetType = msgspec.UNSET
    ignore: Codes = ()
    severity: Levels = {}
    exclude: Annotated[tuple[str, ...], must("a list of patterns")] = ()
    import_roots: Folders = ()
    mojo_version: Version | msgspec.UnsetType = msgspec.UNSET

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
    problems = [_unknown(name, list(known)) for name in given if name not in known]
    values: dict[str, Any] = {}
    for name, info in known.items():
        if name not in given:
            continue
        try:
            value = msgspec.convert(given[name], info.type, strict=True)
        except msgspec.ValidationError:
            problems.append(f"`{name}` must be {_wanted(info)}")
            continue
        problems += _misnamed(name, value)
        values[info.name] = value
    return values, problems


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
    return [f"`{name}`: there is no rule `{it}`" + _meant(it) for it in wrong]


def _meant(name: str) -> str:
    close = closest(name)
    return f"; is `{close}` meant?" if close else ""


def _wanted(info: FieldInfo) -> str:
    found = _meta(info.type)
    return "something else" if found is None else (found.extra or {}).get("must", "something else")


def _meta(type_: Any) -> Meta | None:
    for it in (*getattr(type_, "__metadata__", ()), *map(_meta, getattr(type_, "__args__", ()))):
        if isinstance(it, Meta):
            return it
    return None
