"""Completion and signature help as a client receives them."""

import pytest
from lsprotocol import types

from lsp.editor import Client, Document, capabilities, opened, started

pytestmark = pytest.mark.asyncio

PROGRAM = """\
@fieldwise_init
struct Point(Copyable, Movable):
    var x: Int

    def shift(mut self, by: Int, *, twice: Bool = False) -> Int:
        \"\"\"Moves it.\"\"\"
        return self.x


def take(var text: String, p: Point):
    pass


def main():
    var p = Point(1)
    var s = String("é") + "x"
    take(s, p
    print("😀", p.sh)
"""


async def _listed(
    client: Client, document: Document, around: str, name: str
) -> dict[str, types.CompletionItem]:
    at = document.at(around, name)
    place = types.Position(at.line, at.character + len(name))
    found = await client.text_document_completion_async(
        types.CompletionParams(types.TextDocumentIdentifier(document.uri), place)
    )
    assert isinstance(found, types.CompletionList)
    assert not found.is_incomplete
    return {it.label: it for it in found.items}


def _with_snippets(*, snippets: bool) -> types.ClientCapabilities:
    able = capabilities()
    assert able.text_document is not None
    able.text_document.completion = types.CompletionClientCapabilities(
        completion_item=types.ClientCompletionItemOptions(
            snippet_support=snippets, documentation_format=[types.MarkupKind.Markdown]
        )
    )
    return able


@pytest.mark.parametrize("snippets", [True, False])
async def test_members_replace_the_word_and_tell_more(client: Client, snippets: bool) -> None:
    await started(client, _with_snippets(snippets=snippets))
    document = opened(client, PROGRAM)
    items = await _listed(client, document, "p.sh)", "p.sh")
    edit = items["shift"].text_edit
    assert isinstance(edit, types.TextEdit)
    assert (edit.range.start.character, edit.range.end.character) == (18, 20)
    assert edit.new_text == ("shift($0)" if snippets else "shift")
    assert items["shift"].kind == types.CompletionItemKind.Method
    more = await client.completion_item_resolve_async(items["shift"])
    assert more.detail == "def shift(mut self, by: Int, *, twice: Bool = False) -> Int"
    assert isinstance(more.documentation, types.MarkupContent)
    assert "Moves it." in more.documentation.value
    items["shift"].data = ["nonsense", 3]
    assert (await client.completion_item_resolve_async(items["shift"])).documentation is None


async def test_a_transfer_takes_the_dot_away(client: Client) -> None:
    await started(client)
    document = opened(client, PROGRAM.replace("take(s, p", "take(s., p)"))
    items = await _listed(client, document, "take(s.", "take(s.")
    edit = items["^"].additional_text_edits
    assert edit is not None
    assert (edit[0].range.start.character, edit[0].range.end.character) == (10, 11)
    assert edit[0].new_text == ""


async def test_signature_of_an_open_bracket(client: Client) -> None:
    await started(client)
    document = opened(client, PROGRAM)
    at = document.at("take(s, p\n", "p\n")
    found = await client.text_document_signature_help_async(
        types.SignatureHelpParams(types.TextDocumentIdentifier(document.uri), at)
    )
    assert found is not None
    shown = found.signatures[found.active_signature or 0]
    assert shown.label == "take(var text: String, p: Point)"
    assert shown.parameters is not None
    assert [it.label for it in shown.parameters] == ["var text: String", "p: Point"]
    assert found.active_parameter == 1
