"""Templates of what a folder of data holds, and the files that are begun from them."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from graph.ingest.data_folder import DataFolder, Part
from graph.ingest.own_edges import SUFFIX as EDGES_SUFFIX
from graph.ingest.sssom import SUFFIX
from graph.ingest.vocabulary import TERM_KINDS
from graph.model.elements import make_curie, slugify
from graph.model.errors import InvalidArgument
from graph.model.findings import printable
from graph.model.ontology import ONTOLOGY

TEMPLATES = Path(__file__).parent / "templates"
PROCEDURE = "procedure"
MAPPED_KINDS = (PROCEDURE, *TERM_KINDS)
"""The kinds of what a set of mappings maps."""
_PAGE_PREFIX = "PAGE"
_LONGEST_NAME = 120
"""Characters of a name; a name of a file has at most 255 bytes."""


class Template(StrEnum):
    """What can be begun."""

    PAGE = "page"
    POLICY = "policy"
    MAPPING = "mapping"
    VOCABULARY = "vocabulary"
    QUERY = "query"
    ONTOLOGY = "ontology"
    EDGES = "edges"
    VALUESET = "valueset"


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to write."""

    path: Path
    text: str


def new_file(template: Template, name: str, folder: DataFolder, kind: str, specialty: str | None = None) -> NewFile:
    """The file of a template in its part of a folder of data.

    `kind` is that of what a set of mappings maps, `specialty` sorts a page.

    Raises:
        InvalidArgument: the name cannot be that of a file, or is no kind of terms.
    """
    title, slug = " ".join(name.split()), _slug("NAME", name)
    if template is Template.VOCABULARY:
        kind = slug = _kind_of_terms(name)
    prefix = _PAGE_PREFIX if kind == PROCEDURE else ONTOLOGY.nodes[TERM_KINDS[kind]].prefixes[0]
    values = {
        "name": title,
        "slug": slug,
        "kind": kind,
        "prefix": prefix,
        "example": make_curie(prefix, "laparoscopic-appendectomy" if kind == PROCEDURE else f"a-{kind}"),
        "operation": "".join(word.capitalize() for word in f"ask-{slug}".split("-")),
    }
    (source,) = TEMPLATES.glob(f"{template}.*")
    text = source.read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"{{{{{key}}}}}", value)
    return NewFile(_place(template, folder, slug, specialty), text)


def _place(template: Template, folder: DataFolder, slug: str, specialty: str | None) -> Path:
    if template is Template.ONTOLOGY:
        return folder.ontology
    part, suffix = _PLACES[template]
    return folder.part(part).joinpath(*([_slug("--specialty", specialty)] if specialty else []), f"{slug}{suffix}")


def write_new(new: NewFile) -> None:
    """Write a file that is not there yet.

    Raises:
        InvalidArgument: it is there, or cannot be written.
    """
    try:
        new.path.parent.mkdir(parents=True, exist_ok=True)
        with new.path.open("x", encoding="utf-8") as file:
            file.write(new.text)
    except FileExistsError as error:
        problem = f"{printable(str(new.path))} is there already, and nothing was written"
        raise InvalidArgument(argument="NAME", problem=problem) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InvalidArgument(problem=f"{printable(str(new.path))} cannot be written: {reason}") from error


def _slug(argument: str, name: str) -> str:
    """A name as that of a file.

    Raises:
        InvalidArgument: it has none, or has what the name of a file should not have.
    """
    problem = None
    if not name.isprintable() or "/" in name or "\\" in name or name.strip().startswith("."):
        problem = "a name has no slashes or control characters, and does not begin with a point"
    elif not any(letter.isalnum() for letter in name):
        problem = "a name has letters or digits"
    elif len(name) > _LONGEST_NAME or len(slugify(name)) > _LONGEST_NAME:
        problem = f"a name has at most {_LONGEST_NAME} characters"
    if problem:
        raise InvalidArgument(argument=argument, value=printable(name[:_LONGEST_NAME]), problem=problem)
    return slugify(name)


def _kind_of_terms(name: str) -> str:
    """The kind of terms of this name, in the singular or the plural.

    Raises:
        InvalidArgument: there is no such kind.
    """
    plurals = {ONTOLOGY.nodes[kind].plural: singular for singular, kind in TERM_KINDS.items()}
    kind = plurals.get(name.casefold(), name.casefold())
    if kind not in TERM_KINDS:
        problem = "a vocabulary is named after the kind of its terms"
        raise InvalidArgument(argument="NAME", value=printable(name), problem=problem, allowed=[*TERM_KINDS])
    return kind


_PLACES = {
    Template.PAGE: (Part.PAGES, ".txt"),
    Template.POLICY: (Part.POLICIES, ".csv"),
    Template.MAPPING: (Part.MAPPINGS, SUFFIX),
    Template.VOCABULARY: (Part.VOCABULARY, ".tsv"),
    Template.QUERY: (Part.QUERIES, ".graphql"),
    Template.EDGES: (Part.EDGES, EDGES_SUFFIX),
    Template.VALUESET: (Part.VALUESETS, ".toml"),
}
"""The part of a folder of data that each stands in, and the ending of its name."""
