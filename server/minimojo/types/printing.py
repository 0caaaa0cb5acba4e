"""Types as the compiler prints them in messages (TY-5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from minimojo.hir.model import LAMBDA, Convention, Passing, TypeParameterDecl
from minimojo.syntax import ast
from minimojo.types.model import (
    ArgumentRoot,
    AssociatedType,
    ClosureType,
    ErrorType,
    FieldStep,
    FloatLiteralType,
    FunctionType,
    GenericMeta,
    InteriorStep,
    IntLiteralType,
    LocalRoot,
    MetaType,
    ModuleType,
    NeverType,
    NoneType,
    Origin,
    OriginPath,
    OverloadSet,
    PackArg,
    ParameterRoot,
    ParamType,
    ParamValue,
    SpecialRoot,
    StringLiteralType,
    StructType,
    TraitType,
    Type,
    TypeArg,
    UnboundArg,
    UnknownType,
    ValueArg,
)

LocalName = Callable[[int], str]
"""The name of a local of the function that is being lowered."""

_NUMBERS = {
    "DType.int": "Int",
    "DType.uint": "UInt",
    "DType.bfloat16": "BFloat16",
    **{f"DType.int{bits}": f"Int{bits}" for bits in (8, 16, 32, 64, 128, 256)},
    **{f"DType.uint{bits}": f"UInt{bits}" for bits in (8, 16, 32, 64, 128, 256)},
    **{f"DType.float{bits}": f"Float{bits}" for bits in (16, 32, 64)},
    "DType.float4_e2m1fn": "Float4_e2m1fn",
    **{
        f"DType.float8_{form}": f"Float8_{form}"
        for form in ("e4m3fn", "e4m3fnuz", "e5m2", "e5m2fnuz", "e8m0fnu")
    },
}
_SPECIAL = {
    (SpecialRoot.STATIC, False): "ImmStaticOrigin",
    (SpecialRoot.ANY, False): "ImmUnsafeAnyOrigin",
    (SpecialRoot.ANY, True): "MutUnsafeAnyOrigin",
    (SpecialRoot.UNTRACKED, False): "ImmUntrackedOrigin",
    (SpecialRoot.UNTRACKED, True): "MutUntrackedOrigin",
}
_AS_WRITTEN = {
    (SpecialRoot.ANY, False): "ImmutAnyOrigin",
    (SpecialRoot.ANY, True): "MutAnyOrigin",
}
"""The names that people write, where the compiler has another one."""
_PRINTED_CONVENTIONS = (Convention.MUT, Convention.VAR, Convention.DEINIT)


def print_type(subject: Type, local_name: LocalName = str) -> str:
    """The text between the quotes of a message; `?` where a part is not known.

    `local_name` names the locals in origins.
    """
    return _Printer(local_name).type(subject)


def written_type(subject: Type, local_name: LocalName = lambda _: "_") -> str:
    """A type for readers, as they could write it: `_` where a part is not known and something follows.

    `local_name` is `_` for a local without a name.
    """
    return _Printer(local_name, "_", {**_SPECIAL, **_AS_WRITTEN}).type(subject)


def print_origin(origin: Origin, local_name: LocalName = str) -> str:
    """An origin as in `Pointer[Int, origin_of(x)]`."""
    return _Printer(local_name).origin(origin)


class _Printer:
    def __init__(
        self,
        local_name: LocalName,
        unknown: str = "?",
        special: Mapping[tuple[SpecialRoot, bool], str] = _SPECIAL,
    ) -> None:
        self._local_name = local_name
        self._unknown = unknown
        self._special = special

    def type(self, subject: Type) -> str:
        match subject:
            case StructType():
                return self._struct(subject)
            case ParamType(name):
                return name
            case AssociatedType(base, name):
                return f"{self.type(base)}.{name}"
            case NoneType():
                return "None"
            case NeverType():
                return "Never"
            case IntLiteralType(value):
                return "IntLiteral[_]" if value is None else f"IntLiteral[{value}]"
            case FloatLiteralType():
                return "FloatLiteral[_]"
            case StringLiteralType():
                return "StringLiteral[_]"
            case TraitType(traits):
                return " & ".join(trait.name for trait in traits)
            case MetaType(instance):
                return f"AnyStruct[{self.type(instance)}]"
            case FunctionType():
                return self._function(subject)
            case ClosureType(decl):
                return "lambda" if decl.name.startswith(LAMBDA) else f"def {decl.name}"
            case ModuleType(name):
                return name.rpartition(".")[2]
            case GenericMeta(decl):
                return decl.name
            case OverloadSet(candidates):
                return candidates[0].name if candidates else self._unknown
            case UnknownType() | ErrorType():
                return self._unknown

    def origin(self, origin: Origin) -> str:
        if len(origin.paths) == 1:
            path = origin.paths[0]
            if isinstance(path.root, SpecialRoot) and not path.steps:
                return self._special.get((path.root, bool(origin.mutable)), "_")
            if isinstance(path.root, ParameterRoot) and not path.steps:
                return path.root.name
        paths = [self._path(path) for path in origin.paths]
        if any(re.match(r"_\b", it) for it in paths):
            return "_"  # Of something without a name.
        return f"origin_of({', '.join(paths)})"

    def _path(self, path: OriginPath) -> str:
        match path.root:
            case LocalRoot(local):
                text = self._local_name(local)
            case ArgumentRoot(name) | ParameterRoot(name):
                text = name
            case SpecialRoot():
                text = self._special.get((path.root, False), "_")
        for step in path.steps:
            match step:
                case FieldStep(name):
                    text += f".{name}"
                case InteriorStep(tag):
                    text += f'["{tag}"]'
        return text

    def _struct(self, subject: StructType) -> str:
        name = subject.decl.name
        if name == "AHasher" and subject.decl.module.startswith("std."):
            return "AHasher[SIMD[.uint64, 4](0)]"
        if name == "SIMD" and len(subject.args) == 2 and subject.args[1] == ValueArg("1"):
            return self._scalar(subject.args[0])
        arguments = self._arguments(subject)
        return f"{name}[{', '.join(arguments)}]" if arguments else name

    def _scalar(self, dtype: TypeArg) -> str:
        if isinstance(dtype, ValueArg) and dtype.text in _NUMBERS:
            return _NUMBERS[dtype.text]
        return f"Scalar[{self._argument(dtype, None)}]"

    def _arguments(self, subject: StructType) -> list[str]:
        result: list[str] = []
        dropped = False
        pairs = list(zip(subject.decl.type_parameters, subject.args, strict=False))
        while pairs and self._is_left_out(*pairs[-1]):
            pairs.pop()
        for parameter, arg in pairs:
            if parameter.passing is Passing.INFER_ONLY:
                continue
            if _is_default(parameter, arg):
                dropped = True
            elif isinstance(arg, PackArg) and parameter.passing is Passing.VARIADIC:
                result += [self._argument(item, None) for item in arg.items or (ValueArg(None),)]
            else:
                text = self._argument(arg, parameter)
                named = dropped or parameter.passing is Passing.KEYWORD_ONLY
                result.append(f"{parameter.name}={text}" if named else text)
        return result

    def _is_left_out(self, parameter: TypeParameterDecl, arg: TypeArg) -> bool:
        """Whether an argument at the end goes without saying: its default, or for readers an open one."""
        is_open = self._unknown == "_" and isinstance(arg, Origin | UnboundArg)
        return _is_default(parameter, arg) or (is_open and self._argument(arg, parameter) == "_")

    def _argument(self, arg: TypeArg, parameter: TypeParameterDecl | None) -> str:
        match arg:
            case Origin():
                return self.origin(arg)
            case ValueArg(text):
                return self._unknown if text is None else _value(text, parameter)
            case ParamValue(name):
                return name
            case UnboundArg():
                return "_"
            case PackArg(items):
                return ", ".join(self._argument(item, None) for item in items or (ValueArg(None),))
            case _:
                return self.type(arg)

    def _function(self, subject: FunctionType) -> str:
        if subject.decl is not None or subject.result is None:
            return f"def {subject.decl.name}" if subject.decl else "def"
        arguments: list[str] = []
        for argument in subject.arguments:
            word = f"{argument.convention.value} " if argument.convention in _PRINTED_CONVENTIONS else ""
            arguments.append(word + self.type(argument.type))
        raises = " raises" if subject.raises else ""
        return f"def({', '.join(arguments)}){raises}{' thin' if subject.thin else ''} -> {self.type(subject.result)}"


def _value(text: str, parameter: TypeParameterDecl | None) -> str:
    annotation = parameter.annotation if parameter else None
    owner = annotation.name if isinstance(annotation, ast.Name) else ""
    if owner == "Int" and text.lstrip("-").isdigit():
        return f"Int({text})"
    return text.removeprefix(owner) if owner and text.startswith(f"{owner}.") else text


def _is_default(parameter: TypeParameterDecl, arg: TypeArg) -> bool:
    """Whether an argument is what its parameter has by default, as far as spelling shows."""
    default = parameter.default
    match default, arg:
        case ast.Name(name=name), StructType(decl):
            return decl.name == name
        case ast.BoolLiteral(value=value), ValueArg(text):
            return text == str(value)
        case ast.IntLiteral(value=value), ValueArg(text):
            return text == str(value)
        case ast.ContextualMember(name=name) | ast.Attribute(name=name), ValueArg(text):
            return text is not None and text.endswith(f".{name}")
        case ast.Call(arguments=(ast.Argument(value=ast.IntLiteral(value=value)),)), ValueArg(text):
            return text == str(value)
        case _:
            return False
