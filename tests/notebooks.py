"""The notebooks of docs/analyse/notebooks. `python -m tests.notebooks` writes anew what they print; a test compares.

Each is executed from its first cell to its last in a new kernel, in which warnings are errors. Sockets are files, so
that no port is opened.
"""

import os
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from traitlets.config import Config

from graph.model.source_files import ROOT

NOTEBOOKS = tuple(sorted((ROOT / "docs" / "analyse" / "notebooks").glob("*.ipynb")))
PICTURE = "image/png"
_SECONDS = 300
"""What a cell may take: many times what it takes on an idle machine."""
_STRICT = "import warnings; warnings.simplefilter('error'); warnings.filterwarnings('default', module='ipykernel')"
"""Run before the first cell. The kernel itself warns of its own methods when it ends."""


def read_notebook(path: Path) -> Any:
    """A notebook as it is stored."""
    return nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]


def executed(notebook: Any) -> Any:
    """The notebook with what its cells print and draw now.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell fails, or warns.
    """
    ran = deepcopy(notebook)
    client = NotebookClient(
        ran,
        timeout=_SECONDS,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(ROOT)}},
        extra_arguments=[f"--IPKernelApp.exec_lines={_STRICT}"],
        config=Config(KernelManager={"transport": "ipc"}),
    )
    client.execute(env={**os.environ, "PYTHONPATH": str(ROOT)})
    ran.metadata = notebook.metadata
    return ran


def printed(notebook: Any) -> Sequence[str]:
    """What each cell of code prints."""
    return [
        "".join(output["text"] for output in cell.outputs if output.output_type == "stream")
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


def pictures(notebook: Any) -> Sequence[Sequence[str]]:
    """The pictures of each cell of code, as text in base 64."""
    return [
        [output.data[PICTURE] for output in cell.outputs if PICTURE in output.get("data", ())]
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


def source(notebook: Any) -> str:
    """All that is written in a notebook, code and text."""
    return "\n\n".join(cell.source for cell in notebook.cells)


if __name__ == "__main__":
    for path in NOTEBOOKS:
        path.write_text(nbformat.writes(executed(read_notebook(path))) + "\n", encoding="utf-8")  # type: ignore[no-untyped-call]
