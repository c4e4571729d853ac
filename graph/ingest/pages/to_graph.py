"""From the record of a page to nodes and edges, each edge with its evidence."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from graph.ingest.pages.concept_resolver import ConceptResolver
from graph.ingest.pages.headings import SectionKey
from graph.ingest.pages.quantity import TimeQuantity
from graph.ingest.pages.record import Alternative, Item, PageRecord, Phrase, PolicyMention, SimilarMention
from graph.ingest.pages.settings import resolve_settings
from graph.ingest.policies.document_addresses import published_address
from graph.ingest.policies.policy_nodes import payer_nodes, policy_curie
from graph.ingest.vocabulary import normalise
from graph.model.elements import (
    Edge,
    Evidence,
    EvidenceMethod,
    Node,
    Properties,
    Value,
    make_curie,
    slugify,
    split_curie,
)

# Section of a page → kind of the concepts it lists and the edge that leads to them.
_LISTS = {
    SectionKey.INDICATIONS: ("indications", "Indication", "HAS_INDICATION"),
    SectionKey.CONTRAINDICATIONS: ("contraindications", "Contraindication", "HAS_CONTRAINDICATION"),
    SectionKey.PREPARATION: ("preparations", "Preparation", "HAS_PREPARATION"),
    SectionKey.RISKS: ("risks", "Risk", "HAS_RISK"),
    SectionKey.BENEFITS: ("benefits", "Benefit", "HAS_BENEFIT"),
    SectionKey.RECOVERY: ("recovery", "Recovery", "HAS_RECOVERY"),
}


def present_properties(**values: Value | None) -> Properties:
    """The properties that are neither None nor an empty tuple."""
    return {name: value for name, value in values.items() if value is not None and value != ()}


@dataclass(frozen=True, slots=True)
class PageGraphEmitter:
    """Emits nodes and edges of one page. `find` maps a normalised name to the CURIE of its only procedure."""

    record: PageRecord
    curie: str
    slug: str
    source: str
    path: str
    category: str | None
    concepts: ConceptResolver
    find: Callable[[str], str | None]

    def emit(self) -> Iterator[Node | Edge]:
        """The procedure, its parts and its edges, in the order of the page; its concepts collect in `concepts`."""
        yield self._procedure()
        yield from self._category()
        for key in _LISTS:
            yield from self._list(key)
        yield from self._personnel()
        yield from self._settings()
        yield from self._steps()
        for position, alternative in enumerate(self.record.alternatives):
            yield from self._alternative(position, alternative)
        for position, policy in enumerate(self.record.policies):
            yield from self._policy(position, policy)
        for position, similar in enumerate(self.record.similar):
            yield from self._similar(position, similar)
        yield from self._sections()

    def _procedure(self) -> Node:
        record, duration = self.record, self.record.duration
        properties = present_properties(
            slug=self.slug,
            descriptor=record.descriptor.text if record.descriptor else None,
            code_kind=record.code_kind,
            synonyms=record.synonyms,
            summary=record.summary,
            purpose=record.purpose,
            patient_experience=record.patient_experience,
            setting_text="\n".join(phrase.text for phrase in record.settings) or None,
            duration_text=duration.whole.text if duration else None,
            duration_min_minutes=duration.min_minutes if duration else None,
            duration_max_minutes=duration.max_minutes if duration else None,
            duration_per=duration.per if duration else None,
            is_add_on=record.is_add_on,
            alternatives_text=record.alternatives_text,
            has_page=True,
            is_stub=False,
            licensed=("descriptor",) if record.descriptor and self.curie.startswith("CPT:") else None,
        )
        return Node(self.curie, "Procedure", record.name, properties)

    def _edge(self, kind: str, target: str, section: SectionKey, quote: Phrase, properties: Properties,
              method: EvidenceMethod = EvidenceMethod.STATED) -> Edge:  # fmt: skip
        evidence = Evidence(self.source, section.value, quote.text, quote.start, quote.end, method)
        return Edge(self.curie, kind, target, properties, (evidence,))

    def _category(self) -> Iterator[Node | Edge]:
        if self.category is not None:
            curie = make_curie("CATEGORY", slugify(self.category))
            yield Node(curie, "Category", self.category.replace("-", " ").capitalize())
            evidence = Evidence(self.source, None, self.category, None, None, EvidenceMethod.PATH)
            yield Edge(self.curie, "IN_CATEGORY", curie, {}, (evidence,))

    def _list(self, key: SectionKey) -> Iterator[Edge]:
        name, kind, edge = _LISTS[key]
        items: list[Item] = getattr(self.record, name)
        for position, item in enumerate(items):
            target = self.concepts.resolve(kind, item.whole, item.term, self.path)
            yield self._edge(edge, target, key, item.whole, _item_properties(position, item))
            yield from self._examples(kind, target, key, position, item)
        yield from self._prose(key, kind, edge, len(items))

    def _prose(self, key: SectionKey, kind: str, edge: str, position: int) -> Iterator[Edge]:
        """Known terms in a section that is prose; words the vocabulary does not know stay text."""
        for phrase in self.record.prose.get(key, ()):
            for offset, found in enumerate(self.concepts.vocabulary.scan(kind, phrase.text)):
                target = self.concepts.resolve_term(self.concepts.vocabulary.terms[kind][found.label])
                yield self._edge(edge, target, key, phrase, {"position": position + offset}, EvidenceMethod.SCANNED)

    def _examples(self, kind: str, target: str, key: SectionKey, position: int, item: Item) -> Iterator[Edge]:
        for example in item.examples:
            curie = self.concepts.resolve(kind, example, example.text, self.path)
            if curie != target:
                properties = present_properties(position=position, example_of=target)
                yield self._edge("NAMES_EXAMPLE", curie, key, example, properties)

    def _personnel(self) -> Iterator[Edge]:
        for position, role in enumerate(self.record.personnel):
            target = self.concepts.resolve("Role", role.whole, role.title, self.path)
            properties = present_properties(
                position=position,
                entry=role.entry,
                specialty=role.specialty,
                condition=role.condition,
                interchangeable=role.any_of or None,
                detail=role.detail,
            )
            yield self._edge("PERFORMED_BY", target, SectionKey.PERSONNEL, role.whole, properties)
        yield from self._prose(SectionKey.PERSONNEL, "Role", "PERFORMED_BY", len(self.record.personnel))

    def _settings(self) -> Iterator[Edge]:
        position = 0
        for phrase in self.record.settings:
            for target in resolve_settings(phrase, self.concepts, self.path):
                yield self._edge("PERFORMED_IN", target, SectionKey.SETTING, phrase, {"position": position})
                position += 1

    def _steps(self) -> Iterator[Node | Edge]:
        for position, step in enumerate(self.record.steps):
            curie = make_curie("STEP", f"{self._local_id()}/{position + 1}")
            properties = present_properties(number=position + 1, text=step.text, phase=step.phase)
            yield Node(curie, "Step", step.title or _first_words(step.text), properties)
            yield self._edge("HAS_STEP", curie, SectionKey.STEPS, step.whole, {"position": position})

    def _alternative(self, position: int, alternative: Alternative) -> Iterator[Edge]:
        item, key = alternative.item, SectionKey.ALTERNATIVES
        target = self.concepts.resolve("Alternative", item.whole, item.term, self.path)
        properties = {
            **_item_properties(position, item),
            **present_properties(pros=alternative.pros, cons=alternative.cons),
        }
        yield self._edge("HAS_ALTERNATIVE", target, key, item.whole, properties)
        yield from self._examples("Alternative", target, key, position, item)

    def _policy(self, position: int, policy: PolicyMention) -> Iterator[Node | Edge]:
        curie = policy_curie(policy.payer or "", policy.number or policy.title)
        properties = present_properties(
            number=policy.number,
            url=policy.url or published_address(policy.number),
            status=policy.status,
            effective_date=policy.effective_date,
        )
        yield Node(curie, "Policy", policy.title, properties)
        said = present_properties(position=position, coverage=policy.coverage)
        governed = self._edge("GOVERNED_BY", curie, policy.section, policy.whole, said)
        yield governed
        if policy.payer is not None:
            yield from payer_nodes(curie, policy.payer, governed.evidence)

    def _similar(self, position: int, similar: SimilarMention) -> Iterator[Node | Edge]:
        curie_of_code = make_curie(similar.prefix, similar.code) if similar.prefix and similar.code else None
        target = curie_of_code or self.find(normalise(similar.name)) or make_curie("PAGE", slugify(similar.name))
        if target != self.curie:
            yield Node(target, "Procedure", similar.name, {"slug": slugify(similar.name), "is_stub": True})
            yield self._edge("SIMILAR_TO", target, SectionKey.SIMILAR, similar.whole, {"position": position})

    def _sections(self) -> Iterator[Node | Edge]:
        used_names: set[str] = set()
        for position, section in enumerate(self.record.sections):
            name = slugify(section.title) if section.key is SectionKey.OTHER else section.key.value
            name = name if name not in used_names else f"{name}-{position + 1}"
            used_names.add(name)
            curie = make_curie("SECTION", f"{self._local_id()}/{name}")
            properties = present_properties(number=position + 1, text=section.text or None, remarks=section.remarks)
            yield Node(curie, "Section", section.title, properties)
            yield self._edge("HAS_SECTION", curie, section.key, section.heading, {"position": position})

    def _local_id(self) -> str:
        """Local part for what belongs to this page alone; 'CPT-22848' cannot meet a slug, which is lower case."""
        prefix, local = split_curie(self.curie)
        return local if prefix == "PAGE" else f"{prefix}-{local}"


def _item_properties(position: int, item: Item) -> dict[str, Value]:
    quantity: Mapping[str, Value] = _quantity_properties(item.quantity) if item.quantity else {}
    return {**present_properties(position=position, detail=item.detail, condition=item.condition), **quantity}


def _quantity_properties(quantity: TimeQuantity) -> Properties:
    return present_properties(duration_min=quantity.low, duration_max=quantity.high, duration_unit=quantity.unit)


def _first_words(text: str, words: int = 8) -> str:
    parts = text.split()
    return text if len(parts) <= words else " ".join(parts[:words]) + " …"
