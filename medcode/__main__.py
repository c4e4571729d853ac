"""`medcode`: the graph on the command line; `medcode.command_list` lists the commands."""

import os
import sys
from collections.abc import Sequence

from graph.terminal import FORCE_COLOR, NO_COLOR
from medcode.command_list import BY_NAME
from medcode.parser import create_parser, parse
from serving.ontology_option import use_ontology_of

__all__ = ["create_parser", "main"]
_USAGE = 2
_CHECK = "check"
"""The command whose words are paths in folders of data."""


def main(words: Sequence[str] | None = None) -> int:
    """Run a command.

    Exit codes: 0 all well; 1 findings that are fatal, differences, or a failure; 2 wrong words on the command line;
    130 interrupted.
    """
    given = sys.argv[1:] if words is None else list(words)
    if "--no-color" in given:  # Before anything is printed, the help too.
        os.environ[NO_COLOR] = "1"
        os.environ.pop(FORCE_COLOR, None)
    if not given:
        create_parser(only="").print_help(sys.stderr)
        return _USAGE
    use_ontology_of(given, with_paths=_CHECK in given)
    arguments = parse(given)
    from medcode.run_command import run_command  # noqa: PLC0415  (help and version wait for nothing else)

    return run_command(BY_NAME[arguments.command].module, arguments)


if __name__ == "__main__":
    sys.exit(main())
