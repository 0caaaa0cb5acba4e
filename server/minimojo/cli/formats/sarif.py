"""SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/): the story of a finding is its code flow."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO
from urllib.parse import quote

from minimojo import __version__
from minimojo.cli.fingerprints import fingerprint
from minimojo.cli.report import CheckedFile, Damage, Format, Needs, Reported, Step, WorkingFix, portable
from minimojo.rules.model import Severity
from minimojo.text import Encoding, Span

Json = dict[str, object]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "note",
    Severity.HINT: "note",
}

_LINK = re.compile(r"\[(?=[^\[\]]*\]\()")


def write(files: Iterable[CheckedFile], stream: TextIO) -> None:
    results: list[Json] = []
    notices: list[Json] = []
    artifacts: list[Json] = []
    codes: dict[str, int] = {}
    seen = Counter[str]()
    for file in files:
        artifacts.append({"location": _artifact(file.path), "sourceLanguage": "mojo"})
        notices += [_notice(file, it) for it in file.found.damage]
        for it in file.findings:
            number = codes.setdefault(it.code, len(codes))
            results.append(_result(file, it, number, fingerprint(file, it, seen)))
    driver: Json = {"name": "minimojo", "version": __version__, "rules": _rules(codes)}
    invocation: Json = {"executionSuccessful": True, "toolExecutionNotifications": notices}
    run: Json = {
        "tool": {"driver": driver},
        "columnKind": "utf16CodeUnits",
        "invocations": [invocation],
        "artifacts": artifacts,
        "results": results,
    }
    json.dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, stream, indent=1)
    stream.write("\n")


def _rules(codes: Iterable[str]) -> list[Json]:
    """What is told about the rules that have findings."""
    from minimojo.rules.pages import page
    from minimojo.rules.registry import find_rule

    told: list[Json] = []
    for code in codes:
        rule = find_rule(code)
        described: Json = {"id": code}
        if rule is not None:
            help_text = page(rule)
            described |= {
                "shortDescription": {"text": rule.summary},
                "fullDescription": {"text": rule.summary},
                "help": {"text": help_text, "markdown": help_text},
                "defaultConfiguration": {"level": _LEVELS[rule.severity]},
            }
        told.append(described)
    return told


def _result(file: CheckedFile, it: Reported, rule: int, identity: str) -> Json:
    steps = [_step(file, step, number) for number, step in enumerate(_here(file, it), 1)]
    result: Json = {
        "ruleId": it.code,
        "ruleIndex": rule,
        "level": _LEVELS[it.severity],
        "message": _message(it.message),
        "locations": [_location(file, it.span)],
        "partialFingerprints": {"minimojo/v1": identity},
    }
    if steps:
        end: Json = {"location": {**_location(file, it.span), "message": _message(it.message)}}
        flow: Json = {"threadFlows": [{"locations": [*({"location": step} for step in steps), end]}]}
        result |= {"relatedLocations": steps, "codeFlows": [flow]}
    if it.fixes:
        result["fixes"] = [_fix(file, fix) for fix in it.fixes]
    return result


def _message(text: str) -> Json:
    """A text in which no name is taken for a link (3.11.6)."""
    return {"text": _LINK.sub(r"\\[", text)}


def _here(file: CheckedFile, it: Reported) -> list[Step]:
    return [step for step in it.story if step.path == file.path]


def _step(file: CheckedFile, step: Step, number: int) -> Json:
    return {"id": number, **_location(file, step.span), "message": _message(step.message)}


def _fix(file: CheckedFile, fix: WorkingFix) -> Json:
    replacements = [
        {"deletedRegion": _region(file, edit.span), "insertedContent": {"text": edit.new_text}}
        for edit in fix.edits
    ]
    return {
        "description": _message(fix.title),
        "artifactChanges": [{"artifactLocation": _artifact(file.path), "replacements": replacements}],
    }


def _notice(file: CheckedFile, damage: Damage) -> Json:
    return {
        "level": "warning",
        "message": {"text": f"syntax error, {damage.cause}: checked as far as possible"},
        "locations": [_location(file, damage.span)],
    }


def _location(file: CheckedFile, span: Span) -> Json:
    return {"physicalLocation": {"artifactLocation": _artifact(file.path), "region": _region(file, span)}}


def _artifact(path: str) -> Json:
    """A file below the current folder is named relative to it, as services want it."""
    name = portable(path)
    return {"uri": Path(name).as_uri() if Path(name).is_absolute() else quote(name, errors="replace")}


def _region(file: CheckedFile, span: Span) -> Json:
    start, end = (file.position(it, Encoding.UTF16) for it in (span.start, span.end))
    return {
        "startLine": start.line,
        "startColumn": start.character,
        "endLine": end.line,
        "endColumn": end.character,
    }


FORMAT = Format(write, Needs.FIXES)
