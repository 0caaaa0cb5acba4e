"""Origins inside types and signatures: which storage a value may refer to (CL-10, DE-48, TY-60)."""

from __future__ import annotations

from collections.abc import Mapping

from minimojo.types.model import Origin, OriginPath, Step, Type


def embedded_origins(subject: Type) -> tuple[Origin, ...]:
    """Every origin inside a type, to any depth, in order; `UNKNOWN_ORIGIN` for parts not known."""
    return ()


def bind_arguments(subject: Type, arguments: Mapping[str, Origin]) -> Type:
    """`subject` with every `ArgumentRoot(name)` replaced by an origin, steps kept."""
    return subject


def bind_origin(origin: Origin, arguments: Mapping[str, Origin]) -> Origin:
    """`origin` with every `ArgumentRoot(name)` replaced; mutability follows (DE-46)."""
    return origin


def stepped(origin: Origin, *steps: Step) -> Origin:
    """The origin of a part: every path one or more steps deeper."""
    return Origin(tuple(OriginPath(path.root, path.steps + steps) for path in origin.paths), origin.mutable)


def union(*origins: Origin) -> Origin:
    """The union; mutable only if all are."""
    paths = tuple(dict.fromkeys(path for origin in origins for path in origin.paths))
    states = {origin.mutable for origin in origins}
    mutable = False if False in states else (None if None in states else True)
    return Origin(paths, mutable)
