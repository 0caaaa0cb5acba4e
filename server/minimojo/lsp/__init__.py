"""LSP: the only package that knows pygls and lsprotocol."""

from minimojo.lsp import lean_types

lean_types.load()
