"""The data that the project ships, held to what it promises."""

import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from graph.ingest import build_inputs
from graph.ingest.build import BuildResult
from graph.ingest.build_inputs import BuildInputs
from graph.ingest.data_folder import DataFolder, Part
from graph.ingest.graph_builder import GraphBuilder
from graph.ingest.pages.headings import SectionKey
from graph.ingest.pages.page_folders import read_page_record
from graph.ingest.verify_quotes import verify
from graph.ingest.vocabulary import read_vocabulary
from graph.model.property_graph import edges_of, iter_nodes
from graph.model.source_files import ROOT
from graph.store.snapshot_writer import write_snapshot
from tests.shipped import PAGES, VOCABULARY, build_from_pages

PAGE_FILES = sorted(PAGES.rglob("*.txt"))


@pytest.fixture(scope="module")
def built() -> BuildResult:
    return build_from_pages([PAGES])


def test_there_is_nothing_to_find_and_every_quote_holds(built: BuildResult) -> None:
    assert [str(finding) for finding in built.findings] == []
    assert [str(failure) for failure in verify(built.graph)] == []


def test_there_are_enough_pages_and_specialties() -> None:
    assert len(PAGE_FILES) == 120
    assert len({path.parent.name for path in PAGE_FILES}) == 12


OPTIONAL = {SectionKey.CONTRAINDICATIONS, SectionKey.OTHER}


@pytest.mark.parametrize("path", PAGE_FILES, ids=lambda path: path.stem)
def test_a_page_has_every_section_and_no_code(path: Path) -> None:
    record, findings = read_page_record(path.read_bytes(), str(path), "x")
    assert findings == []
    assert {section.key for section in record.sections} | OPTIONAL == set(SectionKey)
    assert 4 <= len(record.indications) <= 7
    assert 4 <= len(record.steps) <= 9
    assert record.duration is not None
    assert record.duration.min_minutes is not None
    assert record.alternatives
    assert all(alternative.pros and alternative.cons for alternative in record.alternatives)
    assert all(not section.remarks for section in record.sections)
    assert not re.search(r"\bCPT\b|\b\d{5}\b", path.read_text(encoding="utf-8"))


def test_pages_are_joined_by_what_they_share(built: BuildResult) -> None:
    owners = Counter(edge.target for edge in edges_of(built.graph) if edge.kind in ("HAS_RISK", "PERFORMED_BY"))
    assert sum(1 for count in owners.values() if count > 1) >= 30
    assert sum(1 for edge in edges_of(built.graph) if edge.kind == "DENOTES") >= 8


def test_a_similar_procedure_is_a_shipped_one(built: BuildResult) -> None:
    assert [node.name for node in iter_nodes(built.graph) if node.properties.get("is_stub")] == []


def test_every_term_of_the_vocabulary_has_one_place() -> None:
    vocabulary, findings = read_vocabulary([VOCABULARY])
    assert [str(finding) for finding in findings] == []
    assert {"Risk", "Role", "Indication", "Setting"} <= set(vocabulary.terms)


@pytest.mark.parametrize("wording", ["Infection", "infections", "Surgical site infection"])
def test_wordings_of_infection_are_one_risk(wording: str) -> None:
    term = read_vocabulary([VOCABULARY])[0].lookup("Risk", wording)
    assert term is not None
    assert term.label == "Infection"


@pytest.fixture
def inputs(tmp_path: Path) -> BuildInputs:
    """A folder of data with a page and an official file, which counts by itself."""
    mine = DataFolder(tmp_path / "mine")
    for part in (Part.PAGES, Part.CODES):
        mine.part(part).mkdir(parents=True)
    shutil.copy(PAGE_FILES[0], mine.part(Part.PAGES))
    shutil.copy(ROOT / "tests" / "official" / "codes" / "add-on-codes.csv", mine.part(Part.CODES))
    return BuildInputs((mine,), frozenset((Part.PAGES, Part.CODES, Part.MAPPINGS)))


def test_a_graph_is_built_once_for_the_same_inputs(inputs: BuildInputs, tmp_path: Path) -> None:
    builder, out = GraphBuilder(inputs, tmp_path / "layers"), tmp_path / "graph"
    assert builder.ensure_snapshot(out) is not None
    assert builder.ensure_snapshot(out) is None
    assert GraphBuilder(inputs, tmp_path / "layers").ensure_snapshot(out) is None
    write_snapshot(build_from_pages([PAGES / "urology"]).graph, out, "an older version")
    assert builder.ensure_snapshot(out) is not None


def test_files_of_each_part_belong_to_what_a_snapshot_was_built_from(inputs: BuildInputs, tmp_path: Path) -> None:
    builder, out = GraphBuilder(inputs, tmp_path / "layers"), tmp_path / "graph"
    assert builder.ensure_snapshot(out) is not None
    for part in (Part.PAGES, Part.CODES, Part.POLICIES, Part.MAPPINGS, Part.VOCABULARY):
        folder = inputs.own[0].part(part)
        folder.mkdir(exist_ok=True)
        (folder / "new.tsv").write_text("new")
        assert builder.ensure_snapshot(out) is not None, part
        assert builder.ensure_snapshot(out) is None
    queries = inputs.own[0].part(Part.QUERIES)
    queries.mkdir()
    (queries / "new.graphql").write_text("{ risks { totalCount } }")
    assert builder.ensure_snapshot(out) is None


def test_what_official_files_call_active_is_asked_anew_on_another_day(
    inputs: BuildInputs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builder, out = GraphBuilder(inputs, tmp_path / "layers"), tmp_path / "graph"
    assert builder.ensure_snapshot(out) is not None
    monkeypatch.setattr(build_inputs, "date", type("Tomorrow", (date,), {"today": lambda: date(2999, 1, 1)}))
    assert builder.ensure_snapshot(out) is not None
