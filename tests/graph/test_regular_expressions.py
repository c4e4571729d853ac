"""Regular expressions take a time in proportion to what they search, whatever it is."""

import inspect
import re
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

import pytest

import graph
import schema
import serving
from graph.ingest.time_limit import time_limit
from tests.adversarial_texts import adversarial_texts

Measure = Callable[[re.Pattern[str], str, str], float]
SHORT, LONG = 1_500, 6_000
FLOOR = 0.02
"""Seconds below which a time says nothing of how it grows."""
MOST = 1.0
GROWTH = 8
"""Between a text and one four times as long: 4 where the time is in proportion, 16 where it grows with the square."""


def patterns_in(value: Any) -> Iterator[re.Pattern[str]]:
    """The compiled patterns of texts in a value of a module, also in its tuples and dictionaries."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, dict):
        yield from patterns_in(tuple(value.values()))
    elif isinstance(value, (tuple, list)) and not hasattr(value, "_fields"):
        for item in value:
            yield from patterns_in(item)


def modules() -> Iterator[ModuleType]:
    for package in (graph, schema, serving):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                yield import_module(module.name)


def uses(module: ModuleType, name: str) -> tuple[str, ...]:
    """How a module uses a pattern of its own; by all means where it is handed on."""
    source = inspect.getsource(module)
    called = re.findall(rf"\b{name}\.(search|match|fullmatch|finditer|findall|split|subn?)\b", source)
    handed_on = len(re.findall(rf"\b{name}\b", source)) > len(called) + 1 or not name.startswith("_")
    named = {"finditer" if use in ("findall", "split", "sub", "subn") else use for use in called}
    return ("search", "match", "fullmatch", "finditer") if handed_on else tuple(sorted(named))


def declared() -> Iterator[Any]:
    """The patterns that modules declare, each where it is declared."""
    for module in modules():
        source = inspect.getsource(module)
        for name, value in vars(module).items():
            if re.search(rf"^{re.escape(name)}\b[^=\n]*=", source, re.MULTILINE):
                for place, pattern in enumerate(patterns_in(value)):
                    yield pytest.param(pattern, uses(module, name), id=f"{module.__name__}.{name}[{place}]")


def seconds(pattern: re.Pattern[str], use: str, text: str) -> float:
    """The least of three times, as other programs share the machine; `time_limit` ends what would never end."""
    return min(_seconds(pattern, use, text) for _ in range(3))


def _seconds(pattern: re.Pattern[str], use: str, text: str) -> float:
    begun = time.process_time()
    with time_limit(20):
        if use == "finditer":
            sum(1 for _ in pattern.finditer(text))
        else:
            getattr(pattern, use)(text)
    return time.process_time() - begun


@pytest.mark.parametrize(("pattern", "used"), list(declared()))
def test_a_pattern_takes_a_time_in_proportion_to_the_text(pattern: re.Pattern[str], used: tuple[str, ...]) -> None:
    texts = zip(adversarial_texts(pattern, SHORT), adversarial_texts(pattern, LONG), strict=True)
    for short, long in texts:
        for use in used:
            if not _is_in_proportion(_seconds, pattern, use, short, long):
                assert _is_in_proportion(seconds, pattern, use, short, long), (use, long[:80])


def _is_in_proportion(measure: Measure, pattern: re.Pattern[str], use: str, short: str, long: str) -> bool:
    taken = measure(pattern, use, long)
    return taken < FLOOR or taken < min(MOST, FLOOR + GROWTH * measure(pattern, use, short))


@pytest.mark.parametrize("slow", [re.compile(r"\s*,"), re.compile(r"(?:, ?\w+)+$")])
def test_a_pattern_that_backtracks_would_be_found(slow: re.Pattern[str]) -> None:
    texts = zip(adversarial_texts(slow, SHORT), adversarial_texts(slow, LONG), strict=True)
    pairs = ((_seconds(slow, "search", short), _seconds(slow, "search", long)) for short, long in texts)
    assert any(long > FLOOR + GROWTH * short for short, long in pairs)
