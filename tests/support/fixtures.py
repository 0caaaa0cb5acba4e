"""Markdown as test data: every `mojo` block is a program, the blocks behind it are about it.

    ```mojo                 a program with annotations: exactly what is found in it
    ```fixed TITLE          the program after the fix whose title begins so, written without backticks
    ```hover NAME           what the editor shows at the annotation `^ hover NAME`, at its last character
    ```full                 what `minimojo check` prints
    ```compiler             the compiler's messages `LINE: SEVERITY: TEXT`, or `accepted`

The headers above a program are its name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

TESTS = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Block:
    """A fenced block: the words behind its kind, and its text."""

    argument: str
    text: str


@dataclass
class Example:
    """A program with what is expected of it; `name` tells where it stands."""

    name: str
    source: str
    fixed: list[Block] = field(default_factory=list)
    hovers: list[Block] = field(default_factory=list)
    full: list[Block] = field(default_factory=list)
    compiler: list[Block] = field(default_factory=list)

    def __str__(self) -> str:
        return self.name

    @property
    def about(self) -> frozenset[str]:
        """The rules that it shows, if they are advice: that of its file, and those of the hints in it."""
        of_file = self.name.partition("/")[0].removeprefix("page of ")
        return frozenset((of_file, *re.findall(r"hint\[([\w-]+)\]", self.source)))


def is_titled(title: str, block: Block) -> bool:
    """Whether a `fixed` block means the fix of this title."""
    return title.replace("`", "").startswith(block.argument)


def examples_in(folder: str) -> list[Example]:
    """The programs of all Markdown files in a folder of the tests."""
    found = sorted((TESTS / folder).glob("*.md"))
    return [example for path in found for example in examples(path.read_text(encoding="utf-8"), path.stem)]


def examples(text: str, name: str) -> Iterator[Example]:
    """The programs of one Markdown text.

    Raises ValueError for blocks of an unknown kind, and for those without a program before them.
    """
    headers: list[str] = []
    current: Example | None = None
    tokens = MarkdownIt().parse(text)
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            level = int(token.tag[1:])
            headers = [*headers[: level - 1], tokens[index + 1].content]
        elif token.type == "fence":
            kind, _, argument = token.info.strip().partition(" ")
            if kind == "mojo":
                if current is not None:
                    yield current
                current = Example(_named(name, headers, token), token.content)
            else:
                _attach(current, kind, Block(argument.strip(), token.content), name)
    if current is not None:
        yield current


def _attach(example: Example | None, kind: str, block: Block, name: str) -> None:
    if example is None:
        raise ValueError(f"{name}: a block `{kind}` without a program before it")
    match kind:
        case "fixed":
            example.fixed.append(block)
        case "hover":
            example.hovers.append(block)
        case "full":
            example.full.append(block)
        case "compiler":
            example.compiler.append(block)
        case _:
            raise ValueError(f"{name}: a block of the unknown kind `{kind}`")


def _named(name: str, headers: list[str], token: Token) -> str:
    line = token.map[0] + 1 if token.map else 0
    return "/".join([name, *headers[1:2], str(line)])
