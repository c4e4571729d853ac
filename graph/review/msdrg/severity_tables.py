"""Tables 6I and 6J of the final rule: all major complications (MCC), and all complications (CC).

Tab-separated in Windows-1252 as the package `drg` ships them: a title, and one line for each code with its point. They
have those, too, that no principal diagnosis excludes, which the tables of the grouper in `drgpy` leave out.
"""

import re
from collections.abc import Iterator, Mapping

from graph.model.elements import SourceDocument
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS
from graph.model.source_files import local_path, package_document

_TABLES = (("mcc", "6I", "mcc_list.txt"), ("cc", "6J", "cc_list.txt"))
_CODE = re.compile(CODE_SYSTEMS["ICD10CM"].pattern)


def severity_documents(edition: str | None) -> list[SourceDocument]:
    """Both tables as the package ships them, of the edition of the final rule that it is made from."""
    return [
        package_document(
            "drg.data.cms", name, f"ms-drg/table-{number}.txt", f"List of {level.upper()}s (table {number})"
        ).with_edition(edition)
        for level, number, name in _TABLES
    ]


def read_severity(documents: list[SourceDocument]) -> Mapping[str, str]:
    """The level, 'cc' or 'mcc', of each code without its point."""
    return {code: level for document, (level, *_) in zip(documents, _TABLES, strict=True) for code in _codes(document)}


def _codes(document: SourceDocument) -> Iterator[str]:
    for line in local_path(document.path).read_text(encoding="cp1252").splitlines():
        code = line.partition("\t")[0].strip()
        if _CODE.fullmatch(code):
            yield code.replace(".", "")
