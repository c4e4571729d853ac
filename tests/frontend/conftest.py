"""All that `docs/frontend/typed-client.md` shows is done once, in its order; tests look at what came of it."""

import os
from collections.abc import Iterator

import pytest

from tests.frontend.project import Project, done, lacking

MUST = os.environ.get("CI") == "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Node, what needs it is skipped; in CI it fails."""
    missing = "" if MUST else lacking()
    for item in items:
        if missing and "tests/frontend/" in item.path.as_posix() and "project" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.skip(reason=missing))


@pytest.fixture(scope="session")
def project() -> Iterator[Project]:
    """The folder of the document after all of its steps."""
    if missing := lacking():
        pytest.fail(missing)
    with done() as project:
        yield project
