"""Files and folders that cannot be read: a finding names them, and all else is read."""

import gzip
import os
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.ingest.build import build
from graph.ingest.build_inputs import fingerprint
from graph.ingest.codes.hcpcs import HcpcsTable
from graph.ingest.files.recognition import official_sources
from graph.ingest.pages.page_folders import PageSource
from graph.ingest.pages.to_graph import PageGraphEmitter
from graph.ingest.sssom import SssomMappings
from graph.ingest.verify_quotes import verify
from graph.ingest.vocabulary import Vocabulary, read_vocabulary
from graph.model.elements import Edge, Node
from graph.model.findings import MalformedRow, ReaderFailed, TooLarge, UnreadableFile, UnrecognisedFile
from graph.model.limits import Limits
from graph.model.source_files import document_path
from tests.graph.ingest.codes import files
from tests.graph.ingest.codes.files import put, read
from tests.graph.ingest.codes.test_mappings import COLUMNS, HEAD, ROW
from tests.graph.ingest.pages.test_layout import PAGE
from tests.shipped import build_from_pages

MEGABYTE = 1 << 20


def loop(path: Path) -> Path:
    """A link that leads in a circle."""
    other = path.with_name(f"{path.name}-other")
    other.symlink_to(path)
    path.symlink_to(other)
    return path


def forbid(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let files of this name be such as may not be opened, for whoever runs the tests."""
    opened = Path.open

    def open_or_refuse(self: Path, *arguments: object, **named: object) -> object:
        if self.name == name:
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *arguments, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", open_or_refuse)


def test_the_fingerprint_of_what_cannot_be_read_is_another_once_it_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, **{"a.txt": "a", "b.txt": "b"})
    os.mkfifo(tmp_path / "pipe")
    loop(tmp_path / "circle")
    whole = fingerprint([tmp_path, tmp_path / "missing"])
    assert whole == fingerprint([tmp_path, tmp_path / "missing"])
    forbid(monkeypatch, "b.txt")
    assert fingerprint([tmp_path, tmp_path / "missing"]) != whole


def test_links_in_a_circle_are_findings(tmp_path: Path) -> None:
    (tmp_path / "knee.txt").write_text(PAGE)
    circle = loop(tmp_path / "circle.txt")
    built = build_from_pages([tmp_path])
    assert {Path(finding.path).name for finding in built.findings if isinstance(finding, UnreadableFile)} == {
        "circle.txt",
        "circle.txt-other",
    }
    assert "PAGE:knee" in built.graph
    assert [type(finding) for finding in build_from_pages([circle]).findings] == [UnreadableFile]
    assert document_path(circle).endswith("circle.txt")


def test_a_file_that_may_not_be_opened_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, **{"one.csv": files.HCPCS, "two.csv": files.PLACES, "knee.txt": PAGE})
    forbid(monkeypatch, "one.csv")
    built, findings = read(tmp_path)
    assert [Path(finding.path).name for finding in findings if isinstance(finding, UnreadableFile)] == ["one.csv"]
    assert "POS:01" in built.graph


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_entered_is_a_finding(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    (closed / "below").mkdir(parents=True)
    closed.chmod(0)
    try:
        for folder in (closed, closed / "below"):
            assert {type(finding) for finding in build_from_pages([folder]).findings} == {UnreadableFile}
            fingerprint([folder])
    finally:
        closed.chmod(0o700)


def test_of_a_page_that_fails_while_it_is_emitted_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: PageGraphEmitter) -> Iterator[Node | Edge]:
        raise ValueError("a mistake of this program")

    (tmp_path / "knee.txt").write_text(PAGE)
    monkeypatch.setattr(PageGraphEmitter, "_sections", fail)
    built = build([PageSource({tmp_path: "MIT"}, Vocabulary())])
    assert [type(finding) for finding in built.findings] == [ReaderFailed]
    assert list(built.graph) == []


def test_a_file_whose_table_cannot_be_told_is_a_finding_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: HcpcsTable) -> str:
        raise ValueError("a mistake of this program")

    put(tmp_path, **{"one.csv": files.HCPCS, "two.csv": files.PLACES})
    monkeypatch.setattr(HcpcsTable, "table", fail)
    sources, findings = official_sources([tmp_path])
    assert [type(source).__name__ for source in sources] == ["PlacesOfService"]
    assert [Path(finding.path).name for finding in findings] == ["one.csv"]


def test_a_mapping_of_nothing_is_not_recognised(tmp_path: Path) -> None:
    sources, findings = official_sources([put(tmp_path, gem="24900 NoDx    11000\n36570 NoDx    11000\n")])
    assert (sources, [type(finding) for finding in findings]) == ([], [UnrecognisedFile])


@pytest.mark.parametrize("head", ["", "hcpcs_code,short_description,long_description\nA4565,Slings,Slings\n"])
def test_a_packed_file_of_any_size_is_refused_in_little_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, head: str
) -> None:
    monkeypatch.setattr(Limits, "source_file", 16 * MEGABYTE)
    (tmp_path / "bomb.csv.gz").write_bytes(gzip.compress(head.encode() + b"A4566,Sling,Sling\n" * (2 * MEGABYTE), 1))
    tracemalloc.start()
    try:
        built, findings = read(tmp_path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [type(finding) for finding in findings] == [TooLarge if head else UnrecognisedFile]
    assert peak < 8 * MEGABYTE
    assert not built.graph


def test_what_is_wrong_with_a_set_of_mappings_leaves_the_others(tmp_path: Path) -> None:
    put(tmp_path, **{"a.sssom.tsv": HEAD + COLUMNS + ROW, "c.sssom.tsv": "no metadata"})
    put(tmp_path, **{"b.sssom.tsv": b"\xff"})
    loop(tmp_path / "d.sssom.tsv")
    os.mkfifo(tmp_path / "e.sssom.tsv")
    source = SssomMappings(tmp_path)
    assert [item.curie for item in source.read() if isinstance(item, Node)] == ["ICD10CM:S93.4"]
    assert sorted(Path(finding.path).name[0] for finding in source.findings) == ["b", "c", "d", "e"]


def test_a_class_of_codes_that_is_none_and_a_long_cell_cost_their_rows_alone(tmp_path: Path) -> None:
    columns = COLUMNS.rstrip("\n") + "\tobject_codes\n"
    rows = (ROW.rstrip("\n") + f"\t{codes}\n" for codes in ("0SR[9-0]", "x" * 200_000, ""))
    (tmp_path / "a.sssom.tsv").write_text(HEAD + columns + "".join(rows))
    source = SssomMappings(tmp_path)
    assert [item.curie for item in source.read() if isinstance(item, Node)] == ["ICD10CM:S93.4"]
    assert [type(finding) for finding in source.findings] == [MalformedRow, MalformedRow]


def test_a_vocabulary_that_is_no_regular_file_is_a_finding(tmp_path: Path) -> None:
    put(tmp_path, **{"risk.tsv": "label\taliases\tbroader\nBleeding\t\t\n"})
    os.mkfifo(tmp_path / "benefit.tsv")
    vocabulary, findings = read_vocabulary([tmp_path])
    assert list(vocabulary.terms["Risk"]) == ["Bleeding"]
    assert [type(finding) for finding in findings] == [UnreadableFile]


@pytest.mark.parametrize("now", ["pipe", "larger"])
def test_a_source_that_is_no_longer_read_fails_the_quotes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, now: str
) -> None:
    page = tmp_path / "knee.txt"
    page.write_text(PAGE)
    graph = build([PageSource({tmp_path: "MIT"}, Vocabulary())]).graph
    if now == "pipe":
        page.unlink()
        os.mkfifo(page)
    else:
        monkeypatch.setattr(Limits, "source_file", len(PAGE) - 1)
    (failure,) = verify(graph)
    assert "cannot be read" in str(failure)
