"""The parser of the command line."""

from argparse import SUPPRESS, Action, ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any

from medcode.argument_parser import CommandParser, short_usage
from medcode.command import Example, described_examples
from medcode.command_list import COMMANDS

DISTRIBUTION = "medcode-graph"
_DESCRIPTION = "The knowledge graph of medical procedures and codes: search it, query it, serve it, build it."
_EXAMPLES = (
    Example("search hip replacement", "Find codes, procedures and concepts."),
    Example("serve", "Serve GraphQL and the explorer at http://127.0.0.1:8000."),
    Example("COMMAND --help", "The options of a command, with examples."),
)
_EXIT_CODES = (
    "Exit codes: 0 all well; 1 findings that are fatal, differences, or a failure; 2 wrong words on the command line; "
    "130 interrupted."
)
_EPILOG = f"{described_examples(_EXAMPLES)}\n\n{_EXIT_CODES}"


class _PrintVersion(Action):
    """Prints the version; reading it takes its time, and is done only here."""

    def __call__(
        self, parser: ArgumentParser, namespace: Namespace, values: Any, option_string: str | None = None
    ) -> None:
        from importlib.metadata import version  # noqa: PLC0415

        print(f"{parser.prog} {version(DISTRIBUTION)}")
        parser.exit()


def create_parser(only: str | None = None) -> CommandParser:
    """The command line, with the options of every command, or of only one: those of the others take time to import.

    Parsed arguments have the name of the command as `command`, and its parser as `parser`.
    """
    made = CommandParser(prog="medcode", description=_DESCRIPTION, epilog=_EPILOG)
    made.add_argument("--version", action=_PrintVersion, nargs=0, help="print the version and exit")
    _add_no_color(made)
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND", title="commands")
    for command in COMMANDS:
        own = commands.add_parser(
            command.name, help=command.help, description=command.description, epilog=command.epilog
        )
        own.set_defaults(parser=own)
        _add_no_color(own)
        if only in (None, command.name):
            command.module.add_arguments(own)
            own.usage = short_usage(own)
    return made


def _add_no_color(parser: ArgumentParser) -> None:
    """The option stands before or after the command; a default of the latter would undo the former."""
    text = "no colours, as where NO_COLOR is set; there are none in pipes, unless FORCE_COLOR is set"
    parser.add_argument("--no-color", action="store_true", default=SUPPRESS, help=text)


def parse(words: Sequence[str]) -> Namespace:
    """The arguments of a command line; what is wrong with them is printed, and ends the program with exit code 2."""
    named = next((word for word in words if not word.startswith("-")), "")
    arguments, unknown = create_parser(only=named).parse_known_args(words)
    if unknown:
        arguments.parser.refuse(unknown)
    return arguments
