"""Are there known vulnerabilities in what MiniMojo is built of? Part of `tests/run`, as `poe audit`.

    python server/tools/audit.py

Asks `pip-audit` about the Python packages that MiniMojo and its tests need, as they are installed, and `npm audit`
about those that the VS Code client is made with, as they are locked. A vulnerability fails. A service that cannot
be reached, or that knows none of the packages as mirrors often do, fails nothing: that is said, and nothing else.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

_CLIENT = Path(__file__).resolve().parents[2] / "vscode-client"
_PATIENCE = 120
"""Seconds that one program may take."""

ACCEPTED: dict[str, str] = {}
"""Vulnerabilities that do not concern us, by their identifier, each with the reason."""


class NotReachedError(Exception):
    """A service that did not answer, and what came instead."""


def main() -> int:
    """Prints what is found; the exit status is 1 if there is a vulnerability."""
    found = 0
    for name, ask in (
        ("Python packages", python_packages),
        ("packages of the VS Code client", client_packages),
    ):
        try:
            told = [it for it in ask() if not any(accepted in it for accepted in ACCEPTED)]
        except NotReachedError as problem:
            print(f"audit: {name}: NOT AUDITED, the service of vulnerabilities was not reached: {problem}")
            continue
        for it in told:
            print(f"audit: {name}: {it}")
        found += len(told)
        if not told:
            print(f"audit: {name}: no known vulnerabilities")
    return 1 if found else 0


def python_packages() -> Iterator[str]:
    """The vulnerabilities of installed packages. Raises NotReachedError."""
    pins = [f"{name}=={version(name)}" for name in sorted(needed("minimojo[test]"))]
    if not pins:
        raise NotReachedError("MiniMojo is not installed here")
    _pip_audit(pins[:1])  # Where nobody answers, each package would cost the time of all retries.
    for package in _pip_audit(pins):
        for it in package.get("vulns", []):
            fixed = ", ".join(it["fix_versions"]) or "no version"
            yield f"{package['name']} {package['version']}: {it['id']}, fixed in {fixed}"
        if "skip_reason" in package:
            print(f"audit: {package['skip_reason']}")


def _pip_audit(pins: Sequence[str]) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder, "requirements.txt")
        listed.write_text("\n".join(pins) + "\n", encoding="utf-8")
        options = [
            "--no-deps",
            "--disable-pip",
            "--progress-spinner",
            "off",
            "--format",
            "json",
            "--timeout",
            "10",
        ]
        answer = _json(
            [sys.executable, "-m", "pip_audit", *options, "--requirement", str(listed)], Path.cwd()
        )
    packages: list[dict[str, Any]] = answer.get("dependencies") or []
    if all("skip_reason" in it for it in packages):
        raise NotReachedError("it knows none of the packages")
    return packages


def client_packages() -> Iterator[str]:
    """The vulnerabilities of locked packages. Raises NotReachedError."""
    answer = _json(["npm", "audit", "--json", "--package-lock-only"], _CLIENT)
    if "vulnerabilities" not in answer:
        raise NotReachedError(
            _without_hosts(str(answer.get("message") or answer.get("error") or "no answer"))
        )
    for name, it in answer["vulnerabilities"].items():
        causes = [cause["title"] for cause in it["via"] if isinstance(cause, dict)]
        yield f"{name} {it['range']}: {it['severity']}" + "".join(f", {cause}" for cause in causes)


def needed(requirement: str) -> set[str]:
    """The packages that a requirement leads to and that are installed, without itself."""
    found: set[str] = set()
    waiting = [(requirement, "")]
    while waiting:
        text, extra = waiting.pop()
        wanted = Requirement(text)
        if wanted.marker is not None and not wanted.marker.evaluate({"extra": extra}):
            continue
        try:
            below = requires(wanted.name) or []
        except PackageNotFoundError:
            continue
        key = re.sub(r"[-_.]+", "-", wanted.name).lower()
        if key in found and not wanted.extras:
            continue
        found.add(key)
        waiting += [(it, option) for it in below for option in (wanted.extras or {""})]
    return found - {Requirement(requirement).name}


def _json(command: Sequence[str], folder: Path) -> dict[str, Any]:
    """What a program prints. Raises NotReachedError where it says nothing that can be understood."""
    try:
        run = subprocess.run(
            command, cwd=folder, capture_output=True, encoding="utf-8", timeout=_PATIENCE, check=False
        )
        return json.loads(run.stdout)
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise NotReachedError(type(problem).__name__) from problem
    except ValueError as problem:
        said = (run.stderr.strip().splitlines() or ["it says nothing"])[-1]
        raise NotReachedError(_without_hosts(said)) from problem


def _without_hosts(text: str) -> str:
    return re.sub(r"(https?:)?//\S+|host='[^']*'", "…", text)[:200]


if __name__ == "__main__":
    sys.exit(main())
