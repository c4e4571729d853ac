"""The documents that show real answers. `python -m tests.documents` writes the answers anew; a test compares them.

A line `<!-- query NAME -->` is followed by the query `data/queries/NAME.graphql` and its answer over the shipped data,
`<!-- refusal NAME -->` by the query `docs/queries/NAME.graphql` and the error with which it is refused,
`<!-- plan NAME -->` by the command that prints its plan and what that prints, `<!-- queries -->` by the list of all
queries, `<!-- settings -->` by their table, `<!-- limits -->` by theirs, `<!-- ontology -->` by the table of kinds,
`<!-- headings -->` by that of the headings of pages, `<!-- rules -->` by that of the rules of the review, `<!--
disclaimer -->` by the disclaimer, each up to `<!-- end -->`.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import orjson

from graph import DISCLAIMER
from graph.ingest.default_graph import DEFAULT_SNAPSHOT, ensure_snapshot
from graph.ingest.pages.headings import HEADINGS
from graph.model.limits import LIMITS
from graph.model.ontology import ONTOLOGY
from graph.model.source_files import ROOT
from graph.review.registry import RULES
from graph.store import GraphStore, open_store
from serving.explanation import ExplainRequest, explain_request
from serving.settings import SETTINGS
from tests.conftest import ask_store

README = ROOT / "README.md"
MADE = (README, *(ROOT / "docs" / name for name in ("reference/limits.md", "operate/operation.md", "look-up/review.md")))
"""The documents with parts that are made."""
REFUSED = ROOT / "docs" / "queries"
QUERIES = ROOT / "data" / "queries"
_MARK = re.compile(r"<!-- (?P<what>[a-z]+)(?: (?P<name>[a-z-]+))? -->\n.*?<!-- end -->", re.DOTALL)
_SHORT = re.compile(r"([\[{])\s*([^\[\]{}\n]*(?:\n[^\[\]{}\n]*){0,4}?)\s*([\]}])")


def shipped_store() -> GraphStore:
    """All that is shipped, as the server serves it."""
    ensure_snapshot()
    return open_store(f"snapshot:{DEFAULT_SNAPSHOT}")


def refreshed(path: Path, store: GraphStore) -> str:
    """The document with everything that is made put in anew."""

    def made(match: re.Match[str]) -> str:
        what, name = match["what"], match["name"]
        body = _MADE[what](store, name)
        mark = f"<!-- {what}{f' {name}' if name else ''} -->"
        return f"{mark}\n\n{body}\n\n<!-- end -->"

    return _MARK.sub(made, path.read_text(encoding="utf-8"))


def _query(store: GraphStore, name: str) -> str:
    text = (QUERIES / f"{name}.graphql").read_text(encoding="utf-8").strip()
    answer = ask_store(store, text)
    if answer["errors"]:
        raise ValueError(answer["errors"])
    shown = orjson.dumps(answer["data"], option=orjson.OPT_INDENT_2).decode()
    return f"```graphql\n{text}\n```\n\n```json\n{_compact(shown)}\n```"


def _refusal(store: GraphStore, name: str) -> str:
    text = (REFUSED / f"{name}.graphql").read_text(encoding="utf-8").strip()
    (error,) = ask_store(store, text)["errors"]
    shown = orjson.dumps(error["extensions"], option=orjson.OPT_INDENT_2).decode()
    return f"```graphql\n{text}\n```\n\n```json\n{_compact(shown)}\n```"


def _plan(store: GraphStore, name: str) -> str:
    text = (QUERIES / f"{name}.graphql").read_text(encoding="utf-8")
    explained = explain_request(store.topology.graph, ExplainRequest(text, {}, None, name))
    shown = "\n".join(explained.lines)
    if not explained.is_plan:
        raise ValueError(shown)
    return f"```sh\n.venv/bin/medcode explain {name}\n```\n\n```text\n{shown}\n```"


def _queries(store: GraphStore, name: str | None) -> str:
    titles = {path: path.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ") for path in _documents()}
    return "\n".join(f"- [{title}](data/queries/{path.name})" for path, title in titles.items())


def _documents() -> list[Path]:
    return sorted(QUERIES.glob("*.graphql"))


def _compact(text: str) -> str:
    """JSON with short objects and lists on a line of their own."""
    shorter = _SHORT.sub(_one_line, text)
    return text if shorter == text else _compact(shorter)


def _one_line(match: re.Match[str]) -> str:
    line = f"{match[1]} {' '.join(match[2].split())} {match[3]}".replace("[  ]", "[]")
    return line if len(line) < 100 else match[0]


def _settings(store: GraphStore, name: str | None) -> str:
    rows = ["| variable | option | meaning | allowed | default |", "|---|---|---|---|---|"]
    for setting in SETTINGS:
        names = f"`{setting.variable}` | `{setting.option}`"
        rows.append(f"| {names} | {setting.help} | {setting.domain.description} | {setting.shown_default} |")
    return "\n".join(rows)


def _limits(store: GraphStore, name: str | None) -> str:
    rows = ["| limit | most | variable | error code |", "|---|---|---|---|"]
    for limit in LIMITS:
        variable = f"`MEDCODE_MAX_{limit.name.upper()}`" if limit.allowed else "–"
        codes = ", ".join(f"`{code}`" for code in limit.codes) or "–"
        rows.append(f"| {limit.unit} {limit.description} | {limit.default:,} | {variable} | {codes} |")
    return "\n".join(rows)


def _ontology(store: GraphStore, name: str | None) -> str:
    rows = ["| kind of node | CURIE | properties | what it is |", "|---|---|---|---|"]
    for kind in ONTOLOGY.node_kinds:
        prefixes = " ".join(f"`{prefix}:…`" for prefix in kind.prefixes)
        properties = ", ".join(f"`{declared.name}`" for declared in kind.properties)
        rows.append(f"| {kind.name} | {prefixes} | {properties} | {kind.description} |")
    rows += ["", "| kind of edge | from → to | fields | what it says |", "|---|---|---|---|"]
    for edge in ONTOLOGY.edge_kinds:
        ends = f"{' · '.join(edge.sources)} → {'the same kind' if edge.same_kind else ' · '.join(edge.targets)}"
        rows.append(f"| `{edge.name}` | {ends} | `{edge.field}` / `{edge.inverse}` | {edge.description} |")
    return "\n".join(rows)


def _headings(store: GraphStore, name: str | None) -> str:
    rows = ["| section | also called |", "|---|---|"]
    rows += [f"| {title} | {' · '.join(others)} |" for title, *others in HEADINGS.values()]
    return "\n".join(rows)


def _rules(store: GraphStore, name: str | None) -> str:
    rows = ["| rule | finds | by |", "|---|---|---|"]
    rows += [f"| `{rule.name}` | {rule.description} | {rule.source} |" for rule in RULES.values()]
    return "\n".join(rows)


def _disclaimer(store: GraphStore, name: str | None) -> str:
    return "\n".join(f"> {sentence.strip()}" for sentence in re.split(r"(?<=\.) ", DISCLAIMER))


_MADE: Mapping[str, Callable[[GraphStore, str], str]] = {
    "query": _query,
    "plan": _plan,
    "refusal": _refusal,
    "queries": _queries,
    "settings": _settings,
    "limits": _limits,
    "ontology": _ontology,
    "headings": _headings,
    "rules": _rules,
    "disclaimer": _disclaimer,
}


if __name__ == "__main__":
    for path in MADE:
        path.write_text(refreshed(path, shipped_store()), encoding="utf-8")
