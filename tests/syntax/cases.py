"""Cases of `cases/*.txt`: a source and the tree it becomes.

python tests/syntax/cases.py    # writes the trees anew; read the difference before you commit it
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from minimojo.syntax.document import Document
from syntax.trees import typed_tree

FILES = sorted((Path(__file__).parent / "cases").glob("*.txt"))
_TITLE = "=== "
_TREE = "---"


@dataclass(frozen=True)
class Case:
    name: str
    source: str
    tree: str

    def actual(self) -> str:
        """The tree of the source as it is now, without the line of the file itself."""
        lines = typed_tree(Document.parse(self.source.encode())).split("\n")[1:]
        return "\n".join(line.removeprefix("  ").replace("statements: ", "", 1) for line in lines)


def cases(path: Path) -> Iterator[Case]:
    for block in path.read_text(encoding="utf-8").split(f"\n{_TITLE}")[1:]:
        title, _, rest = block.partition("\n")
        source, _, tree = rest.partition(f"\n{_TREE}\n")
        yield Case(f"{path.stem}: {title}", f"{source}\n", tree.strip("\n"))


def main() -> None:
    for path in FILES:
        introduction = path.read_text(encoding="utf-8").partition(f"\n{_TITLE}")[0]
        blocks = [
            f"{_TITLE}{case.name.removeprefix(f'{path.stem}: ')}\n{case.source}{_TREE}\n{case.actual()}\n"
            for case in cases(path)
        ]
        path.write_text("\n".join([introduction, *blocks]), encoding="utf-8")


if __name__ == "__main__":
    main()
