"""The wheel: one package `medcode`, with everything of the project in it.

`graph` and `schema` are names that other distributions have too, so nothing of that name is installed. In the wheel
they are `medcode.graph`, `medcode.schema` and `medcode.serving`, and imports say so. A folder of the package is laid
out as the project is, so that data is found the same way in both.
"""

import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "medcode"
MOVED = ("graph", "schema", "serving")
"""Packages of the project that are packages of the wheel's one package."""
DATA = ("data", "requirements", "web/dist", "web/plain.html", "build/site", "LICENSE")
"""What the code reads; what is not built (`make web docs`) is left out."""
OPTIONAL = ("web/dist", "build/site")
_IMPORT = re.compile(rf"^(\s*(?:>>> )?from )({'|'.join(MOVED)})(\.| import )", re.MULTILINE)
_PLAIN_IMPORT = re.compile(rf"^\s*import (?:{'|'.join(MOVED)})\b", re.MULTILINE)


class MovedPackagesHook(BuildHookInterface[Any]):
    """Lays the project out as one package, which is what the wheel holds."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Prepare the package, unless the installation is one of the project's own folder."""
        if version == "editable":
            return
        self._folder = Path(tempfile.mkdtemp())
        lay_out(Path(self.root), self._folder / PACKAGE)
        build_data["force_include"][str(self._folder / PACKAGE)] = PACKAGE
        for name in OPTIONAL:
            if not Path(self.root, name).exists():
                self.app.display_warning(f"{name} is not built and not in the wheel: run `make web docs` before.")

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was prepared."""
        if version != "editable":
            shutil.rmtree(self._folder)


def lay_out(root: Path, package: Path) -> None:
    """Copy the packages of the project, with their imports moved, and the data that they read."""
    for name in (PACKAGE, *MOVED):
        for path in sorted((root / name).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                within = path.relative_to(root / PACKAGE) if name == PACKAGE else path.relative_to(root)
                _copy(path, package / within)
    for name in DATA:
        source, target = root / name, package / name
        if source.is_dir():
            shutil.copytree(source, target)
        elif source.exists():
            _copy(source, target)


def _copy(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".py":
        target.write_text(moved_imports(path.read_text(encoding="utf-8"), str(path)), encoding="utf-8")
    else:
        shutil.copyfile(path, target)


def moved_imports(source: str, name: str) -> str:
    """The source with `from graph.x import y` as `from medcode.graph.x import y`.

    Raises:
        ValueError: it imports a package by `import graph`, which would bind another name.
    """
    if _PLAIN_IMPORT.search(source):
        raise ValueError(f"{name}: import names `from` the packages {', '.join(MOVED)}")
    return _IMPORT.sub(rf"\1{PACKAGE}.\2\3", source)
