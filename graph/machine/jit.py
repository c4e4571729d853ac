"""Functions as machine code, and the one thing that plain ones cannot do: copy bytes as fast as C does."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit
from numba.core import cgutils, types
from numba.extending import intrinsic

from graph.machine.flat_columns import Bytes, FlatColumns
from graph.machine.tolerant_cache import cache_for

Function = TypeVar("Function", bound=Callable[..., object])


_HOW: Mapping[str, object] = {
    "nogil": True,
    "forceinline": True,
    "error_model": "numpy",  # Nothing is divided by what may be zero.
    "_nrt": False,  # Nothing makes an array here; to count who refers to each would take ten times as long as the rest.
}


def compiled(function: Function) -> Function:
    """The same function as machine code, which holds up no other thread.

    It is compiled when it is first called, and cached (see `graph.machine.machine_code_cache`); where that cannot be,
    each process compiles it.
    """
    dispatcher = cast("Any", njit)(**_HOW)(function)
    if cache := cache_for(function):
        dispatcher._cache = cache  # As `enable_caching` does it, but for the kind of cache.
    return cast("Function", dispatcher)


@compiled
def read_word(flat: FlatColumns, column: int, number: int) -> int:
    """An item of a column of words; signed, since what is not does not mix with what is."""
    found: int = np.int64(flat.words[flat.places[column] + number])  # type: ignore[assignment]
    return found


@intrinsic
def _copy(typing: Any, out: Any, at: Any, data: Any, start: Any, length: Any) -> Any:
    signature = types.void(out, types.int64, data, types.int64, types.int64)

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        target = context.make_array(signature.args[0])(context, builder, arguments[0])
        source = context.make_array(signature.args[2])(context, builder, arguments[2])
        first, other = builder.gep(target.data, [arguments[1]]), builder.gep(source.data, [arguments[3]])
        cgutils.raw_memcpy(  # type: ignore[no-untyped-call]
            builder, first, other, arguments[4], 1
        )
        return context.get_dummy_value()

    return signature, generate


copy = cast("Callable[[Bytes, int, Bytes, int, int], None]", _copy)
"""Copies to an array, from a place on, from another, from a place on, so many bytes; it does not look for room."""
