"""Which file does an import name? (DE-20 .. DE-23)

A module is `name.mojo`, or a folder `name` with an `__init__.mojo`. Absolute names are looked for
where the compiler would find them: beside the package that the importing file is part of, beside the
file itself, in the configured roots, and in the folders above it up to the root of its project.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from minimojo.workspace.files import SUFFIXES, Files, is_looked_into

_INIT = "__init__"
_PROJECT_ROOTS = (".git", "pixi.toml", "mojoproject.toml", "pyproject.toml", ".jj", ".hg")
_DEEPEST = 40
"""Folders that are climbed at most."""

MOST_NAMES = 40
"""Of a path that is looked for."""

_NO_NAME = frozenset("/\\:\0")
"""What a name between backticks may have in it, and the name of a file may not: it would lead elsewhere."""


def module_name(key: str, files: Files, exists: Callable[[str], bool]) -> str:
    """The name of the module in a file: dotted, from the outermost package that it is part of."""
    folder, _, name = _split(key, files)
    parts = [] if name == _INIT else [name]
    for _ in range(_DEEPEST):
        above = files.folder(folder)
        if above == folder or init_of(folder, files, exists) is None:
            break
        parts.insert(0, folder[len(above) :].strip("/\\"))
        folder = above
    return ".".join(parts) or name


def located(
    name: str,
    importer: str,
    roots: tuple[str, ...],
    files: Files,
    exists: Callable[[str], bool],
    folders: tuple[str, ...] = (),
) -> str | None:
    """The key of the file that `import name` in the file `importer` means; None if it is not there.

    `name` has its leading dots. `exists` tells whether there is a file, open or on disk, `folders` are those
    that are open.
    """
    exists = _in_sight(importer, roots, folders, exists)
    relative = name.lstrip(".")
    names = relative.split(".") if relative else []
    if not is_path(names):
        return None
    if dots := len(name) - len(relative):
        package = _package_above(importer, dots, files, exists)
        return None if package is None else _below(package, names, files, exists)
    for folder in dict.fromkeys((*_package_roots(importer, files, exists), *roots, *_above(importer, files))):
        found = _below(folder, names, files, exists)
        if found is not None:
            return found
    return None


def _in_sight(
    importer: str, roots: tuple[str, ...], folders: tuple[str, ...], exists: Callable[[str], bool]
) -> Callable[[str], bool]:
    """What files there are for a file: for one in an open folder those in the folders and the roots, however far
    its package and its project reach beyond. Somebody opened a folder, and nothing in it decides to read more."""
    if not is_inside(importer, folders):
        return exists
    return lambda key: is_inside(key, (*roots, *folders)) and exists(key)


def is_inside(key: str, folders: Iterable[str]) -> bool:
    """Whether a file or folder lies below one of some folders, as it is spelled."""
    return any(key.startswith(f"{it.rstrip('/')}/") for it in folders)


def is_path(names: Sequence[str]) -> bool:
    """Whether names can be those of folders and a file below some folder."""
    return len(names) <= MOST_NAMES and all(it and _NO_NAME.isdisjoint(it) for it in names)


def modules_below(
    path: str,
    importer: str,
    roots: tuple[str, ...],
    files: Files,
    exists: Callable[[str], bool],
    opened: Iterable[str],
    open_folders: tuple[str, ...] = (),
) -> Iterator[str]:
    """The names that may follow a path in an import of the file `importer`: modules, and folders that may
    hold some. `opened` are the keys of files that need not be on disk."""
    exists = _in_sight(importer, roots, open_folders, exists)
    allowed = (*roots, *open_folders) if is_inside(importer, open_folders) else None
    relative = path.lstrip(".")
    names = [*filter(None, relative.split("."))]
    if not is_path(names):
        return
    if dots := len(path) - len(relative):
        package = _package_above(importer, dots, files, exists)
        folders: tuple[str, ...] = () if package is None else (package,)
    else:
        folders = (*_package_roots(importer, files, exists), *roots, *_above(importer, files))
    for above in dict.fromkeys(folders):
        below = above
        for name in names:
            below = files.joined(below, name)
        if allowed is None or below in allowed or is_inside(below, allowed):
            yield from _modules_in(below, importer, files, opened)


def _modules_in(folder: str, importer: str, files: Files, opened: Iterable[str]) -> Iterator[str]:
    own = [name for key in opened if key != importer and (name := _directly_in(folder, key, files))]
    for entry in (*files.entries(folder), *own):
        name, dot, suffix = entry.partition(".")
        if not name.isidentifier() or name == _INIT:
            continue
        is_module = dot + suffix in SUFFIXES and files.joined(folder, entry) != importer
        if is_module or (not dot and is_looked_into(entry) and files.is_folder(files.joined(folder, entry))):
            yield name


def _directly_in(folder: str, key: str, files: Files) -> str:
    """What a file is called in its folder; empty if that is another one."""
    return key[len(folder) :].lstrip("/\\") if files.folder(key) == folder else ""


def init_of(folder: str, files: Files, exists: Callable[[str], bool]) -> str | None:
    """The `__init__` of a package; None if the folder is none."""
    return _module_in(folder, _INIT, files, exists)


def _package_above(importer: str, dots: int, files: Files, exists: Callable[[str], bool]) -> str | None:
    """What the leading dots of an import mean; None if they lead out of the outermost package."""
    folder = files.folder(importer)
    for _ in range(dots - 1):
        folder = files.folder(folder)
        if init_of(folder, files, exists) is None:
            return None
    return folder


def _below(folder: str, names: list[str], files: Files, exists: Callable[[str], bool]) -> str | None:
    if not names:
        return init_of(folder, files, exists)
    *packages, last = names
    for package in packages:
        folder = files.joined(folder, package)
    found = init_of(files.joined(folder, last), files, exists)
    return found or _module_in(folder, last, files, exists)


def _module_in(folder: str, name: str, files: Files, exists: Callable[[str], bool]) -> str | None:
    for suffix in SUFFIXES:
        key = files.joined(folder, name + suffix)
        if exists(key):
            return key
    return None


def _package_roots(importer: str, files: Files, exists: Callable[[str], bool]) -> Iterator[str]:
    """Where the package of the file lies, then the folder of the file."""
    own = folder = files.folder(importer)
    for _ in range(_DEEPEST):
        above = files.folder(folder)
        if above == folder or init_of(folder, files, exists) is None:
            break
        folder = above
    yield folder
    yield own


def _above(importer: str, files: Files) -> Iterator[str]:
    """The folders above a file up to the root of its project; none if it is not part of one."""
    climbed: list[str] = []
    folder = files.folder(importer)
    for _ in range(_DEEPEST):
        climbed.append(folder)
        if any(
            files.is_folder(files.joined(folder, name)) or files.stamp(files.joined(folder, name)) is not None
            for name in _PROJECT_ROOTS
        ):
            yield from climbed
            return
        above = files.folder(folder)
        if above == folder:
            return
        folder = above


def _split(key: str, files: Files) -> tuple[str, str, str]:
    folder = files.folder(key)
    file = key[len(folder) :].lstrip("/\\")
    name, dot, suffix = file.rpartition(".")
    return folder, dot + suffix, name or file
