"""Which rules are there? Every module of `minimojo.rules.codes` is one; no list names them."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from minimojo.rules import codes
from minimojo.rules.rule import Rule


@cache
def all_rules() -> tuple[Rule[Any], ...]:
    """Every rule, ordered by code."""
    modules = (import_module(f"{codes.__name__}.{it.name}") for it in iter_modules(codes.__path__))
    return tuple(sorted((module.RULE for module in modules), key=lambda rule: rule.code))


def find_rule(code: str) -> Rule[Any] | None:
    return next((rule for rule in all_rules() if rule.code == code), None)
