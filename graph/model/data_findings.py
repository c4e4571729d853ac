"""Findings about what users write themselves: what is not filled in, names that nothing has, queries, policies."""

from graph.model.findings import SourceError


class NotFilledIn(SourceError):
    """The page was begun from a template, and `[Fill in: ...]` still stands where something is to be said."""

    message = "This is not filled in yet, so nothing was taken from it."
    hint = "Write what is asked for in place of '[Fill in: ...]', or remove the line."


class UnknownName(SourceError):
    """A row of a set of mappings names what neither the graph nor the pages of its folder have; `name` is the CURIE."""

    message = "Nothing has this name: no page, no term that a page uses, no code."
    hint = "Correct it; a concept has one once a page uses it."


class InvalidQuery(SourceError):
    """A stored query is not GraphQL, or asks for what the schema does not have; `problem` says what is wrong."""

    message = "This query cannot be answered."
    hint = "Correct it; the explorer completes fields as you type."


class OfNoPart(SourceError):
    """A file or folder stands in a folder of data, beside `pages`, `vocabulary` and the others, and is none of them."""

    message = "This is in no part of the folder of data, so it is not read."
    hint = "Move it into the part that it belongs to, or rename it."


class UnclearCodeList(SourceError):
    """The list has words or ranges that are no codes."""

    message = "A part of this list of codes is not understood, so nothing of the list was read."
    hint = "Write codes and ranges, as in 'E08-E13, Z79.4', and what is not meant at the end, after 'except'."


class InvalidDeclaration(SourceError):
    """In a file of an ontology a `field` is missing, of another form, or its name is taken; `problem` says which."""

    message = "This cannot be declared so, and the kind of edge that it is of was left out."
    hint = "Correct `field`; `medcode new ontology` writes a file whose comments say what there is."


class InvalidValueSet(SourceError):
    """A `field` of a value set is missing, of another form, or not supported; `problem` says which."""

    message = "This value set cannot be read, so there is none of its name."
    hint = "Correct `field`; `medcode new valueset` writes a file whose comments say what there is."


class MoreFindings(SourceError):
    """Tables have more findings of a kind than the limit of those that are listed; `count` says how many more."""

    message = "There are more findings of this kind in the tables than are listed."
    hint = "Correct those that are listed first; they mostly have one cause."
