"""The habits of the repository."""

import ast
import importlib
import re
import subprocess
from pathlib import Path

import pytest

from graph.model.ontology import ONTOLOGY
from graph.model.source_files import ROOT
from tests.layout import MODULES, PACKAGES, PROJECT, SOURCES

_MOST_KINDS = 7
"""The seven axes of ICD-10-PCS are the longest list that is no decision about kinds."""
DECLARATIONS = {
    "graph/model/ontology/page_edge_kinds.py",
}
"""Files that are one long declaration, and may be longer than others."""


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_every_source_is_declared() -> None:
    assert sorted(path for path in tracked() if path.suffix == ".py") == sorted(set(SOURCES) & set(tracked()))


def test_all_tools_are_told_of_every_package() -> None:
    checked = re.search(r"^CHECKED := (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert checked is not None
    assert checked[1].split() == [*PACKAGES, *(f"{module}.py" for module in MODULES)]
    assert set(PROJECT["tool"]["pytest"]["ini_options"]["testpaths"]) == {
        *PACKAGES,
        *(f"{name}.py" for name in MODULES),
    }


def test_every_package_is_a_layer_or_above_all_layers() -> None:
    layers, above, *_ = PROJECT["tool"]["importlinter"]["contracts"]
    assert layers["layers"] == PROJECT["tool"]["importlinter"]["root_packages"][::-1] == above["source_modules"][::-1]
    assert {*layers["layers"], *above["forbidden_modules"]} == {*PACKAGES, *MODULES}


@pytest.mark.parametrize("name", [*PACKAGES, *MODULES])
def test_a_top_level_module_is_the_repository_s_own(name: str) -> None:
    """Other distributions own these names; an installed one must never be taken for ours."""
    file = importlib.import_module(name).__file__
    assert file is not None
    assert Path(file).is_relative_to(ROOT)


def test_files_stay_small() -> None:
    names = {path.relative_to(ROOT).as_posix(): path for path in SOURCES}
    long = {name for name, path in names.items() if len(path.read_text(encoding="utf-8").split("\n")) > 251}
    assert long - DECLARATIONS == set()


def test_every_source_is_tested_or_tests() -> None:
    """A package without `__init__.py` would be left out by type and layer checks without a word."""
    inner = [path for path in SOURCES if path.parent != ROOT]
    assert [path for path in inner if not (path.parent / "__init__.py").exists()] == []


def test_no_file_names_a_registry_or_a_place_of_one_machine() -> None:
    address = re.compile(
        r"https?://[^\s\"]+\.(?:tgz|whl|tar\.gz)|pypi\.org|pythonhosted|registry\.npmjs|--(?:extra-)?index-url"
    )
    own = Path(__file__).resolve()
    found = []
    for path in tracked():
        text = path.read_text(encoding="utf-8", errors="replace")
        if path.resolve() != own and (address.search(text) or f"{ROOT}/" in text):
            found.append(path.relative_to(ROOT).as_posix())
    assert found == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("requirements/*.txt")), ids=lambda path: path.stem)
def test_every_locked_dependency_has_a_version_and_hashes(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("\\\n", "")
    rows = [row for row in text.split("\n") if row.strip()]
    assert rows
    assert [row for row in rows if "==" not in row or "--hash=sha256:" not in row] == []


def test_the_lock_files_hold_what_the_project_declares() -> None:
    declared = re.findall(r'^  "([a-z0-9-]+)>=', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    files = [ROOT / "requirements" / f"{name}.txt" for name in ("dev", "kgx", "uv")]
    locked = "".join(path.read_text(encoding="utf-8") for path in files)
    assert len(declared) > 10
    assert [name for name in declared if not re.search(rf"^{name}==", locked, re.MULTILINE)] == []


def test_what_is_decided_by_kind_is_decided_in_the_ontology() -> None:
    """A long list of kinds elsewhere is a decision that a new kind would have to be added to."""
    kinds = {*ONTOLOGY.nodes, *ONTOLOGY.edges}
    found = []
    for path in sorted((ROOT / "graph").rglob("*.py")) + sorted((ROOT / "schema").rglob("*.py")):
        if "ontology" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                items = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", ())
                named = [item for item in items if isinstance(item, ast.Constant) and item.value in kinds]
                line = getattr(node, "lineno", 0)
                found += [f"{path.relative_to(ROOT)}:{line}"] * (len(named) > _MOST_KINDS)
    assert found == []


def test_the_supported_pythons_are_the_same_everywhere() -> None:
    classified = re.findall(r"Python :: (3\.\d+)", " ".join(PROJECT["project"]["classifiers"]))
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    matrix = re.search(r"python: \[(.*)\]", workflow)
    assert matrix is not None
    assert re.findall(r"3\.\d+", matrix[1]) == classified
    oldest = classified[0]
    assert PROJECT["project"]["requires-python"] == f">={oldest}"
    assert PROJECT["tool"]["mypy"]["python_version"] == oldest
    assert PROJECT["tool"]["ruff"]["target-version"] == f"py{oldest.replace('.', '')}"


def test_every_decision_is_listed() -> None:
    listed = re.findall(
        r"\(decisions/([\w-]+\.md)\)", (ROOT / "docs" / "explanation" / "architecture.md").read_text(encoding="utf-8")
    )
    paths = sorted((ROOT / "docs" / "explanation" / "decisions").glob("*.md"))
    assert [path.name for path in paths] == listed
    for path in paths:
        headings = re.findall(r"^## (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences"], path
