"""Checks files on several cores. Each worker gets its share at once, and sends a result per file."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import cast

import msgspec

from minimojo.cli.checking import Checker
from minimojo.cli.jobs import Job, Outcome
from minimojo.cli.report import Needs

Numbered = tuple[int, Job]
_DONE = b""


def checked_by(count: int, jobs: Sequence[Job], needs: Needs) -> Iterator[tuple[int, Outcome]]:
    """The result of every job with its number, as they come. Raises OSError if a worker breaks down."""
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    # A new interpreter would look for its first modules in the working folder, which may be anybody's.
    os.environ["PYTHONSAFEPATH"] = "1"
    with contextlib.ExitStack() as ending:
        links: list[Connection] = []
        for share in _shares(count, jobs):
            here, there = context.Pipe(duplex=False)
            links.append(here)
            inherited = [*links] if sys.platform == "linux" else []
            worker = context.Process(target=_work, args=(share, needs, there, inherited), daemon=True)
            worker.start()
            there.close()
            ending.callback(worker.terminate)  # It is over, or nobody wants to know the rest.
        yield from _received(links)


def _received(links: list[Connection]) -> Iterator[tuple[int, Outcome]]:
    while links:
        for link in cast("list[Connection]", wait(links)):
            try:
                message = link.recv_bytes()
            except EOFError:
                raise OSError("a worker ended before its work was done") from None
            if message == _DONE:
                links.remove(link)
            else:
                yield msgspec.msgpack.decode(message, type=tuple[int, Outcome])


def _shares(count: int, jobs: Sequence[Job]) -> list[list[Numbered]]:
    """About the same number of bytes for everybody, the largest files first."""
    shares: list[list[Numbered]] = [[] for _ in range(min(count, len(jobs)))]
    sizes = [0] * len(shares)
    for numbered in sorted(enumerate(jobs), key=lambda it: -len(it[1].source.text)):
        least = sizes.index(min(sizes))
        shares[least].append(numbered)
        sizes[least] += len(numbered[1].source.text) + 1
    return [sorted(share, key=lambda it: it[0]) for share in shares]


def _work(share: list[Numbered], needs: Needs, link: Connection, inherited: list[Connection]) -> None:
    for it in inherited:
        it.close()  # With readers left, nobody would notice that the one who waits is gone.
    checker = Checker()
    try:
        for number, job in share:
            link.send_bytes(msgspec.msgpack.encode((number, checker.check(job, needs))))
        link.send_bytes(_DONE)
    except (BrokenPipeError, KeyboardInterrupt):
        pass  # Nobody waits for the rest.
    os._exit(0)  # Nothing of what was found out needs to be taken apart.
