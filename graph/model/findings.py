"""Findings: what is wrong with a page or a file, and where; a build collects them in its report."""

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
    hint = "Divide it, or remove what does not belong to it; docs/reference/limits.md lists the limits."


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
    message = "The file has something else in this place than it should; the rest was read."
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
