"""Quick fixes: asked for, chosen and made as editors do it."""

from dataclasses import dataclass

import pytest
from lsprotocol import types

from lsp.editor import Client, Document, capabilities, opened, started

pytestmark = pytest.mark.asyncio


@dataclass(frozen=True)
class Case:
    """A program with a finding, and what its preferred fix makes of a line."""

    code: str
    text: str
    fixed: str


CASES = {
    "pass a copy": Case(
        "use-after-transfer",
        """\
def take(var text: List[Int]):
    print(len(text))


def main():
    var s: List[Int] = [1]
    take(s^)
    print(len(s))
""",
        "    take(s.copy())",
    ),
    "insert a copy": Case(
        "implicit-copy",
        """\
def main():
    var s: List[Int] = [1]
    var t = s
    print(len(s), len(t))
""",
        "    var t = s.copy()",
    ),
    "insert `^`": Case(
        "implicit-copy",
        """\
def main():
    var s: List[Int] = [1]
    var t = s
    print(len(t))
""",
        "    var t = s^",
    ),
    "remove `^`": Case(
        "redundant-transfer",
        """\
def main():
    var n = 1
    var m = n^
    print(m)
""",
        "    var m = n",
    ),
    "add `mut`": Case(
        "immutable-assignment",
        """\
def grow(count: Int):
    count += 1


def main():
    var n = 1
    grow(n)
    print(n)
""",
        "def grow(mut count: Int):",
    ),
}
each_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())


async def asked(client: Client, case: Case) -> tuple[Document, types.Diagnostic]:
    document = opened(client, case.text)
    return document, next(it for it in await document.findings() if it.code == case.code)


def preferred(actions: list[types.CodeAction]) -> types.CodeAction:
    (found,) = [it for it in actions if it.is_preferred]
    return found


@each_case
@pytest.mark.parametrize("echo", ["nothing", "stripped", "everything"])
async def test_the_preferred_fix_removes_the_finding(client: Client, case: Case, echo: str) -> None:
    await started(client)
    document, finding = await asked(client, case)
    stripped = types.Diagnostic(range=finding.range, message=finding.message)
    context = {"nothing": [], "stripped": [stripped], "everything": [finding]}[echo]
    actions = await document.actions(finding.range, context)
    chosen = preferred(actions)
    assert chosen.kind == types.CodeActionKind.QuickFix
    assert [it.code for it in chosen.diagnostics or ()] == [case.code]
    assert chosen.edit is not None
    assert chosen.edit.changes is not None
    document.apply(chosen.edit.changes[document.uri])
    assert case.fixed in document.text.splitlines()
    assert await document.findings() == []


@each_case
async def test_the_cursor_alone_finds_the_fixes(client: Client, case: Case) -> None:
    """On the finding, behind it, and at the beginning of its line."""
    await started(client)
    document, finding = await asked(client, case)
    expected = await _fixes(document, finding.range)
    assert expected
    line_start = types.Position(finding.range.start.line, 0)
    for at in (finding.range.start, finding.range.end, line_start):
        assert await _fixes(document, types.Range(at, at)) == expected


async def _fixes(document: Document, place: types.Range) -> set[str]:
    found = await document.actions(place)
    return {it.title for it in found if it.kind == types.CodeActionKind.QuickFix}


@each_case
async def test_every_fix_that_is_offered_works(client: Client, case: Case) -> None:
    await started(client, options={"ignore": ["advice"]})
    document, finding = await asked(client, case)
    for action in await document.actions(finding.range):
        copy = opened(client, case.text, f"file:///project/{abs(hash(action.title))}.mojo")
        assert action.edit is not None
        assert action.edit.changes is not None
        copy.apply(action.edit.changes[document.uri])
        assert await copy.codes() == []


async def test_edits_name_the_version_they_are_for_if_the_client_can_check_it(client: Client) -> None:
    await started(client, capabilities(versioned_edits=True))
    case = CASES["pass a copy"]
    document, _ = await asked(client, case)
    document.replace(("print(len(s))", "print(len(s), 1)"))
    (finding,) = await document.findings()
    chosen = preferred(await document.actions(finding.range))
    assert chosen.edit is not None
    (change,) = chosen.edit.document_changes or ()
    assert isinstance(change, types.TextDocumentEdit)
    assert change.text_document.uri == document.uri
    assert change.text_document.version == document.version
    document.apply(change.edits)
    assert await document.findings() == []


async def test_fixes_are_about_the_newest_text(client: Client) -> None:
    """Asked right behind a change, before its findings are out."""
    await started(client)
    case = CASES["pass a copy"]
    document, _ = await asked(client, case)
    document.replace(("def take", "# more\n\n\ndef take"), ("print(len(s))", "print(len(s), len(s))"))
    chosen = preferred(await document.actions(document.range("print(len(s), len(s))")))
    assert chosen.edit is not None
    assert chosen.edit.changes is not None
    document.apply(chosen.edit.changes[document.uri])
    assert case.fixed in document.text.splitlines()
    assert await document.findings() == []


async def test_nothing_is_offered_where_nothing_is_found(client: Client) -> None:
    await started(client)
    document, _ = await asked(client, CASES["pass a copy"])
    assert await document.actions(document.range("var text")) == []


async def test_what_was_meant_by_an_unknown_name_is_offered(client: Client) -> None:
    """Also while the rest of the file is broken."""
    await started(client)
    document = opened(
        client, "def doubled(value: Int) -> Int:\n    return valeu * sqrt(2.0)\n\n\ndef broken(\n"
    )
    (respelled,) = await document.actions(document.range("valeu"))
    assert respelled.title == "Change `valeu` to `value`"
    imported = (await document.actions(document.range("sqrt")))[0]
    for action in (respelled, imported):
        assert action.edit is not None
        assert action.edit.changes is not None
        document.apply(action.edit.changes[document.uri])
    assert document.text.startswith(
        "from std.math import sqrt\n\n\ndef doubled(value: Int) -> Int:\n    return value * sqrt(2.0)\n"
    )
    assert await document.actions(document.range("sqrt(")) == []


@pytest.mark.parametrize(
    ("only", "offered"),
    [
        ([types.CodeActionKind.QuickFix], True),
        ([types.CodeActionKind.Refactor, types.CodeActionKind.QuickFix], True),
        ([types.CodeActionKind.Empty], True),
        ([types.CodeActionKind.Refactor], False),
        (["source.organizeImports"], False),
        (["quickfix.other"], False),
    ],
)
async def test_kinds_that_are_not_wanted_are_not_offered(
    client: Client, only: list[types.CodeActionKind | str], offered: bool
) -> None:
    await started(client)
    document, finding = await asked(client, CASES["pass a copy"])
    context = types.CodeActionContext(diagnostics=[], only=only)
    params = types.CodeActionParams(document.identifier, finding.range, context)
    found = await client.text_document_code_action_async(params)
    assert bool(found) == offered


async def test_all_safe_fixes_at_once(client: Client) -> None:
    await started(client)
    document = opened(
        client,
        """\
fn take(owned text: String):
    print(text)


fn main():
    var s: String
    var n = 1
    take(n^.__str__())
    print("x")
""",
    )
    whole = types.Range(types.Position(0, 0), types.Position(99, 0))
    for kind in ("source.fixAll", "source.fixAll.minimojo", "source"):
        context = types.CodeActionContext(diagnostics=[], only=[kind])
        params = types.CodeActionParams(types.TextDocumentIdentifier(document.uri), whole, context)
        offered = await client.text_document_code_action_async(params) or []
        [action] = [it for it in offered if it.kind == "source.fixAll.minimojo"]
        assert isinstance(action, types.CodeAction)
        assert action.kind == "source.fixAll.minimojo"
    assert action.edit is not None
    document.apply((action.edit.changes or {})[document.uri])
    assert "fn " not in document.text
    assert "owned" not in document.text
    assert "var s: String\n" not in document.text
    context = types.CodeActionContext(diagnostics=[], only=[types.CodeActionKind.QuickFix])
    params = types.CodeActionParams(types.TextDocumentIdentifier(document.uri), whole, context)
    left = await client.text_document_code_action_async(params) or []
    assert all(it.kind == types.CodeActionKind.QuickFix for it in left if isinstance(it, types.CodeAction))
