"""Everything that a module declares, as plain values, for comparison with another module."""

from dataclasses import fields, is_dataclass

from minimojo.hir.model import FunctionDecl, Module, TypeDecl
from minimojo.syntax import ast
from minimojo.syntax.outline import Outline, Part


def described(module: Module) -> dict[str, object]:
    """The module without the identities of its parts."""
    describe = _Description()
    return {field.name: describe(getattr(module, field.name)) for field in fields(module)}


class _Description:
    def __init__(self) -> None:
        self.inside: list[TypeDecl] = []

    def __call__(self, value: object) -> object:
        match value:
            case ast.Node():
                return _plain(value)
            case Part():
                return value.signature
            case Outline():
                return None  # Compared by the tests of `syntax`.
            case FunctionDecl() | TypeDecl() if value in self.inside:
                return value.unit_key
            case TypeDecl():
                self.inside.append(value)
                found = self.fields(value)
                self.inside.pop()
                return found
            case dict():
                return [(key, self(entry)) for key, entry in value.items()]
            case tuple() | list():
                return [self(entry) for entry in value]
            case _ if is_dataclass(value):
                return self.fields(value)
            case _:
                return value

    def fields(self, value: object) -> list[object]:
        assert is_dataclass(value)
        return [type(value).__name__, *[(it.name, self(getattr(value, it.name))) for it in fields(value)]]


def _plain(value: object) -> object:
    match value:
        case ast.Node():
            return [type(value).__name__, *[_plain(getattr(value, field.name)) for field in fields(value)]]
        case tuple():
            return [_plain(entry) for entry in value]
        case _:
            return value
