"""What was measured, as Markdown."""

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version

from bench.networks.libraries import PLAIN
from bench.networks.measure import Made, Row
from bench.networks.network import Network
from bench.networks.question import Library

_NONE = "–"


def header(libraries: Sequence[Library], absent: Sequence[str]) -> Iterator[str]:
    """What it was measured with, and what is not there."""
    versions = ", ".join(f"{one.package} {version(one.package)}" for one in libraries)
    load = ", ".join(f"{value:.2f}" for value in os.getloadavg())
    yield f"{os.cpu_count()} cores, CPython {platform.python_version()} with {versions}; load at the start {load}"
    yield from (f"\n{one}" for one in absent)


def network_table(networks: Sequence[Network]) -> Iterator[str]:
    """The networks and their sizes."""
    yield "| network | what it is | nodes | edges | largest degree |"
    yield "|---|---|---:|---:|---:|"
    for one in networks:
        yield f"| {one.name} | {one.says} | {one.nodes:,} | {len(one.source):,} | {int(one.degree().max()):,} |"


def conversion_table(made: Sequence[Made], libraries: Sequence[Library]) -> Iterator[str]:
    """Milliseconds of conversions: from NetworkX, and from columns."""
    names = [one.name for one in libraries]
    yield f"| ms to make it, from NetworkX (from columns) | {' | '.join(names)} |"
    yield f"|---|{'---:|' * len(names)}"
    for one in made:
        cells = (_cell(one.from_networkx.get(name), one.from_columns.get(name)) for name in names)
        yield f"| {one.network.name} | {' | '.join(cells)} |"


def _cell(first: float | None, second: float | None) -> str:
    return f"{_number(first)} ({_number(second)})"


def _number(value: float | None) -> str:
    if value is None:
        return _NONE
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"


def question_table(rows: Sequence[Row], made: Sequence[Made], libraries: Sequence[Library]) -> Iterator[str]:
    """How many times as fast as plain NetworkX each library answers: by itself, and with its conversion."""
    others = [one.name for one in libraries[1:]]
    converting = {one.network.name: one.from_networkx for one in made}
    yield f"| network | question | {PLAIN}, ms | {' | '.join(others)} |"
    yield f"|---|---|{'---:|' * (len(others) + 1)}"
    for row in rows:
        plain = row.times.get(PLAIN)
        cells = [_ratio(row, name, converting[row.asked.network.name]) for name in others]
        asked = f"{row.asked.network.name} | {row.asked.question}"
        count = f", {len(row.asked.sources)} sources" if row.asked.sources else ""
        noted = f" · {row.notes[PLAIN]}" if row.notes.get(PLAIN) else ""
        yield f"| {asked}{count} | {_number(plain)}{noted} | {' | '.join(cells)} |"


def _ratio(row: Row, name: str, converting: Mapping[str, float]) -> str:
    """'12 (3.4) · 0.86': times as fast, with conversion, and a note; milliseconds where NetworkX is not asked."""
    if name not in row.times:
        return _NONE
    own, plain = row.times[name], row.times.get(PLAIN)
    noted = f" · {row.notes[name]}" if row.notes[name] else ""
    if plain is None:
        return f"{_number(own)} ms{noted}"
    return f"{_number(plain / own)} ({_number(plain / (own + converting[name]))}){noted}"
