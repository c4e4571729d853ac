"""The GraphQL documents of the explorer, as its modules have them, with variables to ask them with."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from graph.model.source_files import ROOT

_SOURCES = ROOT / "web" / "src"
_DOCUMENT = re.compile(r"graphql\(\s*`(.*?)`", re.DOTALL)
_DEFINITION = re.compile(r"^\s*(?:fragment|query) (\w+)", re.MULTILINE)
_SPREAD = re.compile(r"\.\.\.(?!on\b)(\w+)")
_DIAGNOSIS, _CODE, _PAGE = "ICD10CM:E11.9", "ICD10PCS:0QH204Z", "PAGE:acl-reconstruction"
CURIES = (_DIAGNOSIS, _CODE, _PAGE, "ICD10CM:S72.001A", "ICD10CM:I21", "RISK:infection", "MSDRG:470", "HCPCS:A0001")
"""What documents about one node are asked about: codes, a category, a page, what pages share, a group, what is not."""
_CASE = {
    "diagnoses": [{"code": "I21.4", "presentOnAdmission": "Y"}, {"code": "E11.9"}, {"code": "N17.9"}],
    "procedures": [{"code": "02703ZZ"}],
    "patient": {"age": 66, "sex": "FEMALE"},
}
_VARIABLES: dict[str, dict[str, Any]] = {
    "Compare": {"a": _PAGE, "b": "PAGE:knee-arthroscopy"},
    "ProcedureToCompare": {"curie": _PAGE},
    "Neighborhood": {"of": [_DIAGNOSIS], "depth": 2, "maxNodes": 60},
    "Path": {"from": _PAGE, "to": _DIAGNOSIS, "maxLength": 6},
    "Statements": {"of": [_PAGE], "maxNodes": 200},
    "PrincipalsOnExclusionList": {"curie": "PDX:0982", "code": "E11.9", "name": "Diabetes", "first": 20},
    "NearestToUnknown": {"text": "E11.99", "shorter": "E11.9", "shorterStill": "E11", "shortest": "E1"},
    "Search": {"query": "broken hip", "first": 10},
    "Suggest": {"prefix": "diab", "first": 8},
    "Review": {"case": _CASE, "reasons": True},
}


@cache
def _modules() -> dict[Path, list[str]]:
    found = {path: _DOCUMENT.findall(path.read_text(encoding="utf-8")) for path in sorted(_SOURCES.rglob("*.ts*"))}
    return {path: texts for path, texts in found.items() if texts}


def documents() -> Iterator[tuple[str, str]]:
    """The name and the text of each operation, with the fragments that it needs."""
    for path, texts in _modules().items():
        for text in texts:
            name = re.search(r"^\s*query (\w+)", text, re.MULTILINE)
            if name:
                yield name[1], _with_fragments(path, text)


def _with_fragments(path: Path, text: str) -> str:
    known, parts = set[str](), [text]
    for part in parts:
        known.update(_DEFINITION.findall(part))
        for name in _SPREAD.findall(part):
            if name not in known:
                known.add(name)
                parts.append(_fragment(path, name))
    return "\n".join(parts)


def _fragment(path: Path, name: str) -> str:
    """The text that defines a fragment: in the same module, else in the one that lies nearest."""
    defining = [(where, text) for where, texts in _modules().items() for text in texts if f"fragment {name} " in text]
    shared = [(len(set(where.parts) & set(path.parts)), where == path, text) for where, text in defining]
    return max(shared, key=lambda found: (found[1], found[0]))[2]


def requests() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The name and the text of each operation with variables; those of one node for several nodes."""
    for name, text in documents():
        if name in _VARIABLES:
            yield name, text, _VARIABLES[name]
        elif "$curie" in text:
            yield from ((name, text, {"curie": curie}) for curie in CURIES)
        else:
            yield name, text, {}
