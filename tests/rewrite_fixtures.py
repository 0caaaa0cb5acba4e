#!/usr/bin/env python3
"""Write into fixtures what MiniMojo says now, where the compiler agrees.

    python tests/rewrite_fixtures.py FILE.md ...

The programs stay as they are. Their annotations are replaced by today's findings, carets of
`^ hover NAME` are fitted to what is shown there, and the text of the blocks behind a program
(`hover`, `fixed TITLE`, `compiler`) is filled in. Nothing is written to a file about whose
programs, fixed ones included, the compiler says something else. Read the changes before committing them.
"""

import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parent
sys.path[:0] = [str(TESTS.parent / "server"), str(TESTS)]

from markdown_it import MarkdownIt  # noqa: E402

from support.annotations import Annotation, annotations, without_annotations, written  # noqa: E402
from support.checking import Checked, check  # noqa: E402
from support.compiler import disagreement, printed, verdict  # noqa: E402
from support.fixtures import Block, Example, is_titled  # noqa: E402

VERDICTS = TESTS.parent / ".pytest_cache" / "d" / "mojo-verdicts"
"""Where the tests keep the compiler's answers, too."""


def main() -> int:
    VERDICTS.mkdir(parents=True, exist_ok=True)
    return max([rewrite(Path(name)) for name in sys.argv[1:]], default=0)


def rewrite(path: Path) -> int:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    result: list[str] = []
    problems: list[str] = []
    program, about, at = "", frozenset[str](), 0
    for token in MarkdownIt().parse("".join(lines)):
        if token.type != "fence" or token.map is None:
            continue
        first, last = token.map
        kind, _, argument = token.info.strip().partition(" ")
        try:
            if kind == "mojo":
                about = Example(path.stem, token.content).about
                text = program = annotated(token.content, about)
                problems += [
                    f"{path}:{first + 1}: {it}"
                    for it in doubts(program, about, every_fix=path.parent.name == "fixes")
                ]
            else:
                text = block(program, about, kind, Block(argument.strip(), token.content))
        except LookupError as error:
            problems.append(f"{path}:{first + 1}: {error}")
            text = token.content
        result += [*lines[at : first + 1], text, lines[last - 1]]
        at = last
    result += lines[at:]
    print("".join(f"{it}\n" for it in problems), end="")
    if not problems:
        path.write_text("".join(result), encoding="utf-8")
    return 1 if problems else 0


def annotated(source: str, about: frozenset[str]) -> str:
    """The program with today's findings; hovers stay where they are."""
    hovers = [it for it in annotations(source) if it.text.startswith("hover ")]
    targets = [
        number for number, line in enumerate(source.split("\n")) if without_annotations(line) or not line
    ]
    code = without_annotations(source)
    places = {number: index for index, number in enumerate(targets)}
    checked = check(code, about=about)
    wanted = checked.found()
    for it in hovers:
        line = places[it.line]
        shown = checked.hover_at(line, it.end - 1)
        if shown is None:
            raise LookupError(f"nothing is shown for `{it.text}`")
        wanted.append(checked.annotation(shown.span, it.text))
    return _merged(code, sorted(wanted))


def _merged(code: str, wanted: list[Annotation]) -> str:
    lines = code.split("\n")
    for it in reversed(wanted):
        lines.insert(it.line + 1, written(it))
    return "\n".join(lines)


def doubts(program: str, about: frozenset[str], *, every_fix: bool) -> list[str]:
    """What the compiler says about the program, and about the programs that fixes make, that we do not."""
    checked = check(program, about=about)
    found = disagreement(verdict(program, VERDICTS), checked.lines())
    repairs = [repair for _, repair in checked.repairs()]
    fixed = [(it.title, checked.after(it)) for it in repairs] if every_fix else []
    fixed.append(("all fixes", checked.after_all([it for it in repairs if it.preferred])))
    for title, text in fixed:
        found += [
            f"after `{title}`: {it}"
            for it in disagreement(verdict(text, VERDICTS), check(text, about=about).lines())
        ]
    return found


def block(program: str, about: frozenset[str], kind: str, given: Block) -> str:
    """What a block behind a program has to hold."""
    checked = check(program, about=about)
    match kind:
        case "hover":
            return _hover(checked, given.argument)
        case "fixed":
            repairs = [repair for _, repair in checked.repairs()]
            for repair in repairs:
                if is_titled(repair.title, given):
                    return without_annotations(checked.after(repair))
            raise LookupError(f"no fix `{given.argument}` among {[it.title for it in repairs]}")
        case "compiler":
            return printed(verdict(program, VERDICTS))
        case _:
            return given.text


def _hover(checked: Checked, name: str) -> str:
    for it in annotations(checked.source):
        shown = checked.hover_at(it.line, it.end - 1) if it.text == f"hover {name}" else None
        if shown is not None:
            return shown.markdown + "\n"
    raise LookupError(f"no place `hover {name}`")


if __name__ == "__main__":
    sys.exit(main())
