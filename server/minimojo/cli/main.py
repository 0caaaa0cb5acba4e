"""The `minimojo` command: one subcommand per module of `minimojo.cli.commands`."""

from __future__ import annotations

import io
import sys
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Annotated

from minimojo import __version__

if TYPE_CHECKING:
    import typer


def main() -> None:
    """Runs the command line. Exit status 2 tells that what was asked for could not be done."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if sys.argv[1:] == ["--version"]:  # Known without loading anything.
        print(f"minimojo {__version__}")
        return
    application()(prog_name="minimojo")


def application() -> typer.Typer:
    """The application with every subcommand."""
    import typer

    from minimojo.cli import commands

    app = typer.Typer(
        name="minimojo",
        help="Makes the ownership of Mojo values visible: checks files and serves editors.",
        epilog="Begin with `minimojo check FOLDER`; `minimojo explain CODE` tells more about a finding.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    def show_version(value: bool) -> None:
        if value:
            typer.echo(f"minimojo {__version__}")
            raise typer.Exit

    version = typer.Option("--version", callback=show_version, is_eager=True, help="Show the version.")

    def options(version: bool = False) -> None:
        pass

    options.__annotations__["version"] = Annotated[bool, version]
    app.callback()(options)
    for found in iter_modules(commands.__path__):
        module = import_module(f"{commands.__name__}.{found.name}")
        app.command(name=found.name)(module.COMMAND)
    return app


if __name__ == "__main__":
    main()
