"""The archive: each of its files is what that format writes, and one reader reads it."""

import io

import orjson
import pandas
from pyoxigraph import RdfFormat, parse

from graph.export.formats import FORMATS
from tests.graph.export.parts import said_of, world_part
from tests.graph.export.unpacked import unpacked


def test_it_holds_each_format() -> None:
    files = unpacked("archive", world_part())
    for name in ("jsonl", "graphml", "nquads"):
        made = FORMATS[name]
        assert files[f"graph.{made.suffix}"] == b"".join(made.write(world_part()))
        assert f"graph.{made.suffix}" in files["README.md"].decode()
    pair = unpacked("csv", world_part())
    assert {
        f"csv/{name}": content for name, content in pair.items() if name != "manifest.json"
    }.items() <= files.items()


def test_every_file_says_as_much() -> None:
    files, (nodes, _) = unpacked("archive", world_part()), said_of(world_part())
    lines = [orjson.loads(line) for line in files["graph.jsonl"].splitlines()]
    assert sum(line["item"] == "node" for line in lines) == len(nodes)
    assert len(pandas.read_csv(io.BytesIO(files["csv/nodes.csv"]))) == len(nodes)
    labels = {q.subject for q in parse(files["graph.nq"], format=RdfFormat.N_QUADS) if "prefLabel" in q.predicate.value}
    assert len(labels) == len(nodes)


def test_its_manifest_names_the_disclaimer_and_all_losses() -> None:
    said = orjson.loads(unpacked("archive", world_part())["manifest.json"])
    assert "no medical advice" in said["disclaimer"]
    assert any("(in GraphML)" in loss["field"] for loss in said["losses"])
