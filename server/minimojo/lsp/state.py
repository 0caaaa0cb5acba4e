"""What a report of a bug should say about the server: no text of a file, no value of the environment."""

from __future__ import annotations

import platform
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import msgspec

from minimojo import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minimojo.lsp.session import Session

_PARTS = ("pygls", "lsprotocol", "tree-sitter", "msgspec")


def report(session: Session) -> str:
    """The state of the server as Markdown."""
    return "\n".join(_lines(session)) + "\n"


def _lines(session: Session) -> Iterator[str]:
    yield f"# MiniMojo {__version__}"
    yield ""
    yield f"- Python {platform.python_version()} ({platform.python_implementation()}) on {platform.platform()}"
    yield f"- {', '.join(f'{name} {_version(name)}' for name in _PARTS)}"
    yield f"- client: {_client(session)}; columns in {session.encoding.value}"
    yield f"- running for {time.monotonic() - session.timings.began:.0f} s{_memory()}"
    yield ""
    yield "## Settings"
    yield ""
    for name, value in msgspec.to_builtins(session.settings).items():
        yield f"- `{name}`: `{msgspec.json.encode(value).decode()}`"
    yield ""
    yield "## Files"
    yield ""
    workspace = session.workspace
    yield f"- open folders: {', '.join(f'`{it}`' for it in session.projects.folders) or 'none'}"
    for uri in workspace.paths:
        module, text = workspace.module(uri), workspace.document(uri).text
        broken = sum(it.damaged for it in (*module.units, *module.headers))
        yield (
            f"- `{uri}` version {session.version(uri)}: {workspace.lines(uri).line_count} lines,"
            f" {len(text)} bytes, {len(module.units)} functions, {broken} parts with syntax errors"
        )
    yield ""
    yield "## Answers"
    yield ""
    yield "| method | asked | failed | median | 95 % | longest |"
    yield "|---|---|---|---|---|---|"
    for it in session.timings:
        times = " | ".join(f"{it.quantile(share):.1f} ms" for share in (0.5, 0.95, 1.0))
        yield f"| {it.method} | {it.count} | {it.failed} | {times} |"


def _client(session: Session) -> str:
    info = session.client
    return "unknown" if info is None else f"{info.name} {info.version or ''}".strip()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "?"


def _memory() -> str:
    """The most memory that was in use; not known on every system."""
    try:
        import resource
    except ImportError:
        return ""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return f", at most {used // unit} MB in use"
