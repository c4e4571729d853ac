"""`medcode serve`: the service over HTTP, as `server.py` starts it."""

from argparse import ArgumentParser, Namespace

from serving.settings import add_options


def add_arguments(parser: ArgumentParser) -> None:
    add_options(parser)


def run(arguments: Namespace) -> int:
    """Serve until a signal ends it."""
    from serving.run import serve

    return serve(arguments.parser, arguments)
