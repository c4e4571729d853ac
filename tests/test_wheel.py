"""The wheel holds one package, which works beside other packages that are named as parts of this project are."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from graph.model.property_graph import Graph
from graph.model.source_files import ROOT
from graph.store.snapshot_writer import write_snapshot
from hatch_build import MOVED, moved_imports

_OTHERS = (*MOVED, "server", "hatch_build")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    words = ["-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--disable-pip-version-check"]
    subprocess.run([sys.executable, *words, "--wheel-dir", str(folder), str(ROOT)], check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def place(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel unpacked in `site`, and modules that must not be imported in its place."""
    folder = tmp_path_factory.mktemp("installed")
    with ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    for name in _OTHERS:
        (folder / f"{name}.py").write_text("raise RuntimeError('another package of this name')\n")
    return folder


def run(place: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Python in the folder of the other modules, which come first on its path."""
    path = os.pathsep.join([str(place), str(place / "site")])
    environment = {**os.environ, "PYTHONPATH": path, "XDG_CACHE_HOME": str(place / "cache"), "MEDCODE_NATIVE": "false"}
    return subprocess.run(
        [sys.executable, *words], cwd=place, env=environment, capture_output=True, text=True, check=False
    )


def test_the_wheel_installs_one_package_and_one_command(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = archive.namelist()
        (entry_points,) = [name for name in names if name.endswith("entry_points.txt")]
        assert archive.read(entry_points).decode().split() == [
            "[console_scripts]",
            "medcode",
            "=",
            "medcode.__main__:main",
        ]
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {"medcode"}
    tracked = subprocess.run(["git", "ls-files", "data", *MOVED], cwd=ROOT, capture_output=True, text=True, check=False)
    assert {f"medcode/{name}" for name in tracked.stdout.split()} <= set(names)


def test_an_installed_package_opens_queries_and_exports(place: Path, graph: Graph) -> None:
    write_snapshot(graph, place / "world")
    code = (
        "import sys, medcode, medcode.graph.machine.program_runner; graph = medcode.open('world'); "
        "print(medcode.__file__, len(graph.table('HAS_RISK')), graph.query('{ procedure(slug: \"cast\") { name } }')); "
        f"print(sorted(name for name in sys.modules if name.partition('.')[0] in {_OTHERS}))"
    )
    ended = run(place, "-c", code)
    assert ended.returncode == 0, ended.stderr
    rows = sum(key == "HAS_RISK" for *_, key in graph.edges(keys=True))
    where, others = f"{place}/site/medcode/__init__.py", "[]"
    assert ended.stdout == f"{where} {rows} {{'procedure': {{'name': 'Cast'}}}}\n{others}\n"


@pytest.mark.parametrize("command", ["", "build", "check", "export", "review", "explain", "verify", "stats"])
def test_an_installed_command_shows_its_help(place: Path, command: str) -> None:
    ended = run(place, "-m", "medcode", *filter(None, [command]), "--help")
    assert ended.returncode == 0, ended.stderr
    assert f"usage: medcode {command}".strip() in ended.stdout


def test_an_installed_package_builds_into_the_user_s_cache(place: Path) -> None:
    code = "from medcode.graph.model.built_files import built_path; print(built_path('graph'))"
    assert run(place, "-c", code).stdout.strip() == str(place / "cache" / "medcode-graph" / "graph")


def test_imports_are_moved_and_nothing_else_is() -> None:
    kept = "from graphql import z\nname = 'from graph.model'\n"
    source = f"from graph.model import x\n    from schema import y\n{kept}"
    moved = f"from medcode.graph.model import x\n    from medcode.schema import y\n{kept}"
    assert moved_imports(source, "x.py") == moved
    with pytest.raises(ValueError, match=r"x\.py: import names"):
        moved_imports("import graph.model\n", "x.py")
