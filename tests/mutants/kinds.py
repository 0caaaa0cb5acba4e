"""The kinds of mutations."""

from __future__ import annotations

from mutants import operand_kinds, signature_kinds, statement_kinds
from mutants.model import Kind

KINDS: tuple[Kind, ...] = (
    operand_kinds.drop_transfer,
    operand_kinds.add_transfer,
    operand_kinds.drop_copy,
    operand_kinds.add_copy,
    operand_kinds.rebind,
    operand_kinds.unbind,
    operand_kinds.bind,
    operand_kinds.swap_arguments,
    operand_kinds.pass_twice,
    signature_kinds.convention,
    statement_kinds.use_later,
    statement_kinds.repeat,
    statement_kinds.exchange,
    statement_kinds.into_loop,
    statement_kinds.behind_condition,
    statement_kinds.into_neighbour,
    statement_kinds.delete_assignment,
    statement_kinds.delete_statement,
)
