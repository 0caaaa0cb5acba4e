"""The tokens of one part of a file: its names with what they stand for, and what ownership says of them there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from minimojo.hir.bodies import unit_tree
from minimojo.hir.model import ComptimeDecl, Declaration, FunctionDecl, Header, TypeDecl, Unit
from minimojo.ide.outline import is_deprecated
from minimojo.ide.tokens.model import Modifier, Modifiers, Token, TokenType
from minimojo.ide.tokens.states import BY_WORD, States
from minimojo.names.model import GETTER, SETTER, Kind, Occurrence, Role, Symbol
from minimojo.syntax import ast
from minimojo.syntax.document import Document
from minimojo.syntax.walk import walk
from minimojo.text import Span
from minimojo.types import TypeScope, resolve_type, scope_of, static_type
from minimojo.types.model import GenericMeta, MetaType, TraitType
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.model import Bodies

_TYPES = {
    Kind.VARIABLE: TokenType.VARIABLE,
    Kind.ARGUMENT: TokenType.PARAMETER,
    Kind.PARAMETER: TokenType.TYPE_PARAMETER,
    Kind.FUNCTION: TokenType.FUNCTION,
    Kind.METHOD: TokenType.METHOD,
    Kind.FIELD: TokenType.PROPERTY,
    Kind.STRUCT: TokenType.STRUCT,
    Kind.TRAIT: TokenType.INTERFACE,
    Kind.ENUM: TokenType.ENUM,
    Kind.CASE: TokenType.ENUM_MEMBER,
    Kind.COMPTIME: TokenType.VARIABLE,
    Kind.MODULE: TokenType.NAMESPACE,
}


class Nature(Struct, frozen=True):
    """What a symbol is wherever it is named."""

    type: TokenType
    modifiers: Modifiers


class Natures(Struct):
    """The natures of symbols, each looked up once."""

    atlas: Atlas
    scope: TypeScope
    known: dict[Symbol, Nature]

    def of(self, symbol: Symbol) -> Nature:
        found = self.known.get(symbol)
        if found is None:
            found = self.known[symbol] = self._found(symbol)
        return found

    def _found(self, symbol: Symbol) -> Nature:
        type_ = _TYPES[symbol.kind]
        modifiers = {Modifier.DEFAULT_LIBRARY} if symbol.library else set[Modifier]()
        if symbol.kind in (Kind.VARIABLE, Kind.ARGUMENT, Kind.FIELD, Kind.MODULE):
            return Nature(type_, frozenset(modifiers))
        decl = self.atlas.declaration(symbol, self.scope.environment)
        match decl:
            case FunctionDecl() if symbol.kind in (Kind.FUNCTION, Kind.METHOD):
                if decl.is_static:
                    modifiers.add(Modifier.STATIC)
            case ComptimeDecl() if symbol.kind is Kind.COMPTIME:
                type_ = self._constant(decl)
            case _ if symbol.kind is Kind.PARAMETER:
                type_ = self._parameter(symbol, decl)
            case _:
                pass
        if type_ is not TokenType.TYPE and symbol.kind in (Kind.COMPTIME, Kind.PARAMETER):
            modifiers.add(Modifier.READONLY)
        if _is_deprecated(symbol, decl):
            modifiers.add(Modifier.DEPRECATED)
        return Nature(type_, frozenset(modifiers))

    def _constant(self, decl: ComptimeDecl) -> TokenType:
        """A constant that is a type, or one that is a value; one without a value has to be a type if its
        annotation is a trait."""
        scope = self.scope_of(decl)
        if decl.value is not None:
            is_type = _is_type(decl.value, scope)
        else:
            is_type = decl.annotation is None or _is_trait(decl.annotation, scope)
        return TokenType.TYPE if is_type else TokenType.VARIABLE

    def _parameter(self, symbol: Symbol, decl: Declaration | None) -> TokenType:
        """A parameter that is a type, or one that is a value."""
        if isinstance(decl, FunctionDecl | TypeDecl):
            given = next((it for it in decl.type_parameters if it.name_span == symbol.span), None)
            if given is not None and given.annotation is not None:
                scope = self.scope_of(decl)
                if _is_type(given.annotation, scope) and not _is_trait(given.annotation, scope):
                    return TokenType.PARAMETER
        return TokenType.TYPE_PARAMETER

    def scope_of(self, decl: FunctionDecl | TypeDecl | ComptimeDecl) -> TypeScope:
        """What names mean where something is declared."""
        environment = self.scope.environment.program.environment_of(decl) or self.scope.environment
        owner = decl if isinstance(decl, TypeDecl) else decl.owner
        return TypeScope(environment) if owner is None else scope_of(owner, environment)


def _is_type(value: ast.Expr, scope: TypeScope) -> bool:
    match value:
        case ast.Attribute(value=ast.Name(name="__mlir_type")):
            return True
        case ast.Binary(operator="&"):
            return isinstance(resolve_type(value, scope), TraitType)
        case _:
            return isinstance(static_type(value, scope), MetaType | GenericMeta)


def _is_trait(value: ast.Expr, scope: TypeScope) -> bool:
    found = static_type(value, scope)
    return isinstance(found, MetaType) and isinstance(found.instance, TraitType)


def _is_deprecated(symbol: Symbol, decl: Declaration | None) -> bool:
    match decl:
        case FunctionDecl() | TypeDecl() if decl.name == symbol.name:
            return is_deprecated(decl.node.decorators)
        case ComptimeDecl():
            return decl.deprecation is not None
        case _:
            return False


def tokens_of(
    part: Unit | Header,
    document: Document,
    names: Sequence[Occurrence],
    bodies: Bodies,
    natures: Natures,
) -> list[Token]:
    """The tokens of a part in order, relative to its start; `bodies` are what is known of a function."""
    tree = unit_tree(document, part) if isinstance(part, Unit) else part.tree
    states = States(bodies, dict(_written(tree)))
    has_constants = any(
        it.symbols[0].kind is Kind.COMPTIME and it.symbols[0].unit_key == part.key for it in names
    )
    types = frozenset[Span]()
    if isinstance(part, Unit) and has_constants:
        types = frozenset(_local_types(tree, natures.scope_of(part.decl)))
    found = _syntactic(tree)
    for it in names:
        if it.symbols[0].kind is Kind.UNKNOWN or _is_behind(it):
            continue  # What it looks like is all that is known.
        token = _token(part, it, states, natures)
        is_type = it.symbols[0].unit_key == part.key and it.symbols[0].span in types
        found[it.span] = _as_type(token) if is_type else token
    return sorted(found.values(), key=lambda it: it.span)


def _is_behind(it: Occurrence) -> bool:
    """Whether a member is one that a method of its type makes."""
    return it.symbols[0].name in (GETTER, SETTER) and it.role is not Role.DECLARATION


def _local_types(tree: ast.Statement, scope: TypeScope) -> Iterator[Span]:
    """The names that a function gives to types."""
    for node in walk(tree):
        if isinstance(node, ast.ComptimeDecl) and node.value is not None and _is_type(node.value, scope):
            yield node.name_span


def _as_type(token: Token) -> Token:
    return Token(token.span, TokenType.TYPE.value, token.modifiers - {Modifier.READONLY})


def _token(part: Unit | Header, it: Occurrence, states: States, natures: Natures) -> Token:
    symbol = it.symbols[0]
    nature = natures.of(symbol)
    modifiers = nature.modifiers
    if it.role is Role.DECLARATION:
        modifiers |= {Modifier.DECLARATION}
    if it.role is Role.TRANSFER:
        modifiers |= {Modifier.TRANSFERRED}
    if symbol.kind in (Kind.VARIABLE, Kind.ARGUMENT) and symbol.unit_key == part.key:
        modifiers |= states.of(symbol.name, it.span, symbol.span)
    return Token(it.span, nature.type.value, modifiers)


def _written(tree: ast.Statement) -> Iterator[tuple[int, Modifiers]]:
    """What the words before names say of arguments and variables, by where these are declared."""
    for node in walk(tree):
        match node:
            case ast.FunctionDef():
                for it in node.signature.parameters:
                    word = "imm" if it.convention is None else it.convention.text
                    yield it.name_span.start, BY_WORD.get(word, frozenset())
            case ast.BindingPattern(keyword=word, target=ast.Name(span=span)):
                yield span.start, BY_WORD.get(word, frozenset())
            case _:
                pass


def _syntactic(tree: ast.Statement) -> dict[Span, Token]:
    """Tokens that nothing has to be known for: decorators, keywords of calls, and by the way they are written,
    members and callees of which nothing is known."""
    found: dict[Span, Token] = {}

    def add(span: Span, kind: TokenType) -> None:
        if span not in found and span.start < span.end:
            found[span] = Token(span, kind.value, frozenset())

    for node in walk(tree):
        match node:
            case ast.Decorator(expression=expression):
                callee = expression.callee if isinstance(expression, ast.Call) else expression
                if isinstance(callee, ast.Name):
                    add(callee.span, TokenType.DECORATOR)
            case ast.Argument(keyword_span=Span() as span):
                add(span, TokenType.PARAMETER)
            case ast.Call(callee=callee):
                _add_callee(callee, add)
            case ast.Attribute() | ast.ContextualMember():
                add(node.name_span, TokenType.PROPERTY)
            case _:
                pass
    return found


def _add_callee(callee: ast.Expr, add: Callable[[Span, TokenType], None]) -> None:
    while isinstance(callee, ast.Subscript | ast.Paren):
        callee = callee.value if isinstance(callee, ast.Subscript) else callee.inner
    match callee:
        case ast.Attribute(name_span=span):
            add(span, TokenType.METHOD)
        case ast.Name(span=span, name=name):
            add(span, TokenType.TYPE if name[:1].isupper() else TokenType.FUNCTION)
        case _:
            pass
