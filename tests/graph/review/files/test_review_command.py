"""`medcode review` on files that hold no case, or ids that would write to a terminal; it needs no graph."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from graph.console import FINDINGS, OK
from graph.review.case import Case
from graph.review.context import ReviewContext
from graph.review.finding import Finding, Severity
from graph.review.reviewer import Review
from medcode.__main__ import main
from medcode.commands import review
from tests.graph.review.files.test_case_files import CASE


class Store:
    """Reviews each case as having one finding, which names the payer."""

    def review(self, case: Case) -> Review:
        found = Finding("COVERAGE", Severity.INFORMATION, f"The payer is {case.payer}.", "Nothing.", ())
        return Review(cast("ReviewContext", SimpleNamespace()), (found,), ())


@pytest.fixture(autouse=True)
def store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review, "open_graph", lambda arguments: Store())


@pytest.mark.parametrize("text", ["[]", "case,diagnoses\n", "case,diagnoses\n,\n", "", "x"])
def test_a_file_without_a_case_ends_with_1_and_says_so(
    tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "cases"
    path.write_text(text)
    assert main(["review", str(path)]) == FINDINGS
    assert "MalformedFile" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["a\x1b[2Jb", "a\nb", "a\x9bb", "a\u202eb", "a\u2028b"])
def test_what_would_write_to_a_terminal_is_not_printed(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "cases"
    path.write_text(json.dumps({**CASE, "id": name, "payer": name}))
    assert main(["review", str(path)]) == OK
    printed = capsys.readouterr().out
    assert name not in printed
    safe = name[0] + "\N{REPLACEMENT CHARACTER}" + name[2:]
    assert printed.startswith(f"{safe}: 0 error")
    assert f"The payer is {safe}." in printed
