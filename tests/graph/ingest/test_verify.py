from dataclasses import replace
from pathlib import Path

from graph.ingest.build import build
from graph.ingest.pages.page_folders import PageSource
from graph.ingest.verify_quotes import verify
from graph.ingest.vocabulary import read_vocabulary
from tests.graph.ingest.pages.test_layout import PAGE
from tests.shipped import VOCABULARY
from tests.world import World


def problems(folder: Path, change: str | None) -> list[str]:
    page = folder / "orthopedics" / "knee.txt"
    page.parent.mkdir(parents=True)
    page.write_text(PAGE)
    vocabulary, _ = read_vocabulary([VOCABULARY])
    graph = build([PageSource({folder: "MIT"}, vocabulary)]).graph
    if change is None:
        page.unlink()
    else:
        page.write_text(change)
    return [str(failure) for failure in verify(graph)]


def test_every_quote_of_an_unchanged_page_holds(tmp_path: Path) -> None:
    assert problems(tmp_path / "pages", PAGE) == []


def test_a_tampered_page_fails(tmp_path: Path) -> None:
    (failure,) = problems(tmp_path / "pages", PAGE.replace("30 minutes", "90 minutes"))
    assert "has changed" in failure
    assert "knee.txt" in failure


def test_a_missing_page_fails(tmp_path: Path) -> None:
    (failure,) = problems(tmp_path / "pages", None)
    assert "cannot be read" in failure


def test_a_tampered_graph_fails(tmp_path: Path) -> None:
    page = tmp_path / "pages" / "knee.txt"
    page.parent.mkdir()
    page.write_text(PAGE)
    vocabulary, _ = read_vocabulary([VOCABULARY])
    graph = build([PageSource({page.parent: "MIT"}, vocabulary)]).graph
    source, target, key = next(iter(graph.edges(keys=True)))
    attributes = graph.edges[source, target, key]
    (evidence,) = attributes["evidence"]
    for tampered, problem in (
        ((replace(evidence, quote="Something else"),), "not at its place"),
        ((replace(evidence, start=0, end=3),), "not at its place"),
        ((replace(evidence, source="pages/other.txt"),), "does not list"),
        ((), "no evidence"),
    ):
        attributes["evidence"] = tampered
        version, failure = verify(graph)
        assert "its version is another" in str(version)
        assert problem in str(failure)


def test_a_world_without_its_file_fails_once() -> None:
    assert len(list(verify(build([World()]).graph))) == 1


def test_a_tampered_node_fails() -> None:
    graph = build([World()]).graph
    graph.nodes["PAGE:cast"]["duration_min_minutes"] = 1
    assert "its version is another" in str(next(verify(graph)))
