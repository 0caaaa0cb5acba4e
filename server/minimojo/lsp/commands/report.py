"""`minimojo.report`: version, settings, open documents and timings, for a report of a bug."""

from __future__ import annotations

from minimojo.lsp.feature import Command
from minimojo.lsp.session import Session
from minimojo.lsp.state import report


def handle(session: Session) -> str:
    return report(session)


COMMAND = Command("minimojo.report", handle)
