"""Databases for servers of tests: of ArcadeDB servers of their own, which tests kill and freeze."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.database.arcade import ArcadeProcess, arcade_process
from tests.database.fixtures import require_arcade
from tests.serving.database_serving import push_version
from tests.serving.versions import OLD


@pytest.fixture(scope="session")
def snapshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what is pushed."""
    return tmp_path_factory.mktemp("snapshots")


@pytest.fixture(scope="session")
def killed_arcade(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArcadeProcess]:
    """A server of databases that tests kill, and start again."""
    require_arcade()
    with arcade_process(tmp_path_factory.mktemp("killed")) as process:
        yield process


@pytest.fixture(scope="session")
def pushed_address(killed_arcade: ArcadeProcess, snapshots: Path) -> str:
    """The address of a database that has the old version."""
    address = killed_arcade.server.create()
    push_version(address, OLD, snapshots)
    return address


@pytest.fixture(scope="session")
def second_arcade(killed_arcade: ArcadeProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArcadeProcess]:
    """Another one with the same user and password."""
    with arcade_process(tmp_path_factory.mktemp("second"), killed_arcade.server.password) as process:
        yield process
