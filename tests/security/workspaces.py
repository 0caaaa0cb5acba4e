"""What an attacker writes, and what is outside: a secret that nobody may read, a file that nobody may change."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

SECRET = "secret"  # noqa: S105 - it is the name of a module
"""The name of the module outside. Whoever has read it knows that its function changes its argument."""

_OUTSIDE = f"def {SECRET}(mut x: Int):\n    x += 1\n"
_PROGRAM = "{imports}\n\ndef main():\n    {call}(1)\n"

SPOILT = "def main():\n    var n = 1\n    var m = n^\n    print(m)\n"
"""A program with a finding that has a safe fix."""

FINDING = "immutable-argument"
"""What is found in a program that was able to read the secret."""


@dataclass(frozen=True)
class Scene:
    """`workspace` is in the hands of the attacker, `outside` is not."""

    workspace: Path
    outside: Path

    @property
    def secret(self) -> Path:
        return self.outside / f"{SECRET}.mojo"

    def write(self, name: str, text: str) -> Path:
        path = self.workspace / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return path

    def link(self, name: str, target: Path) -> Path:
        path = self.workspace / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target)
        return path


def scene(folder: Path) -> Scene:
    found = Scene(folder / "a" / "b" / "workspace", folder / "outside")
    found.workspace.mkdir(parents=True)
    found.outside.mkdir()
    found.secret.write_text(_OUTSIDE, encoding="utf-8")
    (found.outside / "__init__.mojo").write_text(_OUTSIDE, encoding="utf-8")
    (folder / "a" / f"{SECRET}.mojo").write_text(_OUTSIDE, encoding="utf-8")
    return found


def program(imports: str, call: str = SECRET) -> str:
    return _PROGRAM.format(imports=imports, call=call)


def ways_out(place: Scene) -> dict[str, str]:
    """Programs of a workspace that try to read the secret; the links that they need are made."""
    place.link("linked.mojo", place.secret)
    place.link("folder", place.outside)
    place.link("package/__init__.mojo", place.secret)
    place.link("deep/down", place.outside)
    place.write("deep/__init__.mojo", "")
    place.link("chain/first.mojo", place.workspace / "linked.mojo")
    absolute, relative = place.secret.with_suffix(""), os.path.relpath(place.outside, place.workspace)
    return {
        "leading dots": program(f"from ..{SECRET} import {SECRET}"),
        "many leading dots": program(f"from ....outside.{SECRET} import {SECRET}"),
        "dots alone": program(f"from ....outside import {SECRET}"),
        "an absolute path between backticks": program(f"from `{absolute}` import {SECRET}"),
        "a relative path between backticks": program(f"from `{relative}/{SECRET}` import {SECRET}"),
        "backticks in a path": program(f"from deep.`..`.`..`.`..`.`..`.outside.{SECRET} import {SECRET}"),
        "an import of a path": program(f"import `{absolute}` as s", f"s.{SECRET}"),
        "a link to a file": program(f"from linked import {SECRET}"),
        "a link to a link": program(f"from chain.first import {SECRET}"),
        "a link to a folder": program(f"from folder.{SECRET} import {SECRET}"),
        "a link to a package": program(f"from folder import {SECRET}"),
        "a link deep down": program(f"from deep.down.{SECRET} import {SECRET}"),
        "an __init__ that is a link": program(f"from package import {SECRET}"),
    }
