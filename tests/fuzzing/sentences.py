"""Texts drawn from the grammar itself (`src/grammar.json`): every construct that the parser knows, in any combination
and nested in any other, with names that mostly mean something. Nothing in them has to make sense."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from fuzzing.words import LITERALS, ROLES, VALUES

Rule = Mapping[str, Any]

_GRAMMAR = Path(__file__).resolve().parents[2] / "grammar/tree-sitter-minimojo/src/grammar.json"

_UNFINISHED = frozenset({"_open", "_bound", "_empty_body"})
"""Empty: here something is missing."""

_LIKELY = {
    "identifier": 40, "call": 12, "attribute": 12, "subscript": 5, "transfer": 10, "assignment": 12, "string": 2,
    "expression_statement": 20, "primary_expression": 30, "function_definition": 2, "return_statement": 2,
    "if_statement": 3, "for_statement": 3, "while_statement": 2, "try_statement": 2, "_simple_statements": 2,
}  # fmt: skip
"""How much likelier than others a choice is that begins with one of these."""

_ONCE_MORE = 0.5
_FIELDS_OF = {"import_statement": "module", "import_from_statement": "module", "module_path": "module",
              "decorator": "decorator", "unknown_effect": "effect", "base": "type"}  # fmt: skip


class Sentence:
    """One text in the making. `unfinished` is the chance that a choice may leave something out."""

    def __init__(self, random: Random, depth: int, unfinished: float) -> None:
        self._random = random
        self._unfinished = unfinished
        self._depth = depth
        self._budget = 600
        self._parts: list[str] = []
        self._indents = [""]
        self._is_begin = True

    def draw(self, name: str, indent: str = "") -> str:
        """A text that a rule of the grammar derives."""
        self._indents = [indent]
        self._symbol(name, self._depth, "")
        return "".join(self._parts)

    # --- rules ----------------------------------------------------------------------------------

    def _derive(self, rule: Rule, depth: int, role: str) -> None:
        match rule["type"]:
            case "SEQ":
                for member in rule["members"]:
                    self._derive(member, depth, role)
            case "CHOICE":
                self._derive(self._chosen(rule["members"], depth), depth, role)
            case "REPEAT" | "REPEAT1":
                self._repeat(rule, depth, role)
            case "FIELD":
                self._derive(rule["content"], depth, rule["name"] if rule["name"] != "value" else role)
            case "SYMBOL":
                self._symbol(rule["name"], depth, role)
            case "STRING":
                self._put(rule["value"])
            case "BLANK" | "PATTERN":
                pass
            case _:
                self._derive(rule["content"], depth, role)

    def _repeat(self, rule: Rule, depth: int, role: str) -> None:
        count = int(rule["type"] == "REPEAT1")
        while depth > 0 and self._budget > 0 and count < 6 and self._random.random() < _ONCE_MORE:
            count += 1
        for _ in range(count):
            self._derive(rule["content"], depth, role)

    def _chosen(self, members: Sequence[Rule], depth: int) -> Rule:
        complete = [it for it in members if not _leaves_out(it)]
        if complete and self._random.random() >= self._unfinished:
            members = complete
        if depth <= 0 or self._budget <= 0:
            least = min(_cost(it) for it in members)
            members = [it for it in members if _cost(it) == least]
        return self._random.choices(members, [_weight(it) for it in members])[0]

    def _symbol(self, name: str, depth: int, role: str) -> None:
        self._budget -= 1
        role = _FIELDS_OF.get(name, role)
        match name:
            case "identifier" | "_any_name" | "_name":
                self._put(self._random.choice(ROLES.get(role, VALUES)))
            case "_caret":
                self._put("^")
            case "string":
                self._string(depth)
            case "_newline" | "_flat_cases":
                self._end_line()
            case "_indent":
                self._end_line()
                self._indents.append(self._indents[-1] + self._random.choice(("    ", "    ", "  ", "\t")))
            case "_dedent":
                self._indents.pop()
            case "integer" | "float":
                self._put(self._random.choice(LITERALS[name]))
            case _ if name in _rules():
                self._derive(_rules()[name], depth - 1, role)
            case _:
                pass  # An external token without a text.

    def _string(self, depth: int) -> None:
        quote = self._random.choice(('"', "'", '"""', "'''", '"', '"'))
        is_template = self._random.random() < 0.4
        self._put(self._random.choice(("t", "t", "rt") if is_template else ("", "", "r")) + quote)
        for _ in range(self._random.randrange(3)):
            self._parts.append(self._random.choice(LITERALS["_string_content"]))
            if is_template and depth > 0:
                self._parts.append("{")
                self._symbol("expression", depth - 1, "")
                self._parts.append("}")
        if self._random.random() >= self._unfinished:
            self._parts.append(quote)

    # --- text -----------------------------------------------------------------------------------

    def _put(self, word: str) -> None:
        self._parts.append(
            self._indents[-1] if self._is_begin else self._random.choice((" ", " ", " ", "  "))
        )
        self._is_begin = False
        self._parts.append(word)

    def _end_line(self) -> None:
        if self._random.random() < 0.05:
            self._parts.append(
                self._random.choice((" # text", "  # minimojo: ignore[unused-variable]", "\n\n"))
            )
        self._parts.append("\n")
        self._is_begin = True


@cache
def _rules() -> Mapping[str, Rule]:
    return json.loads(_GRAMMAR.read_text(encoding="utf-8"))["rules"]


def _first(rule: Rule) -> Iterator[str]:
    """The rules and words that a rule may begin with by its own form."""
    match rule["type"]:
        case "SYMBOL":
            yield rule["name"]
        case "STRING":
            yield rule["value"]
        case "SEQ":
            yield from _first(rule["members"][0])
        case "CHOICE":
            for member in rule["members"]:
                yield from _first(member)
        case "BLANK" | "PATTERN":
            pass
        case _:
            yield from _first(rule["content"])


def _weight(rule: Rule) -> float:
    return max((_LIKELY.get(name, 1) for name in _first(rule)), default=1)


def _leaves_out(rule: Rule) -> bool:
    """Whether a rule has no form that is complete."""
    match rule["type"]:
        case "SYMBOL":
            return rule["name"].startswith("_cut") or rule["name"] in _UNFINISHED
        case "SEQ":
            return any(_leaves_out(it) for it in rule["members"])
        case "CHOICE":
            return all(_leaves_out(it) for it in rule["members"])
        case "REPEAT" | "BLANK" | "STRING" | "PATTERN":
            return False
        case _:
            return _leaves_out(rule["content"])


def _cost(rule: Rule) -> float:
    """How deep the shallowest text of a rule is."""
    match rule["type"]:
        case "SYMBOL":
            return _costs().get(rule["name"], 0)
        case "SEQ":
            return max((_cost(it) for it in rule["members"]), default=0)
        case "CHOICE":
            return min((_cost(it) for it in rule["members"] if not _leaves_out(it)), default=0)
        case "REPEAT" | "BLANK" | "STRING" | "PATTERN":
            return 0
        case _:
            return _cost(rule["content"])


_FAR = 1000.0
_known: dict[str, float] = {}


def _costs() -> Mapping[str, float]:
    if not _known:
        _known.update(dict.fromkeys(_rules(), _FAR))
        while True:
            better = {name: 1 + _cost(rule) for name, rule in _rules().items()}
            if better == _known:
                break
            _known.update(better)
    return _known
