"""Changes that a person asks for, in all files at once: one module per kind."""

from minimojo.ide.refactorings.model import Change, all_refactorings, refactorings

__all__ = ["Change", "all_refactorings", "refactorings"]
