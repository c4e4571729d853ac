"""The operations that are measured: the standard queries, those of the explorer's pages of codes, and compared ones."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.model.source_files import ROOT

PAGES = ROOT / "web" / "src" / "node"
_EVIDENCE = ROOT / "web" / "src" / "api" / "evidence.ts"
_STANDARD, _COMPARED = ROOT / "data" / "queries", Path(__file__).parent / "queries"
_DOCUMENT = re.compile(r"graphql\(\s*`(.*?)`", re.DOTALL)
_OPERATION = re.compile(r"query (\w+)")
DIAGNOSIS, PROCEDURE, PAGE = "ICD10CM:", "ICD10PCS:", "PAGE:"
_EXPLORER = {
    "diagnosis/query.ts": DIAGNOSIS,
    "diagnosis/groups-query.ts": DIAGNOSIS,
    "diagnosis/references-query.ts": DIAGNOSIS,
    "diagnosis/risk-query.ts": DIAGNOSIS,
    "diagnosis/nearest-query.ts": DIAGNOSIS,
    "diagnosis/known-as.tsx": DIAGNOSIS,
    "code/query.ts": PROCEDURE,
    "code/groups.tsx": PROCEDURE,
    "code/crosswalks.tsx": PROCEDURE,
}
"""Files of the explorer, and the prefix of the codes that their queries are asked for."""
_REFUSED = ("NearestCodes",)
"""Queries that are refused for some of the codes."""
CODE_PAGES = ("DiagnosisPage", "ProcedureCode")
"""The queries that a page of a code asks first."""
COMPARED = {"diagnosis": DIAGNOSIS, "procedure": PROCEDURE, "page": PAGE}
"""The operations of `queries/`, which Neo4j's library can answer too."""


@dataclass(frozen=True, slots=True)
class Document:
    """An operation; where it has a variable `curie`, that is of nodes whose CURIEs begin with `prefix`."""

    name: str
    text: str
    prefix: str = ""


def standard() -> Iterator[Document]:
    """The standard queries, with the values that they have by default."""
    for path in sorted(_STANDARD.glob("*.graphql")):
        yield Document(path.stem, path.read_text(encoding="utf-8"))


def explorer() -> Iterator[Document]:
    """What the explorer asks for pages of codes, with the fragment of evidence where it is used."""
    (evidence,) = _documents(_EVIDENCE)
    for name, prefix in _EXPLORER.items():
        for text in _documents(PAGES / name):
            operation = _OPERATION.search(text)
            if operation is not None and operation[1] not in _REFUSED:
                yield Document(operation[1], text + evidence if "...Evidence" in text else text, prefix)


def compared() -> Iterator[Document]:
    """The operations that both can answer."""
    for name, prefix in COMPARED.items():
        yield Document(name, (_COMPARED / f"{name}.graphql").read_text(encoding="utf-8"), prefix)


def _documents(path: Path) -> list[str]:
    return _DOCUMENT.findall(path.read_text(encoding="utf-8"))
