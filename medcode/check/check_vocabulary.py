"""Checks a file of terms: what it adds, and what is wrong with its rows."""

from graph.ingest.vocabulary import TERM_KINDS
from medcode.check.checked_file import CheckedFile
from medcode.check.context import CheckContext
from medcode.check.located_files import LocatedFile


def check_vocabulary(file: LocatedFile, context: CheckContext) -> CheckedFile:
    """A file of terms, read together with all others of its folder and with the shipped ones."""
    vocabulary, findings = context.read_terms
    kind = TERM_KINDS.get(file.path.stem)
    path = str(file.path)
    checked = CheckedFile(file.path, file.part, f"vocabulary of {file.path.stem} terms" if kind else "vocabulary")
    checked.findings = sorted((one for one in findings if one.path == path), key=lambda one: one.line or 0)
    if kind is not None:
        own = [term for term in vocabulary.terms.get(kind, {}).values() if term.path == path]
        checked.counts = {"terms": len(own), "other wordings": sum(len(term.aliases) for term in own)}
    checked.is_read = any(document.path.endswith(file.path.name) for document in vocabulary.documents)
    return checked
