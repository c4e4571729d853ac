"""`medcode completion`: what makes a shell complete commands, options, kinds, formats and names of queries."""

from argparse import Action, ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator

from graph.console import OK

SHELLS = ("bash", "zsh", "fish")
_FOLDERS, _FILES, _QUERIES = ("DIR",), ("FILE", "PAGE"), ("QUERY",)
"""Metavariables of arguments that are completed by folders, files, and names of queries or files."""


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("shell", metavar="SHELL", choices=SHELLS, help="the shell that is to complete: %(choices)s")


def run(arguments: Namespace) -> int:
    """Print the script."""
    import shtab

    from medcode.parser import create_parser

    parser = create_parser()
    for action in _arguments(parser):
        completed = _completed_by(action)
        if completed is not None:
            action.complete = completed  # type: ignore[attr-defined]  # As shtab has it.
    print(shtab.complete(parser, arguments.shell))
    return OK


def _arguments(parser: ArgumentParser) -> Iterator[Action]:
    """The arguments of all commands."""
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            for command in action.choices.values():
                yield from command._actions


def _completed_by(action: Action) -> object:
    """What shtab completes an argument by, where that is neither its choices nor nothing."""
    import shtab

    if action.metavar in _FOLDERS:
        return shtab.DIRECTORY
    if action.metavar in _FILES:
        return shtab.FILE
    return _query_completion() if action.metavar in _QUERIES else None


def _query_completion() -> object:
    """Completion by names of stored queries, and by files."""
    from serving.stored_operations import stored_operations

    names = " ".join(stored_operations())
    return {
        "bash": "_medcode_query",
        "zsh": f"{{_values query {names}; _files}}",
        "fish": f"(echo {names} | string split ' '; __fish_complete_path)",
        "preamble": {"bash": f'_medcode_query() {{ compgen -W "{names}" -- "$1"; compgen -f -- "$1"; }}'},
    }
