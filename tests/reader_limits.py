"""The limits of reading pages and official files, each met."""

import gzip
from collections.abc import Callable
from itertools import chain, repeat
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from graph.ingest.build import build
from graph.ingest.data_folder import DataFolder
from graph.ingest.files.recognition import official_sources
from graph.ingest.files.text import open_bytes
from graph.ingest.pages import page_folders
from graph.ingest.pages.page_folders import PageSource, read_page_record
from graph.ingest.vocabulary import Vocabulary
from graph.model.findings import TooLarge
from graph.model.limits import Limits
from graph.model.ontology import SHIPPED
from graph.model.ontology.own_kinds import read_own_kinds
from graph.store import GraphStore
from graph.value_sets.library import ValueSets
from tests.conftest import ask_store, snapshot_of
from tests.graph.ingest.codes.files import HCPCS, ICD10CM, LCD, TABLES
from tests.graph.tables.table_parts import imported, write_tables
from tests.own_ontology import ONTOLOGY
from tests.world import NODES, World, world_graph

WHOLE_PAGE = b"Summary\n\nA cast.\n\nRisks\n\n- Bleeding\n"


def page_findings(folder: Path) -> list[str]:
    """The kinds of the findings about a page that is read from a file."""
    (folder / "page.txt").write_bytes(WHOLE_PAGE)
    source = PageSource({folder / "page.txt": "MIT"}, Vocabulary())
    list(source.read())
    return [finding.code() for finding in source.findings]


def page_file(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for most in (len(WHOLE_PAGE), len(WHOLE_PAGE) - 1):
        monkeypatch.setattr(Limits, "page_file", most)
        with TemporaryDirectory() as folder:
            found.append("TOO_LARGE" in page_findings(Path(folder)))
    assert found == [False, True]


def page_blocks(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "page_blocks", 4)
    read_page_record(WHOLE_PAGE, "page", "Page")
    monkeypatch.setattr(Limits, "page_blocks", 3)
    with pytest.raises(TooLarge):
        read_page_record(WHOLE_PAGE, "page", "Page")


def page_block(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    for most, kept in ((8, True), (7, False)):
        monkeypatch.setattr(Limits, "page_block", most)
        record, findings = read_page_record(WHOLE_PAGE, "page", "Page")
        assert [item.term for item in record.risks] == ["Bleeding"][: int(kept)]
        assert any(isinstance(finding, TooLarge) for finding in findings) is not kept


def page_seconds(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "page_seconds", 0.1)
    monkeypatch.setattr(page_folders, "read_text", lambda content, path: sum(1 for _ in repeat(None)))
    with TemporaryDirectory() as folder:
        assert "READING_TOO_LONG" in page_findings(Path(folder))


def source_file(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "source_file", 1000)
    with TemporaryDirectory() as folder:
        path = Path(folder, "codes.csv.gz")
        for size in (1000, 1001):
            path.write_bytes(gzip.compress(b" " * size))
            with open_bytes(path) as file:
                if size > 1000:
                    with pytest.raises(TooLarge):
                        file.read()
                else:
                    assert len(file.read()) == size


def source_seconds(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "source_seconds", 0.1)
    built = build([World(chain(NODES, repeat(NODES[0])))])  # type: ignore[arg-type]
    assert "READING_TOO_LONG" in [finding.code() for finding in built.findings]
    assert built.graph.number_of_nodes() == len(NODES)


def kinds_of_findings(content: bytes, name: str = "file") -> list[str]:
    """The kinds of the findings about an official file."""
    with TemporaryDirectory() as folder:
        Path(folder, name).write_bytes(content)
        sources, findings = official_sources([Path(folder)])
        return [finding.code() for finding in (*findings, *build(sources).findings)]


def is_met(content: bytes, limit: str, least: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is read at a limit, and one of which it is more is not."""
    for most in (least, least - 1):
        monkeypatch.setattr(Limits, limit, most)
        assert ("TOO_LARGE" in kinds_of_findings(content)) is (most < least)


def source_line(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    long = "x" * 100_000
    text = HCPCS.replace("Slings,Slings", f"{long},Slings")
    is_met(text.encode(), "source_line", max(map(len, text.split("\n"))), monkeypatch)


def json_file(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    is_met(LCD.encode(), "json_file", len(LCD), monkeypatch)


def xml_entry(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    is_met(ICD10CM.encode(), "xml_entry", 26, monkeypatch)


def xml_depth(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    is_met(ICD10CM.encode(), "xml_depth", 7, monkeypatch)


def table_codes(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    is_met(TABLES.encode(), "table_codes", 4, monkeypatch)


def ontology_file(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    for most, codes in ((len(ONTOLOGY), []), (len(ONTOLOGY) - 1, ["TOO_LARGE"])):
        monkeypatch.setattr(Limits, "ontology_file", most)
        assert _findings_of_ontology() == (codes, 0 if codes else 3)


def ontology_kinds(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    for most, codes in ((3, []), (2, ["TOO_LARGE"])):
        monkeypatch.setattr(Limits, "ontology_kinds", most)
        assert _findings_of_ontology() == (codes, most)


def _findings_of_ontology() -> tuple[list[str], int]:
    """The kinds of the findings about an ontology, and how many kinds of edges were read."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "ontology.toml")
        path.write_text(ONTOLOGY, encoding="utf-8")
        read = read_own_kinds([str(path)], SHIPPED)
        return [finding.code() for finding in read.findings], len(read.edge_kinds)


def table_findings(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "table_findings", 2)
    nodes = [{"curie": f"RISK:{number}", "kind": "Risc", "name": "A"} for number in range(3)]
    edges = [{"source": f"RISK:{number}", "target": "RISK:0", "kind": "IS_A"} for number in range(4)]
    with TemporaryDirectory() as folder:
        found = imported(write_tables(Path(folder, "tables"), nodes, edges), Path(folder, "work")).findings
    codes = [finding.code() for finding in found]
    assert codes == [*["UNDECLARED_KIND"] * 2, *["DANGLING_EDGE"] * 2, "MORE_FINDINGS", "MORE_FINDINGS"]
    assert [finding.details.get("count") for finding in found][4:] == [2, 1]


def community_edges(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the limit what needs communities is refused, and all else is answered."""
    edges = world_graph().number_of_edges()
    for most, refused in ((edges, False), (0, True)):
        monkeypatch.setattr(Limits, "community_edges", most)
        asked = GraphStore(snapshot_of(world_graph()))
        for query in ("{ communities { number } }", "{ analytics(community: 0) { totalCount } }"):
            codes = [error["extensions"]["code"] for error in ask_store(asked, query)["errors"]]
            assert codes == ["COMMUNITIES_NOT_FOUND"] * refused
        answer = ask_store(asked, "{ analytics { nodes { community pageRank } } }")
        assert answer["errors"] == []
        communities = {node["community"] for node in answer["data"]["analytics"]["nodes"]}
        assert (communities == {None}) is refused


def value_set_file(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = '[[include]]\nsystem = "CPT"\n'
    with TemporaryDirectory() as folder:
        path = Path(folder, "valuesets", "cpt.toml")
        path.parent.mkdir()
        path.write_text(rules)
        for most, codes in ((len(rules), []), (len(rules) - 1, ["TOO_LARGE"])):
            monkeypatch.setattr(Limits, "value_set_file", most)
            read = ValueSets([DataFolder(Path(folder))])
            assert ([finding.code() for finding in read.findings], [*read.by_name]) == (codes, [] if codes else ["cpt"])


READER_LIMITS: dict[str, Callable[[GraphStore, pytest.MonkeyPatch], None]] = {
    test.__name__: test
    for test in (
        page_file, page_blocks, page_block, page_seconds, source_file, source_line, source_seconds, json_file,
        xml_entry, xml_depth, table_codes, ontology_file, ontology_kinds, value_set_file, table_findings,
        community_edges,
    )
}  # fmt: skip
