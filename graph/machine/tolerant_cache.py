"""A cache of machine code that may fail: what cannot be written or read there is compiled anew, and said once."""

import logging
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

from numba.core.caching import CompileResultCacheImpl, FunctionCache, InTreeCacheLocator

from graph.machine.machine_code_cache import CACHE

_FAILURES = (OSError, EOFError, pickle.UnpicklingError, ValueError, AttributeError, ImportError)
"""A full disk, a folder that may not be written to, a file that was cut short or is of other code."""
log = logging.getLogger("medcode.graph")


class _Locator(InTreeCacheLocator):
    """Caches in `CACHE` and nowhere else: only there does the name of the folder stand for all sources."""

    def __init__(self, py_func: Any, py_file: str) -> None:
        super().__init__(py_func, py_file)  # type: ignore[no-untyped-call]  # Numba is typed in part.
        subpath: str = self.get_suitable_cache_subpath(py_file)  # type: ignore[no-untyped-call]
        self._cache_path = str(CACHE / subpath)

    def ensure_cache_path(self) -> None:
        """Make the folder; one that can only be read is good enough to load from."""
        Path(self._cache_path).mkdir(parents=True, exist_ok=True)


class _Results(CompileResultCacheImpl):
    _locator_classes: list[type[object]] = [_Locator]  # noqa: RUF012  # Declared so by Numba.


class TolerantCache(FunctionCache):
    """Numba's cache of one function."""

    _impl_class = _Results

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """The machine code of a signature; None where there is none that can be read."""
        try:
            return super().load_overload(sig, target_context)  # type: ignore[no-untyped-call]
        except _FAILURES as error:
            warn_of_cache(str(error))
            return None

    def save_overload(self, sig: Any, data: Any) -> None:
        try:
            super().save_overload(sig, data)  # type: ignore[no-untyped-call]
        except _FAILURES as error:
            warn_of_cache(str(error))


def cache_for(function: Callable[..., object]) -> TolerantCache | None:
    """The cache of a function; None where no folder for it can be written to."""
    try:
        return TolerantCache(function)  # type: ignore[no-untyped-call]
    except (RuntimeError, OSError) as error:  # Numba found no folder.
        warn_of_cache(str(error))
        return None


class _Warning:
    """Said at the first problem; hundreds of functions have the same one."""

    said = False

    def __call__(self, problem: str) -> None:
        if not self.said:
            self.said = True
            log.warning(
                "Machine code cannot be cached in %s, so each start compiles it again, for some ten seconds: %s. "
                "Make room on that disk, or let this user write to the folder.",
                CACHE,
                problem,
            )


warn_of_cache = _Warning()
