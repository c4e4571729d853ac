"""Incremental XML parsing without entity expansion; one element at a time is in memory."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from graph.model.findings import MalformedFile, SourceError


def iter_elements(path: Path, name: str, tags: tuple[str, ...], findings: list[SourceError]) -> Iterator[Element]:
    """The elements of these names, each as soon as it is complete; they are emptied once the next one is asked for.

    Where the file breaks off, or defines entities, is a finding, and the elements before it have been given. `name` is
    what findings call the file.
    """
    try:
        for _, element in iterparse(path, events=("end",), forbid_dtd=True):
            if element.tag in tags:
                yield element
                element.clear()
    except ParseError as error:
        findings.append(MalformedFile(name, error.position[0], reason=str(error)))
    except DefusedXmlException as error:
        findings.append(
            MalformedFile(name, 1, reason=f"the file defines entities, which none of its kind does: {error}")
        )
    except OSError as error:
        findings.append(MalformedFile(name, reason=str(error)))


def child_text(element: Element, tag: str) -> str:
    """The text of a child, without surrounding white space; empty where there is none."""
    return " ".join((element.findtext(tag) or "").split())


def element_texts(path: Path) -> Iterator[str]:
    """The texts of all elements of a file, with single spaces."""
    for _, element in iterparse(path, events=("end",), forbid_dtd=True):
        if element.text and element.text.strip():
            yield " ".join(element.text.split())
        element.clear()
