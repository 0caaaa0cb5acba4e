"""The queries for editors: they compile, capture what the annotated sources say, and forget nothing."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import tree_sitter

import minimojo
from grammar.captures import GRAMMAR, NAMES, QUERIES, Capture, captures, colours, query, read
from grammar.trees import LANGUAGE, nodes, parse
from programs import TEXTS, every_program
from support.tools import tool

DATA = Path(__file__).parent / "queries"
CASES = sorted(DATA.rglob("*.mojo"))
"""Annotated sources; each is named after its query: `helix/indents.mojo`, `highlights.calls.mojo`."""

FORMS = [
    json.loads(line)["source"].encode()
    for line in (Path(__file__).parent / "forms.jsonl").read_text(encoding="utf-8").splitlines()
]
HIGHLIGHTS = ["highlights", "helix/highlights", "zed/highlights"]
ALL_NAMED = {
    "folds",
    "indents",
    "injections",
    "tags",
    "locals",
    "zed/outline",
    "helix/textobjects",
    "helix/tags",
}
"""Queries whose annotated sources name every capture, not only some."""

# What the editors document; a name may be refined by further words.
STANDARD = """
    variable variable.builtin variable.parameter variable.member constant constant.builtin module type
    type.builtin type.definition attribute attribute.builtin function function.builtin function.call function.macro
    function.method function.method.call constructor operator keyword keyword.coroutine keyword.function
    keyword.operator keyword.import keyword.type keyword.modifier keyword.repeat keyword.return keyword.exception
    keyword.conditional keyword.conditional.ternary keyword.directive punctuation.delimiter punctuation.bracket
    punctuation.special comment string string.documentation string.escape string.special.symbol character.special
    boolean number number.float none spell nospell embedded
"""
HELIX = """
    attribute type type.builtin type.parameter type.enum.variant constructor constant constant.builtin
    constant.builtin.boolean constant.character.escape constant.numeric.integer constant.numeric.float string
    string.special.symbol comment.line comment.unused comment.block.documentation variable variable.builtin
    variable.builtin.mutable variable.parameter variable.parameter.mutable variable.other.member
    punctuation.delimiter punctuation.bracket punctuation.special keyword keyword.control
    keyword.control.conditional keyword.control.repeat keyword.control.import keyword.control.return
    keyword.control.exception keyword.operator keyword.directive keyword.function keyword.storage.type
    keyword.storage.modifier operator function function.builtin function.method function.macro namespace embedded
"""
ZED = """
    attribute boolean comment constant constant.builtin constructor embedded function keyword namespace number
    operator preproc property punctuation.bracket punctuation.delimiter punctuation.special string string.doc
    string.escape string.special.symbol type type.builtin variable variable.special variable.parameter variant
"""
CAPTURES = {
    "highlights": STANDARD,
    "locals": """
        local.scope local.reference local.definition.constant local.definition.function
        local.definition.method local.definition.var local.definition.parameter local.definition.type
        local.definition.field local.definition.import
    """,
    "folds": "fold",
    "indents": "indent.begin indent.branch indent.dedent indent.align indent.auto",
    "injections": "injection.content",
    "tags": """
        name doc definition.function definition.method definition.class definition.interface definition.constant
        definition.field reference.call reference.class reference.implementation
    """,
    "helix/highlights": HELIX,
    "helix/locals": "local.scope local.reference local.definition.variable local.definition.type.parameter "
    "local.definition.namespace",
    "helix/indents": "indent outdent extend extend.prevent-once opaque",
    "helix/injections": "injection.content",
    "helix/rainbows": "rainbow.scope rainbow.bracket",
    "helix/tags": """
        name definition.struct definition.enum definition.interface definition.function definition.constant
        definition.field reference.call reference.class
    """,
    "helix/textobjects": "function.inside function.around class.inside class.around parameter.inside "
    "parameter.around comment.inside comment.around test.inside test.around entry.inside entry.around",
    "standard/locals": "local.scope local.reference local.definition",
    "zed/highlights": ZED,
    "zed/brackets": "open close",
    "zed/outline": "name item context annotation",
    "zed/indents": "indent end start",
    "zed/injections": "injection.content",
    "zed/overrides": "comment string",
    "zed/textobjects": "function.inside function.around class.inside class.around comment.inside comment.around",
}
"""The names that each query may use. A refined name, as `keyword.removed`, falls back to what it refines."""


@pytest.mark.parametrize("name", NAMES)
def test_every_query_compiles_and_uses_known_captures(name: str) -> None:
    compiled = query(name)
    known = set(CAPTURES[name].split())
    used = {compiled.capture_name(index) for index in range(compiled.capture_count)}
    assert {word for word in used if not word.startswith("_") and not _refines(word, known)} == set()


def test_every_query_has_its_names_listed() -> None:
    assert set(NAMES) == set(CAPTURES)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.relative_to(DATA).with_suffix("").as_posix())
def test_annotated_source(path: Path) -> None:
    name = _query_of(path)
    source, notes = read(path)
    assert notes
    found = captures(name, source)
    if name in HIGHLIGHTS:
        _compare_colours(source, notes, found)
        return
    wrong = [str(note) for note in notes if any(map(note.fits, found)) != note.wanted]
    assert wrong == []
    if name in ALL_NAMED:
        assert [_shown(c) for c in found if not any(n.wanted and n.fits(c) for n in notes)] == []


def test_every_query_has_annotated_sources() -> None:
    assert {_query_of(path) for path in CASES} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_pattern_matches_something(name: str) -> None:
    sources = [*FORMS, *TEXTS.values(), *(read(path)[0] for path in CASES)]
    matched = {capture.pattern for source in sources for capture in captures(name, source)}
    text = (QUERIES / f"{name}.scm").read_bytes()
    dead = [
        text[query(name).start_byte_for_pattern(i) :].split(b"\n\n")[0].decode()
        for i in range(query(name).pattern_count)
        if i not in matched
    ]
    assert dead == []


@every_program
def test_every_query_runs_on_real_programs(text: bytes) -> None:
    for name in NAMES:
        found = captures(name, text)
        assert all(capture.node.end_byte <= len(text) for capture in found)
        if name in {*HIGHLIGHTS, "locals", "folds", "indents", "tags"}:
            assert found


@pytest.mark.parametrize("name", HIGHLIGHTS)
def test_every_token_is_highlighted(name: str) -> None:
    """Each kind of token of the grammar, keywords and signs, occurs in the sources and has a colour there."""
    sources = [*FORMS, *TEXTS.values(), *(read(path)[0] for path in CASES)]
    kinds: set[str] = set()
    plain: set[str] = set()
    for source in sources:
        seen = colours(captures(name, source))
        for node in nodes(parse(source)):
            if node.child_count == 0 and node.end_byte > node.start_byte and not node.is_error:
                kinds.add(node.type)
                if node.start_byte not in seen:
                    plain.add(node.type)
    assert plain == set()
    assert {token for token in _tokens() if re.search(r"\w", token)} - kinds == set()


@every_program
def test_every_reference_finds_its_definition(text: bytes) -> None:
    """In a program that compiles a name is defined in a scope around it, or is built in."""
    found = captures("locals", text)
    scopes = [capture.node for capture in found if capture.name == "local.scope"]
    defined = {
        (_scope_of_definition(capture, scopes).id, capture.node.text)
        for capture in found
        if capture.name.startswith("local.definition.")
    }
    unknown = {
        (capture.node.text or b"").decode()
        for capture in found
        if capture.name == "local.reference"
        and not any((scope.id, capture.node.text) in defined for scope in _around(capture.node, scopes))
    }
    assert unknown - _built_in() == set()


def test_generated_queries_are_current() -> None:
    assert tool("generate_editor_queries").stale() == [], (
        "run `python server/tools/generate_editor_queries.py`"
    )


def test_configuration_names_files_that_exist() -> None:
    configuration = json.loads((GRAMMAR / "tree-sitter.json").read_text(encoding="utf-8"))
    package = json.loads((GRAMMAR / "package.json").read_text(encoding="utf-8"))
    (grammar,) = configuration["grammars"]
    for kind in ("highlights", "locals", "injections", "tags"):
        assert (GRAMMAR / grammar[kind]).is_file()
    assert configuration["metadata"]["version"] == package["version"] == minimojo.__version__
    assert grammar["file-types"] == ["mojo", "🔥"]
    assert grammar["name"] == LANGUAGE.name == "minimojo"


def test_zed_configuration_fits_its_queries() -> None:
    configuration = tomllib.loads((QUERIES / "zed" / "config.toml").read_text(encoding="utf-8"))
    assert configuration["grammar"] == LANGUAGE.name
    compiled = query("zed/indents")
    starts = {compiled.capture_name(index) for index in range(compiled.capture_count)}
    for rule in configuration["decrease_indent_patterns"]:
        assert {f"start.{word}" for word in rule["valid_after"]} <= starts
        assert re.compile(rule["pattern"]).match(
            "    " + rule["pattern"].split(r"\b")[0].split("*")[-1] + ":"
        )
    increase = re.compile(configuration["increase_indent_pattern"])
    assert increase.match("    if x:  # why")
    assert not increase.match("    # note:")


def test_snippets_of_the_readme_are_valid() -> None:
    text = (GRAMMAR / "README.md").read_text(encoding="utf-8")
    tables = [tomllib.loads(block) for block in re.findall(r"```toml\n(.*?)```", text, re.DOTALL)]
    assert any("language" in table for table in tables)
    assert any("grammars" in table for table in tables)
    for path in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert (GRAMMAR / path).exists(), path


def _compare_colours(source: bytes, notes: list, found: list[Capture]) -> None:
    starts = [0]
    for line in source.split(b"\n"):
        starts.append(starts[-1] + len(line) + 1)
    seen = colours(found)
    wrong = []
    for note in notes:
        names = {seen.get(starts[note.line] + column, "nothing") for column in range(note.start, note.end)}
        if (names == {note.name}) != note.wanted:
            wrong.append(f"{note}, but it is {', '.join(sorted(names))}")
    assert wrong == []


def _query_of(path: Path) -> str:
    """`helix/indents` of `helix/indents.mojo`, `highlights` of `highlights.calls.mojo`."""
    relative = path.relative_to(DATA)
    return (relative.parent / relative.name.split(".")[0]).as_posix()


def _shown(capture: Capture) -> str:
    line, start, last, _ = capture.place
    return f"line {line + 1}, {start}: {capture.name}*{last - line + 1} {capture.node.text!r}"[:120]


def _refines(word: str, known: set[str]) -> bool:
    parts = word.split(".")
    return any(".".join(parts[:length]) in known for length in range(1, len(parts) + 1))


def _tokens() -> set[str]:
    types = json.loads((GRAMMAR / "src" / "node-types.json").read_text(encoding="utf-8"))
    return {entry["type"] for entry in types if not entry["named"]}


def _around(node: tree_sitter.Node, scopes: list[tree_sitter.Node]) -> Iterator[tree_sitter.Node]:
    return (
        scope for scope in scopes if scope.start_byte <= node.start_byte and node.end_byte <= scope.end_byte
    )


def _scope_of_definition(capture: Capture, scopes: list[tree_sitter.Node]) -> tree_sitter.Node:
    """The innermost scope; for what has a scope of its own, a function or a type, the one around that."""
    node = capture.node
    if capture.name.rsplit(".", 1)[1] in {"function", "method", "type"}:
        assert node.parent is not None
        around = [scope for scope in _around(node, scopes) if scope.id != node.parent.id]
    else:
        around = list(_around(node, scopes))
    return min(around, key=lambda scope: scope.end_byte - scope.start_byte)


def _built_in() -> set[str]:
    """What the highlights call built in, and decorators and the rest of the prelude that programs here use."""
    text = (QUERIES / "highlights.scm").read_text(encoding="utf-8")
    return set(re.findall(r'"(\w+)"', text)) - {"parameter", "value"}
