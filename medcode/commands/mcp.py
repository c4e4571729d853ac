"""`medcode mcp`: the tools for agents over standard input and output."""

from argparse import ArgumentParser, Namespace
from importlib.util import find_spec

from graph.console import OK
from graph.model.errors import InvalidArgument
from medcode.commands.snapshot_argument import add_snapshot_argument, open_graph


def add_arguments(parser: ArgumentParser) -> None:
    add_snapshot_argument(parser)


def run(arguments: Namespace) -> int:
    """Answer messages until standard input ends.

    Raises:
        InvalidArgument: the SDK is not installed, or a setting has a value outside its domain.
    """
    if find_spec("mcp") is None:
        raise InvalidArgument(problem="the extra `mcp` is not installed: pip install 'medcode-graph[mcp]'")
    from anyio import run as run_async
    from anyio import to_thread
    from mcp.server.stdio import stdio_server

    from serving.agents.mcp_server import AgentServer
    from serving.agents.tool import Values
    from serving.local_query import LocalQueries, Result
    from serving.settings import limits_of_environment
    from serving.stored_operations import stored_operations

    store, limits = open_graph(arguments), limits_of_environment()
    queries = LocalQueries(limits)

    async def ask(_: object, text: str, variables: Values) -> Result:
        return await to_thread.run_sync(queries.answer, store, text, variables)

    async def serve() -> None:
        server = AgentServer(queries.schema, stored_operations(), limits, ask).server()
        async with stdio_server() as (messages, answers):
            await server.run(messages, answers, server.create_initialization_options())

    run_async(serve)
    return OK
