"""The audit of dependencies: what it finds fails, and where nobody answers it says so."""

import json
import os
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from support.tools import tool

CLEAN: dict[str, Any] = {"dependencies": [{"name": "click", "version": "8.1.8", "vulns": []}]}
VULNERABLE: dict[str, Any] = {
    "dependencies": [
        {"name": "a", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]},
        {"name": "own", "skip_reason": "Dependency not found on PyPI"},
    ]
}
UNKNOWN: dict[str, Any] = {"dependencies": [{"name": "a", "skip_reason": "Dependency not found on PyPI"}]}
CLIENT_CLEAN: dict[str, Any] = {"vulnerabilities": {}}
CLIENT_VULNERABLE: dict[str, Any] = {
    "vulnerabilities": {
        "b": {"range": "<2", "severity": "high", "via": [{"title": "runs what it reads"}, "c"]}
    }
}
CLIENT_SILENT: dict[str, Any] = {"message": "405 Method Not Allowed - POST https://example.org/-/npm/v1"}


@pytest.fixture
def audit() -> ModuleType:
    return tool("audit")


@pytest.mark.parametrize(
    ("python", "client", "status", "told"),
    [
        (CLEAN, CLIENT_CLEAN, 0, ["no known vulnerabilities", "no known vulnerabilities"]),
        (VULNERABLE, CLIENT_CLEAN, 1, ["a 1.0: PYSEC-1, fixed in 1.1"]),
        (CLEAN, CLIENT_VULNERABLE, 1, ["b <2: high, runs what it reads"]),
        (UNKNOWN, CLIENT_CLEAN, 0, ["NOT AUDITED", "it knows none of the packages"]),
        (CLEAN, CLIENT_SILENT, 0, ["NOT AUDITED", "405 Method Not Allowed - POST …"]),
        (UNKNOWN, CLIENT_VULNERABLE, 1, ["NOT AUDITED", "b <2: high"]),
    ],
)
def test_what_is_found_fails_and_what_is_not_reached_is_told(
    audit: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    python: dict[str, Any],
    client: dict[str, Any],
    status: int,
    told: list[str],
) -> None:
    monkeypatch.setattr(audit, "needed", lambda _: {"pytest"})
    monkeypatch.setattr(audit, "_json", lambda command, _: client if command[0] == "npm" else python)
    assert audit.main() == status
    printed = capsys.readouterr().out
    for text in told:
        assert text in printed
    assert "example.org" not in printed


@pytest.mark.skipif(os.name == "nt", reason="writes shell scripts")
@pytest.mark.parametrize("answer", ["", "no JSON", json.dumps({"error": {"summary": "", "detail": ""}})])
def test_an_answer_that_is_none_is_told(
    audit: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, answer: str
) -> None:
    npm = tmp_path / "npm"
    npm.write_text(f"#!/bin/sh\necho 'no way to https://example.org' >&2\necho '{answer}'\nexit 1\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with pytest.raises(audit.NotReachedError) as problem:
        list(audit.client_packages())
    assert "example.org" not in str(problem.value)


def test_all_that_a_package_leads_to_is_asked_about(audit: ModuleType) -> None:
    assert {"pytest", "pluggy", "iniconfig"} <= audit.needed("pytest[dev]") | {"pytest"}
