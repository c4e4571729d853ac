"""`medcode check`: what a page is read as."""

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from os.path import realpath
from pathlib import Path, PurePath
from typing import Any

import orjson

from graph.console import exit_code_of_findings, print_findings
from graph.ingest.default_graph import VOCABULARY
from graph.ingest.files.regular_file import read_regular
from graph.ingest.pages.concept_resolver import ConceptResolver
from graph.ingest.pages.identity import SYSTEMS, Identity, given_identity, path_identity
from graph.ingest.pages.page_folders import read_page_record
from graph.ingest.pages.to_graph import PageGraphEmitter
from graph.ingest.read_guard import read_guard
from graph.ingest.vocabulary import Vocabulary, read_vocabulary
from graph.model.errors import InvalidArgument
from graph.model.findings import SourceError, printable
from graph.model.limits import Limits

_JSON = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("pages", metavar="PAGE", nargs="+", type=Path, help="a page: text, Markdown or HTML")
    parser.add_argument("--code", help="the code of the page, where its path does not say it")
    parser.add_argument("--system", choices=SYSTEMS, help="the system of the code")
    parser.add_argument("--strict", action="store_true", help="exit with 1 if there are findings")


def run(arguments: Namespace) -> int:
    """Print the record of each page as one JSON document, and its findings.

    Raises:
        InvalidArgument: the code is not one of the system.
    """
    if bool(arguments.code) != bool(arguments.system) or (arguments.code and len(arguments.pages) > 1):
        raise InvalidArgument(problem="--code and --system go together, with one page")
    vocabulary, findings = read_vocabulary(VOCABULARY)
    read = 0
    for path in arguments.pages:
        identity, more = _identity(path, arguments)
        findings.extend(more)
        record = _check(path, identity, vocabulary, findings)
        if record is not None:
            sys.stdout.buffer.write(orjson.dumps(record, option=_JSON))
            read += 1
    print_findings(findings)
    return exit_code_of_findings(findings, strict=arguments.strict or not read)


def _identity(path: Path, arguments: Namespace) -> tuple[Identity, list[SourceError]]:
    if arguments.code:
        return given_identity(path, arguments.system, arguments.code), []
    # One file has no folder of pages above it; the folders that matter are the nearest ones.
    return path_identity(PurePath(*Path(realpath(path)).parts[-2:]))


def _check(
    path: Path, identity: Identity, vocabulary: Vocabulary, findings: list[SourceError]
) -> dict[str, Any] | None:
    name = str(path)
    with read_guard(name, findings, Limits.page_seconds):
        record, more = read_page_record(read_regular(path, Limits.page_file, "page"), name, identity.slug)
        concepts = ConceptResolver(vocabulary)
        list(PageGraphEmitter(record, identity.curie, identity.slug, "", name, None, concepts, lambda _: None).emit())
        findings.extend((*more, *concepts.findings))
        return {"path": printable(name), "curie": identity.curie, "slug": identity.slug, **asdict(record)}
    return None
