"""Completion, in a real shell."""

import shutil
import subprocess
from pathlib import Path

import pytest

from graph.export.formats import FORMATS
from graph.model.ontology import NODE_KINDS
from medcode.__main__ import main
from medcode.command_list import BY_NAME
from medcode.commands.completion import SHELLS
from serving.stored_operations import stored_operations

Printed = pytest.CaptureFixture[str]
_COMPLETE = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
"$(complete -p medcode | sed -E 's/.*-F ([^ ]+).*/\\1/')"
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The script for bash."""
    with pytest.MonkeyPatch.context() as patched:
        lines = list[str]()
        patched.setattr("builtins.print", lines.append)
        main(["completion", "bash"])
    found = tmp_path_factory.mktemp("completion") / "medcode.bash"
    found.write_text("\n".join(lines))
    return found


def completions(script: Path, *words: str) -> set[str]:
    """What bash offers for the last of the words."""
    found = subprocess.run(
        ["bash", "-c", _COMPLETE, "bash", str(script), "medcode", *words],
        capture_output=True, text=True, check=True, cwd=script.parent,
    )  # fmt: skip
    return set(found.stdout.split())


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_bash_completes_what_a_command_takes(script: Path) -> None:
    assert completions(script, "") >= {*BY_NAME}
    assert completions(script, "verify-") == {"verify-export"}
    assert completions(script, "search", "--ki") == {"--kind"}
    assert completions(script, "search", "--kind", "") == {*NODE_KINDS}
    assert completions(script, "export", "--format", "") >= {*FORMATS}
    assert completions(script, "query", "") >= {*stored_operations()}
    (script.parent / "own.graphql").touch()
    assert completions(script, "explain", "own") == {"own.graphql"}
    (script.parent / "snapshot").mkdir()
    assert {path.rstrip("/") for path in completions(script, "stats", "--graph", "snap")} == {"snapshot"}


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_takes_its_script(shell: str, tmp_path: Path, capsys: Printed) -> None:
    assert main(["completion", shell]) == 0
    printed = capsys.readouterr().out
    assert all(name in printed for name in BY_NAME)
    if shutil.which(shell):
        (tmp_path / "script").write_text(printed)
        checked = subprocess.run([shell, "-n", str(tmp_path / "script")], capture_output=True, text=True, check=False)
        assert (checked.returncode, checked.stderr) == (0, "")
