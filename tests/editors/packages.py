"""Small packages that stand for larger ones, written on the spot."""

import json
import textwrap
import zipfile
from pathlib import Path


def wheel_that_starts(command: Path, folder: Path) -> Path:
    """Write a wheel named minimojo whose command hands over to another one, and needs nothing.

    The installation by pip is real, quick, and asks no network.
    """
    name, version = "minimojo", "0.0.1"
    module = f"""\
        import os, sys

        def main():
            os.execv({str(command)!r}, [sys.argv[0], *sys.argv[1:]])
        """
    files = {
        "minimojo_relay.py": textwrap.dedent(module),
        f"{name}-{version}.dist-info/METADATA": (
            f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        ),
        f"{name}-{version}.dist-info/WHEEL": (
            "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        ),
        f"{name}-{version}.dist-info/entry_points.txt": (
            "[console_scripts]\nminimojo = minimojo_relay:main\n"
        ),
    }
    record = f"{name}-{version}.dist-info/RECORD"
    files[record] = "".join(f"{file},,\n" for file in [*files, record])
    return _zipped(folder / f"{name}-{version}-py3-none-any.whl", files)


def official_extension_that_reports(place: str, message: str, folder: Path) -> Path:
    """Write an extension with the official one's name that reports an error at a text.

    Of the official extension it has the identifier and the source of its findings.
    """
    manifest = {
        "name": "vscode-mojo",
        "publisher": "modular-mojotools",
        "version": "0.0.1",
        "engines": {"vscode": "^1.82.0"},
        "main": "./main.js",
        "activationEvents": ["onLanguage:mojo"],
    }
    main = f"""\
        const vscode = require("vscode");

        exports.activate = (context) => {{
          const collection = vscode.languages.createDiagnosticCollection("mojo");
          context.subscriptions.push(collection);
          const report = (document) => {{
            const at = document.getText().lastIndexOf({json.dumps(place)});
            const start = document.positionAt(at);
            const range = new vscode.Range(start, start.translate(0, 1));
            const diagnostic = new vscode.Diagnostic(range, {json.dumps(message)});
            diagnostic.source = "mojo";
            collection.set(document.uri, [diagnostic]);
          }};
          vscode.workspace.textDocuments.filter((d) => d.languageId === "mojo").forEach(report);
          vscode.workspace.onDidOpenTextDocument((d) => d.languageId === "mojo" && report(d));
        }};
        """
    identity = 'Id="vscode-mojo" Version="0.0.1" Publisher="modular-mojotools" Language="en-US"'
    vsix = f"""\
        <?xml version="1.0" encoding="utf-8"?>
        <PackageManifest Version="2.0.0"
          xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
          <Metadata><Identity {identity}/><DisplayName>Mojo</DisplayName></Metadata>
          <Installation><InstallationTarget Id="Microsoft.VisualStudio.Code"/></Installation>
          <Assets><Asset Type="Microsoft.VisualStudio.Code.Manifest"
            Path="extension/package.json"/></Assets>
        </PackageManifest>
        """
    types = """\
        <?xml version="1.0" encoding="utf-8"?>
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
          <Default Extension=".json" ContentType="application/json"/>
          <Default Extension=".js" ContentType="application/javascript"/>
          <Default Extension=".vsixmanifest" ContentType="text/xml"/>
        </Types>
        """
    files = {
        "extension.vsixmanifest": textwrap.dedent(vsix),
        "[Content_Types].xml": textwrap.dedent(types),
        "extension/package.json": json.dumps(manifest),
        "extension/main.js": textwrap.dedent(main),
    }
    return _zipped(folder / "official.vsix", files)


def program(path: Path, script: str) -> Path:
    """Write a program of one line of shell."""
    path.parent.mkdir(parents=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def _zipped(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path
