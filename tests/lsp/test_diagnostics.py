"""What is published about a document."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lsprotocol import types

from lsp.editor import Client, opened, started

pytestmark = pytest.mark.asyncio

PROGRAM = """\
def take(var text: String):
    print(text)


def main():
    var s = String("hi")
    if len(s) > 3:
        take(s^)
    print(s)


def other():
    var unused = 1


fn old(borrowed x: Int):
    pass
"""


async def published(client: Client) -> dict[str, types.Diagnostic]:
    await started(client)
    return {str(it.code): it for it in await opened(client, PROGRAM).findings()}


async def test_a_finding_has_everything_that_editors_show(client: Client) -> None:
    found = (await published(client))["use-after-transfer"]
    assert found.source == "minimojo"
    assert found.severity is types.DiagnosticSeverity.Error
    assert found.message.startswith("use of ")
    assert "`s`" in found.message


async def test_the_version_is_that_of_the_text(client: Client) -> None:
    await published(client)
    assert [it.version for it in client.published["file:///project/program.mojo"]] == [1]


async def test_related_places_tell_the_story(client: Client) -> None:
    await started(client)
    document = opened(client, PROGRAM)
    found = next(it for it in await document.findings() if it.code == "use-after-transfer")
    steps = found.related_information or []
    assert all(it.location.uri == document.uri for it in steps)
    assert {document.shown(it.location.range) for it in steps} >= {"s", "^", "text"}
    assert any("is transferred here, into the `var` argument `text` of `take`" in it.message for it in steps)


async def test_the_link_leads_to_the_page_of_the_rule(client: Client) -> None:
    for code, it in (await published(client)).items():
        assert it.code_description is not None
        link = urlsplit(it.code_description.href)
        assert link.scheme == "file"
        assert Path(unquote(link.path)).read_text(encoding="utf-8").startswith(f"# {code} ")


async def test_what_is_too_much_is_faded_and_what_is_old_struck_through(client: Client) -> None:
    found = await published(client)
    assert list(found["unused-assignment"].tags or ()) == [types.DiagnosticTag.Unnecessary]
    assert list(found["obsolete-syntax"].tags or ()) == [types.DiagnosticTag.Deprecated]
    assert found["use-after-transfer"].tags is None
    assert found["unused-assignment"].severity is types.DiagnosticSeverity.Warning
