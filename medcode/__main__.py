"""`medcode`: build, check, verify, export, compare, review, count and explain, on the command line."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence

from graph.console import FINDINGS, INTERRUPTED, OK, USAGE
from graph.model.errors import InputError, MedcodeError
from medcode.commands import build, check, explain, export, review, stats, verify, verify_export
from serving.setting_types import unknown_variable_warnings
from serving.settings import SETTINGS

COMMANDS = {
    "build": (build, "build a snapshot from pages"),
    "check": (check, "show what a page is read as, and its findings"),
    "verify": (verify, "check every quote of a snapshot against its source"),
    "export": (export, "write the graph, or a part of it, for other tools"),
    "import": (verify_export, "compare an export with the graph"),
    "review": (review, "review cases of a file"),
    "stats": (stats, "count nodes and edges by kind"),
    "explain": (explain, "print the plan of a query"),
}


def create_parser() -> ArgumentParser:
    """The command line, with the options of every command."""
    made = ArgumentParser(prog="medcode", description="The property graph of medical procedures.")
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (command, text) in COMMANDS.items():
        command.add_arguments(commands.add_parser(name, help=text, description=_summary(command.run)))
    return made


def _summary(run: Callable[[Namespace], int]) -> str:
    """What a command does, as its docstring says it, without the errors that it raises."""
    return (run.__doc__ or "").partition("Raises:")[0].strip()


def main(words: Sequence[str] | None = None) -> int:
    """Run a command.

    Exit codes: 0 all well; 1 findings with `--strict`, differences, or a failure; 2 wrong words on the command line;
    130 interrupted.
    """
    arguments = create_parser().parse_args(words)
    for warning in unknown_variable_warnings(os.environ, SETTINGS):
        print(warning, file=sys.stderr)
    command, _ = COMMANDS[arguments.command]
    try:
        code: int = command.run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("Interrupted; nothing was left half-written.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # Whoever read our output has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except MedcodeError as error:
        print(error, file=sys.stderr)
        return USAGE if isinstance(error, InputError) else FINDINGS
    return code


if __name__ == "__main__":
    sys.exit(main())
