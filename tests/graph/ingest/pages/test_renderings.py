"""Two renderings of one page give the same graph."""

from pathlib import Path

import pytest

from graph.ingest.build import BuildResult, build
from graph.ingest.pages.page_folders import PageSource
from graph.ingest.verify_quotes import verify
from graph.ingest.vocabulary import read_vocabulary
from graph.model.property_graph import edges_of, iter_nodes
from tests.graph.ingest.pages.renderings import RENDERINGS
from tests.shipped import PAGES, VOCABULARY

SHIPPED = sorted(PAGES.glob("*/*.txt"))


def read(folder: Path) -> BuildResult:
    vocabulary, _ = read_vocabulary([VOCABULARY])
    return build([PageSource({folder: "MIT"}, vocabulary)])


def said(built: BuildResult) -> tuple[object, ...]:
    """What a graph says, without where it stands in the source."""
    edges = [(edge.source, edge.kind, edge.target, edge.properties) for edge in edges_of(built.graph)]
    return list(iter_nodes(built.graph)), edges


@pytest.mark.parametrize("rendering", RENDERINGS)
def test_renderings_of_all_shipped_pages_say_the_same(rendering: str, tmp_path: Path) -> None:
    assert SHIPPED
    for path in SHIPPED:
        for name, change in (("plain", str), (rendering, RENDERINGS[rendering])):
            target = tmp_path / name / "pages" / path.parent.name / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(change(path.read_text(encoding="utf-8")).encode())
    plain, rendered = (read(tmp_path / name / "pages") for name in ("plain", rendering))
    assert said(rendered) == said(plain)
    assert rendered.findings == plain.findings == []
    assert list(verify(rendered.graph)) == []
