"""Syntax: what did the programmer write? The only package that knows tree-sitter."""
