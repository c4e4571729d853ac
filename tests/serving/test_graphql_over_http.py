"""The audits of 'GraphQL over HTTP' that the reference implementation `graphql-http` has, against a real server."""

import os
import shutil
import subprocess
from pathlib import Path

import orjson
import pytest

from graph.model.source_files import ROOT

AUDITS = Path(__file__).parent / "graphql_http_audits.mjs"
COUNT = 61
MUST = os.environ.get("CI") == "true"


def lacking() -> str:
    """What is not there without which the audits cannot run; nothing where all is there."""
    if not shutil.which("node"):
        return "no Node"
    installed = (ROOT / "web" / "node_modules" / "graphql-http").is_dir()
    return "" if installed else "graphql-http is not installed: make web"


@pytest.mark.parametrize("port", ["fast_port", "uvicorn_port"])
def test_all_audits_pass_without_a_warning(port: str, request: pytest.FixtureRequest) -> None:
    if missing := lacking():
        (pytest.fail if MUST else pytest.skip)(missing)
    url = f"http://127.0.0.1:{request.getfixturevalue(port)}/graphql"
    ended = subprocess.run(["node", AUDITS, url], capture_output=True, check=False, timeout=120)
    assert ended.returncode == 0, ended.stderr.decode()
    results = orjson.loads(ended.stdout)
    assert [result for result in results if result["status"] != "ok"] == []
    assert len({result["id"] for result in results}) == COUNT
