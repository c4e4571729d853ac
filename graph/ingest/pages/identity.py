"""The identity (CURIE, slug) of the procedure of a page, from its path or from the user, never from its text."""

import re
from dataclasses import dataclass
from pathlib import PurePath

from graph.model.elements import make_curie, slugify
from graph.model.errors import InvalidArgument
from graph.model.findings import SourceError, UnusableCode
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS

_SYSTEMS = {"cpt4": "CPT", "cpt": "CPT", "hcpcs": "HCPCS"}
_PATTERNS = {prefix: re.compile(CODE_SYSTEMS[prefix].pattern) for prefix in ("CPT", "HCPCS")}
SYSTEMS = tuple(_PATTERNS)


@dataclass(frozen=True, slots=True)
class Identity:
    """CURIE and slug of a page's procedure, and the specialty by which its folder sorts it."""

    curie: str
    slug: str
    category: str | None = None


def given_identity(path: PurePath, system: str, code: str) -> Identity:
    """The identity with the code system and the code that the user gives.

    Raises:
        InvalidArgument: the system is unknown or its codes do not look like that.
    """
    shape = _PATTERNS.get(system.upper())
    if shape is None:
        raise InvalidArgument(argument="system", value=system, allowed=list(_PATTERNS))
    if not shape.fullmatch(code.upper()):
        raise InvalidArgument(argument="code", value=code, system=system)
    return Identity(make_curie(system.upper(), code.upper()), _slug(path))


def path_identity(path: PurePath) -> tuple[Identity, list[SourceError]]:
    """The identity that a path, relative to the folder of pages, encodes.

    `cpt4/22848-pelvic-fixation.txt` states a code, `orthopedics/pelvic-fixation.txt` a slug and a specialty.
    """
    folders = path.parts[:-1]
    prefix = next((_SYSTEMS[folder.casefold()] for folder in folders if folder.casefold() in _SYSTEMS), None)
    slug = _slug(path)
    if prefix is None:
        category = folders[0] if folders else None
        return Identity(make_curie("PAGE", slug), slug, category), []
    code, _, rest = _stem(path).partition("-")
    if _PATTERNS[prefix].fullmatch(code.upper()):
        return Identity(make_curie(prefix, code.upper()), slugify(rest) if rest else code.lower()), []
    return Identity(make_curie("PAGE", slug), slug), [UnusableCode(str(path), system=prefix)]


def _stem(path: PurePath) -> str:
    # A saved web page can be a folder of that name with an index file.
    return path.parts[-2] if path.stem == "index" and len(path.parts) > 1 else path.stem


def _slug(path: PurePath) -> str:
    return slugify(_stem(path))
