"""`medcode mcp` where the SDK is not installed; tests/serving/agents starts it as clients do."""

import pytest

from medcode.__main__ import main


def test_without_the_sdk_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("medcode.commands.mcp.find_spec", lambda name: None)
    assert main(["mcp"]) != 0
    assert "pip install 'medcode-graph[mcp]'" in capsys.readouterr().err
