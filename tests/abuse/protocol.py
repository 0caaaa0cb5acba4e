"""Hostile traffic against the server in another process, over its pipes.

Run with `server` and `tests` on PYTHONPATH:

    python -m abuse.protocol [--seed 1] [--messages 2000] [--rounds 5]

After each round of each kind, every request must have got exactly one reply, and the server must answer another
hover and judge another edit. Seconds are those of the processor that the server used. Ends with status 1 and the
server's log if it does not.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from random import Random

from abuse.attacks import ATTACKS, METHODS, Attack, open_documents
from abuse.siege import PROBE, Siege

_SHARE = {"malformed_params": len(METHODS), "positions": len(METHODS), "changes": 11, "replies": 20}
"""About so many messages each step of an attack sends; the others send a few."""


_SHOWN = 4000
"""Bytes of the log that are shown if something is wrong."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--messages", type=int, default=2000, help="about so many of a kind in each round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", help="the name of one kind")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        siege = begin(Path(scratch))
        print(f"{'attack':18} {'messages':>9} {'results':>8} {'errors':>8} {'seconds':>8} {'MB':>6}")
        try:
            for attack in ATTACKS:
                if options.only in (None, attack.__name__):
                    for number in range(options.rounds):
                        run(siege, attack, Random(f"{options.seed} {number}"), options.messages)
        except (AssertionError, OSError) as fault:
            print(f"seed {options.seed}, {attack.__name__}, round {number}: {fault!r}", file=sys.stderr)
            sys.stderr.write(siege.wire.log.decode(errors="replace")[-_SHOWN:])
            return 1
        finally:
            siege.close()
    return 0


def begin(folder: Path) -> Siege:
    """A server with a folder of a few files."""
    (folder / "on-disk.mojo").write_text(PROBE)
    (folder / "minimojo.toml").write_text("")
    return Siege(folder)


def run(siege: Siege, attack: Attack, random: Random, messages: int) -> None:
    """One round of one kind; raises AssertionError if the server does not stand it."""
    begun, sent, before = siege.work(), siege.sent, siege.replies.copy()
    open_documents(siege)
    attack(siege, random, max(1, messages // _SHARE.get(attack.__name__, 1)))
    siege.assert_holds()
    told = siege.replies - before
    print(
        f"{attack.__name__:18} {siege.sent - sent:9} {told['result']:8} {told['error']:8}"
        f" {siege.work() - begun:8.1f} {siege.memory():6.0f}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
