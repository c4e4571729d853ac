"""`medcode mcp`, a process that the client of the official SDK starts."""

import asyncio
import sys
from pathlib import Path

import pytest
from mcp import Client, StdioServerParameters

from graph.model.source_files import ROOT
from graph.store.snapshot_writer import write_snapshot
from medcode.__main__ import main
from tests.world import world_graph


def test_the_tools_over_standard_input_and_output(tmp_path: Path) -> None:
    write_snapshot(world_graph(), tmp_path / "world")
    words = ["-m", "medcode", "mcp"]
    environment = {"MEDCODE_STORE": f"snapshot:{tmp_path / 'world'}", "MEDCODE_NATIVE": "false"}
    process = StdioServerParameters(command=sys.executable, args=words, env=environment, cwd=ROOT)

    async def asked() -> None:
        async with Client(process) as client:
            assert "search" in [tool.name for tool in (await client.list_tools()).tools]
            found = await client.call_tool("search", {"query": "infection"})
            assert found.structured_content["search"]["nodes"][0]["node"]["curie"] == "RISK:infection"
            link = await client.call_tool("export", {"operation": "search", "variables": {"query": "cast"}})
            assert link.structured_content["href"] == "/export/search.table?query=cast"

    asyncio.run(asked())


def test_without_the_sdk_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("medcode.commands.mcp.find_spec", lambda name: None)
    assert main(["mcp"]) != 0
    assert "pip install 'medcode-graph[mcp]'" in capsys.readouterr().err
