"""Reading the responses of exports."""

from typing import Any

import orjson

from graph.export.read.json_lines import ITEM

Names = tuple[set[str], set[str]]


def names(response: Any) -> Names:
    """The nodes and edges in JSON Lines."""
    assert response.status_code == 200, response.text
    items = [orjson.loads(line) for line in response.content.splitlines()]
    nodes = {item["curie"] for item in items if item[ITEM] == "node"}
    return nodes, {f"{item['source']} {item['key']} {item['target']}" for item in items if item[ITEM] == "edge"}


def error_of(response: Any) -> dict[str, Any]:
    (error,) = response.json()["errors"]
    assert error["message"]
    return {"status": response.status_code, **error["extensions"]}
