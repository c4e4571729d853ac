"""The documents that show real answers. `python -m tests.documents` writes the answers anew; a test compares them.

A line `<!-- query NAME -->` is followed by the query `NAME.graphql` of `data/queries/` or `docs/queries/` and its
answer over the shipped data, `<!-- refusal NAME -->` by a query of `docs/queries/` and the error with which it is
refused, `<!-- plan NAME -->` by the command that prints its plan and what that prints, `<!-- queries -->` by the list
of all queries, `<!-- tools -->` by the tools for agents, `<!-- disclaimer -->` by the disclaimer, each up to
`<!-- end -->`. What is made from code alone is made when the site is built: see `docs_site`.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from graph import DISCLAIMER
from graph.ingest.graph_builder import ensure_default_snapshot
from graph.model.built_files import DEFAULT_SNAPSHOT
from graph.model.limits import Limits
from graph.model.source_files import ROOT
from graph.store import GraphStore, open_store
from schema.create_schema import create_schema
from serving.agents.mcp_server import AgentServer
from serving.explanation import explain_request
from serving.named_query import NamedQuery
from serving.stored_operations import stored_operations
from tests.conftest import ask_store

README = ROOT / "README.md"
PAGES = (README, *sorted(ROOT.glob("docs/**/*.md")))
"""The documents that readers begin with: those of the site, and the README."""
SHOWN = ROOT / "docs" / "queries"
"""Queries that only documents show."""
QUERIES = ROOT / "data" / "queries"
MARK = re.compile(
    r"<!-- (?P<what>query|plan|refusal|queries|tools|disclaimer)(?: (?P<name>[a-z-]+))? -->\n.*?<!-- end -->", re.DOTALL
)
_SHORT = re.compile(r"([\[{])\s*([^\[\]{}\n]*(?:\n[^\[\]{}\n]*){0,4}?)\s*([\]}])")


@cache
def shipped_store() -> GraphStore:
    """All that is shipped, as the server serves it; one for all that asks in a process."""
    ensure_default_snapshot()
    return open_store(f"snapshot:{DEFAULT_SNAPSHOT}")


def made_pages() -> list[Path]:
    """The documents with parts that are made."""
    return [path for path in PAGES if MARK.search(path.read_text(encoding="utf-8"))]


def refreshed(path: Path, store: GraphStore) -> str:
    """The document with everything that is made put in anew."""

    def made(match: re.Match[str]) -> str:
        what, name = match["what"], match["name"]
        body = _MADE[what](store, name)
        mark = f"<!-- {what}{f' {name}' if name else ''} -->"
        return f"{mark}\n\n{body}\n\n<!-- end -->"

    return MARK.sub(made, path.read_text(encoding="utf-8"))


def _query(store: GraphStore, name: str) -> str:
    (path,) = (path for folder in (QUERIES, SHOWN) for path in folder.glob(f"{name}.graphql"))
    text = path.read_text(encoding="utf-8").strip()
    answer = ask_store(store, text)
    if answer["errors"]:
        raise ValueError(answer["errors"])
    shown = orjson.dumps(answer["data"], option=orjson.OPT_INDENT_2).decode()
    return f"```graphql\n{text}\n```\n\n```json\n{_compact(shown)}\n```"


def _refusal(store: GraphStore, name: str) -> str:
    text = (SHOWN / f"{name}.graphql").read_text(encoding="utf-8").strip()
    (error,) = ask_store(store, text)["errors"]
    shown = orjson.dumps(error["extensions"], option=orjson.OPT_INDENT_2).decode()
    return f"```graphql\n{text}\n```\n\n```json\n{_compact(shown)}\n```"


def _plan(store: GraphStore, name: str) -> str:
    text = (QUERIES / f"{name}.graphql").read_text(encoding="utf-8")
    explained = explain_request(store.topology.graph, NamedQuery(name, text, {}))
    shown = "\n".join(explained.lines)
    if not explained.is_plan:
        raise ValueError(shown)
    return f"```sh\n.venv/bin/medcode explain {name}\n```\n\n```text\n{shown}\n```"


def _queries(store: GraphStore, name: str | None) -> str:
    titles = {path: path.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ") for path in _documents()}
    return "\n".join(f"- `{path.stem}`: {title}" for path, title in titles.items())


def _tools(store: GraphStore, name: str | None) -> str:
    limits = Limits()
    asked = AgentServer(create_schema(limits), stored_operations(), limits, _nobody)._tools.values()
    definitions = [one.definition for one in asked]
    return "\n".join(f"- `{one.name}` ({_arguments(one.input_schema)}): {one.description}" for one in definitions)


def _arguments(schema: Mapping[str, Any]) -> str:
    return ", ".join(f"`{name}`" if name in schema["required"] else f"[`{name}`]" for name in schema["properties"])


async def _nobody(*_: object) -> dict[str, Any]:
    raise NotImplementedError


def _documents() -> list[Path]:
    return sorted(QUERIES.glob("*.graphql"))


def _compact(text: str) -> str:
    """JSON with short objects and lists on a line of their own."""
    shorter = _SHORT.sub(_one_line, text)
    return text if shorter == text else _compact(shorter)


def _one_line(match: re.Match[str]) -> str:
    line = f"{match[1]} {' '.join(match[2].split())} {match[3]}".replace("[  ]", "[]")
    return line if len(line) < 100 else match[0]


def _disclaimer(store: GraphStore, name: str | None) -> str:
    return "\n".join(f"> {sentence.strip()}" for sentence in re.split(r"(?<=\.) ", DISCLAIMER))


_MADE: Mapping[str, Callable[[GraphStore, str], str]] = {
    "query": _query,
    "plan": _plan,
    "refusal": _refusal,
    "queries": _queries,
    "tools": _tools,
    "disclaimer": _disclaimer,
}


if __name__ == "__main__":
    for path in made_pages():
        path.write_text(refreshed(path, shipped_store()), encoding="utf-8")
