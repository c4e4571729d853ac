"""The address of a graph database: `bolt://[user[:password]@]host[:port]/database`."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from graph.model.errors import InvalidArgument

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
"""URI schemes of Bolt drivers: `neo4j` asks the server for the members of a cluster; with `+s` the connection is
encrypted and the certificate checked, with `+ssc` it may be self-signed."""
DEFAULT_PORT = 7687
USER, PASSWORD, PASSWORD_FILE = "MEDCODE_STORE_USER", "MEDCODE_STORE_PASSWORD", "MEDCODE_STORE_PASSWORD_FILE"
"""Variables of the environment; each is a setting of `serving.settings`."""
_DATABASE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,62}")
_CREDENTIALS = re.compile(r"//[^/]*@")


@dataclass(frozen=True, slots=True)
class DatabaseAddress:
    """Where a database is, and who asks; `str()` of it names neither user nor password."""

    scheme: str
    host: str
    port: int
    database: str
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @property
    def server(self) -> str:
        """The address of the server alone, as a driver takes it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.server}/{self.database}"


def is_database_address(text: str) -> bool:
    """Whether a text has the form of an address with one of `SCHEMES`."""
    return text.partition("://")[0].lower() in SCHEMES


def without_credentials(text: str) -> str:
    """An address as it may be shown: without what stands before the host."""
    return _CREDENTIALS.sub("//", text)


def parse_address(text: str, environment: Mapping[str, str] = os.environ) -> DatabaseAddress:
    """The address in a text; user and password come from the environment where the text has none.

    Raises:
        InvalidArgument: the text is no such address, or the file of the password cannot be read.
    """
    parts = _split(text)
    if parts.scheme not in SCHEMES:
        raise _invalid(text, f"the scheme is none of {', '.join(SCHEMES)}")
    if not parts.hostname:
        raise _invalid(text, "it names no host")
    database = parts.path.strip("/")
    if not _DATABASE.fullmatch(database):
        raise _invalid(text, "after the host it must name a database, of letters, digits, `_`, `.` and `-`")
    if parts.query or parts.fragment:
        raise _invalid(text, "nothing may follow the name of the database")
    user = unquote(parts.username or "") or environment.get(USER, "")
    password = unquote(parts.password or "") or _password_of(environment)
    if password and not user:
        raise _invalid(text, f"there is a password but no user; name one in it or in {USER}")
    return DatabaseAddress(parts.scheme, parts.hostname, _port(text, parts), database, user, password)


def _split(text: str) -> SplitResult:
    try:
        return urlsplit(text)
    except ValueError:  # As for a bracket that is not closed. Its message may repeat the text.
        raise _invalid(text, "it is no URI") from None


def _port(text: str, parts: SplitResult) -> int:
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0:
        raise _invalid(text, "the port is no number from 1 to 65535")
    return port or DEFAULT_PORT


def _password_of(environment: Mapping[str, str]) -> str:
    if path := environment.get(PASSWORD_FILE):
        return read_password(Path(path))
    return environment.get(PASSWORD, "")


def read_password(path: Path) -> str:
    """The password in a file: its first line.

    Raises:
        InvalidArgument: it cannot be read, or is empty.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        problem = getattr(error, "strerror", None) or "it is not UTF-8"
        raise InvalidArgument(argument=PASSWORD_FILE, file=str(path), problem=problem) from None
    if not lines or not lines[0]:
        raise InvalidArgument(argument=PASSWORD_FILE, file=str(path), problem="its first line is empty")
    return lines[0]


def _invalid(text: str, problem: str) -> InvalidArgument:
    form = "bolt://host:7687/database"
    return InvalidArgument(address=without_credentials(text), problem=problem, form=form)
