"""LSP: the only package that knows pygls and lsprotocol."""
