#!/usr/bin/env python3
"""Write the queries of the grammar that differ from Neovim's by names only.

Usage: generate_editor_queries.py [--check]

The patterns of the highlights are the same for Neovim, Helix and Zed, the names of the captures are
not: `_NAMES` says what each editor calls them, `_ADDITIONS` holds patterns for which only that
editor has a name. The tree-sitter command line knows one kind of local definition, see
`standard_locals`. With `--check` nothing is written: the files that are not current are printed, and
the exit status is 1 if there are any.
"""

import argparse
import re
import sys
from pathlib import Path

QUERIES = Path(__file__).resolve().parents[2] / "grammar" / "tree-sitter-minimojo" / "queries"

_DROPPED = frozenset({"spell", "nospell", "none"})

_NAMES = {
    "helix": {
        "boolean": "constant.builtin.boolean",
        "character.special": "constant.builtin",
        "comment": "comment.line",
        "function.call": "function",
        "function.method.call": "function.method",
        "keyword.conditional": "keyword.control.conditional",
        "keyword.conditional.ternary": "keyword.control.conditional",
        "keyword.coroutine": "keyword.control",
        "keyword.exception": "keyword.control.exception",
        "keyword.import": "keyword.control.import",
        "keyword.modifier": "keyword.storage.modifier",
        "keyword.modifier.removed": "keyword.storage.modifier.removed",
        "keyword.repeat": "keyword.control.repeat",
        "keyword.return": "keyword.control.return",
        "keyword.type": "keyword.storage.type",
        "module": "namespace",
        "number": "constant.numeric.integer",
        "number.float": "constant.numeric.float",
        "string.documentation": "comment.block.documentation",
        "string.escape": "constant.character.escape",
        "type.definition": "type",
        "variable.member": "variable.other.member",
    },
    "zed": {
        "character.special": "punctuation.special",
        "function.call": "function",
        "function.macro": "function.special",
        "function.method.call": "function.method",
        "keyword.directive": "preproc",
        "module": "namespace",
        "number.float": "number",
        "string.documentation": "string.doc",
        "type.definition": "type",
        "variable.builtin": "variable.special",
        "variable.member": "property",
    },
}

_ADDITIONS = {
    "helix": """\
(discard) @comment.unused

(enum_case name: (identifier) @type.enum.variant)

(contextual_member attribute: (identifier) @type.enum.variant)

(type_parameters
  (parameter name: (identifier) @type.parameter)
  (#match? @type.parameter "^_*[A-Z]"))

(parameter
  convention: (convention ["mut" "out" "deinit" "var"])
  name: (identifier) @variable.parameter.mutable
  (#not-eq? @variable.parameter.mutable "self"))

(parameter
  convention: (convention ["mut" "out" "deinit" "var"])
  name: (identifier) @variable.builtin.mutable
  (#eq? @variable.builtin.mutable "self"))
""",
    "zed": """\
(enum_case name: (identifier) @variant)

(contextual_member attribute: (identifier) @variant)
""",
}

_HEADER = """\
; Colours for {editor}: the patterns of ../highlights.scm with the names that {editor} uses.
; Written by server/tools/generate_editor_queries.py.
"""

_STANDARD_HEADER = """\
; Scopes, definitions and references in the names of the tree-sitter command line: what is not better
; coloured by its use in ../locals.scm, that is parameters and variables.
; Written by server/tools/generate_editor_queries.py.
"""


def translated(source: str, editor: str) -> str:
    """The standard query in the names of an editor, and what only that editor has a name for."""
    names = _NAMES[editor]

    def rename(capture: re.Match[str]) -> str:
        name = capture["name"]
        return "" if name in _DROPPED else f"{capture['space']}@{names.get(name, name)}"

    patterns = source.split("\n\n", 1)[1]  # without the comment at the head
    renamed = re.sub(r"(?P<space> ?)@(?P<name>[a-z_]+(?:\.[a-z_]+)*)", rename, patterns)
    return f"{_HEADER.format(editor=editor.capitalize())}\n{renamed}\n{_ADDITIONS[editor]}"


def standard_locals(source: str) -> str:
    """The locals for the command line, where a reference gets the colour of its definition.

    An imported function, say, is better coloured by its use: only parameters and variables are kept.
    """
    blocks = source.strip().split("\n\n")[1:]  # without the comment at the head
    kept = [block for block in blocks if not re.search(r"@local\.definition\.(?!parameter|var)", block)]
    text = re.sub(r"@local[.]definition[.][a-z]+", "@local.definition", "\n\n".join(kept))
    return f"{_STANDARD_HEADER}\n{text}\n"


def stale(folder: Path = QUERIES) -> list[str]:
    """The files that are missing or differ."""
    return [name for name, text in _files(folder).items() if _read(folder / name) != text]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing, only tell what is not current")
    check = parser.parse_args().check
    names = stale()
    if check:
        print(*names, sep="\n", end="\n" if names else "")
        return int(bool(names))
    for name in names:
        (QUERIES / name).parent.mkdir(exist_ok=True)
        (QUERIES / name).write_text(_files(QUERIES)[name], encoding="utf-8")
    return 0


def _files(folder: Path) -> dict[str, str]:
    highlights = (folder / "highlights.scm").read_text(encoding="utf-8")
    files = {f"{editor}/highlights.scm": translated(highlights, editor) for editor in _NAMES}
    files["standard/locals.scm"] = standard_locals((folder / "locals.scm").read_text(encoding="utf-8"))
    return files


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
