"""The indexes as they are published: every term and every code, beside the list of codes that packages ship."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import parse

from graph.ingest.codes.icd10cm.tabular_list import Icd10Cm
from graph.ingest.codes.indexes.icd10pcs_index import PackagedIcd10PcsIndex
from graph.ingest.files.recognition import official_sources
from graph.ingest.source import NodeDependentSource, Source
from graph.model.elements import Edge, Node
from graph.model.findings import DeadEnds, UndecodableText
from tests.conftest import SHARED

PUBLISHED = SHARED / "codesets" / "as-published"
CM = PUBLISHED / "icd10cm"
needs_published = pytest.mark.skipif(not PUBLISHED.exists(), reason="the published files are not part of the project")
FILES = {
    "icd10cm_index_2017.xml": (15_110, 12_034),
    "icd10cm_neoplasm_2023.xml": (1_939, 9_018),
    "icd10cm_drug_2023.xml": (7_423, 40_000),
    "icd10cm_eindex_2023.xml": (8_001, 6_617),
    "icd10cm-drug-April-2025.csv": (7_401, 39_888),
}
"""Terms, and edges to codes, of each file."""
NAMED_IN_WORDS = {"icd10cm_index_2017.xml": 5, "icd10cm_eindex_2023.xml": 12}
"""Categories that stand in a reference ('see categories T17 and')."""


@pytest.fixture(scope="module")
def diagnoses() -> dict[str, Node]:
    return {item.curie: item for item in Icd10Cm.from_package().read() if isinstance(item, Node)}


def read_alone(path: Path, nodes: dict[str, Node]) -> tuple[Source, list[Node], list[Edge]]:
    (source,), findings = official_sources([path])
    assert findings == []
    assert isinstance(source, NodeDependentSource)
    source.nodes = nodes
    items = list(source.read())
    terms = {item.curie: item for item in items if isinstance(item, Node)}
    return source, list(terms.values()), [item for item in items if isinstance(item, Edge)]


@needs_published
@pytest.mark.parametrize("name", FILES)
def test_every_term_and_code_of_icd10cm_is_read(name: str, diagnoses: dict[str, Node]) -> None:
    source, terms, edges = read_alone(CM / name, diagnoses)
    kinds = Counter(edge.kind for edge in edges)
    assert (len(terms), kinds["LEADS_TO"]) == FILES[name]
    assert {type(f) for f in source.findings} <= {UndecodableText, DeadEnds}
    mains = sum(term.properties.get("level") == 0 for term in terms if term.properties.get("title"))
    assert kinds["HAS_SUBTERM"] <= len(terms) - mains


@needs_published
@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".xml")])
def test_no_code_of_the_xml_is_lost(name: str, diagnoses: dict[str, Node]) -> None:
    """What the file has in its elements, but for dashes and words, leads somewhere or is counted as unknown."""
    source, _, edges = read_alone(CM / name, diagnoses)
    written = sum(1 for term in parse(CM / name).iter("mainTerm") for _ in _written(term))
    unknown = sum(int(str(f.details["count"])) for f in source.findings if f.details.get("kept_as") == "unknown_codes")
    led = sum(edge.kind == "LEADS_TO" for edge in edges)
    assert led + unknown - written == NAMED_IN_WORDS.get(name, 0)


def _written(term: Element) -> Iterator[str]:
    for tag in ("code", "manif", "seecat", "subcat", "cell"):
        for element in term.iter(tag):
            text = (element.text or "").strip()
            if text.strip("-") and " " not in text:
                yield text


@needs_published
def test_the_packaged_index_has_the_terms_of_the_official_one() -> None:
    """Two years apart: nearly all terms of the older index are in the printed one, under the same lines."""
    packaged = {item.curie for item in PackagedIcd10PcsIndex().read() if isinstance(item, Node)}
    _, terms, _ = read_alone(PUBLISHED / "icd10pcs" / "icd10pcs_index_2023.xml", {})
    official = {term.curie for term in terms}
    assert len(official) == 21_953
    assert len(packaged) == 22_247
    assert len(packaged & official) == 21_678
