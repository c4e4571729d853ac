"""The site, built once for all tests as `make docs` builds it."""

import atexit
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from graph.model.source_files import ROOT


@cache
def built_site() -> Path:
    """The folder of the site; a warning of the build is an error (`strict` in mkdocs.yml)."""
    folder = Path(mkdtemp(prefix="medcode-docs-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    words = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(folder / "site")]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"
