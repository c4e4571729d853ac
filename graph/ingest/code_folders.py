"""The folders of official files that the environment names."""

import os
from pathlib import Path

CODES = "MEDCODE_CODES"
"""The variable that names official files."""


def code_folders() -> list[Path]:
    """The folders of official files that `MEDCODE_CODES` names, separated as in `PATH`."""
    return [Path(folder) for folder in os.environ.get(CODES, "").split(os.pathsep) if folder]
