"""The data that ships, and graphs of pages alone."""

from collections.abc import Sequence
from pathlib import Path

from graph.ingest.build import BuildResult, build
from graph.ingest.data_folder import SHIPPED, Part
from graph.ingest.pages.page_folders import PageSource
from graph.ingest.vocabulary import read_vocabulary

PAGES, VOCABULARY, MAPPINGS = (SHIPPED.part(part) for part in (Part.PAGES, Part.VOCABULARY, Part.MAPPINGS))


def build_from_pages(folders: Sequence[Path]) -> BuildResult:
    """The graph of these folders of pages alone, read with the shipped vocabulary."""
    vocabulary, findings = read_vocabulary([VOCABULARY])
    built = build([PageSource(dict.fromkeys(folders, "MIT"), vocabulary)])
    return BuildResult(built.graph, [*findings, *built.findings])
