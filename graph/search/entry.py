"""What a search knows of a node: its codes, its names and the texts that speak of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from graph.model.elements import Node, split_curie
from graph.model.ontology import ONTOLOGY, Searched
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS
from graph.search.words import code_key

SYSTEM_WORDS: Mapping[str, tuple[str, ...]] = {
    "CPT": ("cpt4", "cpt"),
    "HCPCS": ("hcpcs",),
    "ICD10PCS": ("icd10pcs", "icd10", "pcs"),
    "ICD10CM": ("icd10cm", "icd10", "icd"),
    "MSDRG": ("msdrg", "drg"),
    "MDC": ("mdc",),
    "POS": ("pos",),
    "ICD9CM": ("icd9cm", "icd9"),
    "ICD9PCS": ("icd9pcs", "icd9"),
}
"""What people write before a code to say of which system it is, as `code_key` leaves it, the longest first."""


_OF_CODES = frozenset((*CODE_SYSTEMS, "PCSTABLE", "HCC", "CCSR"))
"""Prefixes of codes, and of what codes begin with."""


class Scope(StrEnum):
    """What sort of thing a node is to who searches."""

    CODES = "codes"
    PROCEDURES = "procedures"
    CONCEPTS = "concepts"


class Field(StrEnum):
    """What of a node a search can meet."""

    CODE = "code"
    NAME = "name"
    SYNONYM = Searched.SYNONYM.value
    INDEX = "index"
    EVERYDAY = "everyday"
    MAPPED = "mapped"
    NEARLY = "nearly"
    RELATED = "related"
    DESCRIPTOR = Searched.DESCRIPTOR.value
    INCLUDES = Searched.INCLUDES.value
    TEXT = Searched.TEXT.value


@dataclass(frozen=True, slots=True)
class Entry:
    """A node as it is searched. `codes` are as people write them; `texts` are what each field says, names first.

    What `is_other` is another entry's node as well, which stands for it unless its own kind is asked for.
    """

    curie: str
    kind: str
    codes: tuple[str, ...]
    texts: tuple[tuple[Field, str], ...]
    categories: tuple[str, ...] = ()
    is_stub: bool = False
    is_other: bool = False
    is_billable: bool = False

    @property
    def system(self) -> str:
        return self.curie.partition(":")[0]

    @property
    def scope(self) -> Scope:
        if self.system == "PAGE":
            return Scope.PROCEDURES
        return Scope.CODES if self.system in _OF_CODES else Scope.CONCEPTS


def node_entry(
    node: Node,
    more: Iterable[tuple[Field, str]] = (),
    categories: tuple[str, ...] = (),
    *,
    is_other: bool = False,
) -> Entry:
    """The entry of a node, with what its neighbours say of it; a code that was deleted is found by its code alone."""
    if node.properties.get("is_deleted"):
        code = split_curie(node.curie)[1]
        return Entry(node.curie, node.kind, (code,), ((Field.NAME, code),), is_stub=True)
    own = list(_own_texts(node))
    codes = tuple(text for field, text in own if field is Field.CODE)
    texts = [(Field.NAME, node.name), *(item for item in own if item[0] is not Field.CODE), *more]
    order = list(Field)
    texts.sort(key=lambda item: order.index(item[0]))
    stub = bool(node.properties.get("is_stub"))
    billable = bool(node.properties.get("is_billable")) or (node.curie.startswith("ICD10PCS:") and not stub)
    return Entry(node.curie, node.kind, codes, tuple(dict.fromkeys(texts)), categories, stub, is_other, billable)


def _own_texts(node: Node) -> Iterator[tuple[Field, str]]:
    kind = ONTOLOGY.nodes[node.kind]
    prefix, local = split_curie(node.curie)
    if prefix in kind.coded:
        yield Field.CODE, str(node.properties.get("code", local))
    for declared in kind.properties:
        value = node.properties.get(declared.name)
        if declared.searched and value:
            for text in value if isinstance(value, tuple) else (str(value),):
                yield Field(declared.searched.value), text


def code_keys(item: Entry) -> Iterator[str]:
    """All ways of writing the whole identity of a node, as keys."""
    yield code_key(item.curie)
    for key in map(code_key, item.codes):
        yield key
        # People leave out the zeros of a number that is padded with them, where they say of what it is.
        numbers = {key, key.lstrip("0")} if key.isdigit() else {key}
        yield from (word + number for word in SYSTEM_WORDS.get(item.system, ()) for number in sorted(numbers))
