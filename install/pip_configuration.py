"""What a user has configured for pip, as variables of the environment that uv reads.

Sources: pip, "Configuration" (files, `PIP_*` and their precedence); uv, "Environment variables".
"""

import ast
import re
from collections.abc import Iterable, Mapping

_LINE = re.compile(r"(?P<section>[^.]+)\.(?P<option>[\w-]+)=(?P<value>.+)")
_SECTIONS = ("global", "install", ":env:")
"""Sections that hold for `pip install`, the stronger ones last; those of other commands do not."""
_VARIABLES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "client-cert": "SSL_CLIENT_CERT",
    "proxy": "ALL_PROXY",
    "timeout": "UV_HTTP_TIMEOUT",
    "default-timeout": "UV_HTTP_TIMEOUT",
    "retries": "UV_HTTP_RETRIES",
    "no-cache-dir": "UV_NO_CACHE",
    "keyring-provider": "UV_KEYRING_PROVIDER",
}
_SEPARATED_BY_COMMAS = {"UV_FIND_LINKS"}
_WITHOUT_EFFECT = {
    *("cache-dir", "disable-pip-version-check", "no-color", "no-input", "no-python-version-warning", "progress-bar"),
    *("quiet", "require-virtualenv", "root-user-action", "use-feature", "verbose", "no-warn-script-location"),
    *("no-compile", "prefer-binary", "log", "debug", "constraint"),
}
"""Options that change what pip says or keeps, and not what a lock file installs or where it is looked for.

Constraints are among them: the versions of a lock file are exact already.
"""
_ALL_INDEXES = {"UV_INDEX_STRATEGY": "unsafe-best-match"}
"""As pip does it: what an index lacks is looked for in the others. The hashes say what is taken from them."""


class UnknownOptionError(Exception):
    """An option of pip that uv has no counterpart of."""


def uv_variables(listed: Iterable[str], environment: Mapping[str, str]) -> dict[str, str]:
    """The variables for uv, from the lines of `pip config list`; those that the user has set for uv stay as they are.

    Raises:
        UnknownOptionError: there is an option that uv could not honour.
    """
    options = dict[str, str]()
    for line in sorted(listed, key=_strength):
        if (found := _LINE.fullmatch(line.strip())) and found["section"] in _SECTIONS:
            options[found["option"]] = str(ast.literal_eval(found["value"]))
    variables = dict(_ALL_INDEXES)
    for option, value in options.items():
        if option in _WITHOUT_EFFECT:
            continue
        if option not in _VARIABLES:
            raise UnknownOptionError(option)
        name = _VARIABLES[option]
        variables[name] = ",".join(value.split()) if name in _SEPARATED_BY_COMMAS else " ".join(value.split())
    return {name: value for name, value in variables.items() if name not in environment}


def _strength(line: str) -> int:
    section = line.partition(".")[0]
    return _SECTIONS.index(section) if section in _SECTIONS else -1
