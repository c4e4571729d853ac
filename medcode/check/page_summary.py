"""What was understood of a page, in a few lines."""

from collections import Counter
from collections.abc import Iterator, Sequence

from graph.ingest.pages.headings import TITLES, SectionKey
from graph.ingest.pages.record import Duration, PageRecord
from graph.model.findings import SourceError, UnknownTerm, printable

_LISTS = {
    SectionKey.INDICATIONS: ("indications", "indication", "Indication"),
    SectionKey.CONTRAINDICATIONS: ("contraindications", "contraindication", "Contraindication"),
    SectionKey.PREPARATION: ("preparations", "preparation", "Preparation"),
    SectionKey.STEPS: ("steps", "step", ""),
    SectionKey.SETTING: ("settings", "setting", "Setting"),
    SectionKey.PERSONNEL: ("personnel", "role", "Role"),
    SectionKey.RISKS: ("risks", "risk", "Risk"),
    SectionKey.BENEFITS: ("benefits", "benefit", "Benefit"),
    SectionKey.RECOVERY: ("recovery", "recovery note", "Recovery"),
    SectionKey.ALTERNATIVES: ("alternatives", "alternative", "Alternative"),
    SectionKey.POLICIES: ("policies", "policy document", ""),
    SectionKey.SIMILAR: ("similar", "similar procedure", ""),
}
"""Sections that list something: the field of the record, the word for an entry, and the kind of its terms."""
_TEXTS = {
    SectionKey.SUMMARY: "summary",
    SectionKey.PURPOSE: "purpose",
    SectionKey.EXPERIENCE: "patient_experience",
}
_SELDOM = (SectionKey.NAME, SectionKey.GUIDELINES, SectionKey.POLICIES, SectionKey.SIMILAR, SectionKey.OTHER)
"""Sections that a page need not have."""


def page_counts(record: PageRecord) -> dict[str, int]:
    """How many entries each section has."""
    return {key.value: len(getattr(record, name)) for key, (name, _, _) in _LISTS.items() if getattr(record, name)}


def summary_lines(record: PageRecord, findings: Sequence[SourceError]) -> list[str]:
    """What a page says, section by section; what it lacks; what was kept as text alone."""
    unknown = Counter(str(one.details["kind"]) for one in findings if isinstance(one, UnknownTerm))
    lines = [", ".join(_lists(record, unknown))]
    texts = [TITLES[key].casefold() for key, name in _TEXTS.items() if getattr(record, name)]
    texts += [words for words in (_duration(record.duration),) if words]
    lines.append(", ".join(texts))
    if record.synonyms:
        lines.append(f"Also called: {printable(', '.join(record.synonyms))}")
    missing = [title for key, title in TITLES.items() if key not in _SELDOM and not _has(record, key)]
    if missing:
        lines.append(f"Nothing read of: {', '.join(missing)}")
    kept = [f"{section.title} ({len(section.remarks)})" for section in record.sections if _is_kept(record, section.key)]
    if kept:
        lines.append(f"Kept as text alone: {printable(', '.join(kept))}")
    return [line for line in lines if line]


def _lists(record: PageRecord, unknown: Counter[str]) -> Iterator[str]:
    for name, word, kind in _LISTS.values():
        number = len(getattr(record, name))
        if number:
            terms = unknown[kind]
            more = f" ({terms} unknown term{'s' * (terms != 1)})" if terms else ""
            words = f"{number} {word}{'s' * (number != 1)}{more}"
            yield words.replace(" ", "\N{NO-BREAK SPACE}")


def _duration(duration: Duration | None) -> str:
    if duration is None:
        return ""
    low, high = duration.min_minutes, duration.max_minutes
    if low is None and high is None:
        return "duration without a number"
    span = "–".join(str(minutes) for minutes in dict.fromkeys((low, high)) if minutes is not None)
    return f"duration {span} min{f' per {duration.per}' if duration.per else ''}"


def _has(record: PageRecord, key: SectionKey) -> bool:
    """Whether something was understood of a section; one that says 'none' has been read, too."""
    if key is SectionKey.DURATION:
        return record.duration is not None
    name = _TEXTS.get(key) or _LISTS[key][0]
    return bool(getattr(record, name)) or any(section.key is key and section.remarks for section in record.sections)


def _is_kept(record: PageRecord, key: SectionKey) -> bool:
    return any(section.key is key and section.remarks for section in record.sections) and key not in (
        SectionKey.GUIDELINES,
        SectionKey.POLICIES,
        SectionKey.SIMILAR,
    )
