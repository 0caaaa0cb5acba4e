"""Expectations written into a source: carets in a comment below the line that they are about.

    print(s)
    #     ^ error[use-after-transfer]: use of transferred value `s`

Several comments may follow one line; they all are about the last line that is code. Carets that begin
in the first column, where the `#` stands, are written behind `#<`:

    fn main():
    #<^^ error[obsolete-syntax]: …
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ANNOTATION = re.compile(r"^\s*#(?P<first><?)\s*(?P<carets>\^+) (?P<text>.+)$")


@dataclass(frozen=True, order=True)
class Annotation:
    """`line` and `start`..`end` are zero-based, in characters; `text` is what the carets say."""

    line: int
    start: int
    end: int
    text: str


def annotations(source: str) -> Iterator[Annotation]:
    """All annotations of a source."""
    target = 0
    for number, line in enumerate(source.split("\n")):
        match = _ANNOTATION.match(line)
        if match:
            start = 0 if match["first"] else match.start("carets")
            yield Annotation(target, start, start + len(match["carets"]), match["text"])
        else:
            target = number


def written(annotation: Annotation) -> str:
    """The comment line that says it."""
    carets = "^" * (annotation.end - annotation.start)
    if annotation.start == 0:
        return f"#<{carets} {annotation.text}"
    indent = " " * (annotation.start - 1)
    return f"#{indent}{carets} {annotation.text}"


def without_annotations(source: str) -> str:
    """A source as it was before expectations were written into it."""
    return "\n".join(line for line in source.split("\n") if not _ANNOTATION.match(line))
