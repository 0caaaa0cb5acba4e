"""How messages name things: callees, parameters, conventions, values without a name."""

from __future__ import annotations

import re

from minimojo.hir.model import LAMBDA, ArgumentDecl, Convention, FunctionDecl, FunctionKind
from minimojo.mir.body import CallFact
from minimojo.mir.facts import WhyImmutable


def value_name(name: str) -> str:
    """A value as messages name it: `` `p.a` ``, or what kind of nameless value it is."""
    if name.startswith("("):
        kind, _, path = name[1:].partition(")")
        return f"`{path[1:]}` of an {kind}" if path else f"the {kind}"
    return f"`{name}`"


def spoken(name: str) -> str:
    """The name of a function for readers: a lambda has one that only the analysis knows."""
    return "lambda" if name.startswith(LAMBDA) else name


def function_name(function: FunctionDecl) -> str:
    """``Point.shift``, ``Point`` for its initializers, ``main``, ``lambda``."""
    if function.owner is None:
        return spoken(function.name)
    if function.kind.initializes:
        return function.owner.name
    return f"{function.owner.name}.{function.name}"


def callee_name(call: CallFact) -> str:
    """What a call calls, with backticks: `` `take` ``, `` the `Point` initializer ``, `this call`."""
    quoted = re.match(r"'(.+)' (initializer )?call", call.phrase)
    copied = re.match(r"implicit copy constructor of '(.+)'", call.phrase)
    if copied is not None:
        return f"the copy constructor of `{copied[1]}`"
    if call.callee is not None and call.callee.kind is FunctionKind.INIT and call.callee.owner is not None:
        return f"the `{call.callee.owner.name}` initializer"
    if call.callee is not None:
        return f"`{function_name(call.callee)}`"
    if quoted is None:
        return "this call"
    return f"the `{quoted[1]}` initializer" if quoted[2] else f"`{quoted[1]}`"


def backticks(message: str) -> str:
    """A message of the compiler in our style: code stands in backticks."""
    return re.sub(r"(?<!\w)'([^']+)'(?!\w)", r"`\1`", message)


def article(noun: str) -> str:
    return f"an {noun}" if noun[:1].lower() in "aeio" else f"a {noun}"


def convention_word(convention: Convention) -> str:
    """What a convention means, in the order of words of `x is …`."""
    match convention:
        case Convention.IMM:
            return "borrowed immutably"
        case Convention.MUT:
            return "borrowed mutably"
        case Convention.VAR:
            return "owned"
        case Convention.REF:
            return "borrowed with the caller's mutability"
        case Convention.OUT:
            return "a result"
        case Convention.DEINIT:
            return "owned and taken apart"


def declared_as(argument: ArgumentDecl) -> str:
    """`` `x` is declared `mut` here``, for the step of a story at an argument's declaration."""
    if argument.convention_span.start == argument.convention_span.end:
        return f"`{argument.name}` is declared here without a convention, so it is `imm`"
    return f"`{argument.name}` is declared `{argument.convention.value}` here"


def why_immutable(why: WhyImmutable, name: str | None) -> str:
    """The reason why something may not be written, as a clause."""
    subject = f"`{name}`" if name else "it"
    match why:
        case WhyImmutable.IMM_ARGUMENT:
            return f"{subject} is an `imm` argument"
        case WhyImmutable.REF_ARGUMENT:
            return f"{subject} is a `ref` argument, which callers may pass immutable values to"
        case WhyImmutable.LOOP_VARIABLE:
            return f"{subject} is an immutable loop variable"
        case WhyImmutable.PATTERN_NAME:
            return f"{subject} is bound by a pattern"
        case WhyImmutable.CAPTURE:
            return f"{subject} is captured immutably"
        case WhyImmutable.TEMPORARY:
            return "it is a temporary"
        case WhyImmutable.CONSTANT:
            return f"{subject} is a compile-time value"
        case WhyImmutable.REFERENCE:
            return f"{subject} refers to something immutable"
        case WhyImmutable.GETTER:
            return "it is the result of a getter"
