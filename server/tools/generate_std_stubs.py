#!/usr/bin/env python3
"""Write the stub sources of the standard library that the analyzer ships.

Usage: generate_std_stubs.py STD_API FACTS OUTPUT [BASE]

STD_API describes the public declarations as the toolchain prints them. FACTS is the folder of what
the toolchain does not print, found by probing or written by hand: `exports.json` (module -> names),
`implicit.json` and `implicit_by_hand.json` (type -> signatures of `@implicit` initializers),
`read_only.json` (type -> methods that carry the read-only mark), `deprecated.json` (names, members and
overloads, with the argument of their `@deprecated`), `requirements.json` (trait -> members that a type has to
have), `conditions.json` (type -> trait -> the condition on which it conforms, of versions that do not print
them), and `*.mojo`, stubs that add declarations or replace generated members of the same name. OUTPUT gets one
file per module, and `index.json`.

The printed form is lossy; `_SPELLINGS` brings it back to Mojo. What cannot be brought back becomes
`__Unknown`, which the analyzer knows nothing about.
"""

import json
import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

UNKNOWN = "__Unknown"
MLIR = "__MlirValue"  # what no Mojo value converts to

# Arguments of type `Some[...]` are printed with the type `T`; their names tell which trait it is.
_GENERIC_ARGUMENTS = {
    "writer": "Some[Writer]",
    "hasher": "Some[Hasher]",
    "idx": "Some[Indexer]",
    "_index": "Some[Indexer]",
    "codepoint": "Some[Indexer]",
    "grapheme": "Some[Indexer]",
}
_FUNCTION_ARGUMENTS = ("deinit_func", "destroy_func", "f", "init_with", "fill_with", "cmp_fn", "func")

_SPELLINGS = (
    # Raw MLIR in backticks, with quoted names in it: its content is of no use.
    (re.compile(r"`(?:\"[^\"]*\"|[^\"`])*`"), "`mlir`"),
    # A parameter refined by its conditions: T(Copyable & Movable).
    (re.compile(r"\b(\w+)\(([A-Z]\w*(?: & [A-Z]\w*)*)\)(?=[\].,) ]|$)"), r"\1"),
    (re.compile(r"\b(\w+)_is_mut\b(?=[\[.\]])"), r"\1"),
    (re.compile(r"ref\[V\["), "ref[self["),
    # The parameters (mutability, origin, and once more the origin) of an iterator.
    (re.compile(r"IteratorType\[[\w.]+, origin_of\((\w+)\), [^\]]*\]"), r"IteratorType[origin_of(\1)]"),
    (re.compile(r"IteratorType\[[\w.]+, (\w+), \1\]"), r"IteratorType[origin_of(\1)]"),
    (re.compile(r"\bTypeList\.(all_conforms_to|contains)\b"), r"Ts.\1"),
    (re.compile(r"\bLITOrigin(Set)?\[\w+\]|\bKGENParamList\[\w+\]|\bLITOriginSet\b"), UNKNOWN),
    (re.compile(r" = \*\?"), ""),
    (re.compile(r"\bdef(?=(?: raises| capturing| thin)* ->)"), "def()"),
    # The one key of the default hasher is left out.
    (re.compile(r"\bAHasher\[SIMD\[(?:DType)?\.uint64, (?:4|SIMDLength\(4\))\]\(0\)\]"), "AHasher"),
)
_TERNARY = re.compile(
    r"(?P<then>True|conforms_to\([^()]*\)) if (?P<test>conforms_to\([^()]*\)) else (?P=test)"
)
_BOOL = re.compile(r"\bBool\((conforms_to\([^()]*\)(?: and conforms_to\([^()]*\))*)\)")
# Literals as the compiler converts them: Int(0), StringSpan("\n"), Float64("60").
_CONVERTED = re.compile(
    r"(?:U?Int\d*\((?P<number>-?\d+)\)|StringSpan\((?P<text>\"[^\"]*\")\)|Float\d+\(\"(?P<digits>[\d.]+)\"\))"
)
_NUMBER = re.compile(r"\d+\.\d+(?:E[+-]?\d+)?")
_DEFAULT = re.compile(r" = (?:\"[^\"]*\"|[^,()\"]*(?:\([^)]*\))?)(?=[,)])")
_UNREADABLE = (
    "#",
    "`",
    "__mlir",
    "?",
    "identical(",
    "(add ",
    "(mul ",
    "(eq ",
    "(get_",
    "AnyStruct[",
    "__generator",
    "comptime[",
)

_GENERATED = ("Movable", "Copyable", "Deinitable")  # The compiler writes what these traits require.


Table = dict[str, dict[str, str]]
"""The text of every declaration, by module and name."""


@dataclass
class Stub:
    """One type: its first line, the lines before the methods, and the methods by name."""

    header: str
    body: list[str] = field(default_factory=list)
    methods: dict[str, list[str]] = field(default_factory=dict)

    def text(self) -> str:
        lines = [self.header, *self.body, *(line for lines in self.methods.values() for line in lines)]
        return "\n".join(lines if len(lines) > 1 else [*lines, "    pass"]) + "\n"


def main(arguments: list[str]) -> None:
    described, folder, output, *base = map(Path, arguments)
    api, facts = json.loads(described.read_text()), _facts(folder)
    stubs: dict[str, dict[str, Stub | str]] = defaultdict(dict)
    known = {entry["name"] for entry in api["types"]}
    traits_known = known | _traits_in(facts)
    conditions = json.loads(facts["conditions.json"].read_text()) if "conditions.json" in facts else {}
    for entry in api["types"]:
        traits = _on_conditions(entry["traits"], conditions.get(entry["name"], {}))
        stubs[entry["module"]][entry["name"]] = _type_stub(entry, traits, traits_known)
    for entry in api["functions"]:
        stubs[entry["module"]][entry["name"]] = _functions(entry)
    for entry in api["aliases"]:
        stubs[entry["module"]][entry["name"]] = _alias(entry["decl"])
    for file in ("implicit.json", "implicit_by_hand.json"):
        _mark(stubs, json.loads(facts[file].read_text()), "    @implicit")
    requirements = json.loads(facts["requirements.json"].read_text())
    exports = json.loads(facts["exports.json"].read_text())
    there = {name for names in exports.values() for name in names}
    _keep_required(stubs, requirements)
    for name, file in sorted(facts.items()):
        if file.suffix == ".mojo":
            _overlay(stubs, "std." + name.removesuffix(".mojo"), file.read_text(), there)
    _require(stubs, requirements)
    read_only = json.loads(facts["read_only.json"].read_text())
    _mark(stubs, read_only, "    @__unsafe_nested_origins_read_only")
    deprecated = json.loads(facts["deprecated.json"].read_text())
    _mark_deprecated(stubs, deprecated["names"], deprecated["members"])
    partial = sorted({name for entries in stubs.values() for name in entries} - known - _names_in(api))
    lists = {"partial": partial, "deprecated": sorted(deprecated["names"])}
    table = {module: {key: _text(stub) for key, stub in it.items()} for module, it in stubs.items() if it}
    modules = _modules(table, exports)
    if base:
        table, modules, absent = _differences(table, modules, base[0])
        _write(table, {"modules": modules, "base": base[0].name, "absent": absent, **lists}, output)
    else:
        _write(table, {"modules": modules, **lists}, output)


def _facts(folder: Path) -> dict[str, Path]:
    """The files of facts by name; those of the folder around hold for a version that has none of its own."""
    found = {it.name: it for it in folder.iterdir() if it.is_file()}
    around = folder.parent
    return {**_facts(around), **found} if (around / "exports.json").exists() else found


def _traits_in(facts: dict[str, Path]) -> set[str]:
    """The traits that are written by hand, but for those of which it is not known what they refine."""
    sources = (file.read_text() for file in facts.values() if file.suffix == ".mojo")
    headers = (it for source in sources for it in re.findall(r"^trait (\w+)(.*):$", source, re.MULTILINE))
    return {name for name, bases in headers if UNKNOWN not in bases}


def _names_in(api: dict) -> set[str]:
    return {entry["name"] for part in ("functions", "aliases") for entry in api[part]}


def _text(stub: Stub | str) -> str:
    return stub if isinstance(stub, str) else stub.text()


def _modules(table: Table, exports: dict[str, list[str]]) -> dict[str, list[str]]:
    """What each module exports, and the packages around the modules."""
    modules: dict[str, set[str]] = defaultdict(set)
    for module, entries in table.items():
        modules[module] |= {key for key in entries if not key.startswith("_")}
    for module, names in exports.items():
        modules[module] |= set(names)
        for end in range(len(module)):
            if module[end] == ".":
                modules[module[:end]] |= set()
    return {module: sorted(names) for module, names in sorted(modules.items())}


def _differences(
    table: Table, modules: dict[str, list[str]], folder: Path
) -> tuple[Table, dict[str, list[str]], list[str]]:
    """The declarations and the modules that the base does not have, or not like this; and what only it has."""
    index = json.loads((folder / "index.json").read_text())
    base: dict[tuple[str, str], str] = {}
    for file, entries in index["files"].items():
        source = (folder / file).read_bytes()
        module = "std." + file.removesuffix(".mojo")
        base |= {(module, key): source[start:end].decode() for key, start, end in entries}
    changed = {
        module: {key: text for key, text in entries.items() if base.get((module, key)) != text}
        for module, entries in table.items()
    }
    here = {key for entries in table.values() for key in entries}
    absent = {key for _, key in base} - here | set(index["modules"]) - set(modules)
    return (
        {module: entries for module, entries in changed.items() if entries},
        {module: names for module, names in modules.items() if index["modules"].get(module) != names},
        sorted(absent),
    )


def _write(table: Table, index: dict[str, object], output: Path) -> None:
    output.mkdir(parents=True, exist_ok=True)
    for old in output.iterdir():
        old.unlink()
    files: dict[str, list[tuple[str, int, int]]] = {}
    for module, entries in sorted(table.items()):
        name = module.removeprefix("std.") + ".mojo"
        text = b""
        files[name] = []
        for key, declared in sorted(entries.items()):
            source = declared.encode()
            files[name].append((key, len(text), len(text) + len(source)))
            text += source
        (output / name).write_bytes(text)
    written = json.dumps({"files": files, **index}, separators=(",", ":"), sort_keys=True)
    (output / "index.json").write_text(written + "\n")


def _on_conditions(traits: list[str], conditions: dict[str, str]) -> list[str]:
    """The conformances of a type, with the conditions that the version does not print."""
    return [f"{it} (where {conditions[it]})" if it in conditions else it for it in traits]


def _type_stub(entry: dict, traits: list[str], known: set[str]) -> Stub:
    kind, _, header = entry["header"].partition(" ")
    name, _, parameters = header.partition("[")
    parameters = "[" + _respelled(parameters) if parameters else ""
    if parameters and not _readable(parameters):
        parameters = _readable_parameters(parameters)
    stub = Stub(f"{kind} {name}{parameters}{_bases(traits, known, parameters)}:")
    for member, overloads in entry["members"].items():
        for overload in overloads:
            _add_member(stub, member, overload, parameters)
    return stub


def _readable_parameters(parameters: str) -> str:
    """The parameter list with unreadable annotations and defaults replaced."""
    parts = [_readable_declaration(part) for part in split(parameters[1:-1])]
    return "[" + ", ".join(parts) + "]"


def _readable_declaration(part: str) -> str:
    if _readable(part):
        return part
    before, equals, default = part.partition(" = ")
    if not _readable(before):
        before = before.partition(":")[0] + ": " + UNKNOWN
    return before + (" = " + (default if _readable(default) else UNKNOWN) if equals else "")


def _bases(traits: list[str], known: set[str], parameters: str) -> str:
    if not traits:
        return ""
    names = {trait.split(" ", 1)[0] for trait in traits}
    entries = [f"not {name}" for name in ("Deinitable", "Movable") if name not in names]
    for trait in traits:
        name, _, condition = trait.partition(" (where ")
        if name in known and name != "AnyType" and (condition or name not in ("Deinitable", "Movable")):
            condition = _pack_named(_condition(condition.removesuffix(")")), parameters) if condition else ""
            entries.append(f"{name} where {condition}" if condition else name)
    return f"({', '.join(entries)})" if entries else ""


def _pack_named(text: str, parameters: str) -> str:
    """`Ts.all_conforms_to`, with the name that the type's list of types has."""
    found = re.search(r"\*(\w+)", parameters)
    return re.sub(r"\bTs\.", f"{found[1]}.", text) if found else text


def _add_member(stub: Stub, name: str, overload: dict, parameters: str) -> None:
    signature = overload["sig"]
    match overload["kind"]:
        case "field":
            stub.body.append("    " + _readable_field(signature))
        case "completion" if signature.startswith("comptime "):
            if not name.startswith("_") or name.startswith("__"):
                stub.body.append("    " + _alias(signature).rstrip())
        case "function" if not name.startswith("_") or name.startswith("__"):
            method = _method(overload, parameters)
            if method is not None:
                stub.methods.setdefault(name, []).append(method)
        case _:
            pass


def _readable_field(text: str) -> str:
    before, _, annotation = _respelled(text).partition(": ")
    return f"{before}: {annotation if _readable(annotation) else UNKNOWN}"


def _alias(declaration: str) -> str:
    head, value = _at_equals(_respelled(declaration))
    head = re.sub(r" where .*", "", head)
    if not _readable(head):
        head = re.sub(r"\]: .*", "]", head) if "]: " in head else head.partition(":")[0]
    name, bracket, parameters = head.partition("[")
    if bracket and not _readable(parameters):
        head = name + _readable_parameters("[" + parameters)
    return f"{head} = {value if _readable(value) and _is_expression(value) else UNKNOWN}\n"


def _at_equals(declaration: str) -> tuple[str, str]:
    """Head and value, at the `=` that is in no bracket."""
    found = re.match(r"comptime \w+", declaration)
    end = found.end() if found else 0
    _, end = bracketed(declaration, end, "[", "]")
    head, _, value = declaration[end:].partition(" = ")
    return declaration[:end] + head, value


def _is_expression(value: str) -> bool:
    return not value.startswith(("def", "comptime")) or " thin" in value or "->" in value


def _functions(entry: dict) -> str:
    lines = [_function(overload) for overload in entry["overloads"]]
    return "".join(f"{line}\n" for line in lines if line is not None)


def _method(overload: dict, parameters: str) -> str | None:
    line = _function(overload, parameters)
    if line is None:
        return None
    has_receiver = re.match(r"def `?\w+`?(?:\[.*?\])?\((?:[a-z]+(?:\[[^\]]*\])? )?self\b", line)
    is_static = not has_receiver and not line.startswith("def __init__")
    return ("    @staticmethod\n" if is_static else "") + "    " + line


def _function(overload: dict, owner_parameters: str = "") -> str | None:
    """`def name[...](...) raises -> T where ...: ...`, in one line."""
    text = _respelled(overload["sig"])
    found = re.match(r"def (`?[\w]+`?)", text)
    if found is None:
        return None
    position = found.end()
    own, position = bracketed(text, position, "[", "]")
    arguments, position = bracketed(text, position, "(", ")")
    rest = text[position:]
    raises = " raises" if re.match(r" raises\b", rest) else ""
    rest = rest.removeprefix(raises)
    result, _, condition = (
        rest.removeprefix(" -> ").partition(" where ") if rest.startswith(" -> ") else ("", "", "")
    )
    if not result:
        condition = rest.partition(" where ")[2]
    own, arguments = _with_open_origin(_one_star(own), arguments)
    declared = _declared_names(own) | _declared_names(owner_parameters)
    parts = [_argument(part, declared) for part in _without_second_star(split(arguments[1:-1]))]
    own = _readable_parameters(own) if own and not _readable(own) else own
    result = _result(result, declared)
    if " self" in arguments or "(self" in arguments:
        result = _with_receiver(result, own + owner_parameters)
    clause = _pack_named(_condition(condition), owner_parameters or own) if condition else ""
    return (
        f"def {found[1]}{own}({', '.join(parts)}){raises}{result}{' where ' + clause if clause else ''}: ..."
    )


def _with_open_origin(own: str, arguments: str) -> tuple[str, str]:
    """`[o: Origin[mut=o.mut], //](ref[o.mut] self)`: a receiver whose origin is a parameter, misprinted."""
    found = re.search(r"\b(\w+): Origin\[mut=\1\.mut\]", own)
    if found is None:
        return own, arguments
    own = own.replace(found[0], f"{found[1]}: Origin")
    return own, re.sub(r"^\(ref\[[^\]]*\] self", f"(ref[{found[1]}] self", arguments)


def _one_star(parameters: str) -> str:
    return f"[{', '.join(_without_second_star(split(parameters[1:-1])))}]" if parameters else parameters


def _without_second_star(parts: list[str]) -> list[str]:
    """What follows `*args` is keyword-only already; the toolchain prints a `*` there too (DE-31)."""
    variadic = any(re.match(r"(?:\w+ )?\*\w", part) for part in parts)
    return [part for part in parts if not (variadic and part == "*")]


def _argument(part: str, declared: set[str]) -> str:
    if part == "out":
        return "out self"
    before, colon, annotation = part.partition(": ")
    if not colon:
        return part
    annotation, equals, default = annotation.partition(" = ")
    name = before.rpartition(" ")[2].lstrip("*")
    # An argument that is open in a parameter is printed with its own parameter there.
    annotation = re.sub(rf"\b{re.escape(name)}\.\w+", "_", annotation)
    annotation = re.sub(r"^\*(\w+)\.values$", r"*\1", annotation)
    if annotation == "T" and (
        name in _GENERIC_ARGUMENTS or name in _FUNCTION_ARGUMENTS or "T" not in declared
    ):
        annotation = _GENERIC_ARGUMENTS.get(name, UNKNOWN)
    elif annotation.startswith("__mlir_type."):
        annotation = MLIR
    elif not _readable(annotation) or annotation.startswith("ref["):
        annotation = UNKNOWN
    return f"{before}: {annotation}{f' = {_default(default)}' if equals else ''}"


def _default(text: str) -> str:
    """The default of an argument as somebody would write it, `0` for `Int(0)`; `...` if that cannot be told."""
    literal = _CONVERTED.fullmatch(text)
    text = literal["number"] or literal["text"] or literal["digits"] if literal else text
    if _NUMBER.fullmatch(text):
        return repr(float(text))
    is_whole = text.count('"') % 2 == 0 and text.count("(") == text.count(")")
    return text if is_whole and _readable(text) and " if " not in text else "..."


def _result(text: str, declared: set[str]) -> str:
    if not text:
        return ""
    reference = ""
    if text.startswith("ref["):
        origin, position = bracketed(text, 3, "[", "]")
        reference, text = "ref" + origin + " ", text[position:].strip()
        if not _readable(reference):
            reference = f"ref[{UNKNOWN}] "
    if not _readable(text) or (text == "T" and "T" not in declared) or _has_top_level_comma(text):
        text = UNKNOWN
    return f" -> {reference}{text}"


def _with_receiver(result: str, parameters: str) -> str:
    """`-> ref[...]` of a method: a root that is neither an origin nor `self` is the misprinted receiver."""
    found = re.match(r" -> ref\[(\w+)", result)
    if (
        not found
        or found[1] in ("self", "ImmStaticOrigin")
        or re.search(rf"\b{found[1]}: \w*Origin\b", parameters)
    ):
        return result
    return f" -> ref[self{result[found.end() :]}"


def _has_top_level_comma(text: str) -> bool:
    return len(split(text)) > 1


def _condition(text: str) -> str:
    text = _BOOL.sub(r"\1", _TERNARY.sub(_as_conjunction, _respelled(text)))
    return text if _readable(text) and " if " not in text else UNKNOWN


def _as_conjunction(found: re.Match[str]) -> str:
    """`X if C else C` is how `C and X` is printed."""
    return found["test"] if found["then"] == "True" else f"{found['test']} and {found['then']}"


def _respelled(text: str) -> str:
    for pattern, replacement in _SPELLINGS:
        text = pattern.sub(replacement, text)
    return text


def _readable(text: str) -> bool:
    return not any(mark in text for mark in _UNREADABLE)


def _declared_names(parameters: str) -> set[str]:
    return {part.strip("* ").partition(":")[0] for part in split(parameters[1:-1])} if parameters else set()


def bracketed(text: str, position: int, opening: str, closing: str) -> tuple[str, int]:
    """The bracketed text at `position`, with its brackets; empty if there is none."""
    if not text.startswith(opening, position):
        return "", position
    depth = 0
    quoted = False
    for index in range(position, len(text)):
        character = text[index]
        quoted = quoted != (character == '"')
        if quoted:
            continue
        depth += (character in "([{") - (character in ")]}")
        if depth == 0 and character == closing:
            return text[position : index + 1], index + 1
    raise ValueError(text)


def split(text: str) -> list[str]:
    """`text` at its commas outside of brackets and quotes."""
    parts, depth, start, quoted = [], 0, 0, False
    for index, character in enumerate(text):
        quoted = quoted != (character == '"')
        if quoted:
            continue
        depth += (character in "([{") - (character in ")]}")
        if character == "," and depth == 0:
            parts.append(text[start:index].strip())
            start = index + 1
    last = text[start:].strip()
    return [*parts, last] if last else parts


def _mark(stubs: dict[str, dict[str, Stub | str]], marks: dict[str, list[str]], decorator: str) -> None:
    """Put a decorator on methods, named by their name or by their whole line."""
    types = {name: stub for entries in stubs.values() for name, stub in entries.items()}
    for name, wanted in marks.items():
        stub = types.get(name)
        if not isinstance(stub, Stub):
            raise SystemExit(f"no type `{name}`")
        members = {name for method, lines in stub.methods.items() for name in (method, *map(_bare, lines))}
        if not members >= set(wanted):
            raise SystemExit(f"`{name}` has no {sorted(set(wanted) - members)}")
        for method, lines in stub.methods.items():
            stub.methods[method] = [
                f"{decorator}\n{line}" if method in wanted or _bare(line) in wanted else line
                for line in lines
            ]


def _keep_required(stubs: dict[str, dict[str, Stub | str]], requirements: dict[str, list[str]]) -> None:
    """Traits as printed have the members that they inherit, too; nothing tells them and defaults apart."""
    for entries in stubs.values():
        for name, stub in entries.items():
            if isinstance(stub, Stub) and stub.header.startswith("trait"):
                stub.body.clear()
                required = requirements.get(name, ())
                stub.methods = {it: lines for it, lines in stub.methods.items() if it in required}


def _require(stubs: dict[str, dict[str, Stub | str]], requirements: dict[str, list[str]]) -> None:
    """Methods of traits that a type has to have end in `...`, those that come with an implementation in `pass`."""
    for entries in stubs.values():
        for name, stub in entries.items():
            if not isinstance(stub, Stub) or name not in requirements or name in _GENERATED:
                continue
            for method, lines in stub.methods.items():
                body = "..." if method in requirements[name] else "pass"
                stub.methods[method] = [re.sub(r": (?:\.\.\.|pass)$", f": {body}", it) for it in lines]


def _mark_deprecated(
    stubs: dict[str, dict[str, Stub | str]], names: dict[str, str], members: dict[str, dict[str, str]]
) -> None:
    """Put `@deprecated` on names, on members of types and on overloads of functions."""
    for entries in stubs.values():
        for name, argument in names.items():
            stub = entries.get(name)
            if isinstance(stub, Stub):
                stub.header = f"@deprecated({argument})\n{stub.header}"
            elif stub is not None:
                lines = stub.splitlines(keepends=True)
                entries[name] = "".join(f"@deprecated({argument})\n{line}" for line in lines)
        for name, marks in members.items():
            stub = entries.get(name)
            for member, argument in marks.items():
                if isinstance(stub, Stub):
                    is_method = member in stub.methods or member.startswith("def ")
                    if is_method:
                        _mark(stubs, {name: [member]}, f"    @deprecated({argument})")
                elif stub is not None:
                    entries[name] = stub.replace(member, f"@deprecated({argument})\n{member}")


def _bare(line: str) -> str:
    """A method as facts name it, whatever the defaults of its arguments are."""
    text = line.rpartition("\n")[2].strip().removesuffix(": ...")
    end = len(text) - len(text.partition("(")[2])
    return text[:end] + _DEFAULT.sub(" = ...", text[end:])


def _overlay(stubs: dict[str, dict[str, Stub | str]], module: str, source: str, there: set[str]) -> None:
    """Add hand-written declarations; members of a type that exists replace its members of that name.

    What the version does not have (it is not `there`) is left out.
    """
    homes = {name: entries for entries in stubs.values() for name in entries}
    for name, text in _declarations(source):
        if name not in homes and name not in there and not name.startswith("_"):
            continue
        entries = homes.get(name, stubs[module])
        if not text.lstrip().startswith(("struct", "trait")):
            entries[name] = text
            continue
        written = _written(text)
        old = entries.get(name)
        if isinstance(old, Stub):
            bare = written.header in (f"struct {name}:", f"trait {name}:")
            replaced = {_member_name(line) for line in written.body}
            kept = [line for line in old.body if _member_name(line) not in replaced]
            written = Stub(
                old.header if bare else written.header,
                kept + written.body,
                {**old.methods, **written.methods},
            )
        entries[name] = written


def _declarations(source: str) -> list[tuple[str, str]]:
    """The declarations of a stub source that start in column 1; overloads stay together."""
    result: dict[str, str] = {}
    for block in re.split(r"^(?=(?:struct|trait|def|comptime) )", source, flags=re.MULTILINE):
        found = re.match(r"(?:struct|trait|def|comptime) (\w+)", block)
        if found:
            lines = [
                line for line in block.splitlines() if line.strip() and not line.lstrip().startswith("#")
            ]
            result[found[1]] = result.get(found[1], "") + "\n".join(lines) + "\n"
    return list(result.items())


def _written(text: str) -> Stub:
    header, *lines = text.splitlines()
    stub = Stub(header)
    pending = ""
    for line in lines:
        found = re.match(r"    def `?(\w+)", line)
        if found:
            stub.methods.setdefault(found[1], []).append(pending + line)
            pending = ""
        elif line.startswith("    @"):
            pending += line + "\n"
        elif line.strip() != "pass":
            stub.body.append(line)
    return stub


def _member_name(line: str) -> str:
    return re.match(r"\s*(?:var|comptime) (\w+)|", line)[1] or line


if __name__ == "__main__":
    main(sys.argv[1:])
