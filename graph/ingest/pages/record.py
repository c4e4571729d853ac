"""The typed content of one page, before it is matched with the vocabulary."""

from dataclasses import dataclass, field

from graph.ingest.pages.headings import SectionKey
from graph.ingest.pages.quantity import TimeQuantity


@dataclass(frozen=True, slots=True)
class Phrase:
    """A span of the page text: `page[start:end] == text`; `line` counts from 1."""

    text: str
    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a section.

    `term` is the wording without label, examples, condition and time; `whole` is the entire entry.
    """

    whole: Phrase
    term: str
    detail: str | None = None
    condition: str | None = None
    quantity: TimeQuantity | None = None
    examples: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """A role in the personnel section; `entry` numbers its list entry, `any_of` marks roles of an 'A or B' entry."""

    whole: Phrase
    title: str
    entry: int
    specialty: str | None = None
    condition: str | None = None
    any_of: bool = False
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `phase` is the sub-heading it stands under."""

    whole: Phrase
    title: str | None
    text: str
    phase: str | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """An alternative with its pros and cons."""

    item: Item
    pros: tuple[str, ...] = ()
    cons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Duration:
    """Duration of the procedure in minutes, None where the page has no number; `per` is a unit as in 'per level'."""

    whole: Phrase
    min_minutes: int | None
    max_minutes: int | None
    per: str | None


@dataclass(frozen=True, slots=True)
class PolicyMention:
    """A policy that the page lists; `coverage` stays 'mentioned' unless the page says more."""

    whole: Phrase
    section: SectionKey
    title: str
    payer: str | None = None
    number: str | None = None
    url: str | None = None
    status: str | None = None
    effective_date: str | None = None
    coverage: str = "mentioned"


@dataclass(frozen=True, slots=True)
class SimilarMention:
    """A procedure that the page lists as similar, by code, by name or by both."""

    whole: Phrase
    name: str
    code: str | None = None
    prefix: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A section with all of its text, one line a block; `remarks` are the passages that fit nowhere else."""

    key: SectionKey
    title: str
    heading: Phrase
    text: str
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class PageRecord:
    """One page. Empty sections give empty lists; all text of the page is in `Section.text`."""

    name: str
    synonyms: tuple[str, ...] = ()
    descriptor: Phrase | None = None
    code_kind: str | None = None
    is_add_on: bool = False
    summary: str | None = None
    purpose: str | None = None
    patient_experience: str | None = None
    duration: Duration | None = None
    settings: list[Phrase] = field(default_factory=list)
    indications: list[Item] = field(default_factory=list)
    contraindications: list[Item] = field(default_factory=list)
    preparations: list[Item] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    personnel: list[Role] = field(default_factory=list)
    risks: list[Item] = field(default_factory=list)
    benefits: list[Item] = field(default_factory=list)
    recovery: list[Item] = field(default_factory=list)
    alternatives: list[Alternative] = field(default_factory=list)
    alternatives_text: str | None = None
    policies: list[PolicyMention] = field(default_factory=list)
    similar: list[SimilarMention] = field(default_factory=list)
    unclear_times: list[Phrase] = field(default_factory=list)
    head_remarks: list[Phrase] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    prose: dict[SectionKey, list[Phrase]] = field(default_factory=dict)
