"""Checks files on several cores: whoever is done with some files takes the next, and sends a result per file.

Where processes cannot be forked, `spawning` does the same.
"""

from __future__ import annotations

import contextlib
import heapq
import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import cast

from minimojo.cli import zygote
from minimojo.cli.jobs import Job, Outcome
from minimojo.cli.report import Needs

Numbered = tuple[int, Job]
Order = tuple[int, list[list[Numbered]], Needs]
"""How many workers there are, the files in portions, and what is asked about them."""

DONE = b""
"""A worker's last message."""

_NUMBER = 4
"""Bytes of a number in a pipe."""

_MOST_PORTIONS = 1000
"""Their numbers find room in the smallest pipe that a system gives."""


def checked_by(count: int, jobs: Sequence[Job], needs: Needs) -> Iterator[tuple[int, Outcome]]:
    """The result of every job with its number, as they come. Raises OSError if a worker breaks down."""
    count = min(count, len(jobs))
    if sys.platform == "linux":
        messages = _forked(count, (count, portions(_MOST_PORTIONS, jobs), needs))
    else:
        from minimojo.cli.spawning import spawned

        messages = spawned(portions(count, jobs), needs)
    for message in messages:
        yield cast("tuple[int, Outcome]", pickle.loads(message))  # noqa: S301 - from a process of ours


def portions(most: int, jobs: Sequence[Job]) -> list[list[Numbered]]:
    """At most so many portions of about the same number of bytes, the largest files first."""
    found: list[list[Numbered]] = [[] for _ in range(min(most, len(jobs)))]
    sizes = [(0, it) for it in range(len(found))]  # A heap.
    for numbered in sorted(enumerate(jobs), key=lambda it: -len(it[1].source.text)):
        size, least = sizes[0]
        found[least].append(numbered)
        heapq.heapreplace(sizes, (size + len(numbered[1].source.text) + 1, least))
    return found


def work(share: Iterable[Numbered], needs: Needs, send: Callable[[bytes], object]) -> None:
    """What a worker does."""
    from minimojo.cli.checking import Checker

    checker = Checker(needs)
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):  # Nobody waits for the rest.
        for number, job in share:
            send(pickle.dumps((number, checker.check(job))))  # Names of files may be no UTF-8.
        send(DONE)


def become_workers(coming: int, told: list[int]) -> None:
    """The life of a zygote: loads what is needed, waits for its order, and is as many workers as that says."""
    import minimojo.cli.checking as _loaded  # noqa: F401  # pyright: ignore[reportUnusedImport]

    with open(coming, "rb") as file:
        order = file.read()
    if not order.endswith(pickle.STOP):
        return  # Who wanted something is gone.
    count, shares, needs = cast("Order", pickle.loads(order))  # noqa: S301 - from the process that forked this one
    here, there = os.pipe()
    os.write(there, b"".join(it.to_bytes(_NUMBER, "big") for it in range(len(shares))))
    os.close(there)
    for number, link in enumerate(told[:count], 1):
        if number == count or os.fork() == 0:
            _keep_open(link, told)
            work(_taken(here, shares), needs, partial(_send, link))
            return


def _taken(numbers: int, shares: list[list[Numbered]]) -> Iterator[Numbered]:
    """What no other worker has taken."""
    while number := os.read(numbers, _NUMBER):
        yield from shares[int.from_bytes(number, "big")]


def _keep_open(mine: int, all_of_them: list[int]) -> None:
    for it in all_of_them:
        if it != mine:
            os.close(it)  # With writers left, nobody would notice that a worker is gone.


def _send(link: int, message: bytes) -> None:
    rest = memoryview(len(message).to_bytes(_NUMBER, "big") + message)
    while rest:
        rest = rest[os.write(link, rest) :]


def _forked(count: int, order: Order) -> Iterator[bytes]:
    import selectors

    ready = zygote.taken(count) or zygote.fork(become_workers, count)
    with contextlib.ExitStack() as ending, selectors.DefaultSelector() as waiting:
        ending.callback(ready.end)  # It is over, or nobody wants to know the rest.
        for it in ready.results:
            ending.callback(os.close, it)
        for it in ready.results[:count]:
            waiting.register(it, selectors.EVENT_READ)
        with contextlib.suppress(BrokenPipeError), open(ready.work, "wb") as work:  # noqa: PTH123
            work.write(pickle.dumps(order))
        while waiting.get_map():
            for key, _ in waiting.select():
                message = _received(key.fd)
                if message == DONE:
                    waiting.unregister(key.fd)
                else:
                    yield message


def _received(link: int) -> bytes:
    return _read(link, int.from_bytes(_read(link, _NUMBER), "big"))


def _read(link: int, size: int) -> bytes:
    found = bytearray()
    while len(found) < size:
        part = os.read(link, size - len(found))
        if not part:
            raise OSError("a worker ended before its work was done")
        found += part
    return bytes(found)
