"""The index of a graph: written beside its columns when it is frozen (opened by `graph.search.index_reader`).

Fields: `code_key`, `label_key`, `synonym_key`, `everyday_key`, `nearly_key`, `related_key` whole codes and names;
`code_start` every beginning of a code; `label`, `names`, `text` stems; `words` the words of names as they are, for
beginnings; `kind`, `system`, `category`, `scope` for facets; `other` and `billable` for those that are; `prior` how
likely a node is meant; `curie` its identity; `entry` the node as JSON, for its order, for rating it and for saying what
matched. Beside it lie the words of names with their counts, for corrections, what abbreviations mean, and the number of
the node of each entry in the columns.

Nodes go in by a fixed order, and tantivy puts equal scores in that order: so pages never overlap. An index is one
segment, or it stands upon another: the segments of that, in which what has changed is deleted, and one of its own (see
`graph.search.segments`).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import reduce
from pathlib import Path

import orjson
import tantivy

from graph.search.corrections import may_be_mistyped
from graph.search.entry import Entry, Field
from graph.search.entry_document import BILLABLE, CURIE, OTHER, entry_document, entry_order
from graph.search.index_checks import BESIDE
from graph.search.index_errors import errors_of_writing
from graph.search.paraphrases import KEYS
from graph.search.segments import (
    add_segments,
    copy_segments,
    kept_numbers,
    name_segments,
    read_numbers,
    write_numbers,
)
from graph.search.words import analyzer, folded_words

_TOLD = 1_000
"""Entries after which it is told how many are written."""
_HEAP = 1 << 30
"""So large that one segment takes all: it is what may be used, not what is."""
_WORDS = ("code_key", "code_start", "prior")
_EXPRESSIONS, _OFTEN = frozenset((Field.EVERYDAY, Field.NEARLY, Field.RELATED)), 3
"""Fields of expressions, and how many of them must have a word."""
FACETS = ("kind", "system", "category", "scope")


def index_schema() -> tantivy.Schema:
    """The fields of an index."""
    builder = tantivy.SchemaBuilder()
    for name in KEYS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in _WORDS:  # These have no blanks, so that many fit into one text.
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in (CURIE, OTHER, BILLABLE):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("label", "names"):  # A word that a name repeats says no more.
        builder.add_text_field(name, tokenizer_name="stems", index_option="basic")
    builder.add_text_field("text", tokenizer_name="stems", index_option="freq")
    builder.add_text_field("words", tokenizer_name="words", index_option="basic")
    builder.add_bytes_field("entry", stored=True, indexed=False)
    return builder.build()


@dataclass(frozen=True, slots=True)
class Meanings:
    """What expressions stand for by their key, the commonest meaning first, and which of them are abbreviations.

    `abbreviations` says of how many things each is one: these come first, and after them other words for them.
    """

    of: Mapping[str, Sequence[str]] = field(default_factory=dict)
    abbreviations: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WordCounts:
    """How many names have each word, and how many everyday expressions."""

    official: Mapping[str, int] = field(default_factory=dict)
    expressions: Mapping[str, int] = field(default_factory=dict)

    def known(self) -> Mapping[str, int]:
        """Words with their counts; of expressions only what several have, as they are also what people mistype."""
        counts = Counter(self.official)
        counts.update({word: count for word, count in self.expressions.items() if count >= _OFTEN})
        return dict(sorted(counts.items()))

    def plus(self, other: "WordCounts") -> "WordCounts":
        """The counts of both."""
        pairs = ((self.official, other.official), (self.expressions, other.expressions))
        return WordCounts(*(dict(sorted((Counter(own) + Counter(more)).items())) for own, more in pairs))

    def changed(self, added: Iterable[Entry], removed: Iterable[Entry]) -> "WordCounts":
        """The counts with the words of some entries, and without those of others."""
        counts = []
        for before, of_expressions in ((self.official, False), (self.expressions, True)):
            now = Counter(before)
            for item in added:
                now.update(_words_to_mistype(item, of_expressions=of_expressions))
            for item in removed:
                now.subtract(_words_to_mistype(item, of_expressions=of_expressions))
            counts.append({word: count for word, count in sorted(now.items()) if count})
        return WordCounts(*counts)


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """An index with what lies beside it.

    `numbers` are those of the nodes of its entries in the columns, segment by segment; `starts` is where those of each
    segment begin.
    """

    index: tantivy.Index
    words: WordCounts
    meanings: Meanings
    numbers: Sequence[int] = ()
    starts: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class LowerIndex:
    """The index of a folder upon which another is written, and its entries that are others there.

    `numbers` are those of the nodes of its entries in the columns of the graph above.
    """

    folder: Path
    words: WordCounts
    numbers: Sequence[int]
    replaced: Sequence[Entry]


def write_index(
    items: Iterable[Entry],
    folder: Path | None = None,
    number_of: Callable[[str], int | None] | None = None,
    meanings: Meanings | None = None,
    lower: LowerIndex | None = None,
    advance: Callable[[int, int], object] | None = None,
) -> SearchIndex:
    """Write the index into an empty folder, or into memory.

    `number_of` gives the number in the columns of the node of a CURIE; without it, hits have none. `advance` is told
    how many of how many entries are written.

    Raises:
        OSError: the folder cannot be written to.
    """
    added = sorted(items, key=entry_order)
    with errors_of_writing():
        if lower is not None and folder is not None:
            copy_segments(lower.folder, folder)
        index = with_tokenizers(tantivy.Index(index_schema(), None if folder is None else str(folder)))
        writer = index.writer(heap_size=_HEAP, num_threads=1)
        for item in lower.replaced if lower else ():
            writer.delete_documents_by_term(CURIE, item.curie)
        for number, item in enumerate(added):
            writer.add_document(entry_document(item))
            if advance is not None and number % _TOLD == 0:
                advance(number, len(added))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
    meanings = meanings or Meanings()
    counts = (lower.words if lower else WordCounts()).changed(added, lower.replaced if lower else ())
    if folder is not None:
        name_segments(folder, lower.folder if lower else None)
        _write_beside(folder, counts, meanings)
        numbers = [number_of(item.curie) for item in added] if number_of else []
        kept = kept_numbers(lower.folder, folder, lower.numbers) if lower else ()
        write_numbers(folder, [*(number or 0 for number in numbers), *kept])
    return SearchIndex(index, counts, meanings)


def add_indexes(folder: Path, others: Sequence[Path], meanings: Meanings) -> None:
    """Take other indexes to that of a folder, as segments that come after its own, with what stands beside them."""
    folders = (folder, *others)
    numbers = [number for part in folders for number in read_numbers(part)[0].tolist()]
    words = reduce(WordCounts.plus, map(_read_words, folders))
    add_segments(folder, others)
    _write_beside(folder, words, meanings)
    write_numbers(folder, numbers)


def _read_words(folder: Path) -> WordCounts:
    """How many names have each word, as it stands beside an index."""
    return WordCounts(**orjson.loads((folder / BESIDE).read_bytes())["words"])


def _write_beside(folder: Path, counts: WordCounts, meanings: Meanings) -> None:
    beside = {
        "words": asdict(counts),
        "meanings": dict(sorted(meanings.of.items())),
        "abbreviations": dict(sorted(meanings.abbreviations.items())),
    }
    (folder / BESIDE).write_bytes(orjson.dumps(beside))


def _words_to_mistype(item: Entry, *, of_expressions: bool) -> Iterator[str]:
    """The words of the names of an entry, or of its expressions; those of ICD-10-PCS codes are the same few."""
    for of, name in item.texts if item.system != "ICD10PCS" else ():
        if of is not Field.TEXT and (of in _EXPRESSIONS) is of_expressions:
            yield from filter(may_be_mistyped, folded_words(name))


def with_tokenizers(index: tantivy.Index) -> tantivy.Index:
    """An index with what cuts texts into words as `graph.search.words` has it."""
    index.register_tokenizer("stems", analyzer(stemmed=True))
    index.register_tokenizer("words", analyzer(stemmed=False))
    return index
