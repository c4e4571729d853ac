"""The tools over streamable HTTP, asked by the client of the official SDK, over all that is shipped."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import httpx2
import pytest
from graphql import parse, value_from_ast_untyped
from mcp import Client, MCPError
from mcp.client.streamable_http import streamable_http_client
from mcp_types import CallToolResult, TextResourceContents
from mcp_types import Tool as Definition

from graph import DISCLAIMER
from graph.model.limits import Limits
from graph.store import GraphStore
from serving.agents.tool import Tool
from serving.application import create_app
from serving.settings import Settings
from serving.stored_operations import stored_operations
from tests.serving.live_server import TIMEOUT, run_server

Result = TypeVar("Result")
KEY = {"authorization": "Bearer key-of-a-test"}
SETTINGS = Settings(api_keys=(sha256(b"key-of-a-test").digest(),), allow_origins=("http://own.example",))
TOKENS, CHARACTERS = 4_000, 4
"""What the tools may take of a context window, and what a token has of characters."""
WITH_EVIDENCE = ("neighbours", "paths", "read", "review")
"""The tools whose answers state what sources say; the others find, check and compare."""
EXPECTED = ["alternatives", "changes", "codes", "compare", "ground", "neighbours", "paths", "read", "review", "search"]


@pytest.fixture(scope="module")
def server(shipped: GraphStore) -> Iterator[str]:
    """The address of a server."""
    with run_server(create_app(SETTINGS, shipped)) as running:
        yield f"http://127.0.0.1:{running.port}"


def ask(server: str, question: Callable[[Client], Awaitable[Result]]) -> Result:
    async def asked() -> Result:
        async with (
            httpx2.AsyncClient(headers=KEY) as http,
            Client(streamable_http_client(f"{server}/mcp", http_client=http), read_timeout_seconds=TIMEOUT) as client,
        ):
            return await question(client)

    return asyncio.run(asked())


def call(server: str, name: str, **arguments: Any) -> Any:
    return ask(server, lambda client: client.call_tool(name, arguments))


def text_of(result: CallToolResult) -> str:
    return str(result.content[0].text)  # type: ignore[union-attr]


def examples(name: str) -> Mapping[str, Any]:
    """The default values of an operation's variables."""
    definitions: Sequence[Any] = parse(stored_operations()[name].text).definitions
    declared = [one for one in definitions[0].variable_definitions if one.default_value]
    return {one.variable.name.value: value_from_ast_untyped(one.default_value) for one in declared}


def test_the_tools_take_little_of_a_context_window(server: str) -> None:
    async def listed(client: Client) -> tuple[Any, str | None]:
        return (await client.list_tools()).tools, client.instructions

    tools, instructions = ask(server, listed)
    assert [tool.name for tool in tools] == [*EXPECTED, "export"]
    told = [tool.name + tool.description + json.dumps(tool.input_schema) for tool in tools]
    assert sum(map(len, told)) < TOKENS * CHARACTERS
    assert DISCLAIMER in str(instructions)
    assert not [text for text in told if DISCLAIMER in text]
    described = {tool.name: tool.input_schema["properties"] for tool in tools if tool.name != "export"}
    assert not [name for name, made in described.items() if any("description" not in one for one in made.values())]


def test_each_example_is_answered_by_the_schema_of_its_tool_and_is_small(server: str) -> None:
    async def asked(client: Client) -> dict[str, CallToolResult]:
        return {name: await client.call_tool(name, {**examples(name)}) for name in EXPECTED}  # Checks the schema.

    for name, result in ask(server, asked).items():
        assert not result.is_error, name
        assert len(text_of(result).encode()) <= Limits.tool_answer
        assert json.loads(text_of(result)) == result.structured_content
        assert "more" not in result.structured_content
        assert '"curie":' in text_of(result)
        assert ("evidence" in text_of(result)) is (name in WITH_EVIDENCE)


def test_a_list_is_answered_at_once_and_an_unknown_code_is_told_the_nearest(server: str) -> None:
    given = ["e119", "E11.99", "M54.5", "no code"]
    answered = call(server, "codes", codes=given).structured_content["codes"]
    assert [one["given"] for one in answered] == given
    known, unknown, *_ = answered
    assert (known["node"]["curie"], known["problem"]) == ("ICD10CM:E11.9", None)
    assert (unknown["node"], unknown["problem"]) == (None, "No code system that is loaded has 'E11.99'.")
    assert "ICD10CM:E11.9" in [node["curie"] for node in unknown["nearest"]]


def test_what_is_too_long_is_cut_and_says_where_it_goes_on(server: str) -> None:
    first = call(server, "search", query="hip", first=900).structured_content
    assert "go on with `after`" in first["more"]
    shown, page = first["search"]["nodes"], first["search"]["pageInfo"]
    assert 0 < len(shown) < 900 < first["search"]["totalCount"]
    following = call(server, "search", query="hip", first=len(shown), after=page["endCursor"]).structured_content
    assert not {one["node"]["curie"] for one in shown} & {one["node"]["curie"] for one in following["search"]["nodes"]}
    names = ["pelvic-fixation", "total-hip-replacement", "E11.9", "RISK:infection", "shock-wave-lithotripsy"] * 4
    read = call(server, "read", names=names).structured_content
    assert f"names to its first {len(read['ground'])}" in read["more"]
    assert [one["term"] for one in read["ground"]] == names[: len(read["ground"])]
    around = call(server, "neighbours", of=["RISK:infection"], first=500).structured_content
    assert around["neighborhood"]["truncated"]


def test_what_cannot_be_cut_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "tool_answer", 100)
    refused = call(server, "search", query="hip", first=8)
    assert refused.is_error
    assert text_of(refused) == "The answer has more than 100 bytes: ask for less, or use `export`."


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("codes", {}, "Give codes; the arguments are codes, asOf."),
        ("codes", {"codes": ["E11"], "code": "E11"}, "Give codes; the arguments are codes, asOf."),
        ("compare", {"a": "pelvic-fixatio", "b": "total-hip-replacement"}, '"did_you_mean":["PAGE:pelvic-fixation"'),
        ("search", {"query": "hip", "first": "ten"}, "Int cannot represent non-integer value"),
        ("export", {"operation": "nothing"}, "`operation` is one of alternatives,"),
    ],
)
def test_an_error_says_what_to_do(server: str, name: str, arguments: dict[str, Any], said: str) -> None:
    result = call(server, name, **arguments)
    assert (result.is_error, said in text_of(result)) == (True, True), text_of(result)


def test_a_part_without_an_answer_leaves_the_others() -> None:
    async def answered(request: Any, text: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "data": {"a": 1, "b": None},
            "errors": [{"message": "No b.", "path": ["b"], "extensions": {"code": "B"}}],
        }

    tool = Tool(Definition(name="two", input_schema={"properties": {}, "required": []}), "")
    answer = asyncio.run(tool.answer({}, answered, None))
    assert answer == {"a": 1, "b": None, "errors": [{"message": "No b.", "code": "B"}]}


@pytest.mark.parametrize(
    ("name", "arguments", "nearest"),
    [
        ("neighbours", {"of": ["E11.9"]}, "ICD10CM:E11.9"),
        ("neighbours", {"of": ["ICD10CM:E11.99"]}, "ICD10CM:E11.9"),
        ("paths", {"from": "RISK:infektion", "to": "ICD10CM:E11.9"}, "RISK:infection"),
        ("read", {"names": ["E11.99"]}, "ICD10CM:E11.9"),
        ("ground", {"terms": ["E11.99"], "candidates": True}, "ICD10CM:E11.9"),
        ("search", {"query": "E11.99"}, "E11.9"),
    ],
)
def test_instead_of_what_there_is_not_the_nearest_is_named(
    server: str, name: str, arguments: dict[str, Any], nearest: str
) -> None:
    assert f'"{nearest}"' in text_of(call(server, name, **arguments))


def test_neighbours_go_on_where_an_answer_ended(server: str) -> None:
    def page(after: str | None) -> Any:
        return call(server, "neighbours", of=["RISK:infection"], first=40, after=after).structured_content[
            "neighborhood"
        ]

    first = page(None)
    second = page(first["endCursor"])
    seen = [{node["curie"] for node in found["nodes"]} for found in (first, second)]
    assert all(seen)
    assert not seen[0] & seen[1]


def test_a_link_leads_to_the_whole_answer(server: str) -> None:
    link = call(server, "export", operation="ground", variables={"terms": ["heart attack", "J18.9"]}).structured_content
    lines = httpx2.get(link["href"], headers=KEY).text.splitlines()
    assert link["href"].startswith(f"{server}/export/ground.table?")
    assert ["heart attack" in lines[1], "J18.9" in lines[2], len(lines)] == [True, True, 3]
    assert '--query ground --variables \'{"terms"' in link["command"]
    wrong: list[dict[str, Any]] = [{"operation": ["ground"]}, {"format": {}}, {"variables": []}, {"first": 1}]
    for arguments in wrong:
        refused = call(server, "export", **{"operation": "ground", **arguments})
        assert (refused.is_error, "`operation` is one of alternatives, " in text_of(refused)) == (True, True)


def test_a_node_is_a_resource_and_prompts_take_arguments(server: str) -> None:
    async def asked(client: Client) -> tuple[Any, ...]:
        (template,) = (await client.list_resource_templates()).resource_templates
        found = await client.read_resource(template.uri_template.replace("{curie}", "ICD10CM:E11.9"))
        prompts = (await client.list_prompts()).prompts
        given = [{argument.name: f"<{argument.name}>" for argument in one.arguments or ()} for one in prompts]
        texts = [await client.get_prompt(one.name, values) for one, values in zip(prompts, given, strict=True)]
        with pytest.raises(MCPError, match="no argument, 'record'"):
            await client.get_prompt("code-case", {})
        with pytest.raises(MCPError, match="use one of alternatives, "):
            await client.call_tool("nothing", {})
        for uri in ("medcode://node/ICD10CM:E11.99", "medcode://node/", "http://example.org/ICD10CM:E11.9"):
            with pytest.raises(MCPError) as refused:
                await client.read_resource(uri)
            assert (refused.value.error.code, refused.value.error.data) == (-32002, {"uri": uri})
        return found.contents[0], prompts, texts, (await client.list_resources()).resources

    content, prompts, texts, resources = ask(server, asked)
    assert isinstance(content, TextResourceContents)
    assert json.loads(content.text)["ground"][0]["node"]["curie"] == "ICD10CM:E11.9"
    assert (len(prompts), resources) == (3, [])
    for prompt, made in zip(prompts, texts, strict=True):
        assert all(f"<{argument.name}>" in made.messages[0].content.text for argument in prompt.arguments)


def test_who_shows_no_key_or_has_no_sdk_is_told(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    assert httpx2.post(f"{server}/mcp", json=message).status_code == 401
    assert httpx2.get(f"{server}/mcp", headers={**KEY, "accept": "text/event-stream"}).status_code == 405
    assert httpx2.post(f"{server}/mcp", json=message, headers={**KEY, "host": "evil.example"}).status_code == 421
    for page, status in ((server, 200), ("http://own.example", 200), ("http://evil.example", 403), ("null", 403)):
        assert httpx2.post(f"{server}/mcp", json=message, headers={**KEY, "origin": page}).status_code == status
    monkeypatch.setattr("serving.agents.mcp_endpoint.find_spec", lambda name: None)
    absent = httpx2.post(f"{server}/mcp", json=message, headers=KEY)
    assert (absent.status_code, absent.json()["errors"][0]["extensions"]["code"]) == (501, "MCP_NOT_INSTALLED")


def test_an_operation_of_a_users_own_is_a_tool_unless_it_has_mistakes(
    shipped: GraphStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "queries").mkdir()
    fragment = "fragment R on Risk { curie k: __typename }"
    own = f"# Ours?\n# @tool\nquery Own($slug: String!) {{ risk(slug: $slug) {{ ...R }} }} {fragment}"
    for name, text in (("own", own), ("wrong", "# Wrong?\n# @tool\n{ nothing }")):
        (tmp_path / "queries" / f"{name}.graphql").write_text(text)
    monkeypatch.setenv("MEDCODE_DATA", str(tmp_path))
    with run_server(create_app(SETTINGS, shipped)) as running:
        result = call(f"http://127.0.0.1:{running.port}", "own", slug="infection")
    assert result.structured_content == {"risk": {"curie": "RISK:infection", "k": "Risk"}}
    assert "'wrong' is no tool: Cannot query field 'nothing'" in caplog.text
