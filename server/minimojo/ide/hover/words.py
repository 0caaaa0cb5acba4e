"""What the words of ownership mean, as the manual's page on ownership tells it, what decorators do, and what
the compiler writes into a type itself."""

from __future__ import annotations

from minimojo.syntax.document import Document
from minimojo.syntax.keywords import keyword_at
from minimojo.text import Span

_CONVENTIONS = {
    "imm": "The function reads the caller's value, which it cannot change. Nothing is copied, and the caller keeps "
    "the value. This is what an argument without a convention does.",
    "mut": "The function changes the caller's value. Nothing is copied, and the caller sees the changes; no other "
    "argument of the call may be (a part of) the same value.",
    "var": "The function owns the value. The caller gives it away with `^`, or a copy of it if its type can be "
    "copied implicitly.",
    "ref": "A reference to the caller's value, which can be changed where the caller could change it. Nothing is "
    "copied; a result may refer to the same value.",
    "out": "The result: it belongs to the caller, has no value at the beginning, and must be set wherever the "
    "function returns.",
    "deinit": "The function owns the value and ends its life by taking it apart: its fields can be given away one by "
    "one, and no destructor runs for the whole.",
}

_CAPTURES = {
    "imm": "The function reads the variable around it, which it cannot change. Nothing is copied, and the variable "
    "lives at least as long as the function is used.",
    "mut": "The function changes the variable around it. Nothing is copied, and the variable lives at least as long "
    "as the function is used.",
    "ref": "The function refers to the variable around it, and can change it where that can be changed. Nothing is "
    "copied.",
    "var": "The function has a value of its own: a copy of the variable around it, or the variable's value itself "
    "with `^`.",
    "^": "The function takes the value of the variable around it, which has none from here on.",
}

_WORDS = {
    (
        "var_pattern",
        "var",
    ): "Declares a variable. It owns its value, which is destroyed right after its last use.",
    (
        "field_declaration",
        "var",
    ): "Declares a field. The value around it owns it, and both are destroyed together.",
    (
        "ref_pattern",
        "ref",
    ): "Declares a reference: nothing is copied or owned, and the value that it refers to is kept alive for as "
    "long as the reference is used.",
    (
        "return_type",
        "ref",
    ): "The result is a reference: nothing is copied, the caller owns nothing new, and the value that it refers to "
    "is kept alive for as long as the result is used.",
    (
        "raises_effect",
        "raises",
    ): "The function may raise an error instead of returning; its values are destroyed then, too.",
    (
        "raise_statement",
        "raise",
    ): "Leaves the function, or the `try` around it, with an error. The error owns its value; with `^` that of "
    "a variable is given to it. "
    "What else is left behind is destroyed.",
    (
        "transfer",
        "^",
    ): "Gives the value away: its variable has no value from here on, and cannot be used until it is set again. "
    "Nothing is copied; whoever is given the value owns it.",
    (
        "where_clause",
        "where",
    ): "A condition on compile-time parameters: what it stands behind is there only where it holds.",
    (
        "base",
        "not",
    ): "The type does not get this trait. A type that is not `Deinitable` is never destroyed by itself: each value "
    "has to be given to a method that ends its life.",
    (
        "thin_effect",
        "thin",
    ): "A plain function without captured values: it owns nothing and is copied freely.",
    (
        "capturing_effect",
        "capturing",
    ): "The function may refer to variables around it, as closures of older programs do.",
    (
        "lambda",
        "lambda",
    ): "A function without a name. It reads the variables around it, unless braces say how it captures them: "
    "`{mut a, b^}`.",
    (
        "comptime_declaration",
        "comptime",
    ): "Declares a value that the compiler knows: it has no owner at run time.",
    (
        "comptime_statement",
        "comptime",
    ): "The compiler runs this: of a condition only the arm that holds is there, and of a loop every round.",
    ("comptime_assert", "comptime"): "The compiler checks this, and refuses the program if it does not hold.",
}

_DECORATORS = {
    "__parameter": "The function may use the variables around it, as closures of older programs do.",
    "align": "Values of the type begin at a multiple of this many bytes.",
    "always_inline": "Every call is replaced by the body. Who owns what does not change.",
    "deprecated": "Every use is reported as deprecated, with this reason or with the name to use instead.",
    "doc_hidden": "Left out of the documentation.",
    "explicit_destroy": "Values are never destroyed by themselves: each has to be given to a method that ends its "
    "life. The text is what the compiler says about one that is forgotten.",
    "export": "Can be called from outside under its own name.",
    "extern": "Stands for a function under this name that is linked in.",
    "fieldwise_init": "Writes the initializer that takes a value for each field, in their order. It owns what it is "
    'given: an argument is transferred with `^`, or copied where its type is copied implicitly. With `"implicit"`, a '
    "value of the only field is converted where this type is wanted.",
    "implicit": "A value that this initializer takes is converted where this type is wanted, without a call.",
    "inline": "Says whether calls are replaced by the body. Who owns what does not change.",
    "no_inline": "Calls are never replaced by the body. Who owns what does not change.",
    "parameter": "An older spelling of `@__parameter`.",
    "stable": "Promises that it stays as it is.",
    "staticmethod": "Belongs to the type: it is called on the type, and has no `self`.",
    "unavailable": "Every use is an error with this text.",
}

_CONSTANTS = {
    "__copy_ctor_is_trivial": "Whether a copy of the type is only its bytes. The compiler works it out.",
    "__del__is_trivial": "Whether the end of a value of the type runs no code. The compiler works it out.",
    "__move_ctor_is_trivial": "Whether a move of the type is only its bytes. The compiler works it out.",
}

_TOLD = {
    **{("convention", word): text for word, text in _CONVENTIONS.items()},
    **{("capture", word): text for word, text in _CAPTURES.items()},
    **{("decorator", word): text for word, text in _DECORATORS.items()},
    **{("attribute", word): text for word, text in _CONSTANTS.items()},
    **_WORDS,
}


def word(document: Document, offset: int) -> tuple[Span, str] | None:
    """The word at a byte that there is something to tell about, and Markdown about it."""
    found = keyword_at(document, offset)
    told = None if found is None else _TOLD.get((found.role, found.word))
    if found is None or told is None:
        return None
    mark = "@" if found.role == "decorator" else ""
    return found.span, f"**`{mark}{found.word}`:** {told}"
