"""The page of the export formats: who reads each, what it keeps and what it loses."""

from collections import defaultdict
from collections.abc import Iterable

from docs_site.markdown import code, joined, table, text
from graph.export.format import Format, Loss
from graph.export.formats import FORMATS


def formats() -> str:
    known = FORMATS.values()
    rows = ((f"[{text(one.title)}](#{_anchor(one)})", code(one.name), text(one.readers)) for one in known)
    sections = (f"## {one.title}\n\n{_format(one)}" for one in known)
    return joined(table(("format", "name", "read by"), rows), *sections)


def _anchor(one: Format) -> str:
    return one.title.lower().replace(" ", "-")


def _format(one: Format) -> str:
    back = "It can be read back and compared (`medcode verify-export`)." if one.read else "It is not read back."
    facts = f"`--format {one.name}`, `/export/{one.name}`; files end in `.{one.suffix}`; {code(one.media_type)}. {back}"
    if not one.losses:
        return f"{facts}\n\nNothing is lost."
    return f"{facts}\n\n{table(('what', 'becomes', 'can be read back'), _rows(one.losses))}"


def _rows(losses: Iterable[Loss]) -> Iterable[tuple[str, str, str]]:
    """A row for all fields that one thing becomes of."""
    together: defaultdict[tuple[str, bool], list[str]] = defaultdict(list)
    for loss in losses:
        together[loss.becomes, loss.kept].append(text(loss.field))
    return ((", ".join(names), text(becomes), "yes" if kept else "no") for (becomes, kept), names in together.items())
