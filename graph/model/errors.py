"""The whole error tree.

    MedcodeError
    ├─ InputError    the caller's mistake, shown to the caller
    │  ├─ InvalidCurie, InvalidId, InvalidCursor, InvalidPaging, InvalidArgument
    │  └─ UnknownNode, QueryTooCostly, LicensedTexts, CommunitiesNotFound
    ├─ SourceError   a finding about the input, collected into the build's report (`graph.model.findings`)
    │  ├─ UnreadableFile, TooLarge, ReadingTooLong, ReaderFailed
    │  ├─ UndecodableText, NotAPage, DuplicateSection, UnknownSection
    │  ├─ UnreadConditions, UnusableCode, UnknownTerm, UnclearTime, NotFilledIn, DuplicatePage
    │  ├─ MalformedFile, MalformedRow, UnexpectedValue, UnrecognisedFile, AmbiguousFile, UnknownCode, AmbiguousCode
    │  ├─ OlderRelease, UnknownRelease, UnclearCodeList, NegativeMapping, DeadEnds
    │  └─ UndeclaredKind, WrongEnd, DanglingEdge, InvalidProperty, ConflictingNode, CyclicHierarchy,
    │     UnknownName, InvalidQuery, OfNoPart, InvalidDeclaration
    ├─ EvidenceError a quote that its source no longer holds
    ├─ TableError    tables of nodes and edges that cannot be imported
    ├─ ExportError   an export that could not be written
    │  ├─ ExportInterrupted  one that broke off while somebody read it
    │  └─ UnreadableExport, one that could not be read back
    ├─ SnapshotError a snapshot that is missing, damaged or foreign; `graph.store.disk.SnapshotWriteError`: not written
    │  └─ OtherOntology, one with other kinds than this process has
    └─ StoreError    a graph database that did not do what it was asked for
       ├─ StoreUnavailable, StoreAway, StoreTimeout, StoreAccessDenied, StatementRefused
       └─ StoredVersionError  what it holds is not what was pushed

An error is a value: its message is a constant of its class, what varies is in its details.
"""

import re
from typing import ClassVar

Detail = str | int | float | bool | None | list[str]


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
    """The text has no prefix of the ontology, or its local part is not one that the prefix has."""

    message = "This is not a CURIE."
    hint = "Write PREFIX:local, for example RISK:infection; `ontology` lists the prefixes."


class InvalidId(InputError):
    """The `id` was cut, changed, or made by hand."""

    message = "This is not an id that this service gave out."
    hint = "Use the `id` of a node from an earlier answer, or `byCurie`."


class InvalidCursor(InputError):
    """The cursor comes from another field, or the arguments changed since."""

    message = "This cursor does not belong to this list in this order."
    hint = "Use a cursor of `pageInfo` of the same field, asked with the same arguments but for the page."


class InvalidPaging(InputError):
    """`first` and `last` were given together, with the wrong cursor, or with a number that is not allowed."""

    message = "These paging arguments cannot be used."
    hint = "Use `first` with `after`, or `last` with `before`; neither may be negative or above the maximum."


class InvalidArgument(InputError):
    """The value is out of range, of the wrong form, or does not go with another argument."""

    message = "This argument has a value that cannot be used."
    hint = "Change the argument as the details say."


class UnknownNode(InputError):
    """The CURIE, slug or code has the right form, but this graph has no node of that name."""

    message = "The graph has no such node."
    hint = "Name one that the graph has; the plural fields (`risks`, `indications` …) list them."


class QueryTooCostly(InputError):
    """The expected cost, or what was read so far, is above a limit; `of` says which."""

    message = "This query reads more of the graph than one request may."
    hint = "Ask for fewer items or levels at once, or in several requests."


class CommunitiesNotFound(InputError):
    """The graph was built with more edges between procedures and what they share than a limit allows."""

    message = "Communities were not looked for in this graph: too many edges join procedures and what they share."
    hint = "Leave communities out of the query, or build a graph of fewer pages."


class LicensedTexts(InputError):
    """An export over HTTP asked for texts that only whoever runs the server may use."""

    message = "Texts that are licensed to you may not be passed on, and are in no export unless you ask for them."
    hint = "Leave `licensed` out, or export from your own snapshot: medcode export --include-licensed."


class EvidenceError(MedcodeError):
    """A source file was changed, moved or removed since the snapshot was built."""

    message = "The source no longer holds what an edge quotes from it."
    hint = "Put the source back, or build the snapshot again with `medcode build`."


class TableError(MedcodeError):
    """A file is missing or damaged, lacks a column, a package is missing, or the disk is full."""

    message = "The tables cannot be imported."
    hint = "Nothing was written; docs/data/tables.md says which files and columns tables of nodes and edges have."


class ExportError(MedcodeError):
    """The disk is full, the folder cannot be written, or a package is missing; the details say which."""

    message = "The export could not be written."
    hint = "Nothing was left half-written; a file that was there before is there still."


class ExportInterrupted(ExportError):
    """The reader of standard output ended, or the disk was full."""

    message = "The export broke off: whoever read it has only a part of it."
    hint = "Write it to a file with --out FILE, which is whole or not there."


class UnreadableExport(ExportError):
    """The file is damaged, of another format, or not an export of this program."""

    message = "The export cannot be read back."
    hint = "Export it again; a file that another program wrote anew may have lost what is needed."


class SnapshotError(MedcodeError):
    """The folder is missing, damaged, or written by another version."""

    message = "The snapshot cannot be used."
    hint = "Build it again with `medcode build`."


class OtherOntology(SnapshotError):
    """It was built with kinds or properties that this process does not have, or has in another order."""

    message = "The snapshot was built with another ontology."
    hint = (
        "Name the files that declare the kinds of edges of your own with MEDCODE_ONTOLOGY, or the folder of data that "
        "has them as ontology.toml with MEDCODE_DATA; or build the snapshot again with `medcode build`."
    )


class StoreError(MedcodeError):
    """Base of what goes wrong with a graph database; callers of a server learn nothing of it but that it failed.

    `may_pass` says that the same may succeed a moment later.
    """

    may_pass: ClassVar[bool] = False


class StoreUnavailable(StoreError):
    """The database is not reached, or the connection broke off."""

    may_pass = True
    message = "The graph database is not reached."
    hint = "Check the address, and that the database runs there; then try again."


class StoreAway(StoreUnavailable):
    """The database has not answered for a while: until it does, nothing but a probe is sent to it.

    Whoever finds this out logs it once; the statements that are refused meanwhile need not.
    """

    message = "The graph database does not answer."
    hint = "It is asked again and again; see that it runs and has work for no more clients than it can serve."


class StoreTimeout(StoreError):
    """The database did not answer within the time that a statement may take."""

    may_pass = True
    message = "The graph database took too long to answer."
    hint = "Look at its load and its log; try again when it answers."


class StoreAccessDenied(StoreError):
    """The database refuses the user, or has no database of this name: nothing changes by asking again."""

    message = "The graph database refuses access."
    hint = "Check the name of the database in the address, and the user and password."


class StatementRefused(StoreError):
    """The database has refused a statement, as for a missing permission, or because it lacks a part of openCypher."""

    message = "The graph database refused a statement."
    hint = "Grant the user what the statement needs; `docs/operate/database.md` says which databases are known to work."


class StoredVersionError(StoreError):
    """The database has no version of the graph, or only a part of one, or was changed after it was pushed."""

    message = "The graph database does not hold what was pushed."
    hint = "Push the graph again with `medcode push`."
