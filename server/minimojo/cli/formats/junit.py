"""JUnit's XML: a suite per file, a failing case per finding; a file without findings is a case that passes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from minimojo.cli.excerpt import printable
from minimojo.cli.report import CheckedFile, Format, Reported, portable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def write(files: Iterable[CheckedFile], stream: TextIO) -> None:
    from xml.etree.ElementTree import Element, ElementTree, indent

    root = Element("testsuites", name="minimojo")
    for file in files:
        root.append(_suite(file))
    for name in ("tests", "failures"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    root.set("errors", "0")
    indent(root)
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    ElementTree(root).write(stream, encoding="unicode")
    stream.write("\n")


def _suite(file: CheckedFile) -> Element:
    from xml.etree.ElementTree import Element, SubElement

    name = printable(portable(file.path))
    count = len(file.findings)
    suite = Element("testsuite", name=name, tests=str(count or 1), failures=str(count), errors="0")
    for it in file.findings:
        suite.append(_case(file, name, it))
    if not count:
        SubElement(suite, "testcase", name="minimojo", classname=name)
    return suite


def _case(file: CheckedFile, name: str, it: Reported) -> Element:
    from xml.etree.ElementTree import Element, SubElement

    at = file.position(it.span.start)
    case = Element("testcase", name=it.code, classname=name, file=name, line=str(at.line))
    failure = SubElement(case, "failure", type=it.severity.value, message=printable(it.message))
    told = [f"{file.place(it.span.start)}: {it.severity.value}[{it.code}] {it.message}"]
    told += [f"{file.place(step.span.start)}: {step.message}" for step in it.story if step.path == file.path]
    failure.text = "\n".join(map(printable, told))
    return case


FORMAT = Format(write)
