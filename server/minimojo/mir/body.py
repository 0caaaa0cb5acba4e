"""The control-flow graph of one function, over places.

A `Body` is flat: basic blocks in program order, so that block numbers are a topological order of
the graph once back edges are left out, and every loop is a contiguous range of blocks. The events
of a block are operations (`Op`) in evaluation order; what an operation does to values is its list
of effects, and the lifetime rules (CL-8) need nothing else.

The forward analysis visits blocks by number, and the first error of a value counts, so the numbers
follow the compiler's order (CL-28): the arms of a branch as written; the error arm of a raising call
before its normal arm; `try` body, `except`, `else`; of a loop the header, then the exit arm with the
`else` suite, then the body (checked on 1.2.0, for `while` and `for` alike).

    def f(c: Bool):              locals: c, s
        var s = String("hi")     b0: call String -> def s; branch if -> b1, b2
        if c:                    b1: call take: consume s; goto b2
            take(s^)
        print(s)                 b2: call print: use s; return
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from minimojo.choice import Choice
from minimojo.hir.model import Convention, FunctionDecl
from minimojo.mir.facts import Fact
from minimojo.text import Span
from minimojo.types.model import Origin, Type

LocalId = int
BlockId = int


class LocalKind(Choice):
    """What a local is; decides its name in messages and what it may be warned about (CL-1, CL-43)."""

    VARIABLE = "variable"  # var, for var, except, with as, pattern variable
    BOUND = "bound name"  # `for x`, comprehension or case name over a value: owned, immutable
    REFERENCE = "reference"  # ref binding, `for x` / `for ref x` over references
    ARGUMENT = "argument"
    CAPTURED = "captured variable"  # of an enclosing function, by reference: never tracked
    CLOSURE = "closure"  # the value of a nested function with captures
    TEMPORARY = "(expression temporary)"
    CALL_RESULT = "(call result)"
    MERGE_RESULT = "(if result)"
    ANONYMOUS = "(anonymous value)"
    RESULT = "result slot"
    ERROR = "error slot"


class Local(Struct, frozen=True, kw_only=True):
    """A value that the lifetime rules track (CL-1).

    `layout_known` is false when the fields of its type are not known: it then has the whole bit
    only. `in_memory` is false for register values (one bit). `tracked` is false for what the
    compiler does not track (`imm` arguments of trivial type, captures by reference). `refers_to` is
    what a reference was bound to, as far as it is known; no analysis reads it, people do.
    """

    id: LocalId = -1  # given by the builder, in order of declaration
    name: str
    kind: LocalKind
    type: Type
    declared_at: Span
    block: BlockId = 0  # declared before operation `index` of `block`
    index: int = 0
    convention: Convention | None = None
    in_memory: bool = True
    tracked: bool = True
    layout_known: bool = True
    starts_initialized: bool = False
    needed_at_return: bool = False
    needed_at_raise: bool = False
    init_self: bool = False  # `self` of an `__init__` (CL-3)
    register_result: bool = False  # DE-51: taken out by every return at the function name
    warns: bool = False  # may be reported as dead store / never used (CL-43)
    warns_by_name: bool = False  # may be reported as never used (CL-45)
    refers_to: Origin | None = None

    def is_needed_at(self, end: Terminator) -> bool:
        """Whether it must be initialized where a block ends like this: where the function is left (CL-1)."""
        match end:
            case Exit():
                return self.needed_at_return
            case RaiseExit():
                return self.needed_at_raise
            case _:
                return False


class Place(Struct, frozen=True, kw_only=True):
    """A local or a stored-field path of it: storage that is named directly (CL-20)."""

    local: LocalId
    path: tuple[str, ...] = ()


class Through(Struct, frozen=True, kw_only=True):
    """Storage reached through a reference: only its static origin says what it may be (CL-21).

    `type` is the type of what is accessed.
    """

    origin: Origin
    type: Type


Access = Place | Through


class EffectKind(Choice):
    """CL-8, and two of our own for what is not known.

    ESCAPE: a use after which unknown code may reach the value: nothing is said about its last use
    or dead stores. TAINT: nothing at all may be said about this value in this function.
    """

    USE = "use"
    MUT = "mut"
    DEF = "def"
    CONSUME = "consume"
    MARK_DESTROYED = "mark-destroyed"
    ESCAPE = "escape"
    TAINT = "taint"


class Effect(Struct, frozen=True, kw_only=True):
    """What an operation does to one operand. `at` is where the operand stands (for the story)."""

    kind: EffectKind
    access: Access
    at: Span
    argument: int | None = None  # index into Op.call.arguments


class OpKind(Choice):
    """The vocabulary of dumps and stories; analyses look at effects only."""

    INIT = "init"
    STORE = "store"
    COPY = "copy"
    BITWISE_COPY = "bitwise copy"
    REGISTER_COPY = "copy in a register"  # loaded, then stored
    MOVE = "move"
    REGISTER_MOVE = "move in a register"  # taken out, then stored
    READ = "read"
    TRANSFER = "transfer"  # the read at the `^` itself (EX-40h)
    BORROW = "borrow"
    CALL = "call"
    CAPTURE = "capture"
    RESULT = "result"  # consume of result/error slot on an edge of a raising call (CL-13)
    RETURN = "return"
    RAISE = "raise"
    DISCARD = "discard"
    MERGE = "merge"  # of the references of two arms into one type (CL-63b)


class ArgumentFact(Struct, frozen=True, kw_only=True):
    """One argument of an emitted call, as exclusivity sees it (VA-40).

    `own` is the origin of the reference that is passed (None: passed in a register or a fresh
    temporary), `own_immutable` how; `embedded` the origins inside the argument's type. `seen_as` is
    what the call sees of a variable that could be destroyed, if that could not.
    """

    parameter: str
    convention: Convention
    span: Span
    own: Origin | None
    own_immutable: bool
    whole: bool
    embedded: tuple[Origin, ...]
    type: Type
    place: Place | None = None
    transferred: bool = False
    seen_as: Type | None = None


class CallFact(Struct, frozen=True, kw_only=True):
    """A call whose callee is known. `phrase` is how messages name it: `'f' call`, `'T' initializer call`."""

    callee: FunctionDecl | None
    phrase: str
    at: Span
    span: Span
    arguments: tuple[ArgumentFact, ...]
    destination: Origin | None = None  # where the result is built directly (VA-36), for VA-44
    nested_read_only: bool = False


class Op(Struct, frozen=True, kw_only=True):
    """One event. `at` is the token the compiler reports (CL-47), `span` the whole construct.

    `embedded` are the origins accessed through types (CL-10), `establishes` the interior origins
    that become live (CL-61), `any_origin` whether the wildcard origin is touched (CL-12).
    `certain` is false when the operation may not happen as described because a type or callee is
    unknown: errors may not be founded on it.
    """

    kind: OpKind
    at: Span
    span: Span
    effects: tuple[Effect, ...] = ()
    embedded: tuple[Origin, ...] = ()
    establishes: tuple[Origin, ...] = ()
    any_origin: bool = False
    call: CallFact | None = None
    certain: bool = True

    def argument_of(self, effect: Effect) -> ArgumentFact | None:
        """The argument by which an effect happens; None for effects of other kinds, and for the elements
        of displays, which are handed over without being arguments."""
        arguments = () if self.call is None else self.call.arguments
        number = effect.argument
        return arguments[number] if number is not None and number < len(arguments) else None


# --- terminators --------------------------------------------------------------------------------


class Goto(Struct, frozen=True, kw_only=True):
    """`uncertain`: the block may in truth not be left here, because its last statement calls an
    unknown function that may never return; a join ignores such an edge if it has others. `unlikely`:
    hardly anybody would leave it here; nothing is reported where only such edges lead."""

    target: BlockId
    uncertain: bool = False
    unlikely: bool = False


class BranchKind(Enum):
    IF = "if"
    LOOP = "loop condition"
    COMPTIME_FOR = "comptime for"
    FOR = "for"  # the `next` call: then = exit, else = body (CL-28b)
    MATCH = "match"
    CONDITIONAL = "if expression"
    SHORT_CIRCUIT = "and/or"
    RAISING_CALL = "raising call"  # then = error arm, else = normal arm
    RAISES_MAYBE = "call that may raise"  # unknown callee: the error arm is uncertain


class Branch(Struct, frozen=True, kw_only=True):
    """A two-way branch. `at` is where destructions on its edges are reported (CL-28b).

    The backward merge (CL-38) needs which side is `then`: its destructions come first. The `then`
    side is also scanned backward first, unless `else_first` is set: every branch of an `if` with
    `elif`, of a `match` with two or more refutable cases (CL-28b). What follows a statement is
    scanned before its arms: `after` is where it begins, if anything gets there.
    """

    kind: BranchKind
    at: Span
    then: BlockId
    otherwise: BlockId
    else_first: bool = False
    after: BlockId | None = None


class Exit(Struct, frozen=True, kw_only=True):
    """Return from the function; `implicit` returns are reported at the function name (CL-26)."""

    at: Span
    implicit: bool


class RaiseExit(Struct, frozen=True, kw_only=True):
    """An error leaves the function."""

    at: Span


class DeadEnd(Enum):
    NEVER = "call that never returns"  # CL-29: values full here count as needed
    ENDLESS = "plain unreachable"


class Unreachable(Struct, frozen=True, kw_only=True):
    why: DeadEnd


Terminator = Goto | Branch | Exit | RaiseExit | Unreachable


class Scope(Struct, frozen=True, kw_only=True):
    """Where a block stands, for stories: inside which arm of which construct.

    `arm` is a word of the source such as `then`, `else`, `body`, `except`, `case`, `finally`.
    """

    construct: Span
    arm: str


class Block(Struct, frozen=True, kw_only=True):
    id: BlockId
    ops: tuple[Op, ...]
    terminator: Terminator
    scopes: tuple[Scope, ...] = ()
    certain: bool = True  # reached from the entry over certain edges
    severed: bool = False  # looked at although no edge leads here (CL-28)


class Loop(Struct, frozen=True, kw_only=True):
    """Blocks `header` to `last` (inclusive), the `else` suite of the loop among them (CL-19).

    Leaving edges go to `exit` or beyond; `exit` is None for a loop that is never left. `at` is the
    keyword. `forever`: its condition is known to be true, so the header has no exit arm. Inner loops
    follow the outer one in `Body.loops`.
    """

    header: BlockId
    last: BlockId
    exit: BlockId | None
    at: Span
    forever: bool = False


class Try(Struct, frozen=True, kw_only=True):
    """A `try` statement: where its body, its `except` suite and its `else` suite begin.

    `entry` is a block of its own. A handler or `else` that is dead is None; a `try` without
    `except` has the copy of its `finally` on the error path as handler. Going backward what follows
    the statement (at `after`) is scanned first, then the handler, the `else` suite, the body (CL-28b).
    """

    entry: BlockId
    handler: BlockId | None
    orelse: BlockId | None
    after: BlockId | None = None


class DeadCode(Enum):
    """Why code is unreachable; the value completes `unreachable code after ...` (ST-110)."""

    RETURN = "return statement"
    RAISE = "raise statement"
    BREAK = "break statement"
    CONTINUE = "continue statement"
    NEVER = "function that never returns"
    ASSERTION = "compile-time assertion failure"
    IF = "if statement with then/else that do not fall through"
    MATCH = "match statement that does not fall through"
    MATCH_CASE = "match case that always completes"
    CASE_CONDITION = "match that always completes"
    TRY = "try statement that doesn't fall through"
    LOOP = "infinite loop"
    IF_TRUE = "'if True'"
    IF_FALSE = "'if False'"
    EXCEPT = "except"  # 'except' logic is unreachable, try doesn't raise an exception
    TRY_BODY = "try body"  # try body doesn't raise an exception
    ELSE_OF_TRY = "else"  # 'else' logic in 'try' is unreachable


class Unreached(Struct, frozen=True, kw_only=True):
    """Dead code: its first operation (ST-111) and the statement that ends the path before it."""

    why: DeadCode
    at: Span
    after: Span


class Body(Struct, frozen=True, kw_only=True):
    """The graph of one function, and what lowering noticed on the way.

    `unit_key` and spans: see `hir.model.Unit`. `nested` are the bodies of nested functions and
    lambdas, `dead_calls` the calls in code that is never run. `subjects` has for patterns that look at the
    subject of a `match` where that was evaluated. `gave_up` tells why the function was not
    lowered (too deep, too large): the body is then empty and nothing is said about it. `erroneous` is
    true when a syntax or type error cut the body short, so that the lifetime phase of the compiler
    never sees it. `stopped` are the expressions whose evaluation an error ended, so that what else they name
    may be missing from the graph; those of nested functions are among them.
    """

    unit_key: str
    name: str
    name_span: Span
    decl: FunctionDecl
    locals: tuple[Local, ...]
    blocks: tuple[Block, ...]
    loops: tuple[Loop, ...]
    facts: tuple[Fact, ...]
    unreached: tuple[Unreached, ...]
    missing_return: Span | None
    tries: tuple[Try, ...] = ()
    nested: tuple[Body, ...] = ()
    dead_calls: tuple[CallFact, ...] = ()
    subjects: tuple[tuple[Span, Span], ...] = ()
    gave_up: str | None = None
    erroneous: bool = False
    stopped: tuple[Span, ...] = ()
