"""The declarations of a file, and that a rebuilt module declares what one from scratch does."""

from hypothesis import given, settings
from hypothesis import strategies as st

from hir.descriptions import described
from minimojo.hir.bodies import unit_tree
from minimojo.hir.model import Convention, FunctionDecl, FunctionKind, Module, Passing, TypeDecl
from minimojo.hir.module import build_module
from minimojo.syntax.document import Document
from minimojo.text import Span, TextEdit
from syntax.edits import edits, programs

SOURCE = b"""from a.b import c as d, e
import f.g
from h import *

comptime N: Int = 1
comptime A, B = 1, 2


struct S[T: AnyType, //](Movable, Sized where N > 0):
    comptime M = 1
    var x: Int
    var y: Self.T

    def __init__(out self, *, deinit move: Self):
        pass

    def get(ref self, i: Int) -> ref[self.x] Int:
        return self.x

    def get(ref self, i: String) raises:
        pass

    @staticmethod
    def make() -> Self: ...


trait T:
    def f(self) raises: ...


__extension S:
    def more(self): pass


def g[n: Int, //](a: Int, /, b: Int = 1, *c: Int, d: Int, var **e: Int) raises Error -> Int:
    return a


def g(a: String):
    pass
"""


def module_of(source: bytes | str, previous: Module | None = None) -> Module:
    text = source if isinstance(source, bytes) else source.encode()
    return build_module(Document.parse(text), "m", previous)


def function(module: Module, name: str) -> FunctionDecl:
    [decl] = module.space.names[name]
    assert isinstance(decl, FunctionDecl)
    return decl


def type_(module: Module, name: str) -> TypeDecl:
    [decl] = module.space.names[name]
    assert isinstance(decl, TypeDecl)
    return decl


def test_units_have_keys_that_tell_them_apart() -> None:
    module = module_of(SOURCE)
    assert [unit.key for unit in module.units] == [
        "S.__init__",
        "S.get",
        "S.get#2",
        "S.make",
        "T.f",
        "__extension S.more",
        "g",
        "g#2",
    ]
    for unit in module.units:
        assert SOURCE[unit.start :].startswith(unit.source)
        assert module.starts[unit.key] == unit.start


def test_names_of_the_file_scope() -> None:
    module = module_of(SOURCE)
    assert {name: len(found) for name, found in module.space.names.items()} == {
        "d": 1,
        "e": 1,
        "f": 1,
        "N": 1,
        "A": 1,
        "B": 1,
        "S": 1,
        "T": 1,
        "g": 2,
    }
    assert module.space.wildcards == ("h",)
    assert [extension.name for extension in module.space.extensions] == ["S"]


def test_members_of_a_type() -> None:
    decl = type_(module_of(SOURCE), "S")
    assert [field.name for field in decl.fields] == ["x", "y"]
    assert list(decl.methods) == ["__init__", "get", "make"]
    assert list(decl.comptimes) == ["M"]
    assert [base.condition is not None for base in decl.bases] == [False, True]
    assert [len(methods) for methods in decl.methods.values()] == [1, 2, 1]


def test_what_a_signature_declares() -> None:
    module = module_of(SOURCE)
    decl = next(unit.decl for unit in module.units if unit.key == "g")
    assert [(it.name, it.passing, it.convention) for it in decl.arguments] == [
        ("a", Passing.POSITIONAL_ONLY, Convention.IMM),
        ("b", Passing.POSITIONAL_OR_KEYWORD, Convention.IMM),
        ("c", Passing.VARIADIC, Convention.IMM),
        ("d", Passing.KEYWORD_ONLY, Convention.IMM),
        ("e", Passing.KEYWORD_VARIADIC, Convention.VAR),
    ]
    assert [(it.name, it.passing) for it in decl.type_parameters] == [("n", Passing.INFER_ONLY)]
    assert decl.raises
    assert decl.raised_type is not None
    assert decl.result is not None
    assert not decl.erroneous


def test_special_methods() -> None:
    units = {unit.key: unit.decl for unit in module_of(SOURCE).units}
    move = units["S.__init__"]
    assert move.kind is FunctionKind.MOVE_INIT
    assert move.out is not None
    assert [argument.name for argument in move.arguments] == ["move"]
    assert units["S.make"].is_static
    assert units["S.make"].has_body  # Only requirements of traits lack one.
    assert not units["T.f"].has_body
    assert units["S.get"].result is not None


def test_an_edit_in_a_body_keeps_all_declarations() -> None:
    document = Document.parse(SOURCE)
    before = build_module(document, "m")
    place = SOURCE.index(b"return a") + len(b"return a")
    after = build_module(document.edited((TextEdit(Span(place, place), " + 1"),)), "m", before)
    assert after.space is before.space
    assert after.types.keys() == before.types.keys()
    assert all(after.types[key] is decl for key, decl in before.types.items())
    changed = [new.key for new, old in zip(after.units, before.units, strict=True) if new is not old]
    assert changed == ["g", "g#2"]  # The second one moved.


def test_an_edit_in_a_signature_renews_that_declaration_only() -> None:
    document = Document.parse(SOURCE)
    before = build_module(document, "m")
    place = SOURCE.index(b"a: String")
    after = build_module(document.edited((TextEdit(Span(place, place), "mut "),)), "m", before)
    assert after.space.names is not before.space.names
    same = {name for name, decls in after.space.names.items() if decls[0] is before.space.names[name][0]}
    assert same == set(before.space.names)  # The first overload is the old one; the second is new.
    assert after.space.names["g"][1] is not before.space.names["g"][1]


def test_the_tree_of_a_unit_that_was_just_asked_for_is_kept() -> None:
    document = Document.parse(SOURCE)
    unit = build_module(document, "m").units[-1]
    assert unit_tree(document, unit) is unit_tree(document, unit)
    assert unit_tree(document, unit).signature is unit.decl.node.signature


def test_a_syntax_error_damages_its_function_only() -> None:
    module = module_of("def f():\n    x = (\n\n\ndef g():\n    pass\n")
    assert [(unit.key, unit.damaged) for unit in module.units] == [("f", True), ("g", False)]
    assert not module.damaged
    assert not any(unit.decl.erroneous for unit in module.units)


def test_a_syntax_error_in_a_signature_makes_it_unreadable() -> None:
    module = module_of("def f(:\n    pass\n\n\ndef g():\n    pass\n")
    assert [unit.decl.erroneous for unit in module.units] == [True, False]


def test_a_syntax_error_of_the_file_scope_hides_what_follows() -> None:
    source = "def f():\n    pass\n\n\n)\n\n\ndef g():\n    pass\n"
    module = module_of(source)
    assert module.damaged
    assert module.damaged_at == source.index("\n)") + 1


def test_functions_that_exclude_each_other_are_erroneous_but_the_first() -> None:
    module = module_of(
        "def f(x: Int): pass\ndef f(mut x: Int): pass\ndef f(x: String): pass\nstruct f: pass\n"
    )
    assert all(unit.decl.erroneous for unit in module.units)
    module = module_of("def f(x: Int): pass\ndef f(mut x: Int): pass\ndef f(x: String): pass\n")
    assert [unit.decl.erroneous for unit in module.units] == [False, True, False]
    assert [unit.decl.conflict is not None for unit in module.units] == [False, True, False]


def test_a_conflict_goes_with_its_cause() -> None:
    document = Document.parse(b"def f(x: Int): pass\ndef f(mut x: Int): pass\n")
    before = build_module(document, "m")
    after = build_module(document.edited((TextEdit(Span(9, 12), "Bool"),)), "m", before)
    assert [unit.decl.erroneous for unit in before.units] == [False, True]
    assert [unit.decl.erroneous for unit in after.units] == [False, False]
    assert [decl.unit_key for decl in after.space.names["f"] if isinstance(decl, FunctionDecl)] == [
        "f",
        "f#2",
    ]


@given(st.data())
@settings(max_examples=100)
def test_what_is_taken_over_does_not_depend_on_the_way(data: st.DataObject) -> None:
    document = Document.parse(data.draw(programs))
    module = build_module(document, "m")
    for _ in range(data.draw(st.integers(1, 4))):
        document = document.edited((data.draw(edits(document.text)),))
        module = build_module(document, "m", module)
        assert described(module) == described(build_module(document, "m"))
