"""DOT: Graphviz draws it."""

import json
import subprocess
from collections import Counter
from pathlib import Path
from xml.etree.ElementTree import fromstring

from graph.export.atomic_file import write_file
from graph.export.colours import COLOURS
from graph.export.dot import DOT
from graph.export.xml_text import replace_invalid
from tests.graph.export.parts import PARTS, each_part, nasty_part, program

_SVG = "{http://www.w3.org/2000/svg}"


def _drawn(name: str, form: str, folder: Path, engine: str = "dot") -> bytes:
    dot = program(engine, "the test of DOT needs Graphviz; on Debian: apt install graphviz")
    path = folder / "graph.dot"
    write_file(path, DOT.write(PARTS[name]()))
    done = subprocess.run([dot, f"-T{form}", str(path)], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


@each_part
def test_graphviz_reads_all_nodes_and_edges(name: str, tmp_path: Path) -> None:
    read, part = json.loads(_drawn(name, "dot_json", tmp_path)), PARTS[name]()
    nodes = [(node["name"], node["kind"], node["fillcolor"]) for node in read["objects"]]
    assert nodes == [(item.curie, item.kind, COLOURS[item.kind].hex) for item in part.nodes()]
    names = [node["name"] for node in read["objects"]]
    edges = ((names[edge["tail"]], edge["label"], names[edge["head"]]) for edge in read["edges"])
    assert Counter(edges) == Counter((item.source, item.kind, item.target) for item in part.edges())


def test_graphviz_draws_each_name_as_it_is(tmp_path: Path) -> None:
    picture = fromstring(_drawn("nasty", "svg", tmp_path))  # noqa: S314 -- Graphviz wrote it
    drawn = {}
    for group in picture.iterfind(f".//{_SVG}g[@class='node']"):
        title = group.findtext(f"{_SVG}title")
        drawn[title] = [" ".join((text.text or "").split()) for text in group.iterfind(f"{_SVG}text")]
    for item in nasty_part().nodes():
        lines = replace_invalid(item.name.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
        assert [line for line in drawn[item.curie] if line] == [
            shown for line in lines if (shown := " ".join(line.split()))
        ]
