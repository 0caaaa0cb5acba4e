"""Faults of ours: they are logged, and cost the user no more than what they happened in."""

from __future__ import annotations


def log_fault(fault: Exception, what: str, *about: object) -> None:
    """Logs an exception; `what` is a format for what it is `about`."""
    import logging  # Takes a while to load, and hardly ever there is something to log.

    logging.getLogger(__name__).error(what, *about, exc_info=fault)
