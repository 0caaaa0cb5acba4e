"""Outlines and symbols of the open folders, as clients get them."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from lsprotocol import types

from lsp.editor import Client, capabilities, opened, started

pytestmark = pytest.mark.asyncio

PROGRAM = """\
@fieldwise_init
struct Circle(Movable):
    var radius: Int

    def grow(mut self, by: Int):
        self.radius += by


@deprecated("use `Circle.grow`")
def enlarge(mut circle: Circle):
    circle.grow(1)
"""


def _can(document: types.TextDocumentClientCapabilities) -> types.ClientCapabilities:
    can = capabilities()
    can.text_document = document
    return can


async def test_outline_with_extents(client: Client) -> None:
    tree = types.DocumentSymbolClientCapabilities(hierarchical_document_symbol_support=True)
    await started(client, _can(types.TextDocumentClientCapabilities(document_symbol=tree)))
    document = opened(client, PROGRAM)
    found = await client.text_document_document_symbol_async(types.DocumentSymbolParams(document.identifier))
    assert found is not None
    circle, enlarge = (it for it in found if isinstance(it, types.DocumentSymbol))
    assert document.shown(circle.selection_range) == "Circle"
    assert circle.range.start == types.Position(0, 0)
    assert circle.range.end == document.range("self.radius += by").end
    inner = circle.children or []
    assert [(it.name, it.kind, it.detail) for it in inner] == [
        ("radius", types.SymbolKind.Field, "Int"),
        ("grow", types.SymbolKind.Method, "def grow(mut self, by: Int)"),
    ]
    assert [*(enlarge.tags or ())] == [types.SymbolTag.Deprecated]
    document.replace(("def enlarge(mut circle: Circle)", "def enlarge(mut circle: "))
    found = await client.text_document_document_symbol_async(types.DocumentSymbolParams(document.identifier))
    assert [it.name for it in found or []] == ["Circle", "enlarge"]


async def test_outline_as_a_list(client: Client) -> None:
    await started(client)
    document = opened(client, PROGRAM)
    found = await client.text_document_document_symbol_async(types.DocumentSymbolParams(document.identifier))
    flat = [it for it in found or [] if isinstance(it, types.SymbolInformation)]
    assert [(it.name, it.container_name) for it in flat] == [
        ("Circle", None),
        ("radius", "Circle"),
        ("grow", "Circle"),
        ("enlarge", None),
    ]


async def test_symbols_of_all_files(client: Client, tmp_path: Path) -> None:
    (tmp_path / "shapes.mojo").write_text(PROGRAM, encoding="utf-8")
    root = types.WorkspaceFolder(uri=tmp_path.as_uri(), name="project")
    await started(client, folders=[root])
    document = opened(client, "def grow_everything():\n    pass\n", (tmp_path / "program.mojo").as_uri())
    places = {
        "grow": [("grow", "shapes.mojo"), ("grow_everything", "program.mojo")],
        "gev": [("grow_everything", "program.mojo")],
        "CIR": [("Circle", "shapes.mojo")],
        "xyz": [],
    }
    for query, wanted in places.items():
        found = await client.workspace_symbol_async(types.WorkspaceSymbolParams(query))
        assert [(it.name, Path(it.location.uri).name) for it in found or []] == wanted, query
    document.replace(("grow_everything", "shrink"))
    found = await client.workspace_symbol_async(types.WorkspaceSymbolParams("shr"))
    assert [(it.name, it.location) for it in found or []] == [
        ("shrink", types.Location(document.uri, document.range("shrink")))
    ]


async def test_folds_as_the_client_takes_them(client: Client) -> None:
    folding = types.FoldingRangeClientCapabilities(line_folding_only=True, range_limit=2)
    await started(client, _can(types.TextDocumentClientCapabilities(folding_range=folding)))
    document = opened(client, PROGRAM)
    found = await client.text_document_folding_range_async(types.FoldingRangeParams(document.identifier))
    assert [(it.start_line, it.end_line, it.end_character) for it in found or []] == [
        (1, 5, None),
        (9, 10, None),
    ]


async def test_selections_grow(client: Client) -> None:
    await started(client)
    document = opened(client, PROGRAM)
    places = [document.at("self.radius += by", "radius"), document.at("circle.grow(1)", "grow")]
    found = await client.text_document_selection_range_async(
        types.SelectionRangeParams(document.identifier, places)
    )
    first, second = found or []
    shown: list[str] = []
    inner: types.SelectionRange | None = first
    while inner is not None:
        shown.append(document.shown(inner.range))
        inner = inner.parent
    assert shown[:3] == ["radius", "self.radius", "self.radius += by"]
    assert shown[-1] == PROGRAM
    assert document.shown(second.range) == "grow"


async def test_tokens_whole_changed_and_on_the_screen(client: Client) -> None:
    answer = await started(client)
    provider = answer.capabilities.semantic_tokens_provider
    assert provider is not None
    legend = provider.legend
    document = opened(client, PROGRAM)

    def told(numbers: Sequence[int], word: str) -> str:
        place, line, column = document.at(word), 0, 0
        for at in range(0, len(numbers), 5):
            down, right, _, kind, bits = numbers[at : at + 5]
            line, column = line + down, right + (0 if down else column)
            if types.Position(line, column) == place:
                names = (name for number, name in enumerate(legend.token_modifiers) if bits >> number & 1)
                return " ".join((legend.token_types[kind], *names))
        return ""

    full = await client.text_document_semantic_tokens_full_async(
        types.SemanticTokensParams(document.identifier)
    )
    assert full is not None
    assert full.result_id is not None
    assert told(full.data, "circle: Circle") == "parameter declaration borrowed mutable"
    assert told(full.data, "enlarge") == "function declaration deprecated"
    document.replace(("self.radius += by", "self.radius += 2 * by"))
    delta = await client.text_document_semantic_tokens_full_delta_async(
        types.SemanticTokensDeltaParams(document.identifier, full.result_id)
    )
    assert isinstance(delta, types.SemanticTokensDelta)
    [edit] = delta.edits
    assert edit.delete_count == len(edit.data or []) == 1  # Only the column of `by` is another one.
    numbers = [*full.data]
    numbers[edit.start : edit.start + edit.delete_count] = edit.data or []
    assert told(numbers, "circle: Circle") == "parameter declaration borrowed mutable"
    stale = await client.text_document_semantic_tokens_full_delta_async(
        types.SemanticTokensDeltaParams(document.identifier, "none of ours")
    )
    assert isinstance(stale, types.SemanticTokens)
    assert [*stale.data] == numbers
    part = await client.text_document_semantic_tokens_range_async(
        types.SemanticTokensRangeParams(document.identifier, document.range("circle.grow(1)"))
    )
    assert part is not None
    assert told(part.data, "grow(1)") == "method"
    assert not told(part.data, "radius: Int")
