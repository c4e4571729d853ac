"""The controlled vocabulary: labels and synonyms of concepts.

Plain data in `<kind>.tsv` of folders of vocabulary, one row per concept: `label`, `aliases` separated by `|`, and
`broader`, the label of the concept it is a kind of; lines that begin with `#` are comments. A row whose label another
row has already, in this file or in one that was read before, adds to that concept. Matching ignores case, punctuation
at the ends and the kind of dash or apostrophe; it never guesses.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from graph.ingest.files.regular_file import read_regular
from graph.model.elements import SourceDocument, slugify
from graph.model.findings import MalformedFile, MalformedRow, SourceError, TooLarge, UnreadableFile, printable
from graph.model.limits import Limits
from graph.model.nearest_name import nearest_name
from graph.model.ontology.page_node_kinds import CONCEPTS
from graph.model.source_files import PROJECT, document_path

COLUMNS = ["label", "aliases", "broader"]
COMMENT = "#"
TERM_KINDS = {kind.singular: kind.name for kind in CONCEPTS}
"""The kinds of nodes that a vocabulary has terms of, by the names of their files."""
_OWN_LICENCE = "not stated"
_DASHES = str.maketrans({"\u200b": None, "\ufeff": None, "‐": "-", "‑": "-", "–": "-", "—": "-", "’": "'", "‘": "'"})
_NEGATION = re.compile(r"\b(?:no|not|never|without|rather than|instead of)\b", re.IGNORECASE)


def normalise(term: str) -> str:
    """A term as it is compared: case, dashes, white space and closing punctuation do not count."""
    plain = term if term.isascii() else unicodedata.normalize("NFKC", term).translate(_DASHES)
    folded = plain.casefold()
    return " ".join(folded.split()).strip(" .,;:!?\"'*")


@dataclass(frozen=True, slots=True)
class Term:
    """One concept of the vocabulary and the row that declares it: `text[start:start + len(row)] == row`.

    Of several rows it is the one that says of what it is a kind, or else the first; `path` is the file.
    """

    kind: str
    label: str
    aliases: tuple[str, ...]
    broader: str | None
    source: str
    row: str
    start: int
    line: int
    path: str

    @property
    def place(self) -> str:
        """File and line of its row."""
        return f"{self.path}:{self.line}"


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

    def add(self, term: Term) -> Iterator[SourceError]:
        """Add a term, or what it says of one of the same label; yields a finding for each that has its wording."""
        self._patterns.pop(term.kind, None)
        terms, wordings = self.terms.setdefault(term.kind, {}), self.wordings.setdefault(term.kind, {})
        known = terms.get(wordings.get(normalise(term.label), ""))
        if known is not None and normalise(known.label) == normalise(term.label):
            if term.broader and known.broader and term.broader != known.broader:
                reason = f"'{term.label}' is a kind of '{known.broader}' already, by {printable(known.place)}"
                yield MalformedRow(term.path, term.line, reason=reason)
            terms[known.label] = _joined(known, term)
            label = known.label
        else:
            terms[term.label], label = term, term.label
        # CURIEs are made of slugs: wordings with the slug of a label are the same concept.
        self.slugs.setdefault(term.kind, {}).setdefault(slugify(label), label)
        told = {label}
        for wording in (label, *term.aliases):
            existing = wordings.setdefault(normalise(wording), label)
            if existing not in told:
                told.add(existing)
                reason = f"'{wording}' already means '{existing}', by {printable(terms[existing].place)}"
                yield MalformedRow(term.path, term.line, reason=reason)


def _joined(known: Term, other: Term) -> Term:
    """A term with the aliases of a further row, and with its broader term where it has none."""
    aliases = tuple(dict.fromkeys((*known.aliases, *other.aliases)))
    first = known if known.broader or not other.broader else other
    return replace(first, label=known.label, aliases=aliases)


def read_vocabulary(folders: Sequence[Path]) -> tuple[Vocabulary, list[SourceError]]:
    """The vocabulary of some folders, each of which adds to those before it.

    What cannot be read is a finding, and the rest is kept.
    """
    vocabulary, findings = Vocabulary(), list[SourceError]()
    for directory in folders:
        for path in sorted(directory.glob("*.tsv")):
            kind = TERM_KINDS.get(path.stem)
            if kind is None:
                near = nearest_name(path.stem, TERM_KINDS)
                more = {"did_you_mean": f"{near}.tsv"} if near else {}
                reason = f"no kind of terms has this name; there are {', '.join(TERM_KINDS)}"
                findings.append(MalformedFile(str(path), None, reason=reason, **more))
                continue
            number = sum(folder.name == directory.name for folder in folders[: folders.index(directory) + 1])
            name = directory.name if number == 1 else f"{directory.name}-{number}"
            _read_file(path, kind, f"{name}/{path.name}", vocabulary, findings)
    return vocabulary, [*findings, *_unknown_broader(vocabulary)]


def _read_file(path: Path, kind: str, id: str, vocabulary: Vocabulary, findings: list[SourceError]) -> None:
    try:
        content = read_regular(path, Limits.source_file, "vocabulary")
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        findings.append(MalformedFile(str(path), line, reason="it is not UTF-8 text; save it as UTF-8"))
        return
    except OSError as error:
        findings.append(UnreadableFile(str(path), reason=error.strerror or str(error)))
        return
    except TooLarge as finding:
        findings.append(finding)
        return
    shipped = document_path(path).startswith(PROJECT)
    document = SourceDocument(
        id,
        f"Vocabulary: {kind}",
        document_path(path),
        sha256(content).hexdigest(),
        "MIT" if shipped else _OWN_LICENCE,
        shipped,
    )
    vocabulary.documents.append(document)
    for term in _read_terms(text, kind, document, str(path), findings):
        findings.extend(vocabulary.add(term))


def _read_terms(
    text: str, kind: str, document: SourceDocument, path: str, findings: list[SourceError]
) -> Iterator[Term]:
    start, has_header = 0, False
    for line, row in enumerate(text.split("\n"), 1):
        cells = [cell.strip(" \r\ufeff") for cell in row.split("\t")]
        if row.strip(" \t\r\ufeff") and not row.startswith(COMMENT):
            if not has_header:
                if cells != COLUMNS:
                    reason = f"the columns must be {', '.join(COLUMNS)}, with tabs between them"
                    findings.append(MalformedRow(path, line, reason=reason))
                    return
                has_header = True
            elif len(cells) == len(COLUMNS) and cells[0]:
                aliases = tuple(alias.strip() for alias in cells[1].split("|") if alias.strip())
                yield Term(kind, cells[0], aliases, cells[2] or None, document.id, row, start, line, path)
            else:
                found = f"{len(cells) - 1} tabs" if cells[0] else "no label"
                reason = f"a row has a label, aliases and broader with two tabs between them; found {found}"
                findings.append(MalformedRow(path, line, reason=reason))
        start += len(row) + 1


def _unknown_broader(vocabulary: Vocabulary) -> Iterator[SourceError]:
    for terms in vocabulary.terms.values():
        for term in terms.values():
            if term.broader is not None and term.broader not in terms:
                yield MalformedRow(term.path, term.line, reason=f"'{term.broader}' is not a label of this kind")
