"""A server of its own for every test."""

from collections.abc import AsyncIterator

import pytest_lsp

from lsp.editor import SERVER, Client


@pytest_lsp.fixture(config=SERVER)
async def client(connected: Client) -> AsyncIterator[None]:
    """A client whose server runs, and waits for `initialize`."""
    yield
    await connected.shutdown_session()
