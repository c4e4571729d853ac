"""The page that says how agents are connected: its entries are valid, and the command in them answers."""

import asyncio
import json
import re
import sys
from pathlib import Path

from mcp import Client, StdioServerParameters

from graph.model.source_files import ROOT

PAGE = ROOT / "docs" / "frontend" / "agents.md"


def test_the_entries_of_clients_are_what_they_connect_with(folder: Path) -> None:
    started, addressed = re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    (entry,) = json.loads(started)["mcpServers"].values()
    (address,) = json.loads(addressed)["mcpServers"].values()
    assert (entry["command"], entry["env"].keys()) == ("medcode", {"MEDCODE_STORE"})
    assert address["url"].endswith("/mcp")
    environment = {"MEDCODE_STORE": f"snapshot:{folder}", "MEDCODE_NATIVE": "false"}
    words = ["-m", "medcode", *entry["args"]]

    async def asked() -> None:
        async with Client(
            StdioServerParameters(command=sys.executable, args=words, env=environment, cwd=ROOT)
        ) as client:
            assert "search" in [tool.name for tool in (await client.list_tools()).tools]
            found = await client.call_tool("search", {"query": "infection"})
            assert found.structured_content["search"]["nodes"][0]["node"]["curie"] == "RISK:infection"
            link = await client.call_tool("export", {"operation": "search", "variables": {"query": "cast"}})
            assert link.structured_content["href"] == "/export/search.table?query=cast"

    asyncio.run(asked())
