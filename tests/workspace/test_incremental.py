"""Two files are changed declaration by declaration: what is said about them is what is said about the
same texts by somebody who sees them for the first time."""

from hypothesis import given, settings
from hypothesis import strategies as st

from minimojo.ide.hover import hover
from minimojo.text import Span, TextEdit
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.naming import Placed
from minimojo.workspace.workspace import Workspace
from robustness.reports import report

SLOTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "library.mojo": (
        (
            "def take(var text: String):\n    print(text)\n",
            "def take(text: String):\n    print(text)\n",
            "def take(mut text: String):\n    text += String(1)\n",
            "def take(var text: String, other: Int = 1):\n    print(text, other)\n",
            "struct take:\n    pass\n",
            "def take(var text:",
            "",
        ),
        (
            "@fieldwise_init\nstruct Pet(Movable):\n    var name: String\n    var age: Int\n",
            "@fieldwise_init\nstruct Pet(Copyable):\n    var name: String\n    var age: Int\n",
            "@fieldwise_init\nstruct Pet(ImplicitlyCopyable):\n    var name: String\n    var age: Int\n",
            "@fieldwise_init\nstruct Pet(Movable):\n    var name: Int\n    var age: Int\n",
            "struct Pet:\n    var name: String\n    def __init__(out self, n: String, a: Int):\n        pass\n",
            "from nowhere import Pet\n",
        ),
    ),
    "program.mojo": (
        (
            "from library import take, Pet\n",
            "from library import *\n",
            "from library import take as give, Pet\n",
            "import library\n",
            "from nowhere import *\n",
        ),
        (
            "def show(pet: Pet):\n    print(pet.name)\n",
            "def show(mut pet: Pet):\n    pet.age = 1\n",
            "def show(var pet: Pet):\n    take(pet.name^)\n    print(pet.age)\n",
            "def show(pet: Pet\n",
        ),
        (
            'def first():\n    var pet = Pet("a", 1)\n    show(pet^)\n    show(pet)\n',
            'def first():\n    var pet = Pet("a", 1)\n    var other = pet\n    show(pet)\n    show(other)\n',
            'def first():\n    var pet = Pet("a", 1)\n    take(pet.name^)\n    show(pet)\n',
            'def first():\n    var pet = Pet("a", 1)\n    take(pet.\n',
        ),
        (
            "def second(c: Bool):\n    var s = String(1)\n    if c:\n        take(s^)\n    print(s)\n",
            "def second(s: String):\n    take(s)\n    take(s^)\n",
            "def second():\n    for i in range(3):\n        var s = String(i)\n        take(s)\n",
            "",
        ),
    ),
}

changes = st.lists(
    st.tuples(st.sampled_from(sorted(SLOTS)), st.integers(0, 3), st.integers(0, 6)), min_size=1, max_size=6
)


@given(changes)
@settings(max_examples=40)
def test_edited_files_are_like_fresh_ones(steps: list[tuple[str, int, int]]) -> None:
    chosen = {path: [0] * len(slots) for path, slots in SLOTS.items()}
    edited = Workspace()
    for path in SLOTS:
        edited.open(path, _text(path, chosen[path]).encode())
        edited.analysis(path)
    for path, number, variant in steps:
        slot = number % len(SLOTS[path])
        old = _parts(path, chosen[path])
        chosen[path][slot] = variant % len(SLOTS[path][slot])
        start = sum(len(part) for part in old[:slot])
        new = _parts(path, chosen[path])[slot]
        edited.edit(path, [TextEdit(Span(start, start + len(old[slot])), new)])
        fresh = Workspace()
        for other in SLOTS:
            assert edited.document(other).text == _text(other, chosen[other]).encode()
            fresh.open(other, edited.document(other).text)
        for other in SLOTS:
            assert report(edited.analysis(other)) == report(fresh.analysis(other))
            assert _hovers(edited, other) == _hovers(fresh, other)
            assert _names(edited, other) == _names(fresh, other)


def _parts(path: str, chosen: list[int]) -> list[str]:
    return [slot[variant] + "\n\n" for slot, variant in zip(SLOTS[path], chosen, strict=True)]


def _text(path: str, chosen: list[int]) -> str:
    return "".join(_parts(path, chosen))


def _hovers(workspace: Workspace, path: str) -> list[str]:
    """What is shown at every other byte."""
    atlas = Atlas(workspace)
    shown: list[str] = []
    for offset in range(0, len(workspace.document(path).text), 2):
        found = hover(atlas, path, offset)
        if found is not None:
            shown.append(f"{found.span} {found.markdown}")
    return shown


def _names(workspace: Workspace, path: str) -> list[Placed]:
    return list(Atlas(workspace).names(path))


def test_a_name_known_from_an_earlier_state_leads_to_a_declaration_of_this_one() -> None:
    library = b"struct Box(Movable):\n    var n: Int\n"
    before, after = (
        b"from library import*Box\n] as Self ( pet]",
        b"from library import*Box\n] self Self ( pet]",
    )

    def told(workspace: Workspace) -> str:
        found = hover(Atlas(workspace), "a.mojo", before.index(b"Box") + 1)
        return "" if found is None else found.markdown

    def opened(text: bytes) -> Workspace:
        workspace = Workspace()
        workspace.open("library.mojo", library)
        workspace.open("a.mojo", text)
        return workspace

    edited = opened(before)
    assert "never copied" in told(edited)
    at = before.index(b"as")
    edited.edit("a.mojo", (TextEdit(Span(at, at + 2), "self"),))
    assert told(edited) == told(opened(after))
