"""Changes that a person asks for, in all files at once: one module per kind."""

from minimojo.ide.refactorings.model import Change, Offer, all_refactorings, made, offers, refactorings

__all__ = ["Change", "Offer", "all_refactorings", "made", "offers", "refactorings"]
