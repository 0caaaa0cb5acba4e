"""What is wrong with a declaration, as plain records; rules turn them into findings."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from minimojo.text import Span, TextEdit


class Group(Enum):
    """The rule that reports a problem."""

    CONVENTION = "invalid-convention"
    OBSOLETE = "obsolete-syntax"
    EFFECT = "invalid-effect"
    CONFORMANCE = "invalid-conformance"
    ESCAPING = "escaping-reference"
    REDEFINITION = "redefinition"
    SUPPRESSION = "unused-suppression"
    SILENT = ""  # Known only so that nothing else is said about the declaration.


class Problem(Enum):
    """The kinds of problems; the comment is the source of the rule."""

    DEFAULT_NOT_ALLOWED = "default not allowed"  # DE-30.8
    SECOND_CONVENTION = "second convention"  # DE-30.3
    VARIADIC_OUT = "variadic out"  # DE-30.4
    SECOND_OUT = "second out"  # DE-31
    KEYWORDS_WITHOUT_VAR = "keywords without var"  # DE-31
    KEYWORDS_NOT_OWNED = "keywords not owned"  # DE-31
    OUT_AND_RESULT = "out and result"  # DE-34
    RESULT_WITHOUT_ORIGIN = "result without origin"  # DE-34
    PARAMETER_CONVENTION = "parameter convention"  # DE-41
    DEINIT_OUTSIDE_METHOD = "deinit outside method"  # DE-47
    DEINIT_NOT_SELF = "deinit of another type"  # DE-47
    DEINIT_IN_TYPE = "deinit in function type"  # DE-30.2
    INIT_WITHOUT_OUT = "initializer without out"  # DE-54
    LIFECYCLE_RAISES = "lifecycle method raises"  # DE-55.6
    COPY_CONVENTION = "convention of copied value"  # DE-55.7
    MOVE_CONVENTION = "convention of moved value"  # DE-55.7
    DEINIT_CONVENTION = "convention of destroyed value"  # DE-55.7
    OVERLOADED_ON_CONVENTION = "overload on convention"  # DE-60
    REDEFINED = "redefined"  # DE-7, DE-44

    REMOVED_FN = "fn"  # DE-9
    REMOVED_CONVENTION = "removed convention"  # DE-30
    REMOVED_EFFECT = "removed effect"  # unified, escaping: CL part 2
    UNKNOWN_EFFECT = "unknown effect"  # GR-52
    REPEATED_EFFECT = "repeated effect"  # GR-52
    MISPLACED_EFFECT = "misplaced effect"  # thin: GR-52
    REMOVED_DECLARATION = "removed declaration"  # alias, let: DE-9
    REMOVED_DECORATOR = "removed decorator"  # DE part 6
    DECORATED_STATEMENT = "decorated statement"  # DE-9, GR-47
    DEPRECATED_NAME = "deprecated name"
    DEPRECATED_DESTRUCTOR = "deprecated destructor"  # __del__: DE-55.1
    DEPRECATED_DECORATOR = "deprecated decorator"  # @parameter
    NOT_A_MOVE_CONSTRUCTOR = "not a move constructor"  # DE-47

    FIELD_NOT_DEINITABLE = "field without destructor"  # TY-35
    FIELD_NOT_MOVABLE = "field that cannot be moved"  # TY-36, TY-40
    FIELD_NOT_COPYABLE = "field that cannot be copied"  # TY-37
    FIELD_IN_MEMORY = "field in memory"  # TY-39
    FIELD_OF_ANY_ORIGIN = "field of any origin"  # TY-56
    CONTAINS_ITSELF = "type that contains itself"  # TY-34
    OPTED_OUT = "trait that is opted out"  # TY-17
    CONDITIONALLY_TRIVIAL = "conditionally trivial"  # TY-21
    DESTROYED_EXPLICITLY = "destroyed explicitly"  # TY-14, TY-22
    MEMBER_OF_REGISTER = "member of a register type"  # TY-39
    TWO_CONSTRUCTORS = "two constructors for one purpose"  # TY-43b
    EXTENDED = "ownership trait of an extension"  # TY-55
    NO_RESULT_ORIGIN = "result of unknown origin"  # DE-48
    ORIGIN_OF_REGISTER = "origin of a register value"  # DE-52

    USELESS_COMMENT = "comment without use"
    USELESS_CODE = "code in a comment without use"

    OTHER = "other"  # Makes the declaration erroneous (DE-4) and belongs to no rule of ours.


class DeclarationProblem(Struct, frozen=True, kw_only=True):
    """One problem at `span`, relative to the unit or header that was checked.

    `fatal` is true when the compiler then knows nothing about the declaration (DE-4): it checks
    neither its body nor its uses. `edits` repair it where one repair is certain. `related` is a
    second place of the story, such as the first of two `out` arguments.
    """

    kind: Problem
    group: Group
    span: Span
    message: str
    fatal: bool = False
    warning: bool = False
    edits: tuple[TextEdit, ...] = ()
    related: Span | None = None
