"""Definition, references, highlights and rename, over several files and into the library."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from lsp.editor import Client, Document, capabilities, opened, started

pytestmark = pytest.mark.asyncio

SHAPES = """\
@fieldwise_init
struct Circle(Movable):
    var radius: Int


def grow(mut circle: Circle, by: Int):
    circle.radius += by
"""

PROGRAM = """\
from shapes import Circle, grow as enlarge


def consume(var circle: Circle):
    print(circle.radius)


def main():
    var names = List[String]()
    var c = Circle(3)
    enlarge(c, by=2)
    print(c.radius, len(names))
    consume(c^)
"""


async def _project(client: Client, folder: Path) -> Document:
    (folder / "shapes.mojo").write_text(SHAPES, encoding="utf-8")
    (folder / "other.mojo").write_text(
        "from shapes import Circle\n\n\ndef f(c: Circle):\n    pass\n", encoding="utf-8"
    )
    root = types.WorkspaceFolder(uri=folder.as_uri(), name="project")
    await started(client, capabilities(), folders=[root])
    return opened(client, PROGRAM, (folder / "program.mojo").as_uri())


def _at(document: Document, around: str, name: str) -> dict[str, object]:
    return {
        "text_document": types.TextDocumentIdentifier(document.uri),
        "position": document.at(around, name),
    }


def _told(found: list[types.Location]) -> set[str]:
    return {f"{Path(unquote(it.uri)).name}:{it.range.start.line + 1}" for it in found}


@pytest.mark.parametrize(
    ("around", "name", "places"),
    [
        ("enlarge(c, by=2)", "enlarge", {"shapes.mojo:6"}),
        ("enlarge(c, by=2)", "c, ", {"program.mojo:10"}),
        ("enlarge(c, by=2)", "by", {"shapes.mojo:6"}),
        ("print(c.radius, len", "radius", {"shapes.mojo:3"}),
        ("from shapes import", "shapes", {"shapes.mojo:1"}),
        ("var c = Circle(3)", "Circle", {"shapes.mojo:2"}),
    ],
)
async def test_definition(client: Client, tmp_path: Path, around: str, name: str, places: set[str]) -> None:
    document = await _project(client, tmp_path)
    found = await client.text_document_definition_async(types.DefinitionParams(**_at(document, around, name)))
    assert isinstance(found, list)
    assert _told(found) == places


async def test_definition_in_the_library_is_a_file_that_declares_it(client: Client, tmp_path: Path) -> None:
    document = await _project(client, tmp_path)
    found = await client.text_document_definition_async(
        types.DefinitionParams(**_at(document, "List[String]()", "List"))
    )
    assert isinstance(found, list)
    [place] = found
    line = (
        Path(unquote(place.uri.removeprefix("file://")))
        .read_text("utf-8")
        .split("\n")[place.range.start.line]
    )
    assert line.startswith("struct List[")


async def test_type_definition(client: Client, tmp_path: Path) -> None:
    document = await _project(client, tmp_path)
    found = await client.text_document_type_definition_async(
        types.TypeDefinitionParams(**_at(document, "consume(c^)", "c^"))
    )
    assert isinstance(found, list)
    assert _told(found) == {"shapes.mojo:2"}


async def test_references_are_found_in_files_that_are_not_open(client: Client, tmp_path: Path) -> None:
    document = await _project(client, tmp_path)
    for declared, more in ((True, {"shapes.mojo:2"}), (False, set[str]())):
        found = await client.text_document_references_async(
            types.ReferenceParams(
                context=types.ReferenceContext(include_declaration=declared),
                **_at(document, "var c = Circle(3)", "Circle"),
            )
        )
        places = {"program.mojo:1", "program.mojo:4", "program.mojo:10", "shapes.mojo:6", "other.mojo:1"}
        assert _told(found or []) == places | more | {"other.mojo:4"}


async def test_references_are_found_by_the_names_that_imports_give(client: Client, tmp_path: Path) -> None:
    document = await _project(client, tmp_path)
    for around, name in (("grow as enlarge", "grow"), ("enlarge(c, by=2)", "enlarge")):
        found = await client.text_document_references_async(
            types.ReferenceParams(
                context=types.ReferenceContext(include_declaration=True), **_at(document, around, name)
            )
        )
        assert sorted(_told(found or [])) == ["program.mojo:1", "program.mojo:11", "shapes.mojo:6"]


async def test_a_module_of_the_library_is_defined_by_its_import(client: Client, tmp_path: Path) -> None:
    text = "from std import os\n\n\ndef main():\n    print(os.getenv('HOME'))\n"
    await started(client, capabilities())
    document = opened(client, text, (tmp_path / "program.mojo").as_uri())
    found = await client.text_document_definition_async(
        types.DefinitionParams(**_at(document, "os.getenv", "os"))
    )
    assert isinstance(found, list)
    assert _told(found) == {"program.mojo:1"}


async def test_a_module_is_defined_by_its_file_and_its_import(client: Client, tmp_path: Path) -> None:
    (tmp_path / "shapes.mojo").write_text(SHAPES, encoding="utf-8")
    text = "import shapes\nimport nowhere\n\n\ndef f(s: shapes.Circle):\n    nowhere.do()\n"
    await started(client, capabilities())
    document = opened(client, text, (tmp_path / "program.mojo").as_uri())
    for around, name, places in (
        ("s: shapes.Circle", "shapes", {"shapes.mojo:1", "program.mojo:1"}),
        ("import shapes", "shapes", {"shapes.mojo:1", "program.mojo:1"}),
        ("nowhere.do()", "nowhere", {"program.mojo:2"}),
    ):
        found = await client.text_document_definition_async(
            types.DefinitionParams(**_at(document, around, name))
        )
        assert isinstance(found, list)
        assert _told(found) == places


async def test_what_is_imported_and_not_known_is_one_thing_of_its_file(
    client: Client, tmp_path: Path
) -> None:
    text = "from nowhere import thing, other as alias\n\n\ndef f():\n    thing(alias())\n"
    await started(client, capabilities())
    document = opened(client, text, (tmp_path / "program.mojo").as_uri())
    here = _at(document, "thing(alias", "thing")
    found = await client.text_document_definition_async(types.DefinitionParams(**here))
    assert isinstance(found, list)
    assert _told(found) == {"program.mojo:1"}
    named = await client.text_document_references_async(
        types.ReferenceParams(context=types.ReferenceContext(include_declaration=True), **here)
    )
    assert _told(list(named or ())) == {"program.mojo:1", "program.mojo:5"}
    hover = await client.text_document_hover_async(types.HoverParams(**here))
    assert hover is not None
    assert isinstance(hover.contents, types.MarkupContent)
    assert "from nowhere import thing" in hover.contents.value
    with pytest.raises(JsonRpcException, match="not known where `thing` is declared"):
        await client.text_document_rename_async(types.RenameParams(new_name="it", **here))
    edits = await client.text_document_rename_async(
        types.RenameParams(new_name="it", **_at(document, "thing(alias", "alias"))
    )
    assert edits is not None
    assert len((edits.changes or {})[document.uri]) == 2


async def test_highlights_tell_reads_writes_and_transfers_apart(client: Client, tmp_path: Path) -> None:
    document = await _project(client, tmp_path)
    found = await client.text_document_document_highlight_async(
        types.DocumentHighlightParams(**_at(document, "var c = Circle(3)", "c ="))
    )
    kind = types.DocumentHighlightKind
    assert [(it.range.start.line + 1, it.kind) for it in found or []] == [
        (10, kind.Write),
        (11, kind.Write),
        (12, kind.Read),
        (13, kind.Text),
    ]


async def test_rename_in_all_files(client: Client, tmp_path: Path) -> None:
    document = await _project(client, tmp_path)
    found = await client.text_document_rename_async(
        types.RenameParams(new_name="Disc", **_at(document, "var c = Circle(3)", "Circle"))
    )
    assert found is not None
    changes = {Path(unquote(uri)).name: len(edits) for uri, edits in (found.changes or {}).items()}
    assert changes == {"program.mojo": 3, "shapes.mojo": 2, "other.mojo": 2}
    assert all(uri.startswith("file://") for uri in found.changes or {})


async def test_rename_of_a_name_given_by_an_import(client: Client, tmp_path: Path) -> None:
    document = await _project(client, tmp_path)
    found = await client.text_document_rename_async(
        types.RenameParams(new_name="widen", **_at(document, "enlarge(c, by=2)", "enlarge"))
    )
    assert found is not None
    [(uri, edits)] = (found.changes or {}).items()
    assert uri == document.uri
    assert sorted(it.range.start.line + 1 for it in edits) == [1, 11]


@pytest.mark.parametrize(
    ("around", "name", "new", "reason"),
    [
        ("var c = Circle(3)", "c =", "names", "`names` is a name already"),
        ("var c = Circle(3)", "c =", "while", "`while` is not a name"),
        ("var c = Circle(3)", "c =", "a b", "`a b` is not a name"),
        ("List[String]()", "List", "Row", "declared by the standard library"),
        ("from shapes import", "shapes", "forms", "the name of its file"),
    ],
)
async def test_rename_is_refused(
    client: Client, tmp_path: Path, around: str, name: str, new: str, reason: str
) -> None:
    document = await _project(client, tmp_path)
    with pytest.raises(JsonRpcException, match=reason):
        await client.text_document_rename_async(
            types.RenameParams(new_name=new, **_at(document, around, name))
        )


PRICED = """\
trait Priced:
    def price(self) -> Int:
        ...


trait Reduced(Priced):
    def percent(self) -> Int:
        ...


def cost[T: Priced](it: T) -> Int:
    return it.price()
"""

GOODS = """\
from priced import Priced, Reduced


@fieldwise_init
struct Item(Reduced, Writable):
    var cents: Int

    def price(self) -> Int:
        return self.cents

    def percent(self) -> Int:
        return 10

    def write_to(self, mut writer: Some[Writer]):
        writer.write(self.price())


@fieldwise_init
struct Free(Copyable):
    def price(self) -> Int:
        return 0


def sum(a: Item, b: Free) -> Int:
    return a.price() + b.price()
"""


async def _goods(client: Client, folder: Path) -> Document:
    (folder / "priced.mojo").write_text(PRICED, encoding="utf-8")
    await started(
        client, capabilities(), folders=[types.WorkspaceFolder(uri=folder.as_uri(), name="project")]
    )
    return opened(client, GOODS, (folder / "goods.mojo").as_uri())


@pytest.mark.parametrize(
    ("around", "name", "lines"),
    [
        ("return a.price()", "price", {"priced.mojo": [2, 12], "goods.mojo": [8, 15, 25]}),
        ("a.price() + b.price()", "price() +", {"priced.mojo": [2, 12], "goods.mojo": [8, 15, 25]}),
        ("+ b.price()", "price", {"goods.mojo": [20, 25]}),
        ("def percent", "percent", {"priced.mojo": [7], "goods.mojo": [11]}),
    ],
)
async def test_what_a_trait_promises_is_renamed_everywhere(
    client: Client, tmp_path: Path, around: str, name: str, lines: dict[str, list[int]]
) -> None:
    document = await _goods(client, tmp_path)
    found = await client.text_document_rename_async(
        types.RenameParams(new_name="worth", **_at(document, around, name))
    )
    assert found is not None
    told = {
        Path(unquote(uri)).name: sorted(it.range.start.line + 1 for it in edits)
        for uri, edits in (found.changes or {}).items()
    }
    assert told == lines


async def test_what_the_library_asks_for_keeps_its_name(client: Client, tmp_path: Path) -> None:
    document = await _goods(client, tmp_path)
    with pytest.raises(JsonRpcException, match="keeps a promise of the standard library"):
        await client.text_document_rename_async(
            types.RenameParams(new_name="put_to", **_at(document, "def write_to", "write_to"))
        )
