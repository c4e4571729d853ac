"""The data that the project ships, held to what it promises."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from graph.ingest import build_inputs
from graph.ingest import default_graph as shipped
from graph.ingest.build import BuildResult
from graph.ingest.build_inputs import PAGES, VOCABULARY
from graph.ingest.default_graph import build_from_pages, ensure_snapshot
from graph.ingest.pages.headings import SectionKey
from graph.ingest.pages.page_folders import read_page_record
from graph.ingest.verify_quotes import verify
from graph.ingest.vocabulary import read_vocabulary
from graph.model.property_graph import edges_of, iter_nodes
from graph.store.snapshot import OWN_INPUTS, inputs_of, write_snapshot

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


def test_the_shipped_graph_is_built_once_and_own_builds_are_left_alone(
    built: BuildResult, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shipped, "build_all", lambda *_, **__: built)
    assert ensure_snapshot(tmp_path / "graph") is not None
    assert ensure_snapshot(tmp_path / "graph") is None
    write_snapshot(built.graph, tmp_path / "graph", "an older version")
    assert ensure_snapshot(tmp_path / "graph") is not None
    write_snapshot(built.graph, tmp_path / "graph")
    assert ensure_snapshot(tmp_path / "graph") is None
    assert inputs_of(tmp_path / "graph") == OWN_INPUTS


def test_official_files_belong_to_what_a_snapshot_was_built_from(
    built: BuildResult, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shipped, "build_all", lambda *_, **__: built)
    (tmp_path / "codes").mkdir()
    assert ensure_snapshot(tmp_path / "graph", [tmp_path / "codes"]) is not None
    assert ensure_snapshot(tmp_path / "graph", [tmp_path / "codes"]) is None
    (tmp_path / "codes" / "new.csv").write_text("new")
    assert ensure_snapshot(tmp_path / "graph", [tmp_path / "codes"]) is not None


def test_what_official_files_call_active_is_asked_anew_on_another_day(
    built: BuildResult, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shipped, "build_all", lambda *_, **__: built)
    (tmp_path / "codes").mkdir()
    assert ensure_snapshot(tmp_path / "graph", [tmp_path / "codes"]) is not None
    monkeypatch.setattr(build_inputs, "date", type("Tomorrow", (date,), {"today": lambda: date(2999, 1, 1)}))
    assert ensure_snapshot(tmp_path / "graph", [tmp_path / "codes"]) is not None
