"""Everything that a module declares, as plain values, for comparison with another module."""

from msgspec import Struct

from minimojo.hir.model import FunctionDecl, Module, TypeDecl
from minimojo.syntax import ast
from minimojo.syntax.outline import Outline, Part


def described(module: Module) -> dict[str, object]:
    """The module without the identities of its parts."""
    describe = _Description()
    return {name: describe(getattr(module, name)) for name in module.__struct_fields__}


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
                return [(self(key), self(entry)) for key, entry in value.items()]
            case tuple() | list():
                return [self(entry) for entry in value]
            case Struct():
                return self.fields(value)
            case _:
                return value

    def fields(self, value: Struct) -> list[object]:
        named = [(name, self(getattr(value, name))) for name in value.__struct_fields__]
        return [type(value).__name__, *named]


def _plain(value: object) -> object:
    match value:
        case ast.Node():
            return [type(value).__name__, *[_plain(getattr(value, name)) for name in value.__struct_fields__]]
        case tuple():
            return [_plain(entry) for entry in value]
        case _:
            return value
