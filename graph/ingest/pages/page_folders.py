"""Procedure pages: one file describes one procedure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from os.path import realpath
from pathlib import Path, PurePath

from graph.ingest.files.regular_file import files_below, read_regular
from graph.ingest.pages.concept_resolver import ConceptResolver
from graph.ingest.pages.condition_sentences import unread_conditions
from graph.ingest.pages.identity import Identity, path_identity
from graph.ingest.pages.page_sections import read_layout
from graph.ingest.pages.reader import read_record
from graph.ingest.pages.record import PageRecord
from graph.ingest.pages.text import checksum, read_text
from graph.ingest.pages.to_graph import PageGraphEmitter
from graph.ingest.read_guard import read_guard
from graph.ingest.source import Progress, no_progress
from graph.ingest.vocabulary import Vocabulary, normalise
from graph.model.elements import Edge, Node, SourceDocument
from graph.model.findings import DuplicatePage, SourceError, UnclearTime
from graph.model.limits import Limits
from graph.model.source_files import document_path

UNKNOWN_LICENCE = (
    "not stated; a page about a CPT code may quote descriptors that the American Medical Association licenses"
)


@dataclass(frozen=True, slots=True)
class IdentifiedPage:
    """A page that was read: its record, the procedure it is about and the document it stands in."""

    record: PageRecord
    identity: Identity
    document: SourceDocument
    path: str


def read_page_record(content: bytes, path: str, fallback_name: str) -> tuple[PageRecord, list[SourceError]]:
    """The record of one page and its findings.

    Raises:
        NotAPage: the file is empty, binary or no procedure page.
        TooLarge: it has more blocks than a page may have.
    """
    page, findings = read_text(content, path)
    layout, more = read_layout(page.text, path, page.file_lines)
    record = read_record(layout, fallback_name)
    unclear = (UnclearTime(path, time.line, words=time.text) for time in record.unclear_times)
    return record, [*findings, *more, *unread_conditions(layout, path), *unclear]


PageRecords = dict[tuple[str, str, str], tuple[PageRecord, list[SourceError]]]
"""What pages were read as, by the checksum of their content, their path and what they are called by it."""


@dataclass(slots=True)
class PageSource:
    """All pages below some folders, each with the licence of its pages. Of two pages of one code the first counts.

    `known` are pages that were read before, and of those that are read now only they are kept there.
    """

    roots: Mapping[Path, str]
    vocabulary: Vocabulary
    known: PageRecords = field(default_factory=dict)
    documents: list[SourceDocument] = field(default_factory=list)
    findings: list[SourceError] = field(default_factory=list)
    _read: PageRecords = field(default_factory=dict)

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        pages = self._pages(track)
        concepts = ConceptResolver(self.vocabulary)
        names = _unique_names(pages.values())
        for curie, page in pages.items():
            identity, document, items = page.identity, page.document, list[Node | Edge]()
            # A page is read as a whole or not at all: its concepts count once all of it has been emitted.
            own = ConceptResolver(self.vocabulary)
            with read_guard(page.path, self.findings, Limits.page_seconds):
                emitter = PageGraphEmitter(
                    page.record, curie, identity.slug, document.id, page.path, identity.category, own, names.get
                )
                items = list(emitter.emit())
                concepts.add(own)
            yield from items
        yield from concepts.nodes.values()
        yield from concepts.edges.values()
        self.findings.extend(concepts.findings)
        self.documents.extend(self.vocabulary.documents)

    def _pages(self, track: Progress) -> dict[str, IdentifiedPage]:
        # A file below two roots is read once, below the first: it says more of the path.
        located: dict[str, tuple[Path, Path]] = {}
        for root in self.roots:
            for path in self._files(root):
                located.setdefault(realpath(path), (root, path))
        files = {str(path): (root, path) for root, path in located.values()}
        pages: dict[str, IdentifiedPage] = {}
        for name in track(list(files), "pages"):
            page = self._page(*files[name])
            if page is None:
                continue
            first = pages.setdefault(page.identity.curie, page)
            if first is not page:
                finding = DuplicatePage(page.path, curie=page.identity.curie, first=first.path)
                self.findings.append(finding)
        self.documents.extend(page.document for page in pages.values())
        self.known.clear()
        self.known.update(self._read)
        return pages

    def _page(self, root: Path, path: Path) -> IdentifiedPage | None:
        """A page as it is read; None, and a finding, where it cannot be."""
        with read_guard(str(path), self.findings, Limits.page_seconds):
            return self._read_page(root, path)
        return None

    def _read_page(self, root: Path, path: Path) -> IdentifiedPage:
        relative = PurePath(path.relative_to(root) if path != root else path.name)
        identity, findings = path_identity(relative)
        content = read_regular(path, Limits.page_file, "page")
        record, more = self._record(content, str(path), identity.slug.replace("-", " ").capitalize())
        self.findings.extend((*findings, *more))
        document = SourceDocument(
            self._id(root, relative),
            record.name,
            document_path(path),
            checksum(content),
            self.roots[root],
            self.roots[root] != UNKNOWN_LICENCE,
        )
        return IdentifiedPage(record, identity, document, str(path))

    def _record(self, content: bytes, path: str, fallback_name: str) -> tuple[PageRecord, list[SourceError]]:
        key = checksum(content), path, fallback_name
        if key not in self._read:
            self._read[key] = self.known.get(key) or read_page_record(content, path, fallback_name)
        return self._read[key]

    def _id(self, root: Path, relative: PurePath) -> str:
        """Path below the root, with the root's name; a second root of the same name gets a number."""
        same = [other for other in self.roots if other.name == root.name]
        number = same.index(root) + 1
        return f"{root.name if number == 1 else f'{root.name}-{number}'}/{relative.as_posix()}"

    def _files(self, root: Path) -> Iterator[Path]:
        yield from files_below(root, self.findings, hidden=False)


def _unique_names(pages: Iterable[IdentifiedPage]) -> dict[str, str]:
    """Name or synonym → CURIE, for the names that belong to one page only."""
    named: dict[str, set[str]] = {}
    for page in pages:
        for name in (page.record.name, *page.record.synonyms):
            named.setdefault(normalise(name), set()).add(page.identity.curie)
    return {name: next(iter(curies)) for name, curies in named.items() if len(curies) == 1}
