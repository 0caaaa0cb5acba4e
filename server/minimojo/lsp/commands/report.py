"""`minimojo.report`: version, settings, open documents and timings, for a report of a bug."""

from __future__ import annotations

from minimojo.lsp.feature import Command
from minimojo.lsp.session import Session


def handle(session: Session) -> str:
    # What looks up versions takes long to load: no start of the server should wait for it.
    from minimojo.lsp.state import report

    return report(session)


COMMAND = Command("minimojo.report", handle)
