"""A finding in words for whoever wrote the file: what is wrong, what to do, and lines to paste."""

from dataclasses import dataclass
from pathlib import Path

from graph.ingest.data_folder import SHIPPED
from graph.ingest.nearest_terms import NearTerm, nearest_terms
from graph.ingest.pages.headings import TITLES, heading_key
from graph.ingest.vocabulary import normalise
from graph.model.data_findings import UnknownName
from graph.model.errors import Detail
from graph.model.findings import (
    DanglingEdge,
    SourceError,
    UnknownSection,
    UnknownTerm,
    WrongEnd,
    printable,
)
from graph.model.ontology import ONTOLOGY
from medcode.check.context import CheckContext

_LONGEST_TERM = 80
"""Characters of a wording that may be a term; a sentence is none."""
_PLAIN: dict[type[SourceError], tuple[str, str]] = {
    DanglingEdge: ("Nothing has the name of one end of this row.", "Correct the name."),
}
"""Findings that say of the program what whoever wrote the file need not know."""
_PLAIN_DETAILS = ("reason", "problem", "words", "error")
"""Details that are words for people as they are."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A line to add to a file of terms, and what it says."""

    file: str
    line: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What a finding says, what to do, and lines of which one is added."""

    message: str
    suggestions: tuple[str, ...] = ()
    additions: tuple[Addition, ...] = ()


def advice_for(finding: SourceError, context: CheckContext) -> Advice:
    """What a finding says to whoever wrote the file."""
    if isinstance(finding, UnknownTerm):
        return _unknown_term(finding, context)
    guess = finding.details.get("did_you_mean")
    question = (f"Did you mean '{guess}'?",) if guess else ()
    if isinstance(finding, UnknownSection):
        return _unknown_heading(str(finding.details["heading"]), question)
    if isinstance(finding, UnknownName):
        return Advice(f"Unknown name: '{finding.details['name']}'", (*question, f"{finding.message} {finding.hint}"))
    if isinstance(finding, WrongEnd) and ONTOLOGY.edges[str(finding.details["kind"])].is_own:
        return _wrong_end(finding)
    if isinstance(finding, WrongEnd):
        message = f"'{finding.details['source']}' cannot be mapped to '{finding.details['target']}'."
        return Advice(message, ("What pages and terms mean is mapped to a code of ICD-10 or of another system.",))
    message, hint = _PLAIN.get(type(finding), (finding.message, finding.hint))
    details = " ".join(_sentence(name, value) for name, value in finding.details.items() if _is_told(name, value))
    return Advice(f"{message} {details}".strip(), (*question, hint))


def _wrong_end(finding: WrongEnd) -> Advice:
    """What an edge of a kind of the user's own joins, and what it may join."""
    kind = ONTOLOGY.edges[str(finding.details["kind"])]
    ends = finding.details["between"]
    found = " to ".join(ends) if isinstance(ends, list) else ""
    allowed = f"from {' or '.join(kind.sources)} to {' or '.join(kind.targets)}"
    both = ", both ends of one kind" if kind.same_kind else ""
    message = f"{kind.name} leads {allowed}{both}, and here from {found}."
    return Advice(message, ("Correct the row, or `sources` and `targets` of the kind in the ontology.",))


def shown_path(path: Path) -> str:
    """A path as it is printed: that of a shipped file below the project, any other below the current folder."""
    for folder in (SHIPPED.root.parent, Path.cwd()):
        if path.is_absolute() and path.is_relative_to(folder):
            return printable(str(path.relative_to(folder)))
    return printable(str(path))


def _unknown_heading(heading: str, question: tuple[str, ...]) -> Advice:
    key = heading_key(heading)
    if key is None:
        hint = "Rename it if it means a known section; its text is kept as it is."
        return Advice(f"Unknown heading: '{heading}'", (*question, hint))
    hint = f"The other headings are titles: write '{TITLES[key]}', if it is meant; its text is kept as it is."
    return Advice(f"The heading '{heading}' is not that of a section here", (hint,))


def _unknown_term(finding: UnknownTerm, context: CheckContext) -> Advice:
    kind = str(finding.details["kind"])
    term = printable(" ".join(str(finding.details["term"]).replace("|", "/").split()))
    name = ONTOLOGY.nodes[kind].singular
    near = nearest_terms(context.vocabulary, kind, term)
    label = term[:1].upper() + term[1:]
    known = tuple(_described(one) for one in near)
    message = f"Unknown {name}: '{term}'"
    if len(term) > _LONGEST_TERM:
        return Advice(message, (*known, "Name it in a few words, as an item of a list."))
    path = context.vocabulary_folder(Path(finding.path)) / f"{name}.tsv"
    file = shown_path(path)
    header = () if path.exists() else (f"{file} is not there yet; `medcode new vocabulary {name}` begins it.",)
    own = Addition(file, f"{label}\t\t", "a term of its own")
    same = [
        Addition(file, f"{one.term.label}\t{term}\t", f"another wording of '{one.term.label}'")
        for one in near[:1]
        if one.may_mean(term)
    ]
    return Advice(message, (*known, *header), (own, *same))


def _described(near: NearTerm) -> str:
    """Where a term that is near stands; one that differs by a letter or two may be what the page was to say."""
    other = "" if normalise(near.term.label) == near.wording else f", also called '{near.wording}'"
    said = f"'{near.term.label}'{other} ({shown_path(Path(near.term.path))}:{near.term.line})"
    return f"Did you mean {said}? Then correct the page." if near.is_misspelling else f"Near: {said}"


def _is_told(name: str, value: Detail) -> bool:
    return name not in ("did_you_mean", "column") and value not in (None, "", [])


def _sentence(name: str, value: Detail) -> str:
    words = (", ".join(value) if isinstance(value, list) else str(value)).replace(f"{SHIPPED.root.parent}/", "")
    if name in _PLAIN_DETAILS:
        return f"{words[:1].upper()}{words[1:]}{'' if words.endswith(('.', '?', '!', ']')) else '.'}"
    return f"{name.replace('_', ' ').capitalize()}: {words}."
