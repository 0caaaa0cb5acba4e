"""More about one item, when somebody looks at it."""

from __future__ import annotations

from msgspec import Struct

from minimojo.ide.completion.model import Pointer
from minimojo.types import library_of
from minimojo.workspace.atlas import Atlas


class About(Struct, frozen=True):
    """`code` is the declaration on one line, or several of overloads; `doc` what its author wrote."""

    code: str
    doc: str

    @property
    def detail(self) -> str:
        """The first declaration."""
        return self.code.partition("\n")[0]


def about(atlas: Atlas, path: str, pointer: Pointer) -> About | None:
    """What is known about an item; None if nothing is."""
    found = pointer.symbols
    if pointer.name and path in atlas.workspace:
        run = atlas.workspace.run(path)
        environment, symbols = run.scope.environment, run.symbols
        with library_of(environment):
            declared = environment.lookup(pointer.name) or ()
            found = tuple(it for it in map(symbols.of, declared) if it is not None)
    told = [it for it in map(atlas.declared, found) if it is not None]
    if not told:
        return None
    return About(
        "\n".join(dict.fromkeys(it.code for it in told)), next((it.doc for it in told if it.doc), "")
    )
