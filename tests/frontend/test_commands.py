"""The commands of `docs/frontend/typed-client.md` do what it says; they find what is wrong in a client's document.

The folder is made once, by one process: so all that needs it stands in this file.
"""

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import pairwise

import pytest

from tests.frontend.conftest import MUST
from tests.frontend.document import DOCUMENT, Command, Printed, steps, unmarked
from tests.frontend.project import CLIENT, FOLDER, Project, run
from tests.frontend.relay_page import visit
from tests.web.conftest import CHROMIUM

STEPS = list(steps(DOCUMENT.read_text(encoding="utf-8")))
COMMANDS = list(dict.fromkeys(step.line for step in STEPS if isinstance(step, Command)))
PRINTED = [
    (before.line, step) for before, step in pairwise(STEPS) if isinstance(step, Printed) and isinstance(before, Command)
]
needs_chromium = pytest.mark.skipif(not CHROMIUM and not MUST, reason="no Chromium: on Debian, apt install chromium")


def test_every_block_is_a_step() -> None:
    assert "```" not in unmarked(DOCUMENT.read_text(encoding="utf-8"))
    assert len(PRINTED) == 2


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_succeeds(project: Project, line: str) -> None:
    result = project.results[line]
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(("line", "printed"), PRINTED, ids=lambda given: given if isinstance(given, str) else "")
def test_a_program_prints_what_is_shown(project: Project, line: str, printed: Printed) -> None:
    """After a change, write it with `python -m tests.frontend`."""
    assert project.results[line].stdout == printed.text


def test_relay_made_its_files(project: Project) -> None:
    made = {path.name.removesuffix(".graphql.ts") for path in FOLDER.glob("src/relay/__generated__/*.graphql.ts")}
    fragments = {"risks_procedure", "risks_risk", "steps_procedure"}
    assert made == fragments | {"mainProcedureQuery", "RisksPageQuery", "StepsPageQuery"}
    page = (FOLDER / "src/relay/__generated__/StepsPageQuery.graphql.ts").read_text(encoding="utf-8")
    assert "node(id: $id)" in page
    assert "hasPreviousPage" in page


@contextmanager
def changed(path: str, old: str, new: str) -> Iterator[None]:
    """A file of the folder with something else in the place of something."""
    file = FOLDER / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    yield
    file.write_text(text, encoding="utf-8")


def test_typescript_finds_what_does_not_fit_a_document(project: Project) -> None:
    with (
        changed("src/urql.ts", "durationMaxMinutes\n", "durationMinMinutes\n"),
        changed("src/fetch.ts", '{ risk: "infection"', "{ risk: 1"),
        changed("src/relay/steps.tsx", "{node.name}", "{node.text}"),
    ):
        said = run("npx tsc --noEmit").stdout
    assert "urql.ts" in said
    assert "Property 'durationMaxMinutes' does not exist" in said
    assert "fetch.ts" in said
    assert "Type 'number' is not assignable to type 'string'" in said
    assert "steps.tsx" in said
    assert "Property 'text' does not exist" in said


@pytest.mark.parametrize(
    ("line", "path", "old", "new"),
    [
        ("npx gql.tada check --fail-on-warn", "src/urql.ts", "durationMaxMinutes\n", "durationMaxMinuets\n"),
        ("npx relay-compiler", "src/relay/risks.tsx", "totalCount\n", "totalCuont\n"),
        ("npx relay-compiler --validate", "src/relay/steps.tsx", "number\n", "number\n          code\n"),
    ],
)
def test_a_check_finds_what_the_schema_does_not_have_or_no_file_yet(
    project: Project, line: str, path: str, old: str, new: str
) -> None:
    with changed(path, old, new):
        result = run(line)
    assert result.returncode != 0
    assert path.partition(".")[0].rpartition("/")[2] in result.stdout + result.stderr


def test_versions_are_exact_and_locked() -> None:
    package = json.loads((CLIENT / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((CLIENT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name, version in (package["dependencies"] | package["devDependencies"]).items():
        assert lock[f"node_modules/{name}"]["version"] == version
    assert [name for name, locked in lock.items() if name and "integrity" not in locked] == []
    assert [name for name, locked in lock.items() if "resolved" in locked] == []


@needs_chromium
def test_lists_of_the_page_go_on_in_both_directions(project: Project) -> None:
    with ThreadPoolExecutor(1) as other:  # In this thread a browser of other tests may run, and Playwright has but one.
        said = other.submit(visit, f"http://127.0.0.1:{project.page}").result()
    asked = [re.fullmatch(r"info: (\w+): [1-9]\d* items", line) for line in said]
    assert [match and match[1] for match in asked] == ["mainProcedureQuery", "RisksPageQuery", "StepsPageQuery"], said
