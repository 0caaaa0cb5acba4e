"""The typed tree of every form, with the places that the compiler speaks about."""

import pytest

from minimojo.syntax.document import Document
from programs import every_program
from syntax.cases import FILES, Case, cases
from syntax.trees import typed_tree

CASES = [case for path in FILES for case in cases(path)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_source_becomes_tree(case: Case) -> None:
    assert case.actual() == case.tree


@every_program
def test_accepted_programs_have_no_broken_part(text: bytes) -> None:
    document = Document.parse(text)
    assert not document.tree.root_node.has_error
    assert "Broken" not in typed_tree(document)
