"""What lies at the top of the repository, as `pyproject.toml` declares it for mypy; everything else is held to that."""

import tomllib

from graph.model.source_files import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES: tuple[str, ...] = tuple(PROJECT["tool"]["mypy"]["packages"])
MODULES: tuple[str, ...] = tuple(PROJECT["tool"]["mypy"]["modules"])
SOURCES = [
    *(path for package in PACKAGES for path in sorted(ROOT.glob(f"{package}/**/*.py"))),
    *(ROOT / f"{module}.py" for module in MODULES),
]
