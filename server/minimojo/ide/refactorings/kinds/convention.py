"""Another convention for an argument, with all call sites: `def take(pet: Pet)` becomes `def take(var pet: Pet)`,
`take(rex)` becomes `take(rex^)` where `rex` ends there, and `take(rex.copy())` where it does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from msgspec import Struct, field

from minimojo.hir.model import ArgumentDecl, Convention, FunctionDecl, Passing
from minimojo.ide.promises import kept_together
from minimojo.ide.refactorings.model import Change, Offer, Refactoring
from minimojo.mir.body import ArgumentFact, Local, LocalKind, Place
from minimojo.names.model import Kind, Symbol
from minimojo.ownership.model import OpRef
from minimojo.rules.rule import Evidence
from minimojo.text import Span, TextEdit
from minimojo.types import copyable, implicitly_copyable
from minimojo.types.model import Answer
from minimojo.workspace.atlas import Atlas, CallSite
from minimojo.workspace.steps import finished
from minimojo.workspace.trials import is_no_worse

_OFFERED = (Convention.IMM, Convention.MUT, Convention.VAR)
_FIXED = (Passing.VARIADIC, Passing.KEYWORD_VARIADIC)


class _Edits(Struct):
    """The edits so far, and what they do at call sites."""

    files: defaultdict[str, list[TextEdit]] = field(
        default_factory=lambda: defaultdict[str, list[TextEdit]](list)
    )
    sites: int = 0
    transfers: int = 0
    copies: int = 0

    def told(self) -> str:
        parts = [f"{self.sites} call site{'s' if self.sites != 1 else ''}"]
        parts += [
            f"{count} {what}"
            for count, what in ((self.transfers, "transferred"), (self.copies, "copied"))
            if count
        ]
        return ", ".join(parts)


def find(atlas: Atlas, path: str, offset: int) -> Iterator[Offer]:
    named = atlas.name_at(path, offset)
    symbol = None if named is None or len(named.symbols) != 1 else named.symbols[0]
    if symbol is None or symbol.kind is not Kind.ARGUMENT or symbol.library:
        return
    found = _argument(atlas, symbol)
    if found is None:
        return
    decl, argument = found
    mentions = atlas.workspace.document(path).text.count(decl.name.encode())
    for convention in _OFFERED:
        is_self = argument.name == "self" and not decl.is_static
        if convention is argument.convention or (is_self and convention is Convention.VAR):
            continue
        title = f"Take `{argument.name}` {_spoken(convention)}"
        yield Offer(title, partial(_change, atlas, path, symbol, decl, argument, convention), mentions)


def _spoken(convention: Convention) -> str:
    return "by reading it (no convention)" if convention is Convention.IMM else f"by `{convention.value}`"


def _method(symbol: Symbol, decl: FunctionDecl) -> Symbol:
    return Symbol(Kind.METHOD, decl.name, symbol.file, symbol.unit_key, decl.name_span)


def _argument(atlas: Atlas, symbol: Symbol) -> tuple[FunctionDecl, ArgumentDecl] | None:
    """The function and the argument that a symbol stands for, where its convention may be another one."""
    decl = atlas.function(symbol.file, symbol.unit_key)
    if decl is None:
        return None
    argument = next((it for it in decl.arguments if it.name_span == symbol.span), None)
    if argument is None or argument.passing in _FIXED or argument.convention not in _OFFERED:
        return None
    return decl, argument


def _change(
    atlas: Atlas, path: str, symbol: Symbol, decl: FunctionDecl, argument: ArgumentDecl, new: Convention
) -> Change | None:
    if decl.owner is not None and len(finished(kept_together(atlas, _method(symbol, decl)))) > 1:
        return None  # What a trait promises is not for one type to change.
    made = _Edits()
    for site in finished(atlas.calls_of(symbol.file, decl)):
        made.sites += 1
        for fact in site.call.arguments:
            if fact.parameter == argument.name:
                _adapt(made, site, fact, argument.convention, new)
    declared = atlas.place(symbol)
    if declared is None:
        return None
    made.files[declared.path].append(_spelled(declared.span, argument, new))
    sites = dict.fromkeys(made.files)
    edits = {file: tuple(sorted(set(given))) for file, given in made.files.items() if given}
    if path in edits and len(sites) == 1:
        before, after = atlas.workspace.analysis(path), atlas.workspace.trial(path, edits[path])
        tried = {path: (before, after)}
    else:
        tried = atlas.workspace.trials({file: edits.get(file, ()) for file in sites})
    if not all(is_no_worse(*it) for it in tried.values()):
        return None
    return Change(f"Take `{argument.name}` {_spoken(new)}: {made.told()}", edits)


def _spelled(name: Span, argument: ArgumentDecl, new: Convention) -> TextEdit:
    """The edit of the signature; `name` is where the argument's name stands in the file."""
    word = "" if new is Convention.IMM else f"{new.value} "
    shift = name.start - argument.name_span.start
    start = min(argument.convention_span.start, argument.name_span.start) + shift
    return TextEdit(Span(start, name.start), word)


def _adapt(made: _Edits, site: CallSite, fact: ArgumentFact, old: Convention, new: Convention) -> None:
    """What has to be written at a call site."""
    start, edits = site.start, made.files[site.path]
    end = fact.span.end
    text = site.cx.text(fact.span)
    if old is Convention.VAR and fact.transferred:
        if text.endswith("^"):
            edits.append(TextEdit(Span(start + end - 1, start + end), ""))
        elif site.cx.source[end : end + 1] == b"^":
            edits.append(TextEdit(Span(start + end, start + end + 1), ""))
    local = _named(site.cx, fact)
    is_place = local is not None or (fact.place is None and fact.own is not None and bool(fact.own.paths))
    if new is not Convention.VAR or not is_place or fact.transferred:
        return
    if local is not None and _ends_here(site.cx, fact, local, site.ref):
        made.transfers += 1
        edits.append(TextEdit(Span(start + end, start + end), "^"))
    elif implicitly_copyable(fact.type, site.cx.scope) is not Answer.YES:
        if copyable(fact.type, site.cx.scope) is Answer.YES:
            made.copies += 1
            edits.append(TextEdit(Span(start + end, start + end), ".copy()"))
    else:
        made.copies += 1


def _named(cx: Evidence, fact: ArgumentFact) -> Local | None:
    """The variable that an operand is, or is a part of."""
    place = fact.place
    local = None if place is None else next((it for it in cx.body.locals if it.id == place.local), None)
    return None if local is None or not local.name.isidentifier() else local


def _ends_here(cx: Evidence, fact: ArgumentFact, local: Local, ref: OpRef) -> bool:
    """Whether the operand is all of a variable that is owned and that nothing uses behind the call."""
    is_owned = local.kind is LocalKind.VARIABLE or local.convention in (Convention.VAR, Convention.DEINIT)
    whole = Place(local=local.id)
    ends = any(it.place == whole and it.op == ref and it.edge is None for it in cx.lifetimes.deaths)
    return is_owned and fact.place == whole and ends


REFACTORING = Refactoring("refactor.rewrite", find)
