"""What the fuzzer starts from: the Mojo sources of this repository, and the words of the grammar."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

_GRAMMAR = Path(__file__).resolve().parents[1]
_REPOSITORY = _GRAMMAR.parents[1]
_FENCE = re.compile(r"^```mojo[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LONGEST = 1000


def write_seeds(folder: Path) -> None:
    """One file for each source; long ones are cut."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, source in enumerate(sorted(set(_pieces()))):
        (folder / f"seed-{number}").write_bytes(source)


def write_dictionary(path: Path) -> None:
    """The words and signs of the grammar, as libFuzzer wants them."""
    lines = (f'"{_quoted(word)}"' for word in sorted(_words()))
    path.write_text("\n".join(lines) + "\n", encoding="ascii")


def _pieces() -> Iterator[bytes]:
    for source in _sources():
        text = source.encode("utf-8", "surrogatepass")
        for start in range(0, len(text), _LONGEST):
            yield text[start : start + _LONGEST]


def _sources() -> Iterator[str]:
    for path in sorted(_REPOSITORY.glob("[gst]*/**/*.mojo")):
        yield path.read_text(encoding="utf-8", errors="surrogateescape")
    for path in sorted((_REPOSITORY / "tests").glob("**/*.md")):
        yield from _FENCE.findall(path.read_text(encoding="utf-8"))
    forms = _REPOSITORY / "tests/grammar/forms.jsonl"
    for line in forms.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["source"]


def _words() -> set[str]:
    found = {"\n    ", "\n\t", "\r\n", "\r", "\ufeff", "\\\n", "\0"}
    _collect(json.loads((_GRAMMAR / "src/grammar.json").read_text(encoding="utf-8"))["rules"], found)
    return found


def _collect(rule: object, found: set[str]) -> None:
    if isinstance(rule, dict):
        if rule.get("type") == "STRING" and rule["value"]:
            found.add(rule["value"])
        for part in rule.values():
            _collect(part, found)
    elif isinstance(rule, list):
        for part in rule:
            _collect(part, found)


def _quoted(word: str) -> str:
    plain = {
        ord(c)
        for c in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_ .,:;=()[]{}<>@^*+-/%&|~!#"
    }
    return "".join(chr(byte) if byte in plain else f"\\x{byte:02x}" for byte in word.encode())
