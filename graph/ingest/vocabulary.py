"""The controlled vocabulary: labels and synonyms of concepts.

Plain data in `data/vocabulary/<kind>.tsv`, one row per concept: `label`, `aliases` separated by `|`, and `broader`,
the label of the concept it is a kind of. Matching ignores case, punctuation at the ends and the kind of dash or
apostrophe; it never guesses.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from graph.ingest.files.regular_file import read_regular
from graph.model.elements import SourceDocument, slugify
from graph.model.findings import MalformedRow, SourceError, TooLarge, UnreadableFile
from graph.model.limits import Limits
from graph.model.ontology import ONTOLOGY
from graph.model.source_files import document_path

COLUMNS = ["label", "aliases", "broader"]
_DASHES = str.maketrans({"\u200b": None, "\ufeff": None, "‐": "-", "‑": "-", "–": "-", "—": "-", "’": "'", "‘": "'"})
_NEGATION = re.compile(r"\b(?:no|not|never|without|rather than|instead of)\b", re.IGNORECASE)


def normalise(term: str) -> str:
    """A term as it is compared: case, dashes, white space and closing punctuation do not count."""
    folded = unicodedata.normalize("NFKC", term).translate(_DASHES).casefold()
    return " ".join(folded.split()).strip(" .,;:!?\"'*")


@dataclass(frozen=True, slots=True)
class Term:
    """One concept of the vocabulary and the row that declares it: `text[start:start + len(row)] == row`."""

    kind: str
    label: str
    aliases: tuple[str, ...]
    broader: str | None
    source: str
    row: str
    start: int
    line: int


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A vocabulary term at `start:end` of a text."""

    label: str
    start: int
    end: int


@dataclass(slots=True)
class Vocabulary:
    """The terms of each kind, by every wording."""

    terms: dict[str, dict[str, Term]] = field(default_factory=dict)
    wordings: dict[str, dict[str, str]] = field(default_factory=dict)
    slugs: dict[str, dict[str, str]] = field(default_factory=dict)
    documents: list[SourceDocument] = field(default_factory=list)
    _patterns: dict[str, re.Pattern[str] | None] = field(default_factory=dict)
    """What finds the wordings of a kind in a text."""

    def lookup(self, kind: str, *candidates: str) -> Term | None:
        """The term of the first candidate that is known by wording or slug; None where there is none."""
        wordings = self.wordings.get(kind, {})
        for candidate in candidates:
            label = wordings.get(normalise(candidate)) or self.slugs.get(kind, {}).get(slugify(candidate))
            if label is not None:
                return self.terms[kind][label]
        return None

    def scan(self, kind: str, text: str) -> list[TermMatch]:
        """The known terms in a text, longest first where they overlap; clauses with a negation are passed over."""
        if kind not in self._patterns:
            self._patterns[kind] = self._pattern(kind)
        pattern = self._patterns[kind]
        found: list[TermMatch] = []
        for clause in re.finditer(r"[^.;]+", text):
            for match in pattern.finditer(clause[0]) if pattern else ():
                if not _NEGATION.search(clause[0][: match.start()]):
                    label = self.wordings[kind][normalise(match[0])]
                    found.append(TermMatch(label, clause.start() + match.start(), clause.start() + match.end()))
        return list({item.label: item for item in reversed(found)}.values())[::-1]

    def _pattern(self, kind: str) -> re.Pattern[str] | None:
        wordings = sorted(self.wordings.get(kind, ()), key=lambda wording: (-len(wording), wording))
        if not wordings:
            return None
        return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, wordings))})(?![\w-])", re.IGNORECASE)

    def add(self, term: Term, path: str) -> Iterator[SourceError]:
        """Add a term; yields a finding for each wording that another term has already."""
        self._patterns.pop(term.kind, None)
        self.terms.setdefault(term.kind, {})[term.label] = term
        # CURIEs are made of slugs: wordings with the slug of a label are the same concept.
        self.slugs.setdefault(term.kind, {}).setdefault(slugify(term.label), term.label)
        wordings = self.wordings.setdefault(term.kind, {})
        for wording in (term.label, *term.aliases):
            existing = wordings.setdefault(normalise(wording), term.label)
            if existing != term.label:
                yield MalformedRow(path, term.line, reason=f"'{wording}' already means '{existing}'")


def read_vocabulary(folders: Sequence[Path]) -> tuple[Vocabulary, list[SourceError]]:
    """The vocabulary of some folders; what cannot be read is a finding and the rest is kept."""
    vocabulary, findings = Vocabulary(), list[SourceError]()
    files = {kind.singular: kind.name for kind in ONTOLOGY.node_kinds}
    for directory, path in ((folder, path) for folder in folders for path in sorted(folder.glob("*.tsv"))):
        kind = files.get(path.stem)
        if kind is None:
            findings.append(MalformedRow(str(path), reason="no kind of node has this name"))
            continue
        try:
            content = read_regular(path, Limits.source_file, "vocabulary")
            text = content.decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            findings.append(UnreadableFile(str(path), reason=str(error)))
            continue
        except TooLarge as finding:
            findings.append(finding)
            continue
        document = SourceDocument(
            f"{directory.name}/{path.name}",
            f"Vocabulary: {kind}",
            document_path(path),
            sha256(content).hexdigest(),
            "MIT",
        )
        vocabulary.documents.append(document)
        for term in _read_terms(text, kind, document, findings):
            findings.extend(vocabulary.add(term, str(path)))
        findings.extend(_unknown_broader(vocabulary, kind, str(path)))
    return vocabulary, findings


def _read_terms(text: str, kind: str, document: SourceDocument, findings: list[SourceError]) -> Iterator[Term]:
    start = 0
    for line, row in enumerate(text.split("\n"), 1):
        cells = [cell.strip() for cell in row.split("\t")]
        if line == 1 and cells != COLUMNS:
            findings.append(MalformedRow(document.path, 1, reason=f"the columns must be {', '.join(COLUMNS)}"))
            return
        if line > 1 and row.strip():
            if len(cells) == len(COLUMNS) and cells[0]:
                aliases = tuple(alias.strip() for alias in cells[1].split("|") if alias.strip())
                yield Term(kind, cells[0], aliases, cells[2] or None, document.id, row, start, line)
            else:
                findings.append(MalformedRow(document.path, line, reason="a row has a label, aliases and broader"))
        start += len(row) + 1


def _unknown_broader(vocabulary: Vocabulary, kind: str, path: str) -> Iterator[SourceError]:
    terms = vocabulary.terms.get(kind, {})
    for term in terms.values():
        if term.broader is not None and term.broader not in terms:
            yield MalformedRow(path, term.line, reason=f"'{term.broader}' is not a label of this file")
