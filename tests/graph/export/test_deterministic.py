"""The same part gives the same bytes, whatever the format; and a part of nothing is a file too."""

import datetime
from pathlib import Path

import pytest

from graph.export.atomic_file import write_file
from graph.export.formats import FORMATS
from graph.export.selection import Selection
from graph.traversal.topology import TraversalFilter
from tests.graph.export.parts import nasty_items, nasty_part, part_of

each_format = pytest.mark.parametrize("name", FORMATS)


@each_format
def test_a_graph_built_anew_gives_the_same_bytes(name: str) -> None:
    again = part_of(reversed([*nasty_items()]))
    assert b"".join(FORMATS[name].write(nasty_part())) == b"".join(FORMATS[name].write(again))


@each_format
def test_no_file_names_the_day(name: str) -> None:
    today = datetime.datetime.now(datetime.UTC).date().isoformat().encode()
    assert today not in b"".join(FORMATS[name].write(nasty_part()))


@each_format
def test_a_part_of_nothing_is_written_and_read_back(name: str, tmp_path: Path) -> None:
    complete, made = nasty_part(), FORMATS[name]
    nothing = Selection(ways=TraversalFilter(kinds=("Payer",))).subgraph(
        complete.topology, complete.version, complete.sources
    )
    write_file(tmp_path / f"nothing.{made.suffix}", made.write(nothing))
    if made.read is not None:
        back = made.read(tmp_path / f"nothing.{made.suffix}")
        assert ([*back.nodes], [*back.edges]) == ([], [])
