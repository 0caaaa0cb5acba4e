"""Folders with files that no person has, and that nothing may stop at.

Each is made in an empty folder; what is written about it says what is to be expected of MiniMojo.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

from abuse.siege import PROBE
from programs import TEXTS
from robustness.hostile import everything

Make = Callable[[Path], None]

PROGRAM = max(TEXTS.values(), key=len)
GOOD = PROBE.encode()
"""What stands beside strange files, with one finding."""

NESTED = 10_000
FILES = 10_000
LINES = 100_000


def _write(name: str, text: bytes) -> Make:
    def make(folder: Path) -> None:
        (folder / name).write_bytes(text)

    return make


def _many_lines(folder: Path) -> None:
    """Functions of five lines, in each of which something is to be said."""
    functions = (
        b"def f%d(var a: String) -> String:\n    var b = a^\n    print(a)\n    return b^\n\n" % n
        for n in range(LINES // 5)
    )
    (folder / "long.mojo").write_bytes(b"".join(functions))


def _one_long_line(folder: Path) -> None:
    (folder / "wide.mojo").write_bytes(b"def main():\n    " + b"print(1); " * 100_000 + b"\n")


def _deep_blocks(folder: Path) -> None:
    lines = [b"def main(x: Bool):\n"]
    lines += [b" " * (depth + 1) + b"if x:\n" for depth in range(NESTED)]
    (folder / "deep.mojo").write_bytes(b"".join(lines) + b" " * (NESTED + 1) + b"pass\n")


def _line_ends(folder: Path) -> None:
    (folder / "crlf.mojo").write_bytes(PROGRAM.replace(b"\n", b"\r\n"))
    (folder / "cr.mojo").write_bytes(PROGRAM.replace(b"\n", b"\r"))
    ends = (b"\n", b"\r\n", b"\r")
    lines = PROGRAM.split(b"\n")
    (folder / "mixed.mojo").write_bytes(b"".join(line + ends[n % 3] for n, line in enumerate(lines)))
    (folder / "bom.mojo").write_bytes(b"\xef\xbb\xbf" + PROGRAM)
    (folder / "nul.mojo").write_bytes(PROGRAM.replace(b"    ", b"\0   ", 3))


def _no_files(folder: Path) -> None:
    """Whatever is called like a Mojo file and is none."""
    (folder / "folder.mojo").mkdir()
    (folder / "folder.mojo" / "__init__.mojo").write_bytes(GOOD)
    os.mkfifo(folder / "pipe.mojo")
    for name in ("zero", "full", "tty", "random"):
        (folder / f"{name}.mojo").symlink_to(f"/dev/{name}")
    (folder / "memory.mojo").symlink_to("/proc/self/mem")
    with socket.socket(socket.AF_UNIX) as it:
        it.bind(str(folder / "socket.mojo"))
    os.mkfifo(folder / "minimojo.toml")
    imports = b"".join(b"from .%s import f\n" % it for it in (b"pipe", b"zero", b"socket", b"folder"))
    (folder / "good.mojo").write_bytes(imports + GOOD)


def _links(folder: Path) -> None:
    (folder / "one.mojo").symlink_to("two.mojo")
    (folder / "two.mojo").symlink_to("one.mojo")
    (folder / "self.mojo").symlink_to("self.mojo")
    (folder / "nowhere.mojo").symlink_to("missing")
    (folder / "inner").mkdir()
    (folder / "inner" / "up").symlink_to("..")
    (folder / "inner" / "__init__.mojo").symlink_to("../inner/up/good.mojo")
    imports = b"from .one import f\nfrom .self import g\nfrom .inner.up.inner.up import h\n"
    (folder / "good.mojo").write_bytes(imports + GOOD)


def _unreadable(folder: Path) -> None:
    """For everybody but root."""
    (folder / "secret.mojo").write_bytes(GOOD)
    (folder / "secret.mojo").chmod(0)
    (folder / "closed").mkdir()
    (folder / "closed" / "__init__.mojo").write_bytes(GOOD)
    (folder / "closed").chmod(0)
    (folder / "good.mojo").write_bytes(b"from .secret import a\nfrom .closed import b\n" + GOOD)


def _names(folder: Path) -> None:
    for name in (
        b"\xff\xfe.mojo",
        b"line\nend.mojo",
        b"\x1b[31m.mojo",
        b"a" * 240 + b".mojo",
        b" .mojo",
        b"-x.mojo",
        b".mojo",
        "🔥.🔥".encode(),
    ):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(GOOD)


def _deep_folders(folder: Path) -> None:
    """Deeper than any path may be long."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(60):
        os.mkdir("d" * 100, dir_fd=here)
        inner = os.open("d" * 100, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    with os.fdopen(os.open("deep.mojo", os.O_WRONLY | os.O_CREAT, dir_fd=here), "wb") as file:
        file.write(GOOD)
    os.close(here)
    (folder / "good.mojo").write_bytes(GOOD)


def _huge(folder: Path) -> None:
    """A file with a hole: ten gigabytes that take no room."""
    with (folder / "huge.mojo").open("wb") as file:
        file.truncate(10 << 30)
    (folder / "good.mojo").write_bytes(b"from .huge import f\n" + GOOD)


def _many_files(folder: Path) -> None:
    for number in range(FILES):
        package = folder / f"p{number // 100}"
        package.mkdir(exist_ok=True)
        text = (
            b"from .m%d import f%d\n\n\ndef f%d(var a: String):\n    var b = a^\n    print(a)\n    f%d(b^)\n"
        )
        other = number // 100 * 100 + (number + 1) % 100
        (package / f"m{number}.mojo").write_bytes(text % (other, other, number, other))


def _named(name: str) -> str:
    return name.replace(" ", "-").lower()


STRANGE: dict[str, Make] = {
    "no files": lambda _: None,
    f"{LINES:,} lines": _many_lines,
    "1 MB in one line": _one_long_line,
    f"{NESTED:,} nested blocks": _deep_blocks,
    "line ends, BOM, NUL": _line_ends,
    "no regular files": _no_files,
    "loops of links": _links,
    "unreadable": _unreadable,
    "strange names": _names,
    "paths that are too long": _deep_folders,
    "10 GB": _huge,
    f"{FILES:,} files": _many_files,
    **{name: _write(f"{_named(name)}.mojo", text) for name, text in everything().items()},
}
"""By name; the last ones are single files."""
