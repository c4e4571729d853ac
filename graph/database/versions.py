"""The versions of the graph in a database: what is loaded, what is complete, and which one is served."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import orjson

from graph.database.connection import Database
from graph.database.layout import CURRENT, CURRENT_NAME, VERSION
from graph.model.errors import StoredVersionError

LOADING, COMPLETE = "loading", "complete"
_NAMES = ("slot", "version", "state", "progress", "counts", "hashes", "pushed_at")
_READ = f"MATCH (v:{VERSION}) RETURN {', '.join(f'v.{name}' for name in _NAMES)}"
_CREATE = f"MERGE (v:{VERSION} {{slot: $slot}}) SET {', '.join(f'v.{name} = ${name}' for name in _NAMES[1:])}"
_SET_PROGRESS = (
    f"MATCH (v:{VERSION} {{slot: $slot}}) WHERE v.progress = $before "
    "SET v.progress = $after, v.state = 'loading' RETURN count(v)"
)
_DELETE = f"MATCH (v:{VERSION} {{slot: $slot}}) DELETE v"
_READ_CURRENT = f"MATCH (c:{CURRENT} {{name: $name}}) RETURN c.slot, c.previous"
_SWITCH = f"MERGE (c:{CURRENT} {{name: $name}}) SET c.slot = $slot, c.previous = $previous"
_FINISH = (
    f"MATCH (v:{VERSION} {{slot: $slot}}) WHERE v.progress = $before "
    "SET v.progress = $after, v.state = 'complete', v.pushed_at = $pushed_at "
    f"WITH v {_SWITCH} RETURN count(v)"
)


@dataclass(frozen=True, slots=True)
class LoadProgress:
    """How far a load is: the stage that is at work, and how many of its rows are there.

    `snapshot` says which files are loaded: those of equal graphs may differ, as a search index written in two steps.
    """

    stage: str
    done: int
    snapshot: str = ""

    def as_text(self) -> str:
        """As the database has it; equal for equal ones."""
        return orjson.dumps(self).decode()


REMOVING = "removing"
"""The stage of a version that is removed: it is never loaded any further."""


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A version in the database. `counts` are rows by stage, `hashes` are of `graph.database.content_hashes`."""

    slot: int
    version: str
    state: str
    progress: LoadProgress
    counts: Mapping[str, int] = field(default_factory=dict)
    hashes: Mapping[str, Any] = field(default_factory=dict)
    pushed_at: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether all of it is there, and has been read back."""
        return self.state == COMPLETE


@dataclass(frozen=True, slots=True)
class Current:
    """The slot of the version that is served, and that of the one before; None where there is none."""

    slot: int | None = None
    previous: int | None = None


def read_versions(database: Database) -> dict[int, StoredVersion]:
    """All versions by slot.

    Raises:
        StoredVersionError: something else has changed one of them.
        StoreError: the database cannot be read.
    """
    return {found.slot: found for found in map(_parse, database.read(_READ))}


def _parse(row: tuple[Any, ...]) -> StoredVersion:
    slot, version, state, progress, counts, hashes, pushed_at = row
    try:
        parsed = LoadProgress(**orjson.loads(progress))
        return StoredVersion(slot, version, state, parsed, orjson.loads(counts), orjson.loads(hashes), pushed_at)
    except (TypeError, ValueError) as error:
        raise StoredVersionError(slot=str(slot), problem=f"{VERSION} cannot be read: {error}") from error


def read_current(database: Database) -> Current:
    """Which version is served."""
    rows = database.read(_READ_CURRENT, {"name": CURRENT_NAME})
    return Current(*rows[0]) if rows else Current()


def current_version(database: Database) -> StoredVersion:
    """The version that is served.

    Raises:
        StoredVersionError: there is none, or a push of it has not come to its end.
    """
    slot, versions = read_current(database).slot, read_versions(database)
    found = versions.get(slot) if slot is not None else None
    if found is None or not found.is_complete:
        raise StoredVersionError(address=str(database.address), problem=_what_is_missing(versions))
    return found


def _what_is_missing(versions: Mapping[int, StoredVersion]) -> str:
    begun = [version for version in versions.values() if not version.is_complete]
    if not begun:
        return "no version of the graph was pushed here"
    progress = begun[-1].progress
    return (
        f"only a part of version {begun[-1].version[:12]} was pushed here: its push is still at work, or broke off, in "
        f"the stage '{progress.stage}' after {progress.done} rows"
    )


def create_version(database: Database, version: StoredVersion) -> None:
    """Note that a version is about to be loaded."""
    database.write((_CREATE, _as_parameters(version)))


def _as_parameters(version: StoredVersion) -> dict[str, Any]:
    texts = {name: orjson.dumps(getattr(version, name)).decode() for name in ("counts", "hashes")}
    progress = version.progress.as_text()
    own = {name: getattr(version, name) for name in ("slot", "version", "state", "pushed_at")}
    return {**own, **texts, "progress": progress}


def set_progress(database: Database, version: StoredVersion, after: LoadProgress) -> StoredVersion:
    """Move the progress of a version on, if nobody else has; the version as it is then.

    Raises:
        StoredVersionError: somebody else has.
    """
    rows = database.write((_SET_PROGRESS, _moved(version, after)))
    return _checked(rows, replace(version, progress=after, state=LOADING))


def _moved(version: StoredVersion, after: LoadProgress) -> dict[str, Any]:
    return {"slot": version.slot, "before": version.progress.as_text(), "after": after.as_text()}


def _checked(rows: list[tuple[Any, ...]], version: StoredVersion) -> StoredVersion:
    if rows != [(1,)]:
        raise changed_meanwhile(version)
    return version


def changed_meanwhile(version: StoredVersion) -> StoredVersionError:
    """The error of a push that another one has come before."""
    return StoredVersionError(
        version=version.version[:12], slot=version.slot, problem="another push of it is at work, or has removed it"
    )


def finish(database: Database, version: StoredVersion, after: LoadProgress) -> StoredVersion:
    """Note that all of a version is there, and serve it from now on, in one transaction.

    Raises:
        StoredVersionError: somebody else has changed it.
    """
    pushed_at = datetime.now(UTC).isoformat(timespec="seconds")
    switched = _switched(read_current(database), version.slot)
    rows = database.write((_FINISH, {**_moved(version, after), **switched, "pushed_at": pushed_at}))
    return _checked(rows, replace(version, progress=after, state=COMPLETE, pushed_at=pushed_at))


def switch_to(database: Database, slot: int) -> None:
    """Serve another version from now on; the one that was served is the one before."""
    database.write((_SWITCH, _switched(read_current(database), slot)))


def _switched(current: Current, slot: int) -> dict[str, Any]:
    previous = current.previous if current.slot == slot else current.slot
    return {"name": CURRENT_NAME, "slot": slot, "previous": previous}


def delete_version(database: Database, slot: int) -> None:
    """Forget a version whose rows are removed."""
    database.write((_DELETE, {"slot": slot}))
