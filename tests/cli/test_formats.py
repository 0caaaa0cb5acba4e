"""The formats that services read: what they promise, on findings with stories, in names that need escaping."""

import json
import os
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from command_line import minimojo

PROGRAM = """\
def take(var text: List[Int]):
    print(len(text))


def main():
    var s: List[Int] = [1]
    take(s^)
    print("😀é", len(s))
"""
FOLDER = "a,b: 50%"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "é.mojo").write_text(PROGRAM, encoding="utf-8")
    (tmp_path / "fine.mojo").write_text("def main():\n    print(1)\n", encoding="utf-8")
    (tmp_path / "torn.mojo").write_text("def main(:\n    print(1)\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed(form: str, *paths: str) -> str:
    run = minimojo("check", "--output-format", form, *paths)
    assert "Traceback" not in run.stderr
    return run.stdout


# --- SARIF ------------------------------------------------------------------------------------------


def sarif(*paths: str) -> dict[str, Any]:
    log = json.loads(printed("sarif", *paths))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return run


@pytest.mark.skipif(
    "SARIF_SCHEMA" not in os.environ, reason="SARIF_SCHEMA names no copy of the schema of OASIS"
)
def test_sarif_is_valid(folder: Path) -> None:
    """The schema is not ours to hand on: `tests/run` takes it from a package."""
    from jsonschema.validators import validator_for

    schema = json.loads(Path(os.environ["SARIF_SCHEMA"]).read_text(encoding="utf-8"))
    kind = validator_for(schema)
    log = json.loads(printed("sarif", "."))
    problems = [it.message for it in kind(schema, format_checker=kind.FORMAT_CHECKER).iter_errors(log)]
    assert problems == []


def test_sarif_has_the_place_in_utf16(folder: Path) -> None:
    run = sarif(".")
    assert run["columnKind"] == "utf16CodeUnits"
    (result,) = run["results"]
    (location,) = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "a%2Cb%3A%2050%25/%C3%A9.mojo"},
        "region": {"startLine": 8, "startColumn": 22, "endLine": 8, "endColumn": 23},
    }


def test_sarif_tells_the_story_as_a_flow(folder: Path) -> None:
    (result,) = sarif(".")["results"]
    ((thread,),) = [flow["threadFlows"] for flow in result["codeFlows"]]
    words = [it["location"]["message"]["text"] for it in thread["locations"]]
    assert words[-1] == result["message"]["text"]
    assert [it["message"]["text"] for it in result["relatedLocations"]] == words[:-1]
    assert any("is transferred here" in it for it in words)


def test_sarif_explains_its_rules(folder: Path) -> None:
    run = sarif(".")
    (result,) = run["results"]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["id"] == result["ruleId"] == "use-after-transfer"
    assert rule["help"]["markdown"].startswith("# use-after-transfer")


def test_sarif_has_fixes_and_syntax_errors(folder: Path) -> None:
    run = sarif(".")
    (result,) = run["results"]
    titles = [it["description"]["text"] for it in result["fixes"]]
    assert "Pass a copy of `s` (24 bytes and its elements)" in titles
    (notice,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notice["message"]["text"].startswith("syntax error")


def test_sarif_names_findings_alike_when_lines_move(folder: Path) -> None:
    def identities() -> list[dict[str, str]]:
        return [it["partialFingerprints"] for it in sarif(".")["results"]]

    before = identities()
    file = folder / FOLDER / "é.mojo"
    file.write_text("# A comment more.\n" + PROGRAM, encoding="utf-8")
    assert identities() == before


def test_sarif_of_nothing_has_results(folder: Path) -> None:
    assert sarif("fine.mojo")["results"] == []


# --- others -----------------------------------------------------------------------------------------


def test_github_gets_escaped_commands(folder: Path) -> None:
    (line,) = printed("github", FOLDER).splitlines()
    command, _, words = line.removeprefix("::").partition("::")
    assert command == (
        "error file=a%2Cb%3A 50%25/é.mojo,line=8,endLine=8,col=21,endColumn=22,title=minimojo (use-after-transfer)"
    )
    assert words.startswith("use of transferred value `s`%0A")
    assert "50%25/é.mojo:7:11: `s` is transferred here" in words


def test_gitlab_gets_issues_with_fingerprints_of_their_own(folder: Path) -> None:
    Path("twice.mojo").write_text(PROGRAM + '    print("again", len(s))\n', encoding="utf-8")
    issues = json.loads(printed("gitlab", "."))
    assert {tuple(it) for it in issues} == {
        ("description", "check_name", "fingerprint", "severity", "location")
    }
    issue = next(it for it in issues if it["location"]["path"].startswith(FOLDER))
    assert issue["location"] == {
        "path": f"{FOLDER}/é.mojo",
        "positions": {"begin": {"line": 8, "column": 21}, "end": {"line": 8, "column": 22}},
    }
    assert issue["severity"] == "critical"
    assert len({it["fingerprint"] for it in issues}) == len(issues)


def test_junit_has_a_suite_for_every_file(folder: Path) -> None:
    Path("bad\x01.mojo").write_text(PROGRAM, encoding="utf-8")
    root = ET.fromstring(printed("junit", "."))  # noqa: S314 - our own
    suites = {it.get("name"): it for it in root}
    assert len(suites) == 4
    assert (root.get("tests"), root.get("failures")) == ("4", "2")
    (case,) = suites[f"{FOLDER}/é.mojo"]
    assert (case.get("name"), case.get("line")) == ("use-after-transfer", "8")
    (failure,) = case
    assert failure.get("message") == "use of transferred value `s`"
    (passed,) = suites["fine.mojo"]
    assert len(passed) == 0
