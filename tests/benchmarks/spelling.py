"""Which messages of the compiler are about spelling, and of which sort.

Spelling is what a program can be rewritten in without knowing what it is for: words and forms that were removed or
replaced, imports that lead elsewhere, names of the library that are others today. What the library does otherwise, or
does not have any more, is no matter of spelling, nor is what follows from that.
"""

from __future__ import annotations

import re

from minimojo.ide.migrations.renamed import RENAMED

_WORDS = re.compile(
    r"'fn' has been removed|was removed; use|is removed, conform to|does not support decorators"
    r"|decorators not supported|(is|are) no longer supported|no longer accepted|unknown function effect"
    r"|unknown declaration '(value|register_passable|unroll|noncapturing|closure|doc_private|adaptive)'"
)
_SYNTAX = re.compile(
    r"^expected (?!a type, not)|statements must start at|bare expressions must not|unexpected token|unknown tokens"
    r"|unterminated|relative imports must use|invalid expression|argument already has a convention"
    r"|'ref' result requires|body must not be empty|^missing ':'|reserved"
)
_FORMS = re.compile(
    r"implicit declaration of|unqualified access to struct parameter|cannot access (comptime|method) '\w+' directly"
    r"|must return Self type with 'out'|must not declare both an 'out' argument|found a tuple value; use 'Tuple"
    r"|'raise' requires a surrounding|cannot call function that may raise|use '__init__\(\*"
    r"|not supported on parameter list, using"
)
_MODULES = frozenset(
    (
        *(
            "algorithm",
            "base64",
            "benchmark",
            "bit",
            "builtin",
            "collections",
            "compile",
            "complex",
            "documentation",
        ),
        *(
            "gpu",
            "io",
            "itertools",
            "logger",
            "math",
            "memory",
            "os",
            "pathlib",
            "prelude",
            "pwd",
            "python",
            "random",
        ),
        *("reflection", "runtime", "stat", "subprocess", "sys", "tempfile", "testing", "time", "utils"),
    )
)
"""The packages that the library has had from 2023 on and that are there today."""

_MODULE = re.compile(r"unable to locate module '(\w+)'")
_NAME = re.compile(r"(?:unknown declaration|does not contain|has no declaration) '(\w+)'")


def complaint(text: str) -> str | None:
    """The sort of spelling that a message is about; None if it is about something else."""
    if "is deprecated" in text:
        return "deprecated"
    for kind, pattern in (("word", _WORDS), ("syntax", _SYNTAX), ("form", _FORMS)):
        if pattern.search(text):
            return kind
    module, name = _MODULE.search(text), _NAME.search(text)
    if module and module[1] in _MODULES:
        return "module"
    if name and name[1] in RENAMED:
        return "name"
    return None
