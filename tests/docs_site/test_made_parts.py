"""What is made from code has all of it, and says of each error what to do."""

import re
from inspect import cleandoc

import pytest

from docs_site.error_codes import GRAPHQL_OR_HTTP
from docs_site.findings import all_errors
from docs_site.made_parts import MADE, with_made_parts
from docs_site.markdown import anchor, joined, text
from graph.export.formats import FORMATS
from graph.model.errors import InputError, MedcodeError
from graph.model.limits import LIMITS, Limits
from graph.model.ontology import ONTOLOGY
from graph.model.source_files import ROOT
from medcode.command_list import BY_NAME
from schema.create_schema import create_schema
from serving.settings import SETTINGS
from tests.documents import PAGES


def headings(name: str) -> set[str]:
    return set(re.findall(r"(?m)^#+ (.*)$", MADE[name]()))


def test_each_list_stands_on_one_page() -> None:
    marks = [
        name for path in PAGES for name in re.findall(r"<!-- made ([a-z-]+) -->", path.read_text(encoding="utf-8"))
    ]
    assert sorted(marks) == sorted(MADE)


def test_nothing_is_left_out() -> None:
    assert all(f"`{setting.variable}`" in MADE["settings"]() for setting in SETTINGS)
    assert all(text(limit.description) in MADE["limits"]() for limit in LIMITS)
    assert headings("commands") == set(BY_NAME)
    assert headings("node-kinds") == set(ONTOLOGY.nodes)
    assert headings("edge-kinds") == set(ONTOLOGY.edges)
    assert all(f"`{prefix}:…`" in MADE["identifiers"]() for prefix in ONTOLOGY.by_prefix)
    assert headings("formats") == {known.title for known in FORMATS.values()}


def test_every_type_of_the_schema_has_its_place_and_each_field_a_description() -> None:
    made = create_schema(Limits())._schema
    pages = {name: MADE[name]() for name in MADE if name.startswith("schema-")}
    types = {name for name in made.type_map if not name.startswith("__")} - {"Query"}
    assert types == {name for page in pages if page != "schema-queries" for name in headings(page)}
    assert made.query_type is not None
    assert headings("schema-queries") == set(made.query_type.fields)
    for page in pages.values():
        assert not re.search(r"\|\s*\|$", page, re.MULTILINE)


@pytest.mark.parametrize("kind", all_errors(), ids=lambda kind: kind.__name__)
def test_an_error_says_what_happened_why_and_what_to_do(kind: type[MedcodeError]) -> None:
    assert kind.message
    assert cleandoc(vars(kind).get("__doc__") or "")
    assert kind.hint


def test_all_codes_of_errors_are_listed() -> None:
    sources = [*(ROOT / "serving").rglob("*.py"), ROOT / "schema" / "errors.py"]
    sent = re.findall(r"code\"? ?[:=] ?\"([A-Z_]+)\"", "".join(path.read_text(encoding="utf-8") for path in sources))
    listed = [one.name for one in GRAPHQL_OR_HTTP]
    assert sorted(listed) == sorted(set(sent))
    assert not set(listed) & {error.code() for error in InputError.__subclasses__()}


def test_the_statuses_of_codes_are_those_that_are_sent() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "serving").rglob("*.py"))
    call = r"error_response\(\s*(\d{3}),(?:(?!error_response).)*?code=\"([A-Z_]+)\""
    sent = {(code, int(status)) for status, code in re.findall(call, source, re.DOTALL)}
    listed = {(one.name, status) for one in GRAPHQL_OR_HTTP for status in one.statuses}
    assert len(sent) > 15
    assert sent <= listed


def test_the_codes_of_limits_are_explained() -> None:
    known = {one.name for one in GRAPHQL_OR_HTTP} | {error.code() for error in all_errors()}
    assert {code for limit in LIMITS for code in limit.codes} <= known


def test_texts_stay_what_they_are() -> None:
    assert text("a_b *c* [d] <e> `f_g|h` | i") == r"a\_b \*c\* \[d\] &lt;e&gt; `f_g\|h` &#124; i"


def test_headings_with_one_anchor_are_refused() -> None:
    assert anchor("JSON Lines") == "json-lines"
    with pytest.raises(ValueError, match="path"):
        joined("## Path", "## path")


def test_a_name_that_nothing_is_made_under_is_refused() -> None:
    with pytest.raises(KeyError, match="nonsense"):
        with_made_parts("<!-- made nonsense -->\n\n<!-- end -->")
