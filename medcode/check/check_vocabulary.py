"""Checks a file of terms: what it adds, and what is wrong with its rows."""

from graph.ingest.vocabulary import TERM_KINDS, read_vocabulary
from medcode.check.checked_file import CheckedFile
from medcode.check.context import CheckContext
from medcode.check.located_files import LocatedFile


def check_vocabulary(file: LocatedFile, context: CheckContext) -> CheckedFile:
    """A file of terms, read together with all others of its folder and with the shipped ones."""
    _, findings = context.read_terms
    kind, path = TERM_KINDS.get(file.path.stem), str(file.path)
    checked = CheckedFile(file.path, file.part, f"Terms: {file.path.stem}" if kind else "Terms")
    checked.findings = sorted((one for one in findings if one.path == path), key=lambda one: one.line or 0)
    alone, _ = read_vocabulary([file.path.parent])
    own = alone.terms.get(kind or "", {})
    known = context.vocabulary.terms.get(kind or "", {})
    added = sum(label not in known or known[label].path != path for label in own)
    checked.counts = {
        "terms": len(own) - added,
        "terms that add to known ones": added,
        "other wordings": sum(len(term.aliases) for term in own.values()),
    }
    checked.is_read = any(document.id.endswith(f"/{file.path.name}") for document in alone.documents)
    return checked
