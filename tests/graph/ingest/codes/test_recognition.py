"""Official files are recognised by what is in them."""

import gzip
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph.ingest.files import recognition as official
from graph.ingest.files.recognition import official_sources, recognise
from graph.ingest.files.table_source import TableSource
from graph.ingest.source import NodeDependentSource
from tests.graph.ingest.codes import files
from tests.graph.ingest.codes.files import put

KINDS = (
    "Icd10Cm Icd10PcsTables HcpcsTable AddOnCodes BundlingEdits FeeSchedule Rbcs PlacesOfService CoverageDocumentList "
    "PlanPolicies CptDescriptors CoverageDetermination"
).split()


@pytest.mark.parametrize(("name", "kind"), list(zip(files.ALL, KINDS, strict=True)))
def test_a_file_is_recognised_by_what_is_in_it(tmp_path: Path, name: str, kind: str) -> None:
    put(tmp_path, **{name: files.ALL[name]})
    assert type(recognise(tmp_path / name)).__name__ == kind


def test_packed_files_and_records_are_recognised_too(tmp_path: Path) -> None:
    put(tmp_path, **{"edits.gz": gzip.compress(files.EDITS.encode()), "records": files.anweb()})
    assert [type(recognise(tmp_path / name)).__name__ for name in ("edits.gz", "records")] == [
        "BundlingEdits",
        "HcpcsFixedWidth",
    ]


@dataclass(slots=True)
class Drugs(TableSource):
    columns: tuple[str, ...] = ("ndc", "drug_name")
    title: str = "Drugs"


@dataclass(slots=True)
class HcpcsWithDrugs(TableSource):
    columns: tuple[str, ...] = ("hcpcs_code", "short_description", "long_description", "ndc")
    title: str = "HCPCS Level II with drugs"


@pytest.mark.parametrize("table", [Drugs, HcpcsWithDrugs])
@pytest.mark.parametrize("place", range(len(official.READERS) + 1))
def test_a_kind_of_table_is_recognised_wherever_it_stands_in_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: type[TableSource], place: int
) -> None:
    monkeypatch.setattr(official, "READERS", (*official.READERS[:place], table, *official.READERS[place:]))
    put(tmp_path, new=",".join(table(tmp_path).columns) + "\n", **files.ALL)
    sources, findings = official_sources([tmp_path])
    assert findings == []
    assert sorted(type(source).__name__ for source in sources) == sorted([*KINDS, table.__name__])
    dependent = [isinstance(source, NodeDependentSource) for source in sources]
    assert dependent == sorted(dependent)
    assert any(dependent)
