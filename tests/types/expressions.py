"""A small typed walk over straight-line functions, to try the type layer without lowering.

It knows names, literals, calls, members, subscripts, operators, displays and `for` loops; what it
does not know has an unknown type.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from minimojo.hir.bodies import unit_tree
from minimojo.hir.model import Convention, Module
from minimojo.hir.module import build_module
from minimojo.syntax import ast
from minimojo.syntax.document import Document
from minimojo.types import (
    ComptimeMember,
    FieldMember,
    Methods,
    Operand,
    Pending,
    PendingKind,
    Program,
    Resolved,
    TypeScope,
    Undecided,
    default_type,
    explicit_arguments,
    is_trivial,
    local_type,
    materialized,
    member,
    resolve_call,
    resolve_constructor,
    resolve_method,
    resolve_type,
    scope_of,
    static_type,
    stepped,
)
from minimojo.types.model import (
    NONE,
    UNKNOWN,
    UNKNOWN_ORIGIN,
    Answer,
    ArgumentRoot,
    Category,
    FieldStep,
    FloatLiteralType,
    IntLiteralType,
    MetaType,
    Origin,
    OriginPath,
    OverloadSet,
    StringLiteralType,
    Type,
)

OPERATORS = {
    "+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod", "**": "pow",
    "@": "matmul", "&": "and", "|": "or", "^": "xor", "<<": "lshift", ">>": "rshift",
}  # fmt: skip
COMPARISONS = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge", "==": "eq", "!=": "ne"}


@dataclass
class Value:
    type: Type
    category: Category = Category.OWNED
    origin: Origin | None = None
    pending: Pending | None = None

    def operand(self, keyword: str | None = None) -> Operand:
        return Operand(
            type=self.type, category=self.category, origin=self.origin, keyword=keyword, pending=self.pending
        )


@dataclass
class Function:
    scope: TypeScope
    names: dict[str, Value] = field(default_factory=dict)
    seen: list[tuple[int, Type]] = field(default_factory=list)


def module_of(text: bytes, name: str = "probe") -> tuple[Program, Module, Document]:
    document = Document.parse(text)
    return Program(lambda _name, _module: None), build_module(document, name), document


def typed_initializers(text: bytes) -> dict[int, Type]:
    """For every `var name: NoneType = expr` of a file: its line (from 1) and the type of `expr`."""
    program, module, document = module_of(text)
    environment = program.environment(module.space)
    result: dict[int, Type] = {}
    for unit in module.units:
        scope = scope_of(unit.decl, environment)
        function = Function(scope)
        for argument in unit.decl.arguments:
            mutable = argument.convention is not Convention.IMM
            category = Category.MUT if mutable else Category.IMM
            function.names[argument.name] = Value(
                local_type(argument, unit.decl, scope), category, root(argument.name, mutable)
            )
        walk(unit_tree(document, unit).body, function)
        for offset, subject in function.seen:
            result[text.count(b"\n", 0, unit.start + offset) + 1] = subject
    return result


def root(name: str, mutable: bool) -> Origin:
    return Origin((OriginPath(ArgumentRoot(name)),), mutable)


def walk(block: ast.Block, function: Function) -> None:
    for statement in block:
        match statement:
            case ast.ExprStatement(value=ast.Assign() as assign):
                declare(assign, function)
            case ast.For(target=target, iterable=iterable, body=body):
                bind(target, element(evaluate(iterable, function), function), function)
                walk(body, function)
            case _:
                pass


def declare(assign: ast.Assign, function: Function) -> None:
    if assign.value is None:
        return
    value = evaluate(assign.value, function)
    name = assign.target.target if isinstance(assign.target, ast.BindingPattern) else assign.target
    if isinstance(assign.annotation, ast.Name) and assign.annotation.name == "NoneType":
        function.seen.append((assign.loc.start, value.type))
        return
    if assign.annotation is not None:
        subject = resolve_type(assign.annotation, function.scope)
    elif value.pending is not None:
        subject = default_type(value.pending, function.scope)
    else:
        subject = materialized(value.type, function.scope)
    if isinstance(name, ast.Name):
        function.names[name.name] = Value(subject, Category.MUT, root(name.name, True))


def bind(target: ast.Expr, value: Value, function: Function) -> None:
    match target:
        case ast.Name(name=name):
            origin = value.origin if value.origin is not None else root("anonymous*", False)
            function.names[name] = Value(value.type, Category.IMM, origin)
        case ast.TupleExpr(elements=elements):
            for index, part in enumerate(elements):
                args = getattr(value.type, "args", ())
                items = args[0].items if args and hasattr(args[0], "items") else ()
                bind(part, Value(items[index] if index < len(items) else UNKNOWN), function)
        case _:
            pass


def element(value: Value, function: Function) -> Value:
    if value.pending is not None:
        value = Value(default_type(value.pending, function.scope))
    iterator = method(value, "__iter__", [], function)
    return method(Value(iterator.type, Category.MUT, UNKNOWN_ORIGIN), "__next__", [], function)


def method(receiver: Value, name: str, operands: list[Value], function: Function) -> Value:
    found = resolve_method(receiver.operand(), name, [o.operand() for o in operands], function.scope)
    return UNKNOWN_VALUE if found is None else outcome(found, function)


UNKNOWN_VALUE = Value(UNKNOWN, Category.UNKNOWN)


def outcome(found: object, function: Function) -> Value:
    match found:
        case Resolved() | Undecided():
            if found.result_origin is None:
                return Value(found.result)
            mutable = found.result_origin.mutable
            category = {True: Category.MUT, False: Category.IMM, None: Category.PAR}[mutable]
            return Value(found.result, category, found.result_origin)
        case _:
            return UNKNOWN_VALUE


def evaluate(expr: ast.Expr, function: Function) -> Value:
    match expr:
        case ast.Name(name=name) if name in function.names:
            return function.names[name]
        case ast.IntLiteral(value=number):
            return Value(IntLiteralType(number), Category.CONST)
        case ast.FloatLiteral():
            return Value(FloatLiteralType(), Category.CONST)
        case ast.StringLiteral():
            return Value(StringLiteralType(), Category.CONST)
        case ast.BoolLiteral():
            return Value(resolve_type(named("Bool", expr), function.scope), Category.CONST)
        case ast.NoneLiteral():
            return Value(NONE, Category.CONST)
        case ast.Paren(inner=inner):
            return evaluate(inner, function)
        case ast.Transfer(value=inner):
            value = evaluate(inner, function)
            trivial = is_trivial(value.type, function.scope) is Answer.YES
            return value if trivial else Value(value.type, Category.OWNED, value.origin)
        case ast.ListDisplay(elements=elements):
            return display(PendingKind.LIST, expr, elements, function)
        case ast.BraceDisplay(elements=elements):
            return display(PendingKind.BRACES, expr, [e.value for e in elements], function)
        case ast.DictDisplay(entries=entries):
            return display(PendingKind.DICT, expr, [part for entry in entries for part in entry], function)
        case ast.TupleExpr(elements=elements):
            items = [evaluate(e, function).operand() for e in elements]
            tuple_type = resolve_type(named("Tuple", expr), function.scope)
            return outcome(resolve_constructor(tuple_type, items, function.scope), function)
        case ast.Unary(operator=operator, operand=operand):
            name = {"-": "__neg__", "+": "__pos__", "~": "__invert__"}[operator]
            return method(evaluate(operand, function), name, [], function)
        case ast.Not():
            return Value(resolve_type(named("Bool", expr), function.scope))
        case ast.Binary(operator=operator, left=left, right=right):
            return binary(OPERATORS[operator], evaluate(left, function), evaluate(right, function), function)
        case ast.Comparison(operands=(left, right), operators=(ast.Operator(text=text),)):
            return compare(text, evaluate(left, function), evaluate(right, function), function)
        case ast.Call():
            return call(expr, function)
        case ast.Attribute():
            return attribute(expr, function)
        case ast.Subscript():
            return subscript(expr, function)
        case _:
            return UNKNOWN_VALUE


def named(name: str, at: ast.Expr) -> ast.Name:
    return ast.Name(span=at.span, loc=at.loc, name=name)


def display(kind: PendingKind, expr: ast.Expr, elements, function: Function) -> Value:
    operands = tuple(evaluate(e, function).operand() for e in elements)
    return Value(UNKNOWN, Category.PENDING, None, Pending(kind=kind, expr=expr, elements=operands))


def binary(name: str, left: Value, right: Value, function: Function) -> Value:
    found = resolve_method(left.operand(), f"__{name}__", [right.operand()], function.scope)
    if isinstance(found, Resolved | Undecided):
        return outcome(found, function)
    return method(right, f"__r{name}__", [left], function)


def compare(text: str, left: Value, right: Value, function: Function) -> Value:
    if text in ("in", "not in"):
        return method(right, "__contains__", [left], function)
    return method(left, f"__{COMPARISONS[text]}__", [right], function)


def operands_of(expr: ast.Call, function: Function) -> list[Operand]:
    return [evaluate(a.value, function).operand(a.keyword) for a in expr.arguments]


def call(expr: ast.Call, function: Function) -> Value:
    operands = operands_of(expr, function)
    callee, explicit = expr.callee, ()
    if isinstance(callee, ast.Subscript) and not is_local(callee.value, function):
        base = static_type(callee.value, function.scope)
        if isinstance(base, OverloadSet):
            explicit = explicit_arguments(callee.arguments, function.scope)
            found = resolve_call(base.candidates, operands, function.scope, explicit=explicit)
            return outcome(found, function)
    if isinstance(callee, ast.Attribute) and is_value(callee.value, function):
        receiver = evaluate(callee.value, function)
        found = member(receiver.type, callee.name, function.scope)
        run_time = materialized(receiver.type, function.scope)
        if isinstance(found, Methods):
            return outcome(
                resolve_call(
                    found.candidates, operands, function.scope,
                    receiver=receiver.operand(), self_type=receiver.type,
                ),
                function,
            )  # fmt: skip
        _ = run_time
        return UNKNOWN_VALUE
    target = static_type(callee, function.scope)
    match target:
        case MetaType(instance):
            return outcome(resolve_constructor(instance, operands, function.scope), function)
        case OverloadSet(candidates):
            self_type = None
            if isinstance(callee, ast.Attribute):
                owner = static_type(callee.value, function.scope)
                self_type = owner.instance if isinstance(owner, MetaType) else None
            return outcome(resolve_call(candidates, operands, function.scope, self_type=self_type), function)
        case _:
            return UNKNOWN_VALUE


def is_local(expr: ast.Expr, function: Function) -> bool:
    return isinstance(expr, ast.Name) and expr.name in function.names


def is_value(expr: ast.Expr, function: Function) -> bool:
    return is_local(expr, function) or static_type(expr, function.scope) is None


def attribute(expr: ast.Attribute, function: Function) -> Value:
    if not is_value(expr.value, function):
        return Value(static_type(expr, function.scope) or UNKNOWN, Category.CONST)
    base = evaluate(expr.value, function)
    match member(base.type, expr.name, function.scope):
        case FieldMember(type=subject):
            origin = None if base.origin is None else stepped(base.origin, FieldStep(expr.name))
            return Value(subject, base.category, origin)
        case ComptimeMember(type=subject):
            return Value(subject, Category.CONST)
        case _:
            return UNKNOWN_VALUE


def subscript(expr: ast.Subscript, function: Function) -> Value:
    if not is_value(expr.value, function):
        return Value(static_type(expr, function.scope) or UNKNOWN, Category.CONST)
    base = evaluate(expr.value, function)
    indices = [slice_or_value(a, function) for a in expr.arguments]
    found = member(base.type, "__getitem_param__", function.scope)
    if isinstance(found, Methods) and not isinstance(
        member(base.type, "__getitem__", function.scope), Methods
    ):
        explicit = explicit_arguments(expr.arguments, function.scope)
        return outcome(
            resolve_call(
                found.candidates, [], function.scope,
                receiver=base.operand(), self_type=base.type, explicit=explicit,
            ),
            function,
        )  # fmt: skip
    found = member(base.type, "__getitem__", function.scope)
    if not isinstance(found, Methods):
        return UNKNOWN_VALUE
    return outcome(
        resolve_call(found.candidates, indices, function.scope, receiver=base.operand(), self_type=base.type),
        function,
    )


def slice_or_value(argument: ast.Argument, function: Function) -> Operand:
    if isinstance(argument.value, ast.Slice):
        name = "ContiguousSlice" if argument.value.step is None else "StridedSlice"
        from minimojo.types.literals import prelude_type

        return Operand(type=prelude_type(name), category=Category.OWNED, keyword=argument.keyword)
    return evaluate(argument.value, function).operand(argument.keyword)
