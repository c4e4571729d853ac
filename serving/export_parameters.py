"""Parameters in the address of an export that are given once at most."""

from starlette.datastructures import QueryParams

from graph.model.errors import InvalidArgument

ECHOED = 40
"""Characters of an invalid value that its error repeats."""


def switch(parameters: QueryParams, name: str) -> bool:
    """The value of a parameter that is true or false; false where it is not given.

    Raises:
        InvalidArgument: it is something else.
    """
    text = single(parameters, name, "false")
    if text not in ("true", "false"):
        raise InvalidArgument(argument=name, value=text[:ECHOED], allowed=["true", "false"])
    return text == "true"


def single(parameters: QueryParams, name: str, default: str) -> str:
    """The value of a parameter that is given once at most.

    Raises:
        InvalidArgument: it is given several times.
    """
    values = parameters.getlist(name) or [default]
    if len(values) > 1:
        raise InvalidArgument(argument=name, problem="it is given several times", given=values[:10])
    return values[0]
