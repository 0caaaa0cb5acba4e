"""What the Mojo compiler says about a program, compared with what MiniMojo says.

The compiler has one message where MiniMojo tells several cases apart, and it stops after the first
phase that finds errors: what it cannot have seen is left out of the comparison.
"""

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

VERSION = "1.2.0"
_PATIENCE = 180
"""Seconds for one program."""
_MAIN = re.compile(r"^((?:async )?(?:def|fn) )main\b", re.MULTILINE)


class NoVerdictError(RuntimeError):
    """The compiler gave no verdict."""


@dataclass(frozen=True)
class Message:
    """A message of the compiler; `line` and `column` count from 1."""

    line: int
    column: int
    severity: str
    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """The codes that stand for one kind of message. `phase`: P(arse), C(ontrol flow), L(ifetimes)."""

    codes: tuple[str, ...]
    phase: str
    pattern: str
    note: str = ""

    def fits(self, message: Message) -> bool:
        if not re.search(self.pattern, message.text):
            return False
        return not self.note or any(re.search(self.note, note) for note in message.notes)


_USE = ("use-after-transfer", "uninitialized-use", "uninitialized-result")
GROUPS = (
    Group(_USE, "L", "^use of uninitialized value '"),
    Group(("missing-constructor",), "L", "with all fields manually initialized but without calling an"),
    Group(("uninitialized-result",), "L", "is uninitialized at (the implicit )?return from this function"),
    Group(("partial-transfer",), "L", "^field '.*' destroyed out of the middle of a value"),
    Group(("consumed-while-used",), "L", "^value '.*' cannot be consumed, because"),
    Group(("abandoned-value",), "L", "abandoned without being explicitly destroyed"),
    Group(
        ("invalidated-reference",),
        "L",
        "use of (invalidated|a never-initialized) interior reference"
        "|^incorrect invalidation of interior origin in closure",
    ),
    Group(("indirect-transfer",), "L", "cannot consume indirect references to values"),
    Group(("argument-exclusivity",), "P", "^aliasing values passed"),
    Group(("implicit-copy",), "P", "cannot be implicitly copied"),
    Group(
        ("immutable-assignment",),
        "P",
        "expression must be mutable (in assignment|for in-place operator destination)",
    ),
    Group(
        ("immutable-argument",),
        "P",
        "value passed to mutable argument '.*' must be mutable|cannot bind to temporary value"
        "|invalid use of mutating method on rvalue",
    ),
    Group(
        ("immutable-argument",),
        "P",
        "^no matching (function|method) in (call|subscript)",
        "invalid use of mutating method on|value passed to mutable argument '.*' must be mutable",
    ),
    Group(
        ("invalid-transfer",),
        "P",
        "cannot transfer out of immutable reference|does not designate a value with an origin"
        "|does not live in a memory location|cannot transfer from a parameter expression"
        "|cannot transfer value into destination|^cannot transfer a value in a parameter context"
        "|^expression is a register value, transfer requires|cannot be copied or moved; consider",
    ),
    Group(
        ("escaping-reference",),
        "P",
        r"cannot return reference with incompatible origin|cannot implicitly convert '.*origin_of\("
        r"|cannot infer origin for a function result|^cannot return '.*'s origin, because it"
        r"|^inferred error type '.*' captures origin|must outlive the expression naming it",
    ),
    Group(
        ("invalid-capture",),
        "P",
        "[Cc]ould not infer capture convention|[Cc]annot capture .* by (mut|copy)|requires 'var' convention"
        "|^[Cc]annot capture ?.* by move because|^register passible value '.*' can not be captured by"
        "|^cannot derive an interior origin from a captured container|^duplicate capture of"
        "|does not name a capturable value",
    ),
    Group(
        ("invalid-convention",),
        "P",
        "arguments must not have defaults|may not have multiple|must not declare both an"
        "|convention is only valid on struct method arguments|must only be applied to arguments of Self type"
        "|argument already has a convention|must return Self type with|argument must be passed as"
        "|variadic keyword arguments only support|cannot overload on argument conventions"
        "|result requires an origin specifier|must not declare 'raises'"
        "|^'out' argument cannot be returned by name|^parameters must always be passed by-value"
        "|^'out' convention must not be variadic|^function types do not support 'deinit'"
        "|^non-owned variadic keyword arguments",
    ),
    Group(
        ("invalid-conformance",),
        "P",
        "^field '.*' has non-'.*' type|^cannot synthesize .* constructor because field|must themselves be"
        "|^struct fields cannot expose AnyOrigin|@explicit_destroy (is not valid|requires)"
        "|^cannot synthesize fieldwise init because field"
        "|does not implement all requirements for '(Copyable|Movable|ImplicitlyCopyable|Deinitable)'"
        r"|^attempt to resolve a recursive reference to declaration '.*\.__(del__is|move_ctor_is|copy_ctor_is)_"
        "|types must not declare (explicit|'__deinit__')|^conditional conformance to 'TrivialRegisterPassable'"
        "|@explicit_destroy (and|cannot)|^trait '.*' (requires ancestor trait .* opted out"
        "|must not be listed and also opted out)",
    ),
    Group(
        ("unaddressable-value",),
        "P",
        "doesn't have a memory origin"
        "|^(invalid call to '.*': )?(l-value of type '.*' cannot be converted to reference of type"
        "|value passed to '.*' cannot be converted from '.*' to ref )",
    ),
    Group(
        ("comptime-materialization",),
        "P",
        "^(invalid call to '.*': )?cannot materialize comptime value of type '.*' to runtime because it is not",
    ),
    Group(("destroyed-copy",), "P", "^explicit call to '__deinit__' destroys a copy"),
    Group(("implicit-declaration",), "P", "^implicit declaration of"),
    Group(("redefinition",), "P", "^invalid redefinition of"),
    Group(("missing-return",), "C", "^return expected at end of function"),
    Group(("unreachable-code",), "C", "^unreachable code after|logic (in '.*' )?is unreachable"),
    Group(("unused-assignment",), "L", "^assignment to '.*' was never used"),
    Group(("unused-variable",), "L", "^variable '.*' was never used"),
    Group(("unused-reference",), "L", "^ref '.*' was never used"),
    Group(("unused-value",), "P", "value is unused; assign to"),
    Group(("redundant-transfer",), "P", "has no effect and can be removed"),
    Group(
        ("obsolete-syntax",),
        "P",
        "has been removed; use|was removed; use|is deprecated[;,] use|does not define a move constructor; declare"
        r"|^expected '\)' in argument list|^decorator @register_passable.* is removed"
        "|^use of unknown declaration '(value|let|alias)'|does not support decorators; remove the decorator",
    ),
    Group(
        ("invalid-effect",),
        "P",
        "^unknown function effect|effect is no longer supported$|effect '.*' must only be used on function types"
        "|^(function effect '.*'|'abi..' effect) was already specified|^use of unknown declaration 'unified'",
    ),
    Group(
        ("constant-condition",),
        "P",
        "condition always evaluates to|^unreachable code on right side of|^constant value on left side of"
        "|hand side expression of 'if .*' is dead",
    ),
    Group(("constant-condition",), "C", "^'try' body doesn't raise|^try body doesn't raise"),
)
"""The first group that fits a message is its group."""

_SYNTAX_ERROR = re.compile(
    "^(expected [^a]|expected argument name|unexpected token|unknown tokens|statements must start"
    "|statement indentation|unterminated|expressions must not appear at file scope|body must not be empty)"
)


def compiler() -> str | None:
    """The compiler: the environment's choice, else the one on PATH."""
    return os.environ.get("MINIMOJO_MOJO") or shutil.which("mojo")


def compiler_of(edition: str) -> str | None:
    """The compiler of an older version, where the environment names one: `MINIMOJO_MOJO_1_1` for 1.1."""
    return os.environ.get(f"MINIMOJO_MOJO_{edition.replace('.', '_')}")


def verdict(
    source: str, verdicts: Path, *, patience: float = _PATIENCE, mojo: str | None = None, built: bool = False
) -> list[Message]:
    """The compiler's messages about a program; `verdicts` is a folder in which answers are kept.

    Only one that is `built` is told what `comptime assert` finds in it.

    Raises NoVerdictError when it crashes, hangs, or fails without an error in the program.
    """
    mojo = mojo or compiler() or "mojo"
    built = built or VERSION not in version(mojo)
    suffix = "\0built" if built else ""
    key = sha256(f"{version(mojo)}\0{source}{suffix}".encode()).hexdigest()
    kept = verdicts / f"{key}.json"
    if not kept.exists():
        answer = _ask(source, patience, mojo, built=built)
        kept.with_suffix(f".{os.getpid()}").write_text(json.dumps(answer), encoding="utf-8")
        kept.with_suffix(f".{os.getpid()}").replace(kept)
    rows = json.loads(kept.read_text(encoding="utf-8"))
    return [
        Message(line, column, severity, text, tuple(notes)) for line, column, severity, text, notes in rows
    ]


def printed(messages: list[Message]) -> str:
    """Messages as fixtures hold them, a line each."""
    if not messages:
        return "accepted\n"
    return "".join(f"{it.line}: {it.severity}: {it.text}\n" for it in messages)


@dataclass(frozen=True)
class Differences:
    """Where findings and messages differ: messages without a finding, findings (line, code) without a message.

    `found` are the messages that have one; the rest lies in a phase that the compiler did not reach.
    """

    found: tuple[Message, ...]
    missed: tuple[Message, ...]
    extra: tuple[tuple[int, str], ...]


def differences(
    messages: Sequence[Message], ours: set[tuple[int, str]], seen: str | None = None
) -> Differences:
    """Compares findings (line, code) with the compiler's messages about a file.

    `seen` are the phases that the compiler went through, as errors in other files may decide.
    """
    expected = [(it, group) for it in messages if (group := group_of(it)) is not None]
    seen = phases(messages) if seen is None else seen
    end = min(
        (it.line for it in messages if it.severity == "error" and _SYNTAX_ERROR.search(it.text)),
        default=10**9,
    )
    here = {(it.line, group) for it, group in expected}
    found: list[Message] = []
    missed: list[Message] = []
    for it, group in sorted(expected, key=lambda it: it[0].line):
        is_found = any((it.line, code) in ours for code in group.codes)
        if is_found:
            found.append(it)
        elif group.phase in seen:
            missed.append(it)
    extra = [
        (line, code)
        for line, code in sorted(ours)
        if line <= end and _is_refuted(code, seen, {group for at, group in here if at == line})
    ]
    return Differences(tuple(found), tuple(missed), tuple(extra))


def _is_refuted(code: str, seen: str, reported: set[Group]) -> bool:
    """Whether a finding would have a message, were it right: its groups are those of phases gone through."""
    groups = list(_groups_of(code))
    return bool(groups) and all(it.phase in seen and it not in reported for it in groups)


def phases(messages: Iterable[Message]) -> str:
    """The phases that the compiler went through: it stops after the first one with errors."""
    groups = [group_of(it) for it in messages if it.severity == "error"]
    failed = {group.phase if group else "P" for group in groups}
    return "P" if "P" in failed else "PC" if "C" in failed else "PCL"


def disagreement(messages: list[Message], ours: set[tuple[int, str]]) -> list[str]:
    """Where findings (line, code) and the compiler's messages differ, in words; nothing if they agree."""
    found = differences(messages, ours)
    missed = dict.fromkeys(
        f"line {it.line}: the compiler reports {' or '.join(group.codes)}, MiniMojo does not"
        for it in found.missed
        for group in [group_of(it)]
        if group is not None
    )
    extra = [f"line {line}: MiniMojo reports {code}, the compiler does not" for line, code in found.extra]
    return [*missed, *extra]


def group_of(message: Message) -> Group | None:
    """The group of a message, None for those that are about something else."""
    return next((group for group in GROUPS if group.fits(message)), None)


def _groups_of(code: str) -> Iterator[Group]:
    return (group for group in GROUPS if code in group.codes)


@cache
def version(mojo: str | None = None) -> str:
    program = mojo or compiler() or "mojo"
    run = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    return run.stdout.strip()


def _ask(
    source: str, patience: float, mojo: str, *, built: bool
) -> list[tuple[int, int, str, str, list[str]]]:
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch, "program", "program.mojo")
        file.parent.mkdir()
        answer = answered(_command(source, file, built=built), file.parent, patience, mojo)
    return [
        (it.line, it.column, it.severity, it.text, list(it.notes)) for name, it in answer if name == file.name
    ]


def _command(source: str, file: Path, *, built: bool) -> tuple[str, ...]:
    """What asks for the messages about a program, which is written there.

    A package is checked like a program, but no code is generated for it, which takes ten times as long. It
    may have no `main`. Compilers before 1.2 have another command for packages: they build the program.
    """
    output = str(file.with_name("out"))
    if built:
        file.write_text(source, encoding="utf-8", newline="")
        return ("build", "--emit", "object", str(file), "-o", output)
    file.with_name("__init__.mojo").touch()
    file.write_text(_MAIN.sub(r"\1mien", source), encoding="utf-8", newline="")
    return ("precompile", str(file.parent), "-o", f"{output}.mojoc")


def answered(
    command: Sequence[str], folder: Path, patience: float = _PATIENCE, mojo: str | None = None
) -> list[tuple[str, Message]]:
    """The messages of one run about files in a folder, each with the path of its file in the folder.

    Raises NoVerdictError when the compiler crashes, hangs, or fails without an error in these files.
    """
    folder = folder.resolve()
    # The compiler repeats kept messages with the file and lines of the program that it saw first, also when
    # the next one differs in comments: each gets a cache of its own.
    with tempfile.TemporaryDirectory() as cache:
        try:
            run = subprocess.run(
                [mojo or compiler() or "mojo", command[0], "--diagnostic-format", "json", *command[1:]],
                capture_output=True,
                text=True,
                check=False,
                env={**os.environ, "XDG_CACHE_HOME": cache},
                timeout=patience,
                cwd=folder,
            )
        except subprocess.TimeoutExpired:
            raise NoVerdictError(f"the compiler did not end within {patience} s") from None
    rows = _rows(run.stderr + run.stdout, folder)
    if run.returncode not in (0, 1):
        raise NoVerdictError(f"the compiler crashed (exit status {run.returncode})")
    if run.returncode and not any(it.severity == "error" for _, it in rows):
        raise NoVerdictError(f"the compiler failed without an error in the program: {run.stderr[-500:]}")
    return rows


def _rows(output: str, folder: Path) -> list[tuple[str, Message]]:
    """Messages about files in the folder. Their notes may be about other files."""
    rows: list[tuple[str, Message]] = []
    is_ours = False
    for line in output.splitlines():
        entry: dict[str, Any] = json.loads(line) if line.startswith("{") else {}
        place: dict[str, Any] | None = entry.get("diagnostic")
        if place is None:
            continue
        file = Path(folder, place["file"]).resolve()
        if entry["kind"] == "note":
            if is_ours:
                name, it = rows[-1]
                notes = (*it.notes, entry["message"])
                rows[-1] = name, Message(it.line, it.column, it.severity, it.text, notes)
        elif entry["kind"] in ("error", "warning"):
            is_ours = file.is_relative_to(folder)
            if not is_ours:
                continue
            at = place["location"]
            message = Message(at["line"], at["column"] + 1, entry["kind"], entry["message"])
            rows.append((file.relative_to(folder).as_posix(), message))
    return rows
