"""Workers as new processes, where a process cannot be forked."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
from collections.abc import Iterator
from multiprocessing.connection import Connection, wait
from typing import cast

from minimojo.cli.report import Needs
from minimojo.cli.workers import DONE, Numbered, work


def spawned(shares: list[list[Numbered]], needs: Needs) -> Iterator[bytes]:
    """The messages of a worker for each share. Raises OSError if one breaks down."""
    context = multiprocessing.get_context("spawn")
    # A new interpreter would look for its first modules in the working folder, which may be anybody's.
    os.environ["PYTHONSAFEPATH"] = "1"
    with contextlib.ExitStack() as ending:
        links: list[Connection] = []
        for share in shares:
            here, there = context.Pipe(duplex=False)
            links.append(here)
            worker = context.Process(target=_worker, args=(share, needs, there), daemon=True)
            worker.start()
            there.close()
            ending.callback(worker.terminate)  # It is over, or nobody wants to know the rest.
        yield from _received(links)


def _worker(share: list[Numbered], needs: Needs, link: Connection) -> None:
    work(share, needs, link.send_bytes)
    os._exit(0)  # Nothing of what was found out needs to be taken apart.


def _received(links: list[Connection]) -> Iterator[bytes]:
    while links:
        for link in cast("list[Connection]", wait(links)):
            try:
                message = link.recv_bytes()
            except EOFError:
                raise OSError("a worker ended before its work was done") from None
            if message == DONE:
                links.remove(link)
            else:
                yield message
