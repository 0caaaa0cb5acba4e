"""What a workspace that is not trusted may set for the VS Code client."""

import json
from pathlib import Path
from typing import Any

_MANIFEST = Path(__file__).parents[2] / "vscode-client" / "package.json"

_HARMLESS = {"minimojo.select", "minimojo.ignore"}
"""Lists of rules."""


def test_settings_that_name_programs_or_places_are_not_taken_from_untrusted_workspaces() -> None:
    manifest: dict[str, Any] = json.loads(_MANIFEST.read_text(encoding="utf-8"))
    trust = manifest["capabilities"]["untrustedWorkspaces"]
    settings: dict[str, dict[str, Any]] = manifest["contributes"]["configuration"]["properties"]
    free = {
        name
        for name, it in settings.items()
        if "enum" not in it and it["type"] in ("string", "array") and name not in _HARMLESS
    }
    own = {name for name in free if settings[name].get("scope") == "machine"}
    assert trust["supported"] == "limited"
    assert free == {"minimojo.server.path", "minimojo.server.package", "minimojo.importRoots"}
    assert free - own == {*trust["restrictedConfigurations"]}
    assert settings["minimojo.server.path"]["scope"] == "machine-overridable"
