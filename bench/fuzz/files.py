"""Official files, sets of mappings and vocabularies: a mutated one is read, or named in a finding."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from bench.fuzz.reading import check_findings, check_read, time_bound
from graph.ingest.code_sources import NEEDING_CODES
from graph.ingest.codes.history.icd10cm_history import Icd10CmHistory
from graph.ingest.codes.history.sources import HISTORY_READERS
from graph.ingest.codes.icd10cm.tabular_list import Icd10Cm
from graph.ingest.files.recognition import official_sources
from graph.ingest.source import Source
from graph.ingest.sssom import SUFFIX, SssomMappings
from graph.ingest.vocabulary import read_vocabulary
from tests.graph.ingest.codes import files, test_gems, test_layouts, test_mappings, test_units
from tests.graph.ingest.codes.history import test_official_files as history
from tests.graph.ingest.codes.indexes import files as indexes
from tests.graph.ingest.codes.risk import test_clinical_categories as categories

_VOCABULARY = "label\taliases\tbroader\nBleeding\tblood loss|hemorrhage\t\nLate bleeding\t\tBleeding\n"
_LIST = history.LIST.format("".join(history.DIAG.format(code, code) for code in ("A00", "A00.0", "J34.83")))
_ANSWER = (
    '{"meta": {}, "data": [{"document_display_id": "L33577", "document_version": 3, "title": "Slings", "url": "/x", '
    '"contractor_name_type": "Palmetto GBA, LLC\\n(MAC - Part A)", "updated_on": "08/14/2025", "note": "Future"}, '
    '{"document_id": 5, "document_type": "NCD", "document_display_id": "240.2", "title": "Oxygen &amp; air"}]}'
)


@cache
def seeds() -> Sequence[bytes]:
    """A small file of each kind, and of each of its layouts."""
    texts = (
        *files.ALL.values(), files.anweb(), _ANSWER, _VOCABULARY,
        indexes.DISEASES, indexes.NEOPLASMS, indexes.DRUGS, indexes.CAUSES, indexes.PROCEDURES, indexes.DRUG_ROWS,
        history.CONVERSION, history.ADDENDA, history.PCS, _LIST,
        test_layouts.PAIRS_NOTICE + test_layouts.PAIRS_TITLES + test_layouts.PAIRS, test_layouts.ADD_ONS,
        test_layouts.FEES, test_layouts.CLASSES, test_layouts.RECORDS,
        test_units.NOTICE + test_units.TITLES.format("Practitioner Services") + "G0105,1,2 Date,Policy\r\n",
        test_units.FEES, test_gems.LOWER_CASE, test_gems.TO_ICD9, test_gems.PROCEDURES,
        categories.SINGLE, categories.MIXED, categories.PLAIN, categories.PROCEDURES,
        test_mappings.HEAD + test_mappings.COLUMNS + test_mappings.ROW,
    )  # fmt: skip
    return [text.encode() if isinstance(text, str) else text for text in texts]


def check(content: bytes, folder: Path) -> None:
    """Read a file as what it is recognised as, beside codes to which it may refer; as mappings; and as a vocabulary.

    Raises:
        AssertionError: it is neither read nor named in a finding, its reader failed, or it took too long.
    """
    official = _put(folder / "codes", "file.gz" if content.startswith(b"\x1f\x8b") else "file", content)
    files.put(folder / "codes", **{name: files.ALL[name] for name in ("one.xml", "three")})
    with time_bound():
        sources, findings = official_sources([folder / "codes"])
        check_read(_in_order(sources), findings, official)
        mappings = _put(folder / "mappings", f"file{SUFFIX}", content)
        check_read([SssomMappings(mappings.parent)], [], mappings)
        words = _put(folder / "vocabulary", "risk.tsv", content)
        vocabulary, findings = read_vocabulary([words.parent])
        check_findings({document.path for document in vocabulary.documents}, findings, words)
    official.unlink()


def _put(folder: Path, name: str, content: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    return folder / name


def _in_order(sources: Sequence[Source]) -> list[Source]:
    """As in a build of all: those that need codes after those that have them."""
    tabular = next((source for source in sources if isinstance(source, Icd10Cm)), None)
    for source in sources:
        if isinstance(source, Icd10CmHistory):
            source.tabular = tabular
    return sorted(sources, key=lambda source: isinstance(source, (*NEEDING_CODES, *HISTORY_READERS)))
