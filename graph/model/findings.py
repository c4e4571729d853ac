"""Findings: what is wrong with a page or a file, and where; a build collects them in its report."""

from collections.abc import Callable

from graph.model.errors import Detail, MedcodeError


def printable(text: str) -> str:
    """A text for a terminal: characters that are not printed (controls, line breaks, bidi marks) as escapes.

    A file name or a word of a page could move the cursor, colour what follows, or reverse it (Unicode UTS #55).
    """
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)


class SourceError(MedcodeError):
    """A finding: what is wrong with the input and where. Collected, never raised through a build."""

    def __init__(self, path: str, line: int | None = None, **details: Detail) -> None:
        super().__init__(**details)
        self.path = path
        self.line = line

    def __reduce__(self) -> tuple[Callable[..., "SourceError"], tuple[object, ...]]:
        return _restored, (type(self), self.path, self.line, self.details)

    def __str__(self) -> str:
        path = printable(self.path)
        where = path if self.line is None else f"{path}:{self.line}"
        return f"{where}: {type(self).__name__}: {super().__str__()}"


def _restored(kind: type[SourceError], path: str, line: int | None, details: dict[str, Detail]) -> SourceError:
    return kind(path, line, **details)


class UnreadableFile(SourceError):
    """The file or folder is not there, may not be read, or is no regular file; `reason` says which."""

    message = "The file or folder cannot be read."
    hint = "Check that it exists and that you may read it."


class TooLarge(SourceError):
    """`what` is larger than a limit of `graph.model.limits`, whose value and unit are in the details."""

    message = "This is larger than what is read, so it was left out."
    hint = "Divide it, or remove what does not belong to it; the page 'Limits' of the documentation lists them."


class ReadingTooLong(SourceError):
    """A page or an official file took longer than its limit of seconds, as one that was made to be slow does."""

    message = "Reading took too long and was broken off; what was read before is kept."
    hint = "Divide the file, or remove what does not belong to it."


class ReaderFailed(SourceError):
    """An exception that no reader expects: a mistake of this program, not of the file."""

    message = "This could not be read: its reader failed; what was read before is kept."
    hint = "Please report it, with the file if it may be passed on."


class UndecodableText(SourceError):
    """Some bytes are not UTF-8, as in a file that an older editor or spreadsheet saved."""

    message = "The file is not UTF-8 text."
    hint = "It was read as Windows-1252 instead; save it as UTF-8 to be sure of every letter."


class NotAPage(SourceError):
    """No heading of the file is one that a page has."""

    message = "This is not a procedure page."
    hint = "A page has headings such as 'Summary', 'Indications' or 'Risks and Complications' on lines of their own."


class DuplicateSection(SourceError):
    """Two headings of the page mean the same section."""

    message = "The page has this section twice."
    hint = "Both parts were read into one section; join them in the file."


class UnknownSection(SourceError):
    """A heading is none of those that are known, and none of their everyday names."""

    message = "The page has a section that no page has."
    hint = "Its text is kept as it is; rename the heading if it means one of the known sections."


class UnreadConditions(SourceError):
    """A sentence of the indications names conditions in a way that cannot be divided for certain."""

    message = "The conditions in this passage cannot be told apart for certain, so they are no indications."
    hint = "Its text is kept; write each condition as an item of a list."


class UnusableCode(SourceError):
    """The page lies in a folder such as `cpt4`, whose files begin with codes, and its name begins with none."""

    message = "The path names a code system but no code of it, so the page has only its slug."
    hint = "Name the file CODE-slug, as in cpt4/22848-pelvic-fixation.txt; `check` takes --code and --system too."


class UnknownTerm(SourceError):
    """A page uses a wording that is neither a label nor an alias of the vocabulary."""

    message = "The vocabulary does not have this term, so it became a concept of its own."
    hint = "Add it to the vocabulary, as a label or as an alias of the label it means."


class UnclearTime(SourceError):
    """The words give no unit, several times, or a time of something else."""

    message = "This time is not certain, so no number was taken from it."
    hint = "Write one time with its unit, as '90 minutes', '1 hour 30 minutes' or '1 to 2 hours'."


class MalformedRow(SourceError):
    """A row or segment has too few fields, or a value that its column does not take; `reason` says which."""

    message = "This row cannot be read."
    hint = "Correct the row, or remove it; all other rows were read."


class MalformedFile(SourceError):
    """The file ends too early, or its form is not that of its kind; `reason` says what is wrong."""

    message = "The file breaks off or is not what it should be; what came before was read."
    hint = "Correct it; one that is somebody else's, get again, whole and as its publisher made it."


class UnrecognisedFile(SourceError):
    """Neither the columns nor the beginning of the file are those of an official file."""

    message = "The file is of no kind that is read."
    hint = "docs/data/official-files.md lists the files; the columns of a table must have their official names."


class AmbiguousFile(SourceError):
    """The file has the columns of more than one kind of table."""

    message = "The file can be read as several kinds, so it was not read."
    hint = "Keep the columns of one kind; docs/data/official-files.md lists the files."


class OlderRelease(SourceError):
    """The folders hold several releases of one table, and this is not the newest."""

    message = "A newer release of this table was read instead."
    hint = "Remove the older file, or give it alone to read it."


class UnknownRelease(SourceError):
    """Neither the file nor its name says a release, and there are other files of its table."""

    message = "The file does not say of which release it is, so it was read beside the others of its table."
    hint = "Remove all but one, or name them with year and month, as in hcpcs-2026-10.csv."


class UnknownCode(SourceError):
    """A file names a code that is mistyped, has ended, or belongs to a system that was not loaded."""

    message = "No code system that was read has this code."
    hint = "Correct the code, or put the release that has it into `codes/` of a folder of data; the rest was read."


class DeadEnds(SourceError):
    """The index is of another release than the code systems beside it, or those are not loaded."""

    message = "Terms of the index name codes, terms or values that nothing that was read has; the terms keep them."
    hint = "Load index and code system of the same release; nothing else is to be done."


class NegativeMapping(SourceError):
    """The row of the mapping set has the predicate modifier `Not`."""

    message = "The row says that this mapping does not hold, so the graph has none."
    hint = "Nothing is to be done; other rows may still say how the two are related."


class UnexpectedValue(SourceError):
    """The form of the file has changed, or somebody edited it."""

    message = "The file has something else in this place than it should; the rest was read."
    hint = "See whether the file is whole, and as its publisher made it."


class AmbiguousCode(SourceError):
    """The document does not name the system, and codes of several systems look so."""

    message = "Nothing tells of which system this code is; it was left out."
    hint = "Name its system before it, as in 'ICD-10-CM code A49.9' or 'HCPCS code A4565'."


class DuplicatePage(SourceError):
    """Two files have one code or one name."""

    message = "Another page has this code already, so this one was left out."
    hint = "Remove one of the two, or give one another code."


class UndeclaredKind(SourceError):
    """A reader made a node or an edge of a kind that is not declared."""

    message = "The ontology has no such kind."
    hint = "Declare the kind in graph/model/ontology/, or correct the reader or the file that names it."


class WrongEnd(SourceError):
    """A reader or a mapping joined kinds that the kind of edge does not join; `between` names them."""

    message = "The ontology does not allow this edge between these kinds."
    hint = "Correct what is joined, or allow the kinds at the ends of this kind of edge in graph/model/ontology/."


class DanglingEdge(SourceError):
    """The source of the node at an end was not loaded, or names the node otherwise; `missing` names the ends."""

    message = "The edge points to a node that no source describes."
    hint = "Load the source that describes the nodes in `missing`, or correct their CURIEs; the edge was left out."


class InvalidProperty(SourceError):
    """A value has another type or format than the property, or the property is not declared."""

    message = "The ontology does not allow this property or this value."
    hint = "Correct the value of `field`; or declare the property in graph/model/ontology/ if it is new."


class ConflictingNode(SourceError):
    """Sources give one node different values; `fields` names the properties."""

    message = "Two sources disagree about this node; the first one was kept."
    hint = "Remove or correct the source that is wrong; the one that is read first counts."


class CyclicHierarchy(SourceError):
    """The vocabulary or a file says that A is a kind of B and, over others, B a kind of A."""

    message = "This IS_A edge would close a circle, so it was left out."
    hint = "Remove one of the statements that lead round: in the vocabulary, one of the `broader` entries."
