"""What tells a finding from all others, also after lines around it have moved."""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b

from minimojo.cli.report import CheckedFile, Reported, portable


def fingerprint(file: CheckedFile, it: Reported, seen: Counter[str]) -> str:
    """The file, the function, the rule and the words; `seen` numbers those that have all of it in common."""
    parts = (portable(file.path), it.unit, it.code, it.message)
    digest = blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()
    seen[digest] += 1
    number = seen[digest]
    return digest if number == 1 else f"{digest}-{number}"
