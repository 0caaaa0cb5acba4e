"""The `minimojo` command: one subcommand per module of `minimojo.cli.commands`."""

from __future__ import annotations

import gc
import io
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

from minimojo import __version__
from minimojo.cli import zygote

if TYPE_CHECKING:
    import click


def main() -> None:
    """Runs the command line. Exit status 2 tells that what was asked for could not be done."""
    # Python has None in the place of a stream that the caller has closed; these stay open to the end.
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115, PTH123
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if sys.argv[1:] == ["--version"]:  # Known without loading anything.
        print(f"minimojo {__version__}")
        return
    # Hardly anything here is garbage that only a collection finds: looking for it often costs a tenth of a check.
    gc.set_threshold(1_500_000, 20, 20)
    if sys.argv[1:2] == ["check"] and not any(it.startswith("--jobs") for it in sys.argv):
        zygote.prepare(_workers)
    try:
        application()(prog_name="minimojo")
    except SystemExit as ending:
        if isinstance(ending.code, str):
            raise
        _leave(ending.code or 0)
    except OSError as problem:  # The disk is full, for example.
        print(f"minimojo: {problem.strerror or problem}", file=sys.stderr)
        _leave(2)


def _workers(coming: int, told: list[int]) -> None:
    from minimojo.cli.workers import become_workers

    become_workers(coming, told)


def _leave(status: int) -> NoReturn:
    """Ends the process without taking apart, piece by piece, what was found out: the system is faster."""
    zygote.dismiss()
    try:
        for stream in (sys.stdout, sys.stderr):
            if not stream.closed:  # The server closes what the client has left.
                stream.flush()
    except OSError:  # Nobody reads any more.
        status = status or 1
    os._exit(status)


def application() -> click.Group:
    """The application with every subcommand; the module of one is loaded when it is asked for."""
    import click

    from minimojo.cli import commands

    class Subcommands(click.Group):
        def list_commands(self, ctx: click.Context) -> list[str]:
            from pkgutil import iter_modules

            return sorted(found.name for found in iter_modules(commands.__path__))

        def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
            if cmd_name not in self.list_commands(ctx):
                return None
            return import_module(f"{commands.__name__}.{cmd_name}").COMMAND

        def resolve_command(
            self, ctx: click.Context, args: list[str]
        ) -> tuple[str | None, click.Command | None, list[str]]:
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(ctx), n=1)
            if near and near[0] != args[0]:
                ctx.fail(f"No such command {args[0]!r}. Did you mean {near[0]!r}?")
            return super().resolve_command(ctx, args)

    app = Subcommands(
        name="minimojo",
        help="Makes the ownership of Mojo values visible: checks files and serves editors.",
        epilog="Begin with `minimojo check FOLDER`; `minimojo explain CODE` tells more about a finding.",
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    return click.version_option(__version__, message="%(prog)s %(version)s")(app)


if __name__ == "__main__":
    main()
