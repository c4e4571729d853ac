"""The whole error tree.

    MedcodeError
    ├─ InputError    the caller's mistake, shown to the caller
    │  ├─ InvalidCurie, InvalidId, InvalidCursor, InvalidPaging, InvalidArgument
    │  └─ UnknownNode, QueryTooCostly
    ├─ SourceError   a finding about the input, collected into the build's report
    │  ├─ UnreadableFile, TooLarge, ReadingTooLong, ReaderFailed
    │  ├─ UndecodableText, NotAPage, DuplicateSection, UnknownSection
    │  ├─ UnreadConditions, UnusableCode, UnknownTerm, UnclearTime, DuplicatePage
    │  ├─ MalformedFile, MalformedRow, UnexpectedValue, UnrecognisedFile, AmbiguousFile, UnknownCode, AmbiguousCode
    │  ├─ OlderRelease, UnknownRelease, UnclearCodeList, NegativeMapping, DeadEnds
    │  └─ UndeclaredKind, WrongEnd, DanglingEdge, InvalidProperty, ConflictingNode, CyclicHierarchy
    ├─ EvidenceError a quote that its source no longer holds
    ├─ ExportError   an export that could not be written
    │  ├─ ExportInterrupted  one that broke off while somebody read it
    │  └─ UnreadableExport, one that could not be read back
    └─ SnapshotError a snapshot that is missing, damaged or foreign; `graph.store.disk.SnapshotWriteError`: not written

An error is a value: its message is a constant of its class, what varies is in its details.
"""

import re
from typing import ClassVar

Detail = str | int | float | bool | None | list[str]


def printable(text: str) -> str:
    """A text for a terminal: characters that are not printed (controls, line breaks, bidi marks) as escapes.

    A file name or a word of a page could move the cursor, colour what follows, or reverse it (Unicode UTS #55).
    """
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)


class MedcodeError(Exception):
    """Base of every error this project raises on purpose."""

    message: ClassVar[str] = "Something went wrong."
    hint: ClassVar[str] = ""

    def __init__(self, **details: Detail) -> None:
        super().__init__(self.message)
        self.details = details

    @classmethod
    def code(cls) -> str:
        """Name in SCREAMING_SNAKE_CASE, as GraphQL's `extensions.code` shows it."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).upper()

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.details.items())
        return " ".join(part for part in (self.message, f"({details})" if details else "", self.hint) if part)


class InputError(MedcodeError):
    """The caller asked for something that cannot be answered; the message tells why."""


class InvalidCurie(InputError):
    message = "This is not a CURIE."
    hint = "Write PREFIX:local, for example RISK:infection; `ontology` lists the prefixes."


class InvalidId(InputError):
    message = "This is not an id that this service gave out."
    hint = "Use the `id` of a node from an earlier answer, or `byCurie`."


class InvalidCursor(InputError):
    message = "This cursor does not belong to this list in this order."
    hint = "Use a cursor of `pageInfo` of the same field, asked with the same arguments but for the page."


class InvalidPaging(InputError):
    message = "These paging arguments cannot be used."
    hint = "Use `first` with `after`, or `last` with `before`; neither may be negative or above the maximum."


class InvalidArgument(InputError):
    message = "This argument has a value that cannot be used."


class UnknownNode(InputError):
    message = "The graph has no such node."
    hint = "Name one that the graph has; the plural fields (`risks`, `indications` …) list them."


class QueryTooCostly(InputError):
    message = "This query reads more of the graph than one request may."
    hint = "Ask for fewer items or levels at once, or in several requests."


class SourceError(MedcodeError):
    """A finding: what is wrong with the input and where. Collected, never raised through a build."""

    def __init__(self, path: str, line: int | None = None, **details: Detail) -> None:
        super().__init__(**details)
        self.path = path
        self.line = line

    def __str__(self) -> str:
        path = printable(self.path)
        where = path if self.line is None else f"{path}:{self.line}"
        return f"{where}: {type(self).__name__}: {super().__str__()}"


class UnreadableFile(SourceError):
    message = "The file or folder cannot be read."
    hint = "Check that it exists and that you may read it."


class TooLarge(SourceError):
    """`what` is larger than a limit of `graph.model.limits`, whose value and unit are in the details."""

    message = "This is larger than what is read, so it was left out."
    hint = "Divide it, or remove what does not belong to it; docs/limits.md lists the limits."


class ReadingTooLong(SourceError):
    message = "Reading took too long and was broken off; what was read before is kept."
    hint = "Divide the file, or remove what does not belong to it."


class ReaderFailed(SourceError):
    """An exception that no reader expects: a mistake of this program, not of the file."""

    message = "This could not be read: its reader failed; what was read before is kept."
    hint = "Please report it, with the file if it may be passed on."


class UndecodableText(SourceError):
    message = "The file is not UTF-8 text."
    hint = "It was read as Windows-1252 instead; save it as UTF-8 to be sure of every letter."


class NotAPage(SourceError):
    message = "This is not a procedure page."
    hint = "A page has headings such as 'Summary', 'Indications' or 'Risks and Complications' on lines of their own."


class DuplicateSection(SourceError):
    message = "The page has this section twice."
    hint = "Both parts were read into one section; join them in the file."


class UnknownSection(SourceError):
    message = "The page has a section that no page has."
    hint = "Its text is kept as it is; rename the heading if it means one of the known sections."


class UnreadConditions(SourceError):
    message = "The conditions in this passage cannot be told apart for certain, so they are no indications."
    hint = "Its text is kept; write each condition as an item of a list."


class UnusableCode(SourceError):
    message = "The path names a code system but no code of it, so the page has only its slug."
    hint = "Name the file CODE-slug, as in cpt4/22848-pelvic-fixation.txt; `check` takes --code and --system too."


class UnknownTerm(SourceError):
    message = "The vocabulary does not have this term, so it became a concept of its own."
    hint = "Add it to the vocabulary, as a label or as an alias of the label it means."


class UnclearTime(SourceError):
    message = "This time is not certain, so no number was taken from it."
    hint = "Write one time with its unit, as '90 minutes', '1 hour 30 minutes' or '1 to 2 hours'."


class MalformedRow(SourceError):
    message = "This row cannot be read."


class MalformedFile(SourceError):
    message = "The file breaks off or is not what it should be; what came before was read."


class UnrecognisedFile(SourceError):
    message = "The file is of no kind that is read."
    hint = "The README lists the official files; the columns of a table must have their official names."


class AmbiguousFile(SourceError):
    message = "The file can be read as several kinds, so it was not read."
    hint = "Keep the columns of one kind; the README lists them."


class OlderRelease(SourceError):
    message = "A newer release of this table was read instead."
    hint = "Remove the older file, or give it alone to read it."


class UnknownRelease(SourceError):
    message = "The file does not say of which release it is, so it was read beside the others of its table."
    hint = "Remove all but one, or name them with year and month, as in hcpcs-2026-10.csv."


class UnknownCode(SourceError):
    message = "No code system that was read has this code."


class DeadEnds(SourceError):
    message = "Terms of the index name codes, terms or values that nothing that was read has; the terms keep them."


class UnclearCodeList(SourceError):
    message = "A part of this list of codes is not understood, so nothing of the list was read."
    hint = "Write codes and ranges, as in 'E08-E13, Z79.4', and what is not meant at the end, after 'except'."


class NegativeMapping(SourceError):
    message = "The row says that this mapping does not hold, so the graph has none."
    hint = "Nothing is to be done; other rows may still say how the two are related."


class UnexpectedValue(SourceError):
    message = "The JSON has something else in this place than it should; the rest was read."
    hint = "`at` is the place in the file, `found` what stands there."


class AmbiguousCode(SourceError):
    message = "Nothing tells of which system this code is; it was left out."
    hint = "Name its system before it, as in 'ICD-10-CM code A49.9' or 'HCPCS code A4565'."


class DuplicatePage(SourceError):
    message = "Another page has this code already, so this one was left out."
    hint = "Remove one of the two, or give one another code."


class UndeclaredKind(SourceError):
    message = "The ontology has no such kind."


class WrongEnd(SourceError):
    message = "The ontology does not allow this edge between these kinds."


class DanglingEdge(SourceError):
    message = "The edge points to a node that no source describes."


class InvalidProperty(SourceError):
    message = "The ontology does not allow this property or this value."


class ConflictingNode(SourceError):
    message = "Two sources disagree about this node; the first one was kept."


class CyclicHierarchy(SourceError):
    message = "This IS_A edge would close a circle, so it was left out."


class EvidenceError(MedcodeError):
    message = "The source no longer holds what an edge quotes from it."


class ExportError(MedcodeError):
    message = "The export could not be written."
    hint = "Nothing was left half-written; a file that was there before is there still."


class ExportInterrupted(ExportError):
    message = "The export broke off: whoever read it has only a part of it."
    hint = "Write it to a file with --out FILE, which is whole or not there."


class UnreadableExport(ExportError):
    message = "The export cannot be read back."
    hint = "Export it again; a file that another program wrote anew may have lost what is needed."


class SnapshotError(MedcodeError):
    message = "The snapshot cannot be used."
    hint = "Build it again with `python -m graph build`."
