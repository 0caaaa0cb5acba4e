"""The tree-sitter grammar of Mojo, as `tree_sitter.Language(tree_sitter_minimojo.language())`."""

from tree_sitter_minimojo._binding import language

__all__ = ["language"]
