"""`medcode check`: what a page is read as."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from graph.console import exit_code_of_findings, print_findings
from graph.ingest.pages.identity import SYSTEMS
from graph.model.errors import InvalidArgument
from medcode.json_output import print_json


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
    from graph.ingest.build_inputs import VOCABULARY
    from graph.ingest.vocabulary import read_vocabulary
    from medcode.page_record import page_identity, page_record

    if bool(arguments.code) != bool(arguments.system) or (arguments.code and len(arguments.pages) > 1):
        raise InvalidArgument(problem="--code and --system go together, with one page")
    vocabulary, findings = read_vocabulary([VOCABULARY])
    read = 0
    for path in arguments.pages:
        identity, more = page_identity(path, arguments.code, arguments.system)
        findings.extend(more)
        record = page_record(path, identity, vocabulary, findings)
        if record is not None:
            print_json(record)
            read += 1
    print_findings(findings)
    return exit_code_of_findings(findings, strict=arguments.strict or not read)
