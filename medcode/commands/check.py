"""`medcode check`: what files of data are read as, and what is wrong with them."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graph.console import FINDINGS, exit_code_of_findings, print_warning
from graph.ingest.data_folder import DATA, DataFolder, data_folders
from graph.ingest.pages.identity import SYSTEMS
from graph.model.errors import InvalidArgument
from graph.model.findings import SourceError, printable

if TYPE_CHECKING:
    from medcode.check.checked_file import CheckedFile
    from medcode.check.context import CheckContext


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        type=Path,
        help="a page, a file of terms, mappings, policies, codes or a query, or a folder of them; the folders of "
        "data unless given",
    )
    parser.add_argument(
        "--data",
        metavar="DIR",
        type=Path,
        action="append",
        help=f"a folder of data of your own, whose vocabulary counts, too; {DATA} unless given",
    )
    page = parser.add_argument_group("of one page")
    page.add_argument("--code", help="the code of the page, where its path does not say it")
    page.add_argument("--system", choices=SYSTEMS, help="the system of the code")
    parser.add_argument("--strict", action="store_true", help="exit with 1 if there are findings")
    parser.add_argument("--json", action="store_true", help="JSON for programs: a document for each file")


def run(arguments: Namespace) -> int:
    """Print of each file what was understood and what was not; a summary where there are several.

    Raises:
        InvalidArgument: nothing was given to check, or the code is not one of the system.
    """
    from medcode.check.check_files import check_files, context_of
    from medcode.check.located_files import located_files

    folders = [DataFolder(path) for path in arguments.data] if arguments.data else data_folders()
    paths = arguments.paths or [folder.root for folder in folders]
    _refuse_wrong_words(arguments, paths)
    findings = list[SourceError]()
    files = located_files(paths, findings)
    context = context_of(paths, folders, files)
    checked = check_files(files, context, findings, arguments.code, arguments.system)
    done = _print_json(checked, findings, context) if arguments.json else _print_text(checked, findings, context)
    if not files and not findings:
        print_warning(f"There is no file to check in {', '.join(map(str, paths))}.")
        return FINDINGS
    all_findings = [*findings, *(finding for file in done for finding in file.findings)]
    return exit_code_of_findings(all_findings, strict=arguments.strict or not any(file.is_read for file in done))


def _refuse_wrong_words(arguments: Namespace, paths: Sequence[Path]) -> None:
    """Raises `InvalidArgument` where the words of the command line do not go together."""
    if not paths:
        raise InvalidArgument(argument="PATH", problem=f"name a file or a folder, or set {DATA}")
    if bool(arguments.code) != bool(arguments.system) or (arguments.code and len(paths) > 1):
        raise InvalidArgument(problem="--code and --system go together, with one page")


def _print_text(
    checked: "Iterable[CheckedFile]", findings: Sequence[SourceError], context: "CheckContext"
) -> "list[CheckedFile]":
    from medcode.check.summary_table import print_summary
    from medcode.check.text_report import TextReport

    report, done = TextReport(context), list["CheckedFile"]()
    report.print_findings(findings)
    for file in checked:
        report.print_file(file)
        done.append(file)
    if len(done) > 1:
        print_summary(done, findings)
    return done


def _print_json(
    checked: "Iterable[CheckedFile]", findings: Sequence[SourceError], context: "CheckContext"
) -> "list[CheckedFile]":
    from medcode.check.json_report import file_document, finding_document
    from medcode.json_output import print_json

    for finding in findings:
        print_json({"path": printable(finding.path), "isRead": False, "findings": [finding_document(finding, context)]})
    done = list["CheckedFile"]()
    for file in checked:
        print_json(file_document(file, context))
        done.append(file)
    return done
