"""Helix and Zed cannot be installed here: their documented configuration is checked instead.

It must be valid by a schema, fit to what the editor knows by itself, and start a server that takes
the settings it is sent.
"""

import json
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from . import documented

SCHEMAS = Path(__file__).with_name("schemas")

JSON = dict[str, Any]


@pytest.fixture
def helix() -> JSON:
    """Give what Helix works with: its own configuration, with the documented one merged into it."""
    own = tomllib.loads((SCHEMAS / "helix-builtin.toml").read_text(encoding="utf-8"))
    return _merged(own, tomllib.loads(documented.block("helix.md", "toml")), depth=3)


@pytest.fixture
def zed() -> JSON:
    """Give the documented settings of Zed."""
    return json.loads(documented.block("zed.md", "json"))


def test_helix_configuration_is_valid(helix: JSON) -> None:
    """Helix accepts every key, and knows the extensions of files from its own configuration."""
    assert _problems(helix, "helix-languages.json") == []
    (language,) = helix["language"]
    assert language["file-types"] == ["mojo", "🔥"]
    assert set(language["language-servers"]) <= set(helix["language-server"])


def test_helix_starts_the_server(helix: JSON, server_command: Path) -> None:
    """The command of the server that Helix uses for Mojo answers as the page says."""
    (language,) = helix["language"]
    (name,) = language["language-servers"]
    server = helix["language-server"][name]
    assert server["command"] == server_command.name
    _starts([str(server_command), *server["args"]], server.get("config"))


def test_helix_beside_the_official_server(server_command: Path) -> None:
    """The setting that the page names for this is one."""
    text = (documented.PAGES / "helix.md").read_text(encoding="utf-8")
    (line,) = [part for part in text.split("`") if part.startswith("config = ")]
    _starts([str(server_command), "lsp"], tomllib.loads(line)["config"])


def test_zed_configuration_is_valid(zed: JSON) -> None:
    """The settings use the names of the extension, and only keys that Zed knows."""
    assert _problems(zed, "zed-settings.json") == []


def test_zed_starts_the_server(zed: JSON, server_command: Path) -> None:
    """The command that Zed is told answers, and takes its settings."""
    server = zed["lsp"]["mojo"]
    assert Path(server["binary"]["path"]).name == server_command.name
    _starts([str(server_command), *server["binary"]["arguments"]], server["initialization_options"])


@pytest.mark.parametrize(
    ("schema", "wrong"),
    [
        ("helix-languages.json", {"language": [{"name": "mojo"}]}),
        ("helix-languages.json", {"language": [], "language-server": {"minimojo": {"cmd": "minimojo"}}}),
        ("zed-settings.json", {"lsp": {"minimojo": {"binary": {"path": "/bin/minimojo"}}}}),
        ("zed-settings.json", {"lsp": {"mojo": {"binary": {"path": "/bin/minimojo", "args": ["lsp"]}}}}),
    ],
)
def test_schemas_refuse_what_the_editors_do_not_know(schema: str, wrong: JSON) -> None:
    """A check that everything passes would be none."""
    assert _problems(wrong, schema)


def test_settings_that_are_not_understood_are_noticed(server_command: Path) -> None:
    """The check that settings are taken can fail."""
    with pytest.raises(AssertionError, match="besideofficial"):
        _starts([str(server_command), "lsp"], {"besideofficial": True})


def _problems(configuration: JSON, name: str) -> list[str]:
    schema = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return [error.message for error in Draft202012Validator(schema).iter_errors(configuration)]


def _starts(command: list[str], options: JSON | None) -> None:
    """Start a server as an editor does, and end it: it offers what it should and complains of nothing."""
    messages: list[JSON] = [
        {
            "id": 1,
            "method": "initialize",
            "params": {
                "processId": None,
                "rootUri": None,
                "capabilities": {},
                "initializationOptions": options,
            },
        },
        {"method": "initialized", "params": {}},
        {"id": 2, "method": "shutdown"},
        {"method": "exit"},
    ]
    bodies = [json.dumps({"jsonrpc": "2.0", **message}).encode() for message in messages]
    traffic = b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(body), body) for body in bodies)
    done = subprocess.run(command, input=traffic, capture_output=True, check=True, timeout=60)
    answers = done.stdout.decode()
    assert '"codeActionProvider"' in answers
    assert '"id":2' in answers.replace(" ", "")
    assert "window/showMessage" not in answers, answers


def _merged(own: Any, given: Any, depth: int) -> Any:
    """Merge as `merge_toml_values` of helix-loader does: tables by key, arrays of tables by name."""
    if depth and isinstance(own, dict) and isinstance(given, dict):
        both = {key: _merged(own[key], given[key], depth - 1) for key in own.keys() & given.keys()}
        return {**own, **given, **both}
    if depth and isinstance(own, list) and isinstance(given, list):
        of_own, of_given = ({item["name"]: item for item in items} for items in (own, given))
        both = {
            name: _merged(of_own[name], of_given[name], depth - 1) for name in of_own.keys() & of_given.keys()
        }
        return list({**of_own, **of_given, **both}.values())
    return given
