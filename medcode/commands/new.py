"""`medcode new`: begins a page, policy, mappings, terms, query, ontology, edges or value set in a folder of data."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from graph.console import OK
from graph.ingest.data_folder import DATA, DataFolder, data_folders
from graph.model.errors import InvalidArgument
from graph.model.findings import printable
from graph.model.ontology_files import FILE_NAME
from medcode.data_templates import MAPPED_KINDS, PROCEDURE, Template


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("what", metavar="WHAT", choices=[*map(str, Template)], help=f"one of {', '.join(Template)}")
    text = "its name; of a vocabulary the kind of its terms, as in risk; an ontology has none"
    parser.add_argument("name", metavar="NAME", nargs="?", help=text)
    parser.add_argument(
        "--data", metavar="DIR", type=Path, help=f"the folder of data; the first that {DATA} names unless given"
    )
    parser.add_argument("--specialty", metavar="NAME", help="of a page: the folder of its specialty, as in urology")
    parser.add_argument(
        "--kind",
        choices=MAPPED_KINDS,
        metavar="KIND",
        default=PROCEDURE,
        help=f"of a set of mappings: the kind of what it maps, {', '.join(MAPPED_KINDS)}; %(default)s unless given",
    )


def run(arguments: Namespace) -> int:
    """Write the file and say what to do next; a file that is there is left as it is.

    Raises:
        InvalidArgument: no folder was named, the name is none, or the file cannot be written.
    """
    from medcode.data_templates import new_file, write_new

    template = Template(arguments.what)
    if arguments.specialty and template is not Template.PAGE:
        raise InvalidArgument(argument="--specialty", problem="only pages have a specialty")
    if (arguments.name is None) is not (template is Template.ONTOLOGY):
        problem = "a folder has one ontology, without a name" if arguments.name else "say what it is called"
        raise InvalidArgument(argument="NAME", problem=problem)
    folders = [DataFolder(arguments.data)] if arguments.data else data_folders()
    if not folders:
        raise InvalidArgument(argument="--data", problem=f"name a folder of data with --data DIR, or set {DATA}")
    new = new_file(
        template,
        FILE_NAME if arguments.name is None else arguments.name,
        folders[0],
        arguments.kind,
        arguments.specialty,
    )
    write_new(new)
    path = printable(str(new.path))
    print(f"Written: {path}\nNext: {_NEXT[template]}, then\n  medcode check {path}")
    return OK


_NEXT = {
    Template.PAGE: "write your words where it says '[Fill in: ...]'",
    Template.POLICY: "add a row for each list of codes, below the line of columns",
    Template.MAPPING: "say who publishes it in the first lines, add a row for each mapping",
    Template.VOCABULARY: "add a row for each term",
    Template.QUERY: "write your question in the first line, and the fields that answer it",
    Template.ONTOLOGY: "declare a kind of edge, as the comments say",
    Template.EDGES: "add a row for each edge",
    Template.VALUESET: "say which codes belong to it, as the comments say",
}
"""What to do with a file that was begun."""
