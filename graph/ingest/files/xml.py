"""Incremental XML parsing without entities: only the entry that is read, and what stands around it, is in memory."""

from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from graph.ingest.files.regular_file import open_regular
from graph.model.findings import MalformedFile, SourceError, TooLarge
from graph.model.limits import Limits


def iter_elements(path: Path, name: str, tags: tuple[str, ...], findings: list[SourceError]) -> Iterator[Element]:
    """The elements of these names, each as soon as it is complete; it is emptied once the next one is asked for.

    Where the file breaks off, defines entities, or is larger or nested deeper than is read, is a finding, and the
    elements before it have been given. `name` is what findings call the file.
    """
    try:
        with open_regular(path, Limits.source_file, "official file") as file:
            yield from _entries(file, name, tags)
    except SourceError as finding:
        findings.append(finding)
    except ParseError as error:
        findings.append(MalformedFile(name, error.position[0], reason=str(error)))
    except DefusedXmlException as error:
        findings.append(
            MalformedFile(name, 1, reason=f"the file defines entities, which none of its kind does: {error}")
        )
    except (LookupError, ValueError) as error:
        findings.append(MalformedFile(name, 1, reason=f"its encoding is not known: {error}"))
    except OSError as error:
        findings.append(MalformedFile(name, reason=str(error)))


def _entries(file: BufferedReader, name: str, tags: tuple[str, ...]) -> Iterator[Element]:
    """The elements of these names, also those within others; what is complete outside of them is taken away.

    Raises:
        TooLarge: an entry has more elements than are read, or elements are nested deeper.
    """
    within, held = 0, 0
    for element, above, is_complete in _walk(file, name):
        if not is_complete:
            within += element.tag in tags
            held += bool(within)
            _check(name, "entry of the file", "elements", held, Limits.xml_entry)
            continue
        if element.tag in tags:
            yield element
            element.clear()
            within -= 1
        if not within:
            held = 0
            _forget_last(above)


def _walk(file: BufferedReader, name: str) -> Iterator[tuple[Element, list[Element], bool]]:
    """Each element with those that it is in, when it begins, and again when it is complete.

    Raises:
        TooLarge: elements are nested deeper than is read.
    """
    opened = list[Element]()
    for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            yield element, opened, False
            opened.append(element)
            _check(name, "elements within each other", "levels", len(opened), Limits.xml_depth)
        else:
            opened.pop()
            yield element, opened, True


def _forget_last(above: list[Element]) -> None:
    """Take the last element away from the one that it is in."""
    if above:
        del above[-1][-1]


def _check(name: str, what: str, unit: str, found: int, most: int) -> None:
    if found > most:
        raise TooLarge(name, what=what, maximum=most, unit=unit)


def child_text(element: Element, tag: str) -> str:
    """The text of a child, without surrounding white space; empty where there is none."""
    return " ".join((element.findtext(tag) or "").split())


def element_texts(path: Path) -> Iterator[str]:
    """The texts of all elements of a file, with single spaces.

    Raises:
        OSError: it cannot be read.
        ParseError, DefusedXmlException, ValueError, LookupError: it is no XML that is read.
        TooLarge: it has more bytes, or elements nested deeper, than are read.
    """
    with open_regular(path, Limits.source_file, "official file") as file:
        for element, above, is_complete in _walk(file, str(path)):
            if is_complete and element.text and element.text.strip():
                yield " ".join(element.text.split())
            if is_complete:
                _forget_last(above)
