"""Builds the fuzzer of parser and scanner and runs it for a while.

    python grammar/tree-sitter-minimojo/fuzz/run.py --minutes 60
    python grammar/tree-sitter-minimojo/fuzz/run.py FILE...       an input that was found, once more

Needs clang with its runtime libraries. The runtime of tree-sitter is taken as source from the package index,
in the version that is installed. What the fuzzer learned stays in the work folder and is where the next
run goes on. The exit status is 0 if nothing was found.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from importlib.metadata import version
from pathlib import Path

import corpus

_HERE = Path(__file__).resolve().parent
_GRAMMAR = _HERE.parent
_SANITIZERS = ["-fsanitize=fuzzer-no-link,address,undefined", "-fno-sanitize-recover=undefined"]
_RUNTIME_SANITIZERS = ["-fsanitize=fuzzer-no-link,address"]
"""Of the runtime, which is not ours: its undefined behaviour is for others to judge."""

_LIMITS = ["-max_len=2000", "-timeout=900", "-rss_limit_mb=3000"]
"""Work is bounded by steps, not seconds (`target.c`); a quarter of an hour for one input is a loop that counts none.
That is long because the clock goes on while others have the machine."""


def main() -> int:
    """Fuzz, or replay the inputs that are named."""
    options = _options()
    work: Path = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    fuzzer = _built(work)
    if options.inputs:
        return _run([str(fuzzer), *map(str, options.inputs)])
    corpus.write_seeds(work / "seeds")
    corpus.write_dictionary(work / "mojo.dict")
    for folder in ("corpus", "findings"):
        (work / folder).mkdir(exist_ok=True)
    seconds = int(options.minutes * 60)
    return _run(
        [str(fuzzer), *_LIMITS, f"-dict={work / 'mojo.dict'}", f"-max_total_time={seconds}"]
        + [f"-artifact_prefix={work / 'findings'}/", "-print_final_stats=1"]
        + [str(work / "corpus"), str(work / "seeds")]
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--work", type=Path, default=Path("build/fuzz"), help="where all is kept")
    parser.add_argument("inputs", nargs="*", type=Path, help="inputs to run once instead")
    return parser.parse_args()


def _run(command: list[str]) -> int:
    environment = {"ASAN_OPTIONS": "malloc_context_size=8:quarantine_size_mb=32", **os.environ}
    environment.setdefault("UBSAN_OPTIONS", "print_stacktrace=1")
    return subprocess.run(command, check=False, env=environment).returncode


def _built(work: Path) -> Path:
    clang = shutil.which("clang")
    if clang is None:
        sys.exit("please install clang")
    runtime = _runtime(work)
    includes = [f"-I{runtime / 'include'}", f"-I{runtime / 'src'}", f"-I{_GRAMMAR / 'src'}"]
    objects = [
        _compiled(clang, source, work, includes, sanitizers)
        for source, sanitizers in (
            (runtime / "src/lib.c", _RUNTIME_SANITIZERS),
            (_GRAMMAR / "src/parser.c", _SANITIZERS),
            (_GRAMMAR / "src/scanner.c", _SANITIZERS),
            (_HERE / "target.c", _SANITIZERS),
        )
    ]
    fuzzer = work / "fuzzer"
    subprocess.run(
        [clang, "-fsanitize=fuzzer,address,undefined", *map(str, objects), "-o", str(fuzzer)], check=True
    )
    return fuzzer


def _compiled(clang: str, source: Path, work: Path, includes: list[str], sanitizers: list[str]) -> Path:
    """The object file, made anew if the source is newer."""
    compiled = work / f"{source.stem}.o"
    if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
        flags = ["-std=c11", "-O2", "-g", "-D_POSIX_C_SOURCE=200112L", "-D_DEFAULT_SOURCE", *sanitizers]
        subprocess.run([clang, "-c", *flags, *includes, str(source), "-o", str(compiled)], check=True)
    return compiled


def _runtime(work: Path) -> Path:
    """The folder `lib` of the sources that the installed runtime was built from."""
    wanted = version("tree-sitter")
    folder = work / f"tree_sitter-{wanted}"
    if not folder.exists():
        with tempfile.TemporaryDirectory() as download:
            requirement = [f"tree-sitter=={wanted}", "--no-deps", "--no-binary", "tree-sitter"]
            pip = [sys.executable, "-m", "pip", "download", "--quiet", *requirement, "--dest", download]
            subprocess.run(pip, check=True)
            (archive,) = Path(download).glob("*.tar.gz")
            with tarfile.open(archive) as content:
                content.extractall(work, filter="data")
    return folder / "tree_sitter/core/lib"


if __name__ == "__main__":
    sys.exit(main())
